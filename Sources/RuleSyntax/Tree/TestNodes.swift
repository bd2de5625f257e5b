package import RuleSource

/// `test "Reply reopens" given stage Closed when reply from contact expect move to "Waiting on us"`
package struct TestDeclarationSyntax: Sendable {
  /// `nil` where it was reported missing.
  package let title: NameSyntax?
  package let givens: [GivenSyntax]
  package let steps: [TestStepSyntax]
  /// A part was reported: report nothing that follows from a gap.
  package let isBroken: Bool
  package let range: SourceRange
  /// `test "Name"` alone, for labels.
  package let headRange: SourceRange
}

/// What is so before the first step.
package struct GivenSyntax: Sendable {
  package enum Kind: Sendable {
    /// `stage New`, `stage "Waiting on us" for 3 days`
    case stage(NameSyntax, for: DurationSyntax?)
    /// `at 2026-01-05 09:12`: the test begins then. Minutes of the day.
    case at(ValueSyntax, minute: Int?)
    /// `priority High`, `owner "jo"`, `contact "a@b.example"`
    case value(OperandSyntax, ValueSyntax)
    /// `priority unknown`
    case unknown(OperandSyntax)
    /// `vip`, `not vip`
    case flag(OperandSyntax, isSet: Bool)
  }

  package let kind: Kind
  package let range: SourceRange
}

/// `when … expect …`
package struct TestStepSyntax: Sendable {
  package enum Happening: Sendable {
    /// One save: events joined by `and`, with facts of its message.
    case events([EventSyntax], with: [PairSyntax])
    /// `3 days pass`
    case timePasses(DurationSyntax)
  }

  /// `nil` where it was reported.
  package let happening: Happening?
  package let expectations: [ExpectationSyntax]
  package let range: SourceRange
}

/// What must come out of a step, or hold after it.
package struct ExpectationSyntax: Sendable {
  package enum Kind: Sendable {
    case nothing
    case nothingElse
    /// An action; blanks in it stand for anything.
    case action(ActionSyntax)
    case notAction(ActionSyntax)
    /// `stage is Closed`, asked of the ticket after the step.
    case condition(ConditionSyntax)
    /// `rule "Escalate" fired`, `rule "Escalate" did not fire`
    case rule(NameSyntax, fired: Bool)
  }

  package let kind: Kind
  package let range: SourceRange
}
