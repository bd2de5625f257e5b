import RuleSource
import RuleSyntax

/// Words that a sentence can be about without being a value.
enum WholeSubject: String {
  case actor, ticket, message, contact

  /// The subject that `word` is. Asked of every operand, so most are sent away by their length and first letter.
  init?(word: String) {
    guard let first = word.utf8.first else { return nil }
    switch (word.utf8.count, first) {
    case (5, UInt8(ascii: "a")), (6, UInt8(ascii: "t")), (7, UInt8(ascii: "m")), (7, UInt8(ascii: "c")):
      self.init(rawValue: word)
    default: return nil
    }
  }
}

extension Checker {
  /// `actor is an agent`, `ticket is closed`, `message is automatic`
  mutating func test(_ test: TestSyntax, of subject: WholeSubject, operand: OperandSyntax, at range: SourceRange)
    -> CheckedCondition?
  {
    guard case .isQuality(let quality, let isNegated) = test, let found = meaning(of: quality, said: subject) else {
      let meant = meantQuality(test, of: subject)
      report(
        .wholeSubject(subject, at: range)
          .with(
            help: meant.map { "write `\(subject.rawValue) is \($0.isNegated ? "not " : "")\($0.text)`" },
            fix: meant.map { .replace($0.range, with: $0.text) }))
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

  /// What was meant by a value that lacks its article or is another word for it.
  private func meantQuality(_ test: TestSyntax, of subject: WholeSubject)
    -> (text: String, range: SourceRange, isNegated: Bool)?
  {
    guard case .isQuality(.value(let value), let isNegated) = test else { return nil }
    let word: String
    switch value.kind {
    case .word(let text), .string(let text): word = text.lowercased()
    case .number, .date: return nil
    }
    let meant: String?
    switch (subject, word) {
    case (.actor, "agent"), (.actor, "user"), (.actor, "employee"): meant = "an agent"
    case (.actor, "contact"), (.actor, "customer"), (.actor, "requester"): meant = "a contact"
    case (.actor, "owner"), (.actor, "assignee"): meant = "the owner"
    case (.actor, "automation"), (.actor, "workflow"), (.actor, "bot"), (.actor, "system"): meant = "automation"
    case (.actor, "integration"), (.actor, "api"): meant = "an integration"
    case (.ticket, "closed"), (.ticket, "resolved"), (.ticket, "solved"), (.ticket, "done"): meant = "closed"
    case (.ticket, "open"), (.ticket, "active"), (.ticket, "unresolved"): meant = "open"
    case (.message, "automatic"), (.message, "automated"), (.message, "auto"): meant = "automatic"
    default: meant = nil
    }
    return meant.map { ($0, value.range, isNegated) }
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
