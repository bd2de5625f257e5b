import RuleSource

/// Actions.
extension Parser {
  static let verbs = KeywordSet.words(
    .create, .move, .set, .clear, .raise, .add, .remove, .increase, .assign, .rotate, .send, .notify, .call
  )

  /// Whether an action begins at `index`, judged by two tokens.
  func isActionStart(_ index: Int) -> Bool {
    let here = lexeme(index)
    guard here.kind == .word, Self.verbs.contains(here.anyCase) else { return false }
    let next = lexeme(index + 1)
    switch here.anyCase {
    case .create: return next.anyCase == .ticket || next.anyCase == .task
    case .move, .assign: return next.anyCase == .to
    case .rotate: return next.anyCase == .among
    case .send: return [.ticket, .email, .message, .notification].contains(next.anyCase)
    case .notify: return fits(.recipient, index + 1)
    case .set, .raise, .increase, .clear: return isNameLike(next) && !next.isFirstOnLine || next.kind == .dot
    case .add, .remove: return fits(.value, index + 1) && !next.isFirstOnLine
    case .call: return isNameLike(next) && !next.isFirstOnLine
    default: return false
    }
  }

  // action = "create" , … | "move" , … | … ;   see each function
  func parseAction() -> ActionSyntax? {
    let first = position
    guard let verb = actionVerb() else {
      if isForeignActionSkipped {
        isForeignActionSkipped = false
        return nil
      }
      if skipDoubled() { return parseAction() }
      report(.expectedAction(before: found, at: range(current)))
      return nil
    }
    advance()
    if current.keyword == verb, skipDoubled() {}
    let kind = parseAction(verb)
    let range = rangeSince(first)
    return kind.map { ActionSyntax(kind: $0, range: range) }
  }

  /// The verb here: exact, mis-cased, misspelled, or left out where the second word tells it.
  @inline(__always)
  private func actionVerb() -> Keyword? { Self.verbs.contains(current.keyword) ? current.keyword : repairedVerb() }

  private func repairedVerb() -> Keyword? {
    if Self.verbs.contains(current.anyCase) { return keyword(of: Self.verbs, before: .anything) }
    guard current.kind == .word || current.kind == .string else { return nil }
    switch foreignAction() {
    case .verb(let verb): return verb
    case .skipped:
      isForeignActionSkipped = true
      return nil
    case nil: break
    }
    guard current.kind == .word else { return nil }
    let pairs: [(Keyword, Fit)] = [
      (.create, .word(.words(.ticket, .task))), (.move, .word(.words(.to))), (.assign, .word(.words(.to))),
      (.rotate, .word(.words(.among))), (.send, .word(.words(.ticket, .email, .message))), (.notify, .recipient),
    ]
    for (verb, fit) in pairs {
      if keyword(of: .words(verb), before: fit) != nil { return verb }
    }
    if let verb = verbLeftOut() {
      report(missing(verb.text, startsLine: true))
      // The caller goes over the verb: go one back, so that it is the second word that comes next.
      position -= 1
      return verb
    }
    return keyword(of: Self.verbs, before: .value)
  }

  private func verbLeftOut() -> Keyword? {
    guard position > 0 else { return nil }
    switch current.keyword {
    case .task: return .create
    case .ticket: return ahead(1).keyword == .notification ? .send : .create
    case .among: return .rotate
    case .notification: return .send
    case .email, .message: return fits(.name, position + 1) ? .send : nil
    case .note: return .add
    case .to where ahead(1).keyword == .team || ahead(1).keyword == .actor || ahead(1).keyword == .its: return .assign
    case .to: return .move
    case .owner, .contact, .team: return .notify
    default: return nil
    }
  }

