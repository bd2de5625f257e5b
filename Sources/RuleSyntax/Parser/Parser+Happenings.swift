import RuleSource

/// Messages, and changes of properties, as events.
extension Parser {
  func parseEmailSent() -> HappeningSyntax? {
    advance()
    guard expect(.sent, before: .word(.words(.to))), expect(.to, before: .word(.words(.contact))),
      expect(.contact, before: .anything)
    else { return nil }
    guard keyword(of: .words(.from), before: .word(.words(.contact, .anywhere, .record))) != nil || at(.from) else {
      return .emailSent(.ticket)
    }
    advance()
    switch keyword(of: .words(.contact, .anywhere, .record), before: .anything) {
    case .anywhere:
      advance()
      return .emailSent(.anywhere)
    case .contact:
      advance()
      return expect(.record, before: .end) ? .emailSent(.contactRecord) : nil
    case .record:
      report(missing("contact"))
      advance()
      return .emailSent(.contactRecord)
    default:
      report(missing("contact record"))
      return nil
    }
  }

  func parseReply() -> HappeningSyntax? {
    advance()
    guard expect(.from, before: .word(.words(.contact, .anyone))) else { return nil }
    guard let who = keyword(of: .words(.contact, .anyone), before: .anything) else {
      report(missing("contact", isCertain: isEnd(position)))
      return isEnd(position) ? .reply(fromAnyone: false, includingAutomatic: false) : nil
    }
    advance()
    guard let automatic = parseIncludingAutomatic() else { return nil }
    return .reply(fromAnyone: who == .anyone, includingAutomatic: automatic)
  }

  func parseMessage() -> HappeningSyntax? {
    advance()
    guard expect(.from, before: .word(.words(.contact))), expect(.contact, before: .word(.words(.in))),
      expect(.in, before: .word(.words(.another))), expect(.another, before: .word(.words(.thread))),
      expect(.thread, before: .anything), let automatic = parseIncludingAutomatic()
    else { return nil }
    return .messageInAnotherThread(includingAutomatic: automatic)
  }

  private func parseIncludingAutomatic() -> Bool? {
    if at(.automatic) {
      report(missing("including"))
      advance()
      return true
    }
    guard keyword(of: .words(.including), before: .word(.words(.automatic))) != nil || at(.including) else {
      return false
    }
    advance()
    if at(.including), skipDoubled() {}
    return expect(.automatic, before: .end) ? true : nil
  }

  // ---- properties ----

  private static let changeWords = KeywordSet.words(.changed, .becomes, .gained, .lost)

  /// Whether a property and what happened to it come next.
  var isPropertyEvent: Bool {
    if Self.changeWords.contains(ahead(1).anyCase) || ahead(1).keyword == .is { return isOperandLike(current) }
    guard isNameLike(current) else { return false }
    if ahead(1).kind == .dot { return true }
    guard !ahead(1).isFirstOnLine, isChangeOnLine else { return false }
    return isNameOfSeveralWords(from: position, before: Self.changeWords, orText: false, needsFollow: true)
  }

  /// Whether a name of several words can end here: a word for a change stands behind two words at least.
  private var isChangeOnLine: Bool {
    var index = position + 2
    var next = lexeme(index)
    while !Self.changeWords.contains(next.keyword) {
      guard !next.isFirstOnLine, next.kind == .word || next.kind == .number else { return false }
      index += 1
      next = lexeme(index)
    }
    return true
  }

  func parsePropertyEvent() -> HappeningSyntax? {
    guard let operand = parseOperand("a property", before: Self.changeWords.union(.words(.is))) else { return nil }
    if at(.is) {
      let fix = ahead(1).keyword == .not ? nil : replacingCurrent(with: "becomes")
      noteHabit(.stateAsTrigger(file.text(of: operand.range), at: range(current)).mended(by: fix))
      advance()
      if at(.not) { advance() }
      return parseValue("a value", before: eventFollow).map { .becomes(operand, $0) }
    }
    guard let word = keyword(of: Self.changeWords, before: .anything) else {
      report(missing("changed", isCertain: isEnd(position)))
      return isEnd(position) ? .changed(operand, from: nil, to: nil) : nil
    }
    advance()
    if word == .changed {
      if at(.changed), skipDoubled() {}
      let (from, to) = parseFromTo()
      return .changed(operand, from: from, to: to)
    }
    guard let value = parseValue("a value", before: eventFollow) else { return nil }
    switch word {
    case .becomes: return .becomes(operand, value)
    case .gained: return .gained(operand, value)
    default: return .lost(operand, value)
    }
  }

