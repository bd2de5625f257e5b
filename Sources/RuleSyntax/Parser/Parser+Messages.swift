import RuleSource

/// Actions that make tickets and tasks or send messages.
extension Parser {
  // "create" , ( "ticket" , [ "in" , "stage" , name ] , [ "in" , "pipeline" , name ] , [ "with" , pairs ]
  //            | "task" , string , [ "for" , recipients ] , [ "due" , "in" , duration ] )
  func parseCreate() -> ActionKindSyntax? {
    if current.kind == .string { report(missing("task")) }
    if current.kind == .string { return parseTask() }
    let isMissing = at(.in) && (ahead(1).keyword == .stage || ahead(1).keyword == .pipeline)
    if isMissing {
      report(missing("ticket"))
      return parseNewTicket()
    }
    switch keyword(of: .words(.ticket, .task), before: .anything) {
    case .ticket:
      advance()
      if at(.ticket), skipDoubled() {}
      return parseNewTicket()
    case .task:
      advance()
      return parseTask()
    default:
      report(missing("ticket", isCertain: false))
      return nil
    }
  }

  private func parseNewTicket() -> ActionKindSyntax? {
    var stage: NameSyntax?
    var pipeline: NameSyntax?
    if isInStage {
      guard let name = parseInStage() else { return nil }
      stage = name
    }
    let start = position
    if let part = parseInPipeline() {
      guard let name = part.name else { return nil }
      pipeline = name
    }
    if isInStage {
      let second = position
      let said = diagnostics.count
      let isOnly = stage == nil && second > start
      stage = parseInStage() ?? stage
      let isWhole = isOnly && diagnostics.count == said
      noteHabit(
        .stageBeforePipeline(at: range(lexeme(second)))
          .mended(by: isWhole ? swapping(start, second, position - 1) : nil), at: second)
    }
    var pairs: [PairSyntax] = []
    if keyword(of: .words(.with), before: .operand) != nil || at(.with) {
      advance()
      if at(.with), skipDoubled() {}
      pairs = parsePairs()
    }
    return .createTicket(stage: stage, pipeline: pipeline, with: pairs)
  }

  private var isInStage: Bool {
    if at(.stage) { return !current.isFirstOnLine }
    guard !current.isFirstOnLine || at(.in) else { return false }
    if at(.in) {
      return ahead(1).keyword != .pipeline && ahead(1).folded != .pipeline && !isSame(position, position + 1)
        || ahead(2).keyword == .stage
    }
    return isMisspelling(of: .in) && ahead(1).keyword == .stage
  }

  private func parseInStage() -> NameSyntax? {
    if at(.stage) {
      report(missing("in"))
    } else {
      _ = expect(.in, before: .word(.words(.stage)))
      if at(.in), skipDoubled() {}
    }
    guard expect(.stage, before: .name) else { return nil }
    return parseName("the name of a stage", before: .words(.in, .with))
  }

  // pairs = operand , compared , { "," , operand , compared } ;
  func parsePairs() -> [PairSyntax] {
    var pairs: [PairSyntax] = []
    var progress = LoopProgress()
    repeat {
      guard progress.assertAdvanced(position), let operand = parseOperand("a property", before: .words(.to)) else {
        break
      }
      if at(.is) || at(.to), fits(.value, position + 1) {
        report(
          .unexpected(found, after: description(of: lexeme(position - 1)), at: range(current))
            .mended(by: removing(position, through: position)))
        advance()
      } else if current.kind == .unknown {
        noteHabit(
          .signForWord(text(current), meant: "\(file.text(of: operand.range)) …", at: range(current))
            .mended(by: removing(position, through: position)))
        position += 1
      }
      guard let value = parsePairValue() else { break }
      pairs.append(PairSyntax(operand: operand, value: value))
    } while takePairSeparator()
    return pairs
  }

  private func parsePairValue() -> NewValueSyntax? {
    if let operand = parseValueOfIfPresent() { return .valueOf(operand) }
    return parseValue("a value").map(NewValueSyntax.value)
  }

  private func takePairSeparator() -> Bool {
    if current.kind == .comma, !isActionStart(position + 1), !Self.structure.contains(ahead(1).keyword) {
      advance()
      if current.kind == .comma, skipDoubled() {}
      return true
    }
    guard at(.and), !isActionStart(position + 1), fits(.operand, position + 1) else { return false }
    noteHabit(.wordBetweenOptions("and", at: range(current)).mended(by: replacingCurrent(with: ",")))
    advance()
    return true
  }

  private func parseTask() -> ActionKindSyntax? {
    guard let text = parseTextValue("the text of the task") else { return nil }
    var recipients: [RecipientSyntax] = []
    if current.kind == .string, isRepeated, skipDoubled() {}
    if fits(.recipient, position), !current.isFirstOnLine {
      report(missing("for"))
      recipients = parseRecipients() ?? []
    } else if !isItemStart(position), keyword(of: .words(.for), before: .recipient) != nil || at(.for) {
      advance()
      if at(.for), skipDoubled() {}
      guard let written = parseRecipients() else { return nil }
      recipients = written
    }
    var due: DurationSyntax?
    if keyword(of: .words(.due), before: .word(.words(.in))) != nil || at(.due) || at(.in) && ahead(1).kind == .number {
      guard expect(.due, before: .word(.words(.in))), expect(.in, before: .number), let span = parseDuration() else {
        return nil
      }
      due = span
    }
    return .createTask(text, for: recipients, dueIn: due)
  }

  // "send" , ( "ticket" , "notification" , [ string ] , "to" , "contact"
  //          | "email" , name , "to" , recipients | "message" , string , "to" , recipients )
  func parseSend() -> ActionKindSyntax? {
    if at(.notification) {
      report(missing("ticket"))
      return parseNotification()
    }
    switch keyword(of: .words(.ticket, .email, .message), before: .anything) {
    case .ticket:
      advance()
      return parseNotification()
    case .email:
      advance()
      guard let template = parseName("the name of a template", before: .words(.to)), expect(.to, before: .recipient)
      else {
        return nil
      }
      return parseRecipients().map { .sendEmail(template: template, to: $0) }
    case .message:
      advance()
      guard let text = parseTextValue("the text of the message"), expect(.to, before: .recipient) else { return nil }
      return parseRecipients().map { .sendMessage(text, to: $0) }
    default:
      report(
        .expectedName("`ticket notification`, `email` or `message`", before: found, at: range(current)))
      return nil
    }
  }

  private func parseNotification() -> ActionKindSyntax? {
    guard expect(.notification, before: .anything) else { return nil }
    var template: NameSyntax?
    if current.kind == .blank, takeBlank(.text) {
      template = blankName
    } else if current.kind == .string {
      template = name(of: position)
      position += 1
      if current.kind == .string, skipDoubled() {}
    }
    guard expect(.to, before: .word(.words(.contact))), expect(.contact, before: .end) else { return nil }
    return .sendNotification(template: template)
  }

  // "notify" , recipients , string
  func parseNotify() -> ActionKindSyntax? {
    if current.kind == .string, ahead(1).kind != .string, ahead(1).kind != .blank,
      !(ahead(1).keyword == .and && fits(.recipient, position + 2))
    {
      report(.missingRecipient(before: found, at: range(current)))
      position += 1
      return nil
    }
    guard let recipients = parseRecipients(), let text = parseTextValue("the text") else { return nil }
    return .notify(recipients, text)
  }
}