  private func parseAction(_ verb: Keyword) -> ActionKindSyntax? {
    switch verb {
    case .create: return parseCreate()
    case .move: return parseMove()
    case .set: return parseSet()
    case .clear:
      if takeBlank(.operand) { return .clear(blankOperand) }
      return parseOperand("a property", before: .words(.plain)).map(ActionKindSyntax.clear)
    case .raise: return parseRaise()
    case .add: return parseAdd()
    case .remove: return parseRemove()
    case .increase: return parseIncrease()
    case .assign: return parseAssign()
    case .rotate:
      guard expect(.among, before: .word(.words(.team))), expect(.team, before: .name) else { return nil }
      return parseName("the name of a team").map { .rotate(team: $0) }
    case .send: return parseSend()
    case .notify: return parseNotify()
    default: return parseCall()
    }
  }

  // "call" , name , [ "with" , pairs ]
  private func parseCall() -> ActionKindSyntax? {
    guard let name = parseName("the name of an action", before: .words(.with)) else { return nil }
    guard !current.isFirstOnLine || at(.with), keyword(of: .words(.with), before: .operand) != nil || at(.with) else {
      return .call(name, with: [])
    }
    advance()
    if at(.with), skipDoubled() {}
    return .call(name, with: parsePairs())
  }

  // "move" , "to" , name , [ "in" , "pipeline" , name ]
  private func parseMove() -> ActionKindSyntax? {
    skipTicket()
    guard expect(.to, before: .name) else { return nil }
    if at(.stage), fits(.name, position + 1) {
      report(
        .unexpected("`stage`", after: "`to`", at: range(current)).mended(by: removing(position, through: position)))
      advance()
    }
    guard let stage = parseName("the name of a stage", before: .words(.in)) else { return nil }
    guard let pipeline = parseInPipeline() else { return .move(to: stage, pipeline: nil) }
    return .move(to: stage, pipeline: pipeline.name)
  }

  /// Goes over the `ticket` that people write after `move` and `assign`.
  func skipTicket() {
    guard ahead(1).keyword == .to, at(.ticket) || ["it", "them"].contains(text(current)) else { return }
    report(
      .unexpected(found, after: description(of: lexeme(position - 1)), at: range(current))
        .mended(by: removing(position, through: position)))
    position += 1
  }

  /// `in pipeline P`; `nil` if it is not there, and no name in it if it is broken.
  func parseInPipeline() -> (name: NameSyntax?, Void)? {
    if at(.pipeline), !current.isFirstOnLine {
      report(missing("in"))
    } else if keyword(of: .words(.in), before: .word(.words(.pipeline))) != nil, !isItemStart(position) {
      advance()
      if at(.in), skipDoubled() {}
    } else {
      return nil
    }
    guard expect(.pipeline, before: .name) else { return (nil, ()) }
    return (parseName("the name of a pipeline", before: .words(.with)), ())
  }

  // "set" , operand , "to" , new_value
  private func parseSet() -> ActionKindSyntax? {
    guard let operand = parseOperand("a property", before: .words(.to, .as)), expectTo() else { return nil }
    if takeBlank(.newValue) { return .set(operand, to: .value(blankValue)) }
    return parseNewValue().map { .set(operand, to: $0) }
  }

  // new_value = "now" | "today" | duration , "from" , "now" | "value" , "of" , operand | value ;
  func parseNewValue() -> NewValueSyntax? {
    let place = range(current)
    if take(.now) { return .now(place) }
    if take(.today) { return .today(place) }
    if isTimeSpan(position) || current.kind == .number && ahead(1).kind == .word && ahead(2).keyword == .from {
      guard let duration = parseDuration(), expect(.from, before: .word(.words(.now))), expect(.now, before: .end)
      else {
        return nil
      }
      return .fromNow(duration)
    }
    if at(.value), ahead(1).keyword == .of || !isEnd(position + 1) && fits(.operand, position + 1) {
      advance()
      guard expect(.of, before: .operand) else { return nil }
      return parseOperand("a property", before: .words(.plain)).map(NewValueSyntax.valueOf)
    }
    if current.kind == .word, ahead(1).keyword == .of, keyword(of: .words(.value), before: .word(.words(.of))) != nil {
      position += 2
      return parseOperand("a property", before: .words(.plain)).map(NewValueSyntax.valueOf)
    }
    return parseValue("a value").map(NewValueSyntax.value)
  }

