import RuleSource

/// `promise …`: contracts that the rules keep.
extension Parser {
  // promise = "promise" , ( quantity , effect , [ "to" , recipient ] , occasion
  //         | "every" , "ticket" , "created" , [ "in" , "stage" , names ] , ( "is" , "assigned" | "has" , operand )
  //         | "stage" , "never" , "moves" , "from" , name , "to" , name ) ;
  /// `withoutWord`: the word `promise` was left out and reported.
  func parsePromise(withoutWord: Bool = false) -> PromiseSyntax? {
    let first = position
    if !withoutWord { position += 1 }
    if at(.promise), !isItemStart(position), !current.isFirstOnLine, skipDoubled() {}
    let kind: PromiseSyntax.Kind?
    switch keyword(of: Self.firstOfPromise, before: .anything) {
    case .every: kind = parseCreatedPromise()
    case .stage: kind = parseNeverMoves()
    case .exactly, .at, .no: kind = parseCountingPromise()
    default:
      report(.expectedPromise(before: found, at: range(current)))
      kind = nil
    }
    guard let kind else {
      skipRestOfPromise()
      return nil
    }
    return PromiseSyntax(kind: kind, isBroken: isBrokenItem(since: first), range: rangeSince(first))
  }

  static let firstOfPromise = KeywordSet.words(.exactly, .at, .no, .every, .stage)

  /// Whether what may follow `promise` is at `index`.
  func isPromise(_ index: Int) -> Bool {
    let here = lexeme(index)
    guard here.kind == .word else { return false }
    switch here.anyCase {
    case .at:
      // `on stage promise at most 3 times per day` is a limit.
      guard lexeme(index + 1).anyCase == .most || lexeme(index + 1).anyCase == .least else { return false }
      return lexeme(index + 3).anyCase != .times
    case .exactly, .no: return fits(.number, index + 1) || lexeme(index + 1).kind == .word
    case .every: return lexeme(index + 1).anyCase == .ticket || isMisspelling(of: .ticket, at: index + 1, orOther: true)
    case .stage: return lexeme(index + 1).anyCase == .never
    default: return isMisspelling(of: .exactly, at: index) || Self.effectWords.contains(here.keyword)
    }
  }

  /// Whether the line begins with what a promise counts, and no more can be meant.
  var isWordlessPromise: Bool {
    guard current.isFirstOnLine else { return false }
    if at(.exactly) { return isPromise(position) }
    return at(.no) && Self.effectWords.contains(ahead(1).keyword)
  }

  /// `on …` in a broken promise is its own and no rule.
  private func skipRestOfPromise() {
    var progress = LoopProgress()
    while !isAtEnd, !isItemStart(position) || at(.on) && !current.isFirstOnLine, progress.assertAdvanced(position) {
      position += 1
    }
  }

  // ---- how often ----

  private func parseCountingPromise() -> PromiseSyntax.Kind? {
    guard let quantity = parseQuantity(), let effect = parsePromisedEffect() else { return nil }
    var recipient: RecipientSyntax?
    if keyword(of: .words(.to), before: .recipient) != nil {
      advance()
      guard let found = parseRecipient() else { return nil }
      recipient = found
    }
    return parseOccasion().map { .counts(quantity, effect, to: recipient, $0) }
  }

  // quantity = "no" | ( "exactly" | "at" , ( "most" | "least" ) ) , ( "one" | number ) ;
  private func parseQuantity() -> QuantitySyntax? {
    if take(.no) { return QuantitySyntax.none }
    if take(.exactly) { return parseCount().map(QuantitySyntax.exactly) }
    advance()
    guard let word = keyword(of: .words(.most, .least), before: .anything) else {
      report(.expectedWord("most", before: found, at: range(current)))
      return nil
    }
    advance()
    if at(word), skipDoubled() {}
    guard let count = parseCount() else { return nil }
    return word == .most ? .atMost(count) : .atLeast(count)
  }

