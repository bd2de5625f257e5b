import RuleSchema
import RuleSource
import RuleSyntax

//  Which pipeline does a rule belong to, and what is it called? Both must be known of all rules before any is checked,
//  since rules name each other.

extension Checker {
  /// Gives every rule its pipeline and identity; reports titles and nameless rules that occur twice.
  mutating func placeRules() {
    if vocabulary.pipelines.isEmpty, let first = rules.first { report(.noPipeline(at: first.syntax.headRange)) }
    var titles: [PipelineIndex: [String: Int]] = [:]
    // A rule for several pipelines is given once.
    var reported: Set<SourceRange> = []
    for index in rules.indices {
      let rule = rules[index].syntax
      let (pipeline, place) = pipeline(of: rules[index])
      let identity = rule.title?.text ?? canonicalText(of: rule)
      rules[index].pipeline = pipeline
      rules[index].pipelinePlace = place
      rules[index].identity = identity
      guard let pipeline, !(rule.isBroken && rule.title == nil) else { continue }
      // A title may read like another rule's text: the two kinds of identity are told apart by the space in front.
      let key = rule.title == nil ? " \(identity)" : identity
      if let first = titles[pipeline]?[key] {
        rules[index].isRepeated = true
        let place = rules[first].syntax.title?.range ?? rules[first].syntax.headRange
        guard reported.insert(rule.headRange).inserted else { continue }
        if let title = rule.title {
          report(.titleTwice(title, pipeline: vocabulary.pipelineName(pipeline), first: place))
        } else {
          report(.ruleTwice(at: rule.headRange, first: place).with(fix: removing(rule.range, .unsafe)))
        }
      } else {
        titles[pipeline, default: [:]][key] = index
      }
    }
    resolveOverrides(titles)
  }

  /// Its pipeline, and the stage name that decided it.
  private mutating func pipeline(of rule: RuleEntry) -> (PipelineIndex?, SourceRange?) {
    switch rule.scope {
    case .pipelines(let pipelines): return (pipelines.first, nil)
    case .broken: return (nil, nil)
    case .unscoped: break
    }
    let names = stageNames(of: rule.syntax)
    for name in names.stages {
      if let stage = vocabulary.unscopedStage(name.text) { return (vocabulary.pipeline(of: stage), name.range) }
    }
    for name in names.definitions {
      guard let index = vocabulary.definitions[name] else { continue }
      let pipelines = definitions[index].pipelines
      if pipelines.count == 1, let pipeline = pipelines.first { return (pipeline, nil) }
    }
    if let standard = vocabulary.schema.defaultPipeline { return (standard, nil) }
    if names.stages.isEmpty, !vocabulary.pipelines.isEmpty, !rule.syntax.isBroken {
      let pipelines = vocabulary.schema.pipelines
      report(
        .noPipelineDecides(at: rule.syntax.headRange, among: pipelines.map(\.name))
          .with(labels: pipelines.prefix(3).map { Diagnostic.Label("one of them", at: $0.range) }))
    }
    return (nil, nil)
  }

  private func canonicalText(of rule: RuleDeclarationSyntax) -> String {
    let source = sources[Int(rule.range.fileIndex)]
    return source.tree.canonicalText(of: rule.range, in: source.file)
  }

  private mutating func resolveOverrides(_ titles: [PipelineIndex: [String: Int]]) {
    let owners = titles.keys.sorted { $0.value < $1.value }
    // Only needed for messages, but for each of those.
    var titlesOf: [PipelineIndex: [String]] = [:]
    if rules.contains(where: { !$0.syntax.overrides.isEmpty }) {
      for rule in rules {
        if let pipeline = rule.pipeline, let title = rule.syntax.title?.text {
          titlesOf[pipeline, default: []].append(title)
        }
      }
    }
    for index in rules.indices {
      guard let pipeline = rules[index].pipeline else { continue }
      let known = titles[pipeline] ?? [:]
      for name in rules[index].syntax.overrides {
        if let other = known[name.text] {
          if other == index {
            report(.overridesItself(name).with(fix: removingOverride(name, of: rules[index].syntax, .safe)))
          } else if !rules[index].overrides.contains(RuleIndex(other)) {
            rules[index].overrides.append(RuleIndex(other))
          }
          continue
        }
        if rules[index].isShared, titles.values.contains(where: { $0[name.text] != nil }) {
          let owner = owners.first { titles[$0]?[name.text] != nil }
          let place = owner.flatMap { titles[$0]?[name.text] }.map { rules[$0].syntax.headRange }
          report(
            .missingRule(name, in: vocabulary.pipelineName(pipeline))
              .declared(at: place, owner.map { "a rule of `\(vocabulary.pipelineName($0))`" } ?? ""))
          continue
        }
        if let owner = owners.first(where: { titles[$0]?[name.text] != nil }) {
          let place = titles[owner]?[name.text].map { rules[$0].syntax.headRange }
          report(
            .foreignRule(name, of: vocabulary.pipelineName(owner)).declared(at: place, "the rule")
              .with(fix: removingOverride(name, of: rules[index].syntax)))
          continue
        }
        let own = rules[index].syntax.title?.text
        let names = (titlesOf[pipeline] ?? []).filter { $0 != own }
        report(.unknownRule(name, near: NameSuggestion(for: name.text, among: names, spelled: Wording.text)))
      }
    }
  }
}
