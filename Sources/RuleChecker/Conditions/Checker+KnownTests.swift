import RuleSchema
import RuleSource
import RuleSyntax

//  Tests that were seen before. Most tests of a rulebook stand in it several times, and looking at their words takes a
//  tenth of what it takes to find out what they mean.

/// What a test was found to mean.
struct KnownTest: Sendable {
  let test: Test
  let isNegated: Bool

  /// `nil` for what other rules may mean otherwise, or what has several parts.
  init?(_ condition: CheckedCondition) {
    switch condition {
    case .test(let test, _): (self.test, isNegated) = (test, false)
    case .not(.test(let test, _)): (self.test, isNegated) = (test, true)
    case .all, .any, .not: return nil
    }
    guard test.isSameInAllRules else { return nil }
  }

  /// Where it is asked by the words at `range`.
  func condition(at range: SourceRange) -> CheckedCondition {
    isNegated ? .not(.test(test, range)) : .test(test, range)
  }
}

extension Checker {
  /// Whether the words of the rule being checked mean what they mean in others: there is a ticket, and what belongs
  /// together stands together.
  var isOfPlainRule: Bool { context.subject == .ticketRule && !context.isInTable && !context.isTest }

  /// What the test `syntax` at `range` asks.
  mutating func repeatedTest(_ syntax: ConditionSyntax, at range: SourceRange) -> CheckedCondition? {
    guard isOfPlainRule else { return test(syntax) }
    if let known = knownTests.meaning(at: range, in: texts) { return known.condition(at: range) }
    let messages = diagnostics.count
    let condition = test(syntax)
    if let condition, diagnostics.count == messages, let known = KnownTest(condition) {
      knownTests.note(known, at: range, in: texts)
    }
    return condition
  }

  private mutating func test(_ syntax: ConditionSyntax) -> CheckedCondition? {
    guard case .test(let operand, let test, let range) = syntax else { return nil }
    return self.test(test, of: operand, at: range)
  }
}

extension Test {
  /// Whether its words ask the same in every rule that has a ticket: no stage is looked up, and no message read.
  fileprivate var isSameInAllRules: Bool {
    switch self {
    case .equalsField, .comparesField, .isBefore(_, .valueOf), .isAfter(_, .valueOf), .isDay(_, .valueOf),
      .messageIsAutomatic:
      return false
    case .isOneOf, .compares, .containsAny, .startsWith, .endsWith, .matchesAny, .hasAny, .hasAll, .hasNone,
      .hasMatching, .gained, .lost, .was, .changed, .isKnown, .isSet, .isBefore, .isAfter, .isDay, .isInNext,
      .isInLast, .isMoreThanAgo, .isLessThanAgo, .actorIs, .actorIsOwner, .actorIsContact, .ticketIsClosed, .isDuring:
      return field.map { $0 != .stage && $0 != .pipeline && !$0.isMessageFact } ?? true
    }
  }
}