  private func parseCount() -> ValueSyntax? {
    if at(.one) {
      advance()
      return ValueSyntax(kind: .number(1), range: rangeOf(position - 1, position - 1))
    }
    guard current.kind == .number else {
      report(.expectedNumber(before: found, at: range(current)))
      return nil
    }
    return parseValue("a number")
  }

  // effect = "ticket" , [ "notification" ] | "tickets" | "email" | "emails" | "message" | "messages" | "task" | "tasks"
  //        | "note" | "notes" ;
  private func parsePromisedEffect() -> PromisedEffect? {
    let effect: PromisedEffect
    switch keyword(of: Self.effectWords, before: .word(Self.afterEffect)) {
    case .ticket:
      let next = ahead(1)
      guard next.kind == .word, text(next) == "notifications" || next.anyCase == .notification
      else {
        effect = .ticket
        break
      }
      advance()
      if current.keyword != .notification, current.folded == .notification { acceptCapitals() }
      effect = .notification
    case .tickets: effect = .ticket
    case .email, .emails: effect = .email
    case .message, .messages: effect = .message
    case .task, .tasks: effect = .task
    case .note, .notes: effect = .note
    default:
      report(.expectedEffect(before: found, at: range(current)))
      return nil
    }
    advance()
    return effect
  }

  private static let effectWords = KeywordSet.words(
    .ticket, .tickets, .email, .emails, .message, .messages, .task, .tasks, .note, .notes
  )
  private static let afterEffect = KeywordSet.words(.to, .on, .when, .per, .notification)

  // occasion = "on" , event , { "or" , event } , [ "when" , condition ] | "when" , condition | "per" , "event" ;
  private func parseOccasion() -> PromisedOccasionSyntax? {
    if keyword(of: .words(.per), before: .anything) != nil {
      advance()
      return expect(.event, before: .end) ? .event : nil
    }
    var events: [EventSyntax] = []
    var condition: ConditionSyntax?
    if at(.on) || atAnyCase(.on) {
      _ = take(.on)
      events = parsePromisedEvents()
      if events.isEmpty { return nil }
    }
    if !current.isFirstOnLine || !isItemStart(position), keyword(of: .words(.when), before: .condition) != nil {
      advance()
      condition = parseCondition()
    }
    guard !events.isEmpty || condition != nil else {
      report(.expectedOccasion(before: found, at: range(current)))
      return nil
    }
    return .round(events, condition)
  }

  private func parsePromisedEvents() -> [EventSyntax] {
    var events: [EventSyntax] = []
    var progress = LoopProgress()
    repeat {
      guard progress.assertAdvanced(position), let event = parseEvent() else { return [] }
      events.append(event)
    } while take(.or)
    return events
  }

  // ---- created tickets, moves ----

  private func parseCreatedPromise() -> PromiseSyntax.Kind? {
    advance()
    guard expect(.ticket, before: .word(.words(.created))), expect(.created, before: .anything) else { return nil }
    var stages: [NameSyntax] = []
    if keyword(of: .words(.in), before: .word(.words(.stage))) != nil {
      advance()
      guard expect(.stage, before: .name), let names = parseStageNames() else { return nil }
      stages = names
    }
    switch keyword(of: .words(.is, .has), before: .anything) {
    case .is:
      advance()
      return expect(.assigned, before: .end) ? .created(stages: stages, .isAssigned) : nil
    case .has:
      advance()
      return parseOperand("a property", before: .noWords).map { .created(stages: stages, .has($0)) }
    default:
      report(.expectedWord("is assigned", before: found, at: range(current)))
      return nil
    }
  }

  private func parseNeverMoves() -> PromiseSyntax.Kind? {
    advance()
    guard expect(.never, before: .word(.words(.moves))), expect(.moves, before: .word(.words(.from))),
      expect(.from, before: .name), let from = parseName("the name of a stage", before: .words(.to)),
      expect(.to, before: .name), let to = parseName("the name of a stage")
    else { return nil }
    return .neverMoves(from: from, to: to)
  }
}