  // from_to = [ "from" , value ] , [ "to" , value ] ;      in a test also "to" , "unknown"
  func parseFromTo() -> (from: ValueSyntax?, to: ValueSyntax?) {
    var from: ValueSyntax?
    var to: ValueSyntax?
    if keyword(of: .words(.from), before: .value) != nil || at(.from) {
      advance()
      from = parseValue("a value", before: eventFollow.union(.words(.to)))
      if from == nil { return (nil, nil) }
    }
    if isArrow, fits(.value, position + 1) {
      noteHabit(.signForWord(text(current), meant: "to", at: range(current)).mended(by: replacingCurrent(with: "to")))
      position += 1
      return (from, parseValue("a value", before: eventFollow))
    }
    if !current.isFirstOnLine || at(.to), keyword(of: .words(.to), before: .value) != nil || at(.to) {
      advance()
      if isInOccurrence, current.keyword == Keyword.unknown {
        to = ValueSyntax(kind: .word(text(current)), range: range(current))
        advance()
      } else {
        to = parseValue("a value", before: eventFollow)
      }
    }
    return (from, to)
  }

  /// Says what was expected in place of a happening that no word begins.
  func parseBrokenHappening() -> HappeningSyntax? {
    if isNameLike(current), !isEnd(position + 1), ahead(1).kind == .word, fits(.anything, position),
      !current.isFirstOnLine
    {
      // `priority chnged`: a property and a misspelled word.
      let saved = position
      position += 1
      if let word = keyword(of: Self.changeWords, before: .anything) {
        position = saved
        guard let operand = parseOperand("a property", before: Self.changeWords) else { return nil }
        advance()
        return finishPropertyEvent(operand, word)
      }
      position = saved
    }
    if isNameLike(current), isListEnd(position + 1) || lexeme(position + 1).kind == .comma {
      report(missing("stage"))
      return parseStageNames().map(HappeningSyntax.entered)
    }
    report(.expectedTrigger(before: found, at: range(current)))
    return nil
  }

  private func finishPropertyEvent(_ operand: OperandSyntax, _ word: Keyword) -> HappeningSyntax? {
    if word == .changed {
      let (from, to) = parseFromTo()
      return .changed(operand, from: from, to: to)
    }
    guard let value = parseValue("a value", before: eventFollow) else { return nil }
    switch word {
    case .becomes: return .becomes(operand, value)
    case .gained: return .gained(operand, value)
    default: return .lost(operand, value)
    }
  }

  // ---- look-ahead ----

  /// Whether something that a rule can wait for begins at `index`, judged by three tokens.
  func isHappeningStart(_ index: Int) -> Bool {
    let here = lexeme(index)
    let next = lexeme(index + 1)
    if here.kind == .number { return isTimeSpan(index) }
    guard here.kind == .word || here.kind == .string else { return false }
    if Self.changeWords.contains(next.keyword) || next.keyword == .reached { return isOperandLike(here) }
    if next.kind == .dot { return Self.changeWords.contains(lexeme(index + 3).keyword) }
    switch here.keyword {
    case .new: return next.anyCase == .conversation
    case .ticket: return next.anyCase == .created
    case .stage: return isNameLike(next)
    case .leaving: return next.anyCase == .stage
    case .closed, .reopened, .assigned, .unassigned, .activity:
      return next.kind == .comma || next.kind == .endOfFile || next.isFirstOnLine || next.keyword == .via
        || next.keyword == .by || next.keyword == .or || isPostponement(index + 1)
        || Self.partsOfRule.contains(next.anyCase)
    case .email: return next.anyCase == .sent
    case .reply, .message: return next.anyCase == .from
    case .note: return next.anyCase == .added
    case .delivery: return next.anyCase == .failed
    default: return false
    }
  }

  /// `2 days`, `3 business hours`
  func isTimeSpan(_ index: Int) -> Bool {
    guard lexeme(index).kind == .number else { return false }
    let next = lexeme(index + 1).anyCase
    return next == .business || Self.unitWords.contains(next)
  }

  /// Whether a date and not a happening comes: `2 days before P`, `P reached`.
  var isTimedTrigger: Bool {
    if isTimeSpan(position) { return true }
    guard isOperandLike(current) else { return false }
    if ahead(1).keyword == .reached || ahead(1).kind == .dot && ahead(3).keyword == .reached { return true }
    return current.kind == .word && !isHappeningStart(position)
      && isNameOfSeveralWords(from: position, before: .words(.reached), orText: false, needsFollow: true)
  }
}
