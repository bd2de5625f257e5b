import RuleSchema
import RuleSource
import RuleSyntax

extension HappeningSyntax {
  /// It comes without a ticket.
  var isConversation: Bool {
    if case .newConversation = self { true } else { false }
  }

  /// There is always a message, or on creation the one that led to the ticket.
  var carriesMessage: Bool {
    switch self {
    case .newConversation, .ticketCreated, .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed:
      true
    case .entered, .left, .stageChanged, .stageBecomes, .closed, .reopened, .assigned, .unassigned, .activity, .changed,
      .becomes, .gained, .lost:
      false
    }
  }

  /// Only a contact does it.
  fileprivate var isByContact: Bool {
    switch self {
    case .reply(let fromAnyone, _): !fromAnyone
    case .messageInAnotherThread: true
    case .newConversation, .ticketCreated, .emailSent, .noteAdded, .deliveryFailed, .entered, .left, .stageChanged,
      .stageBecomes, .closed, .reopened, .assigned, .unassigned, .activity, .changed, .becomes, .gained, .lost:
      false
    }
  }
}

extension Checker {
  /// The events of `rule`, those with a mistake left out. Rules of one pipeline that start in the same words share them:
  /// in a made rulebook 8,562 rules start in 36 ways.
  mutating func triggers(of rule: RuleDeclarationSyntax) -> [CheckedTrigger] {
    guard let range = rule.events.range else { return [] }
    guard !context.isMuted, let pipeline = context.pipeline else { return triggers(startingIn: rule) }
    // Where nothing is said of the pipeline, a stage may be of several.
    let use = pipeline.value * 2 + (context.isScoped ? 1 : 0)
    if let known = knownTriggers.meaning(at: range, in: texts, use: use) { return known }
    let messages = diagnostics.count
    let triggers = triggers(startingIn: rule)
    if triggers.count == rule.events.count, diagnostics.count == messages {
      knownTriggers.note(triggers, at: range, in: texts, use: use)
    }
    return triggers
  }

  private mutating func triggers(startingIn rule: RuleDeclarationSyntax) -> [CheckedTrigger] {
    let triggers = triggers(rule.events)
    reportJoinedStages(of: rule)
    return triggers
  }

  /// The events of a trigger, those with a mistake left out.
  mutating func triggers(_ events: ShortList<EventSyntax>) -> [CheckedTrigger] {
    switch events {
    case .one(let event): trigger(event, startingAt: event.range.start).map { [$0] } ?? []
    case .several(let events): triggers(events)
    }
  }

  /// The same for those of a list.
  mutating func triggers(_ events: [EventSyntax]) -> [CheckedTrigger] {
    guard let first = events.first?.range.start else { return [] }
    return events.kept { trigger($0, startingAt: first) }
  }

  /// One event of a trigger whose first event begins at `first`.
  mutating func trigger(_ event: EventSyntax, startingAt first: Int) -> CheckedTrigger? {
    let via: CheckedTrigger.Channel? =
      switch event.via {
      case .some(let name): self.via(name, of: event)
      case .none: nil
      }
    let by: CheckedTrigger.Author? =
      switch event.by {
      case .some(let by): self.by(by, of: event)
      case .none: nil
      }
    guard let happening = happening(of: event) else { return nil }
    return CheckedTrigger(happening: happening, by: by, via: via, range: event.range, startingAt: first)
  }

  private mutating func via(_ name: NameSyntax, of event: EventSyntax) -> CheckedTrigger.Channel? {
    switch event.happening {
    // The parser lets only the five channels through.
    case .newConversation, .ticketCreated: return CheckedTrigger.Channel(rawValue: name.text)
    default:
      report(
        .viaMismatch(at: name.range, event: words(at: event.range))
          .with(
            help: "remove it, or ask in the condition: `when channel is \(name.text)`",
            fix: removing(name.range, andBefore: "via", .unsafe)))
      return nil
    }
  }

