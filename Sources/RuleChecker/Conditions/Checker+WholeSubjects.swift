import RuleSource
import RuleSyntax

/// Words that a sentence can be about without being a value.
enum WholeSubject: String {
  case actor, ticket, message, contact

  /// The subject that `word` is. Asked of every operand, so most are sent away by their length.
  init?(word: String) {
    guard 5...7 ~= word.utf8.count else { return nil }
    self.init(rawValue: word)
  }
}

extension Checker {
  /// `actor is an agent`, `ticket is closed`, `message is automatic`
  mutating func test(_ test: TestSyntax, of subject: WholeSubject, operand: OperandSyntax, at range: SourceRange)
    -> CheckedCondition?
  {
    guard case .isQuality(let quality, let isNegated) = test, let found = meaning(of: quality, said: subject) else {
      report(.wholeSubject(subject, at: range))
      return nil
    }
    let words = self.words(at: range)
    switch found {
    case .messageIsAutomatic: guard hasMessage(for: words, at: range) else { return nil }
    case .ticketIsClosed, .actorIsOwner: guard hasTicket(for: words, at: range) else { return nil }
    default: break
    }
    let isOpen = if case .value(let value) = quality, case .word("open") = value.kind { true } else { false }
    let condition = CheckedCondition.test(found, range)
    return isNegated != isOpen ? .not(condition) : condition
  }

  private func meaning(of quality: QualitySyntax, said subject: WholeSubject) -> Test? {
    switch (subject, quality) {
    case (.actor, .anAgent): return .actorIs(.agent)
    case (.actor, .aContact): return .actorIs(.contact)
    case (.actor, .theOwner): return .actorIsOwner
    case (.actor, .theContact): return .actorIsContact
    default: break
    }
    guard case .value(let value) = quality, case .word(let word) = value.kind else { return nil }
    switch (subject, word) {
    case (.actor, "automation"): return .actorIs(.automation)
    case (.actor, "integration"): return .actorIs(.integration)
    case (.ticket, "closed"), (.ticket, "open"): return .ticketIsClosed
    case (.message, "automatic"): return .messageIsAutomatic
    default: return nil
    }
  }
}
