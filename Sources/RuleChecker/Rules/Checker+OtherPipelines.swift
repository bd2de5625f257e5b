import RuleSchema
import RuleSource

extension Checker {
  /// Reports a question after another pipeline than the rule's own: a rule sees the tickets of one pipeline.
  mutating func reportOtherPipeline(_ literals: [Literal], said words: String, at range: SourceRange) {
    guard context.subject == .ticketRule, !context.isTest, !context.isShared, !context.isMuted,
      let pipeline = context.pipeline
    else {
      return
    }
    let others = literals.compactMap { literal -> String? in
      guard case .pipeline(let other) = literal, other != pipeline else { return nil }
      return vocabulary.pipelineName(other)
    }
    guard let other = others.first, others.count == literals.count else { return }
    let decided = scopePlace(before: range, of: pipeline) ?? context.pipelinePlace
    let place = decided ?? vocabulary.schema.pipelines[pipeline.value].range
    report(
      .otherPipeline(words, at: range, of: vocabulary.pipelineName(pipeline), other: other)
        .declared(at: place, decided == nil ? "the default pipeline" : "this decides the pipeline"))
  }
}
