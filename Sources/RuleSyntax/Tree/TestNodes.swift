package import RuleSource

/// `test "Reply reopens" given stage Closed when reply from contact expect move to "Waiting on us"`
package struct TestDeclarationSyntax: Sendable {
  /// `nil` where it was reported missing.
  package let title: NameSyntax?
  package let givens: [GivenSyntax]
  package let steps: [TestStepSyntax]
  /// Every row of it is a test: what is given and happens before it, then what the row says.
  package let table: TestTableSyntax?
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
    /// `closed 2026-01-05 09:12`: an instant. Minutes of the day.
    case instant(OperandSyntax, ValueSyntax, minute: Int)
    /// `priority unknown`
    case unknown(OperandSyntax)
    /// `vip`, `not vip`
    case flag(OperandSyntax, isSet: Bool)
  }

  package let kind: Kind
  package let range: SourceRange
}

/// `table | given priority | expect team is | …`
package struct TestTableSyntax: Sendable {
  package let rows: [TestRowSyntax]
  package let range: SourceRange
}

/// One case: the sentences of its cells, in the order of the columns. Their ranges are those of the cells.
package struct TestRowSyntax: Sendable {
  package internal(set) var givens: [GivenSyntax] = []
  /// What is expected of the last step before the table.
  package internal(set) var first: [ExpectationSyntax] = []
  /// What happens, each with what is expected of it.
  package internal(set) var steps: [TestStepSyntax] = []
  package internal(set) var range: SourceRange

  init(range: SourceRange) { self.range = range }

  /// The ranges of its sentences.
  var parts: [SourceRange] {
    givens.map(\.range) + first.map(\.range) + steps.flatMap { [$0.range] + $0.expectations.map(\.range) }
  }

  /// Expects something of what happened last.
  mutating func expect(_ expectation: ExpectationSyntax) {
    guard let last = steps.popLast() else { return first.append(expectation) }
    steps.append(last.expecting([expectation]))
  }
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

  /// The same step with more that is expected of it.
  package func expecting(_ more: [ExpectationSyntax]) -> TestStepSyntax {
    TestStepSyntax(happening: happening, expectations: expectations + more, range: range)
  }
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
  /// The sentence in words, where it is put together from a head and a cell of a table.
  package let words: String?
  package let range: SourceRange
}
