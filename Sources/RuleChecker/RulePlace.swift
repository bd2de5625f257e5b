package import RuleSchema
package import RuleSource

internal import RuleSyntax

/// Where a rule is written, and whose tickets it looks at: known even of a rule with errors.
package struct RulePlace: Sendable {
  package let range: SourceRange
  /// `nil` where nothing decides it.
  package let pipeline: PipelineIndex?
  /// It is written for several pipelines, or starts before there is a ticket: it may meet rules of any pipeline.
  package let isOfManyPipelines: Bool

  init(_ entry: RuleEntry) {
    range = entry.syntax.range
    pipeline = entry.pipeline
    isOfManyPipelines = entry.isShared || entry.syntax.events.contains { $0.happening.isConversation }
  }
}
