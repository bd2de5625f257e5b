import RuleSource

/// What a rule waits for: `on … or …`.
extension Parser {
  // trigger = "on" , event , { "or" , event } ;
  func parseEvents() -> ShortList<EventSyntax> {
    var progress = LoopProgress()
    _ = progress.assertAdvanced(position)
    var events = ShortList(parseEventOrSkip())
    while takeEventSeparator(), progress.assertAdvanced(position) {
      if let event = parseEventOrSkip() { events.append(event) }
    }
    if !current.isFirstOnLine { finishTrigger() }
    return events
  }

  @inline(__always)
  private func parseEventOrSkip() -> EventSyntax? {
    let event = parseEvent()
    if case .none = event { skip(to: Self.partsOfRule.union(.words(.or))) }
    return event
  }

  /// Reports what stands behind a trigger and is no part of the rule.
  func finishTrigger() {
    if !isEventEnd, !isActionStart(position), !skipDoubled() {
      if keyword(of: .words(.when, .only, .once), before: .anything) == nil {
        if keyword(of: .words(.do), before: .action) == nil {
          report(.unexpected(found, after: description(of: lexeme(position - 1)), at: range(current)))
          skip(to: Self.partsOfRule)
        }
      }
    }
  }

  private var isEventEnd: Bool {
    let here = current
    if here.isFirstOnLine || isItemStart(position) || here.kind == .comma || here.kind == .bar { return true }
    if isPostponement(position) { return true }
    return Self.partsOfRule.contains(here.anyCase) || here.keyword == .then || here.keyword == .otherwise
  }

  private func takeEventSeparator() -> Bool {
    if take(.or) {
      if at(.or), skipDoubled() {}
      if at(.on) { advance() }
      if at(.after) || at(.every) || isTimedTrigger {
        report(.timerBesideOthers(at: range(current)))
        skip(to: Self.partsOfRule)
        return false
      }
      return true
    }
    guard current.kind == .comma, isHappeningStart(position + 1) || ahead(1).keyword == .or else { return false }
    let fix = ahead(1).keyword == .or ? removing(position, through: position) : replacingCurrent(with: "or")
    noteHabit(.commaBetweenTriggers(at: range(current)).mended(by: fix))
    advance()
    _ = take(.or)
    return true
  }

  // event = happening , { "via" , channel | by } ;
  // channel = "email" | "chat" | "form" | "phone" | "api" ;
  func parseEvent() -> EventSyntax? {
    let first = position
    skipColon()
    guard let happening = parseHappening() else { return nil }
    // No reserved word belongs to an event: most end here.
    if current.keyword.isReserved {
      return EventSyntax(happening: happening, by: nil, via: nil, range: rangeSince(first))
    }
    var via: NameSyntax?
    var by: BySyntax?
    var progress = LoopProgress()
    while !current.keyword.isReserved, progress.assertAdvanced(position) {
      if keyword(of: .words(.via), before: .word(Self.channels)) != nil || at(.via) {
        if via != nil { accept(.repeatedPart("via", at: range(current))) }
        advance()
        guard keyword(of: Self.channels, before: .anything) != nil else {
          report(.expectedName("email, chat, form, phone or api", before: found, at: range(current)))
          break
        }
        via = name(of: position)
        advance()
      } else if keyword(
        of: .words(.by), before: .word(.words(.a, .an, .automation, .list, .agent, .contact, .integration))) != nil
        || at(.by)
      {
        if by != nil { accept(.repeatedPart("by", at: range(current))) }
        advance()
        guard let who = parseBy() else { break }
        by = who
      } else {
        break
      }
    }
    let range = rangeSince(first)
    return EventSyntax(happening: happening, by: by, via: via, range: range)
  }

  private static let channels = KeywordSet.words(.email, .chat, .form, .phone, .api)

  // by = "by" , ( "a" , "contact" | "an" , "agent" | "automation" | "an" , "integration" | "list" , name ) ;
  private func parseBy() -> BySyntax? {
    let first = position
    if at(.list) {
      advance()
      return parseName("the name of a list", before: eventFollow).map(BySyntax.list)
    }
    let article = current
    let hasArticle = at(.a) || at(.an)
    if hasArticle { advance() }
    if hasArticle, skipDoubled() {}
    let kinds = KeywordSet.words(.contact, .agent, .automation, .integration)
    guard let kind = keyword(of: kinds, before: .anything) else {
      report(
        .expectedName(
          "`a contact`, `an agent`, `automation`, `an integration` or a list", before: found, at: range(current)))
      return nil
    }
    let meant = kind == .contact ? "a contact" : kind == .automation ? "automation" : "an \(kind.text)"
    let written = hasArticle ? "\(text(article)) \(kind.text)" : kind.text
    if written != meant {
      let fix = replacing(hasArticle ? position - 1 : position, through: position, with: meant)
      noteHabit(.articleMissing(written, meant: meant, at: range(current)).mended(by: fix))
    }
    advance()
    let range = rangeSince(first)
    switch kind {
    case .contact: return .contact(range)
    case .agent: return .agent(range)
    case .integration: return .integration(range)
    default: return .automation(range)
    }
  }

