package import RuleSchema
package import RuleSource

/// A promise without names left to resolve, for one pipeline.
package struct CheckedPromise: Sendable {
  package enum Kind: Sendable {
    case counts(Quantity, Effect, to: Recipient?, Occasion)
    /// No stages: in any stage.
    case created(stages: [StageIndex], State)
    case neverMoves(from: StageIndex, to: StageIndex)
  }

  package enum Quantity: Sendable, Hashable { case exactly(Int), atMost(Int), atLeast(Int) }

  package enum Effect: Sendable, Hashable { case notification, email, message, task, note, ticket }

  package enum Occasion: Sendable {
    /// Rounds that look at one of these events (any, if there are none) while the condition holds.
    case round([CheckedTrigger], CheckedCondition?)
    case event
  }

  package enum State: Sendable { case isAssigned, has(Field) }

  /// The canonical text.
  package let text: String
  package let pipeline: PipelineIndex
  package let kind: Kind
  package let range: SourceRange
}
