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

  // The entry is looked at where it is: a copy has a count for each of its parts.
  private init(_ entries: borrowing Swift.Span<RuleEntry>, at index: Int) {
    let syntax = entries[index].syntax
    range = syntax.range
    pipeline = entries[index].pipeline
    isOfManyPipelines = entries[index].isShared || syntax.events.contains { $0.happening.isConversation }
  }

  /// The places of `rules`, in their order.
  static func places(of rules: [RuleEntry]) -> [RulePlace] {
    let rules = rules.span
    var places: [RulePlace] = []
    places.reserveCapacity(rules.count)
    for index in rules.indices { places.append(RulePlace(rules, at: index)) }
    return places
  }
}
