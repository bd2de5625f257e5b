import RuleSchema
import RuleSource
import RuleSyntax

//  Declared names become indices, or a message and `nil`.

extension Checker {
  mutating func pipeline(named name: String, at range: SourceRange) -> PipelineIndex? {
    if let found = vocabulary.pipelines[name] { return found }
    report(.unknown(.pipeline, name, at: range, among: vocabulary.schema.pipelines.map(\.name)))
    return nil
  }

  mutating func team(named name: String, at range: SourceRange) -> TeamIndex? {
    if let found = vocabulary.teams[name] { return found }
    report(.unknown(.team, name, at: range, among: vocabulary.schema.teams.map(\.name)))
    return nil
  }

  mutating func inbox(named name: String, at range: SourceRange) -> InboxIndex? {
    if let found = vocabulary.inboxes[name] { return found }
    report(.unknown(.inbox, name, at: range, among: vocabulary.schema.inboxes.map(\.name)))
    return nil
  }

  mutating func template(named name: NameSyntax) -> TemplateIndex? {
    if let found = vocabulary.templates[name.text] { return found }
    report(.unknown(.template, name.text, at: name.range, among: vocabulary.schema.templates.map(\.name)))
    return nil
  }

  mutating func list(named name: NameSyntax) -> ListIndex? {
    if let found = vocabulary.lists[name.text] { return found }
    report(.unknown(.list, name.text, at: name.range, among: vocabulary.schema.lists.map(\.name)))
    return nil
  }

  mutating func channel(named name: String, at range: SourceRange) -> CheckedTrigger.Channel? {
    if let found = CheckedTrigger.Channel(rawValue: name) { return found }
    report(.unknown(.channel, name, at: range, among: ["email", "chat", "form", "phone", "api"]))
    return nil
  }

  /// The stage `name` of the pipeline that the words being checked are about.
  mutating func stage(named name: String, at range: SourceRange) -> StageIndex? {
    if context.isMuted { return nil }
    if context.isScoped, let pipeline = context.pipeline {
      context.reads.pipeline = pipeline
      return stage(named: name, of: pipeline, at: range)
    }
    guard let candidates = vocabulary.stages[name] else {
      if vocabulary.brokenPipelines.isEmpty, !vocabulary.pipelines.isEmpty {
        let only = vocabulary.schema.pipelines.count == 1 ? vocabulary.schema.pipelines.first?.name : nil
        let names = vocabulary.schema.stages.map(\.name)
        report(.unknownStage(name, at: range, of: only, among: names))
      }
      return nil
    }
    guard let stage = vocabulary.unscopedStage(name) else {
      let owners = candidates.map { vocabulary.pipelineName(vocabulary.pipeline(of: $0)) }
      report(.ambiguousStage(name, at: range, of: owners))
      return nil
    }
    let owner = vocabulary.pipeline(of: stage)
    if let pipeline = context.pipeline, pipeline != owner {
      if !context.hasTwoPipelines {
        context.hasTwoPipelines = true
        report(
          .twoPipelines(
            name, at: range, of: vocabulary.pipelineName(owner), not: vocabulary.pipelineName(pipeline)))
      }
      return nil
    }
    context.pipeline = owner
    context.reads.pipeline = owner
    return stage
  }

  /// The stage `name` of `pipeline`.
  mutating func stage(named name: String, of pipeline: PipelineIndex, at range: SourceRange) -> StageIndex? {
    if let stage = vocabulary.stage(name, of: pipeline) { return stage }
    if vocabulary.brokenPipelines.contains(pipeline) { return nil }
    let title = vocabulary.pipelineName(pipeline)
    let names = vocabulary.stageNames(of: pipeline)
    if let other = vocabulary.stages[name]?.first {
      let owner = vocabulary.pipelineName(vocabulary.pipeline(of: other))
      report(.foreignStage(name, at: range, of: owner, in: title))
    } else {
      report(.unknownStage(name, at: range, of: title, among: names))
    }
    return nil
  }
}