  private mutating func by(_ by: BySyntax, of event: EventSyntax) -> CheckedTrigger.Author? {
    let (author, range): (CheckedTrigger.Author, SourceRange)
    switch by {
    case .contact(let place): (author, range) = (.contact, place)
    case .agent(let place): (author, range) = (.agent, place)
    case .automation(let place): (author, range) = (.automation, place)
    case .integration(let place): (author, range) = (.integration, place)
    case .list(let name):
      guard let list = list(named: name) else { return nil }
      (author, range) = (.list(list), name.range)
    }
    if event.happening.isByContact {
      switch author {
      case .agent, .automation, .integration:
        report(
          .byMismatch(at: range, "a message from the contact is always by a contact", help: "remove it")
            .with(fix: removing(range, andBefore: "by", .unsafe)))
        return nil
      case .contact, .list: return author
      }
    }
    switch (event.happening, author) {
    case (.newConversation, .automation), (.activity, .automation), (.activity, .integration):
      let happening = event.happening.isConversation ? "a conversation" : "activity"
      report(
        .byMismatch(at: range, "\(happening) always comes from a person", help: "remove it")
          .with(fix: removing(range, andBefore: "by", .unsafe)))
      return nil
    case (.emailSent, .contact):
      report(
        .byMismatch(
          at: range, "an e-mail to the contact is never sent by a contact",
          help: "write `reply from contact` for what the contact sends"))
      return nil
    default: return author
    }
  }

  private mutating func happening(of event: EventSyntax) -> CheckedTrigger.Happening? {
    switch event.happening {
    case .newConversation(let name): return newConversation(in: name, event: event)
    case .ticketCreated: return .ticketCreated
    case .entered(let names): return stages(names).map { .entered($0) }
    case .left(let names): return stages(names).map { .left($0) }
    case .stageBecomes(let name): return stage(named: name.text, at: name.range).map { .entered([$0]) }
    case .stageChanged(let from, let to):
      return stageChange(
        TypedField(field: .stage, type: .stage, words: "stage", range: event.range), from: from, to: to)
    case .closed: return .closed
    case .reopened: return .reopened
    case .assigned: return .assigned
    case .unassigned: return .unassigned
    case .activity: return .activity
    case .emailSent(.ticket): return .emailSent(.ticket)
    case .emailSent(.contactRecord): return .emailSent(.contactRecord)
    case .emailSent(.anywhere): return .emailSent(.anywhere)
    case .reply(let fromAnyone, let includingAutomatic):
      return .reply(fromAnyone: fromAnyone, includingAutomatic: includingAutomatic)
    case .messageInAnotherThread(let includingAutomatic):
      return .messageInAnotherThread(includingAutomatic: includingAutomatic)
    case .noteAdded: return .noteAdded
    case .deliveryFailed: return .deliveryFailed
    case .changed, .becomes, .gained, .lost: return fieldHappening(event)
    }
  }

  private mutating func newConversation(in name: NameSyntax?, event: EventSyntax) -> CheckedTrigger.Happening? {
    let inboxes = vocabulary.schema.inboxes
    guard let name else {
      if !inboxes.isEmpty, inboxes.allSatisfy(\.isLocked) {
        report(.everyInboxLocked(at: event.range, first: inboxes[0].range))
        return nil
      }
      return .newConversation(inbox: nil)
    }
    guard let inbox = inbox(named: name.text, at: name.range) else { return nil }
    if inboxes[inbox.value].isLocked {
      report(.lockedInbox(name, place: inboxes[inbox.value].range))
      return nil
    }
    return .newConversation(inbox: inbox)
  }

  mutating func stages(_ names: [NameSyntax]) -> [StageIndex]? {
    let written = names.span
    if written.count == 1 {
      return stage(named: written[0].text, at: written[0].range).map { vocabulary.onlyStages[$0.value] }
    }
    let found = names.kept { stage(named: $0.text, at: $0.range) }
    return found.count == names.count ? found : nil
  }

  private mutating func stageChange(_ field: TypedField, from: ValueSyntax?, to: ValueSyntax?)
    -> CheckedTrigger.Happening?
  {
    guard let ends = change(of: field, from: from, to: to) else { return nil }
    var stages: (from: StageIndex?, to: StageIndex?) = (nil, nil)
    if case .stage(let stage) = ends.from { stages.from = stage }
    if case .stage(let stage) = ends.to { stages.to = stage }
    return .stageChanged(from: stages.from, to: stages.to)
  }

