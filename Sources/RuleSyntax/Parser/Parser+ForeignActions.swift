import RuleSource

/// Actions as other products call them: `change priority to High`, `close ticket`, `reply to contact "…"`.
extension Parser {
  /// What becomes of a foreign action.
  enum ForeignAction {
    /// It is this verb, which the caller goes over.
    case verb(Keyword)
    /// It was reported and gone over.
    case skipped
  }

  private static let changers: Set<String> = ["change", "update", "modify", "edit"]
  private static let closers: Set<String> = ["close", "resolve", "solve", "reopen"]
  private static let repliers: Set<String> = ["reply", "respond", "answer"]
  private static let tellers: Set<String> = ["tell", "alert", "inform", "ping", "warn", "message"]
  private static let givers: Set<String> = ["transfer", "route", "reassign", "escalate", "give", "pass", "hand"]
  private static let waiters: Set<String> = ["wait", "delay", "sleep", "pause"]
  private static let removers: Set<String> = ["delete", "archive", "trash", "merge"]
  private static let callers: Set<String> = ["run", "execute", "webhook"]
  static let stageWords: Set<String> = ["stage", "status", "state", "pipeline_stage", "hs_pipeline_stage", "phase"]
  private static let customers: Set<String> = ["customer", "requester", "client", "user", "reporter"]

  /// Whether the word at `index` is a verb of other products, so that an action before it has ended.
  func isForeignVerb(_ index: Int) -> Bool {
    let here = lexeme(index)
    guard here.kind == .word, here.end - here.start <= 10 else { return false }
    let word = text(here).lowercased()
    return Self.changers.contains(word) || Self.closers.contains(word) || Self.repliers.contains(word)
      || Self.tellers.contains(word) || Self.givers.contains(word) || Self.waiters.contains(word)
      || Self.removers.contains(word) || Self.callers.contains(word)
      || ["email", "comment", "tag", "label", "unassign"].contains(word)
  }

  /// The foreign action here, reported.
  func foreignAction() -> ForeignAction? {
    if let assignment = assignmentAction() { return assignment }
    guard isForeignVerb(position) else { return nil }
    let word = text(current).lowercased()
    if Self.changers.contains(word) { return changeAction() }
    if Self.closers.contains(word) {
      let stage = word == "reopen" ? "an open stage" : "a closed stage"
      return skipAction(help: "write `move to` and the name of \(stage)")
    }
    if Self.repliers.contains(word) { return messageAction("send message") }
    if word == "email" { return emailAction() }
    if Self.tellers.contains(word) { return tellAction() }
    if Self.givers.contains(word) { return giveAction() }
    if Self.waiters.contains(word), ahead(1).kind == .number || ahead(1).keyword == .for {
      return skipAction(help: "write a rule of its own that begins with `after 3 days in stage …`")
    }
    if Self.removers.contains(word) {
      return skipAction(help: "rules cannot do that; `move to` a closed stage ends the work on a ticket")
    }
    if Self.callers.contains(word), isNameLike(ahead(1)), !ahead(1).isFirstOnLine { return replaced(by: .call) }
    return otherAction(word)
  }

  private func otherAction(_ word: String) -> ForeignAction? {
    switch word {
    case "comment" where ahead(1).kind == .string:
      report(
        .foreignAction(text(current), help: "write `add note`", at: range(current))
          .mended(by: replacingCurrent(with: "add note")))
      lexemes[position].keyword = .note
      position -= 1
      return .verb(.add)
    case "tag", "label":
      return skipAction(help: "write `add`, the value, `to` and the property, such as `add stale to labels`")
    case "unassign":
      let last = ahead(1).keyword == .ticket ? position + 1 : position
      report(
        .foreignAction(text(current), help: "write `assign to nobody`", at: range(current))
          .mended(by: replacing(position, through: last, with: "assign to nobody")))
      position = last + 1
      return .skipped
    default: return nil
    }
  }

  /// `priority = High`, `priority := High`: a change without `set`.
  private func assignmentAction() -> ForeignAction? {
    guard isNameLike(current) else { return nil }
    var last = position + 1
    if lexeme(last).kind == .colon { last += 1 }
    guard lexeme(last).kind == .unknown, text(lexeme(last)) == "=", fits(.value, last + 1) else { return nil }
    let sign = file.text(of: rangeOf(position + 1, last))
    let fix = joined(.insert("set", before: range(current)), replacing(position + 1, through: last, with: "to"))
    report(.assignment(sign, of: text(current), at: rangeOf(position + 1, last)).mended(by: fix), at: position + 1)
    position = last + 1
    _ = parseNewValue()
    return .skipped
  }

