import RuleSchema
import RuleSource
import RuleSyntax

//  Declared names become indices, or a message and `nil`.

extension Checker {
  mutating func pipeline(named name: String, at range: SourceRange) -> PipelineIndex? {
    if let found = vocabulary.pipelines[name] { return found }
    reportUnknown(.pipeline, name, at: range)
    return nil
  }

  mutating func team(named name: String, at range: SourceRange) -> TeamIndex? {
    if let found = vocabulary.teams[name] { return found }
    reportUnknown(.team, name, at: range)
    return nil
  }

  mutating func inbox(named name: String, at range: SourceRange) -> InboxIndex? {
    if let found = vocabulary.inboxes[name] { return found }
    reportUnknown(.inbox, name, at: range)
    return nil
  }

  mutating func template(named name: NameSyntax) -> TemplateIndex? {
    if let found = vocabulary.templates[name.text] { return found }
    reportUnknown(.template, name.text, at: name.range)
    return nil
  }

  mutating func list(named name: NameSyntax) -> ListIndex? {
    if let found = vocabulary.lists[name.text] { return found }
    reportUnknown(.list, name.text, at: name.range)
    return nil
  }

  mutating func channel(named name: String, at range: SourceRange) -> CheckedTrigger.Channel? {
    if let found = CheckedTrigger.Channel(rawValue: name) { return found }
    reportUnknown(.channel, name, at: range)
    return nil
  }

  /// The stage `name` of the pipeline that the words being checked are about.
  mutating func stage(named name: String, at range: SourceRange) -> StageIndex? {
    if context.isMuted { return nil }
    if context.isScoped, let pipeline = context.pipeline {
      reads.pipeline = pipeline
      return stage(named: name, of: pipeline, at: range)
    }
    guard let candidates = vocabulary.stages[name] else {
      if vocabulary.brokenPipelines.isEmpty, !vocabulary.pipelines.isEmpty {
        let only = vocabulary.schema.pipelines.count == 1 ? PipelineIndex(0) : nil
        reportUnknownStage(name, of: only, at: range)
      }
      return nil
    }
    guard let stage = vocabulary.unscopedStage(name) else {
      let owners = candidates.map { vocabulary.pipelineName(vocabulary.pipeline(of: $0)) }
      let places = candidates.prefix(3).map { vocabulary.schema.stages[$0.value].range }
      report(.ambiguousStage(name, at: range, of: owners, declared: Array(places)))
      return nil
    }
    let owner = vocabulary.pipeline(of: stage)
    if let pipeline = context.pipeline, pipeline != owner {
      if !context.hasTwoPipelines {
        context.hasTwoPipelines = true
        report(
          .twoPipelines(
            name, at: range, of: vocabulary.pipelineName(owner), not: vocabulary.pipelineName(pipeline),
            declared: vocabulary.schema.stages[stage.value].range
          )
          .declared(at: context.pipelinePlace, "this is about `\(vocabulary.pipelineName(pipeline))`")
          .with(fix: wayToOther(owner, after: range)))
      }
      return nil
    }
    if context.pipeline == nil { context.pipelinePlace = range }
    context.pipeline = owner
    reads.pipeline = owner
    return stage
  }

  /// The stage `name` of `pipeline`.
  mutating func stage(named name: String, of pipeline: PipelineIndex, at range: SourceRange) -> StageIndex? {
    if let stage = vocabulary.stage(name, of: pipeline) { return stage }
    if vocabulary.brokenPipelines.contains(pipeline) { return nil }
    let title = vocabulary.pipelineName(pipeline)
    if let other = vocabulary.stages[name]?.first {
      let owner = vocabulary.pipeline(of: other)
      let listed = Wording.listed(vocabulary.stageNames(of: pipeline), are: "the stages of `\(title)`")
      report(
        .foreignStage(
          name, at: range, of: vocabulary.pipelineName(owner), in: title,
          declared: vocabulary.schema.stages[other.value].range
        )
        .declared(
          at: context.writtenPipeline ?? scopePlace(before: range, of: pipeline), "this says `\(title)`"
        )
        .with(notes: listed.map { [$0] } ?? [], fix: wayToOther(owner, after: range)))
    } else {
      reportUnknownStage(name, of: pipeline, at: range)
    }
    return nil
  }

  /// `in pipeline P` after the stage of an action.
  private func wayToOther(_ pipeline: PipelineIndex, after stage: SourceRange) -> Fix? {
    let name = Wording.spelled(vocabulary.pipelineName(pipeline))
    if let written = context.writtenPipeline { return .replace(written, with: name, .unsafe) }
    return context.isStageOfAction ? .insert("in pipeline \(name)", after: stage, .unsafe) : nil
  }
}