  /// `P changed`, `P becomes V`, `P gained V`, `P lost V`
  private mutating func fieldHappening(_ event: EventSyntax) -> CheckedTrigger.Happening? {
    switch event.happening {
    case .changed(let operand, let from, let to):
      guard let field = trackedField(operand, of: event) else { return nil }
      if field.field == .stage { return stageChange(field, from: from, to: to) }
      return change(of: field, from: from, to: to.flatMap { $0.isUnknown ? nil : $0 }).map {
        if field.field == .pipeline, let to = $0.to {
          reportOtherPipeline([to], said: words(at: event.range), at: event.range)
        }
        return .changed(field.field, from: $0.from, to: $0.to)
      }
    case .becomes(let operand, let value):
      guard let field = trackedField(operand) else { return nil }
      if case .set = field.type {
        reportMember(of: field, "becomes", value, at: event.range)
        return nil
      }
      guard let literal = literal(value, for: field) else { return nil }
      if case .stage(let stage) = literal { return .entered([stage]) }
      if field.field == .pipeline { reportOtherPipeline([literal], said: words(at: event.range), at: event.range) }
      return .becomes(field.field, literal)
    case .gained(let operand, let value):
      return setMember(operand, value, word: "gained", at: event.range).map { .gained($0, .option($1)) }
    case .lost(let operand, let value):
      return setMember(operand, value, word: "lost", at: event.range).map { .lost($0, .option($1)) }
    case .newConversation, .ticketCreated, .entered, .left, .stageChanged, .stageBecomes, .closed, .reopened, .assigned,
      .unassigned, .activity, .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed:
      return nil
    }
  }

  private mutating func setMember(_ operand: OperandSyntax, _ value: ValueSyntax, word: String, at range: SourceRange)
    -> (Field, Int)?
  {
    guard let field = trackedField(operand) else { return nil }
    guard case .set = field.type else {
      reportMismatch(word, of: field, value: value.range, at: range)
      return nil
    }
    return option(value, of: field).map { (field.field, $0) }
  }

  /// A field of the ticket whose changes are events.
  private mutating func trackedField(_ operand: OperandSyntax, of event: EventSyntax? = nil) -> TypedField? {
    guard operand.isOfTicket else {
      if let found = quietField(for: operand) {
        report(.untracked(found.words, at: operand.range).declared(at: found.place))
      } else {
        _ = field(for: operand)
      }
      return nil
    }
    guard let field = field(for: operand) else { return nil }
    if field.field == .created || field.field == .closed {
      report(
        .builtInInstantChange(field.words, at: operand.range).with(fix: event.flatMap { instantEvent($0, field) }))
      return nil
    }
    return field
  }

  /// `ticket created` for `created changed`, `closed` for `closed changed`.
  private func instantEvent(_ event: EventSyntax, _ field: TypedField) -> Fix? {
    guard case .changed(_, nil, nil) = event.happening, event.by == nil, event.via == nil else { return nil }
    return replacing(
      event.range, with: field.field == .created ? "ticket created" : "closed",
      field.field == .created ? .safe : .unsafe)
  }

  /// `on stage Closed by automation` where one stage is called all that.
  private mutating func reportJoinedStages(of rule: RuleDeclarationSyntax) {
    for (index, event) in rule.events.enumerated() {
      guard case .entered(let names) = event.happening, let last = names.last, !last.isQuoted else { continue }
      let ends = [event.range] + (index + 1 < rule.events.count ? [rule.events[index + 1].range] : [])
      for end in ends where end.end > last.range.end {
        let range = last.range.joined(to: end)
        let name = words(at: range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if let stage = vocabulary.stages[name]?.first {
          report(
            .unquotedName(name, at: range, is: .stage).declared(at: vocabulary.schema.stages[stage.value].range))
        }
      }
    }
  }
}
