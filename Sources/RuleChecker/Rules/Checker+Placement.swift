import RuleSchema
import RuleSource
import RuleSyntax

//  Which pipeline does a rule belong to, and what is it called? Both must be known of all rules before any is checked,
//  since rules name each other.

extension Checker {
  /// Gives every rule its pipeline and identity; reports titles and nameless rules that occur twice.
  mutating func placeRules() {
    if vocabulary.pipelines.isEmpty, let first = rules.first { report(.noPipeline(at: first.syntax.headRange)) }
    // For each pipeline.
    var titles = Array(repeating: NameTable<Int>(), count: vocabulary.schema.pipelines.count)
    // A rule for several pipelines is given once.
    var reported: Set<SourceRange> = []
    for index in rules.indices {
      let (pipeline, place) = pipeline(of: index)
      if !rules[index].syntax.overrides.isEmpty { hasOverrides = true }
      rules[index].place(in: pipeline, decidedAt: place)
      if let first = declare(index, in: pipeline, &titles) {
        rules[index].isRepeated = true
        let place = rules[first].syntax.title?.range ?? rules[first].syntax.headRange
        let head = rules[index].syntax.headRange
        guard reported.insert(head).inserted else { continue }
        if let title = rules[index].syntax.title, let pipeline {
          report(.titleTwice(title, pipeline: vocabulary.pipelineName(pipeline), first: place))
        } else {
          report(.ruleTwice(at: head, first: place).with(fix: removing(rules[index].syntax.range, .unsafe)))
        }
      }
    }
    resolveOverrides(titles)
  }

  /// Declares the title or the text of a rule in its pipeline; where it was declared before, by which rule.
  private mutating func declare(_ index: Int, in pipeline: PipelineIndex?, _ titles: inout [NameTable<Int>]) -> Int? {
    switch rules[index].syntax.title {
    case .some(let title): return pipeline.flatMap { titles[$0.value].declare(title.text, as: index) }
    case .none:
      let text = canonicalText(of: rules[index].syntax.range)
      rules[index].text = text
      guard let pipeline, !rules[index].syntax.isBroken else { return nil }
      // A title may read like another rule's text: the two kinds of identity are told apart by the space in front.
      return titles[pipeline.value].declare(" \(text)", as: index)
    }
  }

  /// Its pipeline, and the stage name that decided it.
  private mutating func pipeline(of index: Int) -> (PipelineIndex?, SourceRange?) {
    switch rules[index].scope {
    case .pipeline(let pipeline): return (pipeline, nil)
    case .broken: return (nil, nil)
    case .unscoped: break
    }
    let rule = rules[index].syntax
    let names = stageNames(of: rule)
    for name in names.stages {
      if let stage = vocabulary.unscopedStage(name.text) { return (vocabulary.pipeline(of: stage), name.range) }
    }
    for name in names.definitions {
      guard let index = vocabulary.definitions[name] else { continue }
      let pipelines = definitions[index].pipelines
      if pipelines.count == 1, let pipeline = pipelines.first { return (pipeline, nil) }
    }
    if let standard = vocabulary.schema.defaultPipeline { return (standard, nil) }
    if names.stages.isEmpty, !vocabulary.pipelines.isEmpty, !rule.isBroken {
      let pipelines = vocabulary.schema.pipelines
      report(
        .noPipelineDecides(at: rule.headRange, among: pipelines.map(\.name))
          .with(labels: pipelines.prefix(3).map { Diagnostic.Label("one of them", at: $0.range) }))
    }
    return (nil, nil)
  }

  private func canonicalText(of range: SourceRange) -> String {
    let source = sources[Int(range.fileIndex)]
    return source.tree.canonicalText(of: range, in: source.file)
  }

  private mutating func resolveOverrides(_ titles: [NameTable<Int>]) {
    guard hasOverrides else { return }
    // Only needed for messages, but for each of those.
    var titlesOf: [PipelineIndex: [String]] = [:]
    for rule in rules {
      if let pipeline = rule.pipeline, let title = rule.syntax.title?.text {
        titlesOf[pipeline, default: []].append(title)
      }
    }
    for index in rules.indices where !rules[index].syntax.overrides.isEmpty {
      guard let pipeline = rules[index].pipeline else { continue }
      let known = titles[pipeline.value]
      for name in rules[index].syntax.overrides {
        if let other = known[name.text] {
          if other == index {
            report(.overridesItself(name).with(fix: removingOverride(name, of: rules[index].syntax, .safe)))
          } else if !rules[index].overrides.contains(RuleIndex(other)) {
            rules[index].overrides.append(RuleIndex(other))
          }
          continue
        }
        let owner = titles.firstIndex { $0[name.text] != nil }
        let place = owner.flatMap { titles[$0][name.text] }.map { rules[$0].syntax.headRange }
        let ownerName = owner.map { vocabulary.pipelineName(PipelineIndex($0)) }
        if rules[index].isShared, let ownerName {
          report(
            .missingRule(name, in: vocabulary.pipelineName(pipeline))
              .declared(at: place, "a rule of `\(ownerName)`"))
          continue
        }
        if let ownerName {
          report(
            .foreignRule(name, of: ownerName).declared(at: place, "the rule")
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