  /// What may come after an event; in a test, facts of its message too.
  var eventFollow: KeywordSet { isInOccurrence ? .words(.by, .via, .with) : .words(.by, .via) }

  // ---- what happened ----

  // happening = "new" , "conversation" , [ "in" , "inbox" , name ] | "ticket" , "created"
  //           | "stage" , ( names | "changed" , from_to | "becomes" , name ) | "leaving" , "stage" , names
  //           | "closed" | "reopened" | "assigned" | "unassigned" | "activity"
  //           | "email" , "sent" , "to" , "contact" , [ "from" , ( "contact" , "record" | "anywhere" ) ]
  //           | "reply" , "from" , ( "contact" | "anyone" ) , [ "including" , "automatic" ]
  //           | "message" , "from" , "contact" , "in" , "another" , "thread" , [ "including" , "automatic" ]
  //           | "note" , "added" | "delivery" , "failed"
  //           | ( word | string | path | "pipeline" | "team" | "inbox" ) ,
  //             ( "changed" , from_to | "becomes" , value | "gained" , value | "lost" , value ) ;
  private func parseHappening() -> HappeningSyntax? {
    if at(.stage), !isForeignStageEvent { return parseStageHappening() }
    if isForeignStageEvent || !isHappeningStart(position), let foreign = parseForeignHappening() { return foreign }
    if isPropertyEvent { return parsePropertyEvent() }
    switch keyword(ofHappening: ()) {
    case .new:
      advance()
      guard expect(.conversation, before: .anything) else { return nil }
      return parseInboxOfConversation()
    case .ticket:
      advance()
      return expect(.created, before: .anything) ? .ticketCreated : nil
    case .leaving:
      advance()
      guard expect(.stage, before: .name) else { return nil }
      return parseStageNames().map(HappeningSyntax.left)
    case .closed: return taken(.closed)
    case .reopened: return taken(.reopened)
    case .assigned: return taken(.assigned)
    case .unassigned: return taken(.unassigned)
    case .activity: return taken(.activity)
    case .email: return parseEmailSent()
    case .reply: return parseReply()
    case .message: return parseMessage()
    case .note:
      advance()
      return expect(.added, before: .anything) ? .noteAdded : nil
    case .delivery:
      advance()
      return expect(.failed, before: .anything) ? .deliveryFailed : nil
    case .stage: return parseStageHappening()
    default: return parseBrokenHappening()
    }
  }

  private func taken(_ happening: HappeningSyntax) -> HappeningSyntax {
    advance()
    return happening
  }

  /// The first word of a happening: exact, or repaired if its second word follows.
  private func keyword(ofHappening: ()) -> Keyword? {
    let words = KeywordSet.words(
      .new, .ticket, .leaving, .closed, .reopened, .assigned, .unassigned, .activity, .email, .reply, .message, .note,
      .delivery, .stage
    )
    if words.contains(current.keyword) { return current.keyword }
    let pairs: [(Keyword, Fit)] = [
      (.new, .word(.words(.conversation))), (.ticket, .word(.words(.created))), (.leaving, .word(.words(.stage))),
      (.email, .word(.words(.sent))), (.reply, .word(.words(.from))), (.message, .word(.words(.from))),
      (.note, .word(.words(.added))),
      (.delivery, .word(.words(.failed))), (.stage, .name),
    ]
    for (word, fit) in pairs where fits(fit, position + 1) {
      if keyword(of: .words(word), before: fit) != nil { return word }
    }
    let single = KeywordSet.words(.closed, .reopened, .assigned, .unassigned, .activity)
    if let word = keyword(of: single, before: .word(Self.partsOfRule.union(.words(.or, .by, .via)))) { return word }
    return missingFirstWord()
  }

  /// The first word, left out and reported, if the second is here.
  private func missingFirstWord() -> Keyword? {
    let first: Keyword
    switch current.keyword {
    case .conversation: first = .new
    case .created: first = .ticket
    case .sent: first = .email
    case .added: first = .note
    case .failed: first = .delivery
    case .from: first = .reply
    default: return nil
    }
    report(missing(first.text))
    // The caller goes over the first word: go one back, so that it is the second that comes next.
    position -= 1
    return first
  }

  private func parseInboxOfConversation() -> HappeningSyntax? {
    if at(.inbox) {
      report(missing("in"))
    } else if keyword(of: .words(.in), before: .word(.words(.inbox))) != nil || at(.in) && !isEnd(position) {
      advance()
      if at(.in), skipDoubled() {}
    } else {
      return .newConversation(inbox: nil)
    }
    guard expect(.inbox, before: .name) else { return nil }
    return parseName("the name of the inbox", before: eventFollow).map { .newConversation(inbox: $0) }
  }
}
