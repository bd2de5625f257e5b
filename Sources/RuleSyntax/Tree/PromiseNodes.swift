package import RuleSource

/// `promise at most 1 email to contact per event`: what must be true of the rules of its pipelines.
package struct PromiseSyntax: Sendable {
  package enum Kind: Sendable {
    /// `exactly one ticket notification to contact on stage New`
    case counts(QuantitySyntax, PromisedEffect, to: RecipientSyntax?, PromisedOccasionSyntax)
    /// `every ticket created in stage New is assigned`; no stages: in any.
    case created(stages: [NameSyntax], PromisedStateSyntax)
    /// `stage never moves from Closed to New`
    case neverMoves(from: NameSyntax, to: NameSyntax)
  }

  package let kind: Kind
  /// A part was reported: nothing is promised.
  package let isBroken: Bool
  package let range: SourceRange
}

/// `no`, `exactly N`, `at most N`, `at least N`; `one` is the number 1.
package enum QuantitySyntax: Sendable {
  case none, exactly(ValueSyntax), atMost(ValueSyntax), atLeast(ValueSyntax)
}

/// What is counted.
package enum PromisedEffect: Sendable, Hashable {
  /// `send ticket notification`
  case notification
  /// Ticket notifications and `send email`.
  case email
  /// All that is sent to people: ticket notifications, e-mails, messages, `notify`.
  case message
  case task, note, ticket
}

/// When it is counted.
package enum PromisedOccasionSyntax: Sendable {
  /// In each round that looks at one of these events (any, if there are none) while the condition holds.
  case round([EventSyntax], ConditionSyntax?)
  /// In all that one event leads to.
  case event
}

/// What holds of a created ticket when everything has run.
package enum PromisedStateSyntax: Sendable {
  case isAssigned
  case has(OperandSyntax)
}