  /// `to`, or what people write for it.
  private func expectTo() -> Bool {
    if current.kind == .unknown, text(current) == "=" || text(current) == "->" || text(current) == "=>" {
      noteHabit(
        .signForWord(text(current), meant: "to", at: range(current)).mended(by: replacingCurrent(with: "to")))
      position += 1
      return true
    }
    if at(.as) || at(.is), fits(.value, position + 1) {
      report(
        .misspelledWord(text(current), meant: "to", at: range(current)).mended(by: replacingCurrent(with: "to")))
      advance()
      return true
    }
    if at(.today) || at(.now) {
      report(missing("to"))
      return true
    }
    return expect(.to, before: .value)
  }

  // "raise" , operand , "to" , value
  private func parseRaise() -> ActionKindSyntax? {
    guard let operand = parseOperand("a property", before: .words(.to, .as)), expectTo() else { return nil }
    return parseValue("a value").map { .raise(operand, to: $0) }
  }

  // "add" , ( "note" , string | value , "to" , operand )
  private func parseAdd() -> ActionKindSyntax? {
    if atAnyCase(.note), ahead(1).keyword != .to {
      _ = take(.note)
      if at(.note), skipDoubled() {}
      return parseTextValue("the text of the note").map(ActionKindSyntax.addNote)
    }
    if ahead(1).kind == .string, at(.task) || text(current).lowercased() == "comment" {
      let meant = at(.task) ? "create task" : "add note"
      report(
        .foreignAction("add \(text(current))", help: "write `\(meant)`", at: rangeOf(position - 1, position))
          .mended(by: replacing(position - 1, through: position, with: meant)))
      position += 2
      return nil
    }
    if keyword(of: .words(.note), before: .text) != nil {
      advance()
      return parseTextValue("the text of the note").map(ActionKindSyntax.addNote)
    }
    guard let value = parseValue("a value", before: .words(.to)) else { return nil }
    if !at(.to), isEnd(position), lexeme(position - 1).kind == .string, !isMuted {
      report(missing("to"))
      return nil
    }
    guard expect(.to, before: .operand) else { return nil }
    return parseOperand("a property", before: .words(.plain)).map { .add(value, to: $0) }
  }

  // "remove" , ( "all" , "matching" , string | value ) , "from" , operand
  private func parseRemove() -> ActionKindSyntax? {
    let isAll = at(.all) && (ahead(1).anyCase == .matching || ahead(1).kind == .word && ahead(2).kind == .string)
    if at(.matching) || isAll || !at(.all) && keyword(of: .words(.all), before: .word(.words(.matching))) != nil {
      guard expect(.all, before: .word(.words(.matching))), expect(.matching, before: .text),
        let glob = parseTextValue("a pattern"), expect(.from, before: .operand)
      else { return nil }
      return parseOperand("a property", before: .words(.plain)).map { .removeMatching(glob, from: $0) }
    }
    guard let value = parseValue("a value", before: .words(.from)), expect(.from, before: .operand) else { return nil }
    return parseOperand("a property", before: .words(.plain)).map { .remove(value, from: $0) }
  }

  // "increase" , operand , "by" , number
  private func parseIncrease() -> ActionKindSyntax? {
    guard let operand = parseOperand("a property", before: .words(.by)), expect(.by, before: .number) else {
      return nil
    }
    if isRepeated, skipDoubled() {}
    if takeBlank(.number) { return .increase(operand, by: blankValue) }
    guard current.kind == .number else {
      report(.expectedNumber(before: found, at: range(current)))
      return nil
    }
    return parseValue("a number").map { .increase(operand, by: $0) }
  }
}