  /// `change priority to High`, `change stage to Closed`.
  private func changeAction() -> ForeignAction? {
    var to = position + 1
    while to < position + 5, !lexeme(to).isFirstOnLine, lexeme(to).keyword != .to { to += 1 }
    guard lexeme(to).keyword == .to, to > position + 1 else {
      return skipAction(help: "write `set`, the property, `to` and its value")
    }
    let subject = to - 1
    if Self.stageWords.contains(text(lexeme(subject)).lowercased()) {
      report(
        .foreignAction(text(from: position, through: subject), help: "write `move to`", at: rangeOf(position, subject))
          .mended(by: replacing(position, through: subject, with: "move")))
      position = subject
      return .verb(.move)
    }
    return replaced(by: .set)
  }

  /// The word stands for `verb`.
  private func replaced(by verb: Keyword) -> ForeignAction {
    report(
      .foreignAction(text(current), help: "write `\(verb.text)`", at: range(current))
        .mended(by: replacingCurrent(with: verb.text)))
    lexemes[position].keyword = verb
    return .verb(verb)
  }

  /// `reply to contact "…"`, `reply "…"`: the message to the contact.
  private func messageAction(_ meant: String) -> ForeignAction? {
    var index = position + 1
    if lexeme(index).keyword == .to { index += 1 }
    if lexeme(index).keyword == .contact || Self.customers.contains(text(lexeme(index)).lowercased()) { index += 1 }
    if lexeme(index).keyword == .with { index += 1 }
    guard lexeme(index).kind == .string else {
      return skipAction(help: "write `send message \"…\" to contact`")
    }
    let start = replacing(position, through: index - 1, with: meant)
    let isAddressed = lexeme(index + 1).keyword == .to
    let fix = isAddressed ? start : joined(start, .insert("to contact", after: range(lexeme(index))))
    report(
      .foreignAction(text(current), help: "write `\(meant) \"…\" to contact`", at: range(current)).mended(by: fix))
    position = index + 1
    if isAddressed {
      position += 1
      _ = parseRecipients()
    }
    return .skipped
  }

  /// `email contact Reminder`: a template, or a text.
  private func emailAction() -> ForeignAction? {
    let isRecipient = fits(.recipient, position + 1) && ahead(1).kind == .word
    guard isRecipient || Self.customers.contains(text(ahead(1)).lowercased()) else { return nil }
    if ahead(2).kind == .string, text(ahead(2)).contains(" ") { return messageAction("send message") }
    guard isNameLike(ahead(2)), !ahead(2).isFirstOnLine, ahead(1).keyword != .team else {
      return skipAction(help: "write `send email`, the template, `to` and who gets it")
    }
    let recipient = ahead(1).keyword == .plain ? "contact" : text(ahead(1))
    report(
      .foreignAction(text(current), help: "write `send email \(text(ahead(2))) to \(recipient)`", at: range(current))
        .mended(
          by: replacing(position, through: position + 2, with: "send email \(text(ahead(2))) to \(recipient)", .unsafe))
    )
    position += 3
    return .skipped
  }

  /// `tell owner "…"`: a notice to colleagues, or a message to the contact.
  private func tellAction() -> ForeignAction? {
    if ahead(1).keyword == .contact || Self.customers.contains(text(ahead(1)).lowercased()) {
      return messageAction("send message")
    }
    guard fits(.recipient, position + 1) else { return nil }
    return replaced(by: .notify)
  }

  /// `transfer to team Finance`, `escalate ticket to team "Tier 2"`.
  private func giveAction() -> ForeignAction? {
    let to = ahead(1).keyword == .ticket ? position + 2 : position + 1
    guard lexeme(to).keyword == .to else {
      return skipAction(help: "write `assign to team` and its name, or `raise priority to` and its value")
    }
    report(
      .foreignAction(text(current), help: "write `assign to`", at: range(current))
        .mended(by: replacing(position, through: to - 1, with: "assign")))
    position = to - 1
    lexemes[position].keyword = .assign
    return .verb(.assign)
  }

  private func skipAction(help: String) -> ForeignAction {
    report(.foreignAction(text(current), help: help, at: range(current)))
    position += 1
    while !isAtEnd, !current.isFirstOnLine, !Self.afterAction.contains(current.keyword), !isItemStart(position),
      current.kind != .comma, !at(.and)
    {
      position += 1
    }
    return .skipped
  }
}
