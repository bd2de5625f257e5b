import RuleEngine

/// The same event with something in it that a trigger waits for.
struct TriggerHypothesis {
  let rulebook: Rulebook
  let event: Event
  /// The ticket's thread, where the line does not say it.
  let thread: String?
  /// The pipeline of the rule.
  let pipeline: Int
  private var program: Program { rulebook.program }

  init(rulebook: Rulebook, event: Event, thread: String?, pipeline: Int) {
    self.rulebook = rulebook
    self.event = event
    self.thread = thread
    self.pipeline = pipeline
  }

  /// The events that `trigger` matches, as like the present one as possible; empty where it never can.
  func events(for trigger: Program.Trigger) -> [Event] {
    var parts = EventParts(event)
    switch (event.subject, trigger.happening) {
    case (.conversation, .newConversation(let inbox)):
      if let inbox { _ = parts.set(.inbox, to: .text(program.inboxes[inbox].name)) }
      parts.message?.isAutomatic = false
    case (.conversation, _), (.ticket, .newConversation): return []
    default: guard happen(trigger.happening, &parts) else { return [] }
    }
    if let author = trigger.by { parts.actor = actor(author, parts) }
    if let channel = trigger.via { _ = parts.set(.channel, to: .text(channel)) }
    let changed = parts.event
    return EventView(rulebook: rulebook, event: changed).matches(trigger) ? [changed] : []
  }

  private func actor(_ author: Program.Trigger.Author, _ parts: EventParts) -> Event.Actor {
    switch author {
    case .contact: contactActor(parts)
    case .agent: parts.actor?.kind == .agent ? parts.actor ?? Self.agent : Self.agent
    case .automation: Event.Actor(kind: .automation, id: nil, email: nil)
    case .integration: Event.Actor(kind: .integration, id: nil, email: nil)
    case .list(let list):
      Event.Actor(
        kind: parts.actor?.kind ?? .agent, id: nil,
        email: program.lists[list].first.map { String($0.map { $0 == "*" || $0 == "?" ? "x" : $0 }) })
    }
  }

  private static let agent = Event.Actor(kind: .agent, id: "an-agent", email: nil)

  private func contactActor(_ parts: EventParts) -> Event.Actor {
    Event.Actor(kind: .contact, id: parts.snapshot.contact?.id, email: parts.snapshot.contact?.email)
  }

  private func happen(_ happening: Program.Trigger.Happening, _ parts: inout EventParts) -> Bool {
    guard happening != .ticketCreated else {
      parts.isCreation = true
      parts.changes = []
      return true
    }
    parts.isCreation = false
    let stages = Array(program.pipelines[pipeline].stages)
    switch happening {
    case .newConversation, .ticketCreated: return false
    case .entered(let targets): return move(&parts, from: stages.filter { !targets.contains($0) }, to: targets)
    case .left(let origins): return move(&parts, from: origins, to: stages.filter { !origins.contains($0) })
    case .stageChanged(let from, let to):
      return move(&parts, from: from.map { [$0] } ?? stages, to: to.map { [$0] } ?? stages)
    case .closed: return move(&parts, from: stages.filter { !isClosed($0) }, to: stages.filter(isClosed))
    case .reopened: return move(&parts, from: stages.filter(isClosed), to: stages.filter { !isClosed($0) })
    case .assigned:
      if !value(.owner, parts).isKnown { _ = parts.set(.owner, to: .text("somebody")) }
      return parts.noteChange(of: .owner, from: .unknown)
    case .unassigned:
      let owner = value(.owner, parts)
      return parts.set(.owner, to: .unknown)
        && parts.noteChange(of: .owner, from: owner.isKnown ? owner : .text("somebody"))
    case .activity:
      parts.message?.isAutomatic = false
      parts.actor = parts.actor?.kind == .contact ? parts.actor : Self.agent
      return true
    case .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed:
      send(happening, &parts)
      return true
    case .changed(let slot, let from, let to): return change(&parts, slot, from: from, to: to)
    case .becomes(let slot, let new):
      if case .option(let option) = new, isSet(slot) { return gain(&parts, slot, option) }
      return change(&parts, slot, from: nil, to: new)
    case .gained(let slot, let option): return gain(&parts, slot, option)
    case .lost(let slot, let option):
      let present = value(slot, parts)
      let with = present.members.union([option])
      return parts.set(slot, to: Value(members: with.subtracting([option])))
        && parts.noteChange(of: slot, from: Value(members: with))
    }
  }

  private func isClosed(_ stage: Int) -> Bool { program.stages[stage].isClosed }

  private func value(_ slot: FieldSlot, _ parts: EventParts) -> Value {
    EventView(rulebook: rulebook, event: parts.event).value(of: slot)
  }

  private func isSet(_ slot: FieldSlot) -> Bool {
    slot.propertyIndex.map { program.properties[$0].kind == .setOf } ?? false
  }

  private func gain(_ parts: inout EventParts, _ slot: FieldSlot, _ option: Int32) -> Bool {
    let members = value(slot, parts).members
    return parts.set(slot, to: Value(members: members.union([option])))
      && parts.noteChange(of: slot, from: Value(members: members.subtracting([option])))
  }

  private func move(_ parts: inout EventParts, from: [Int], to: [Int]) -> Bool {
    // The stage stays where it can.
    var target = to.first
    if case .option(let present) = value(.stage, parts), to.contains(Int(present)) { target = Int(present) }
    guard let target, let origin = from.first(where: { $0 != target }) else { return false }
    return parts.set(.stage, to: .option(Int32(target))) && parts.noteChange(of: .stage, from: .option(Int32(origin)))
  }

  private func change(_ parts: inout EventParts, _ slot: FieldSlot, from: Value?, to: Value?) -> Bool {
    guard slot != .pipeline else { return false }
    let present = value(slot, parts)
    let tests: [Program.Test] = [.changed(slot, from: from, to: to)]
    let candidates = ChangeCandidates(
      program: program, view: EventView(rulebook: rulebook, event: event), event: event, pipeline: pipeline,
      isLate: false)
    let values = candidates.values(of: slot, for: tests)
    let targets = to.map { [$0] } ?? ([present] + values)
    let origins = from.map { [$0] } ?? (values.reversed() + [.unknown])
    for target in targets {
      for origin in origins where origin != target {
        var changed = parts
        let (new, old) =
          isSet(slot) ? (Value(members: target.members), Value(members: origin.members)) : (target, origin)
        if changed.set(slot, to: new), changed.noteChange(of: slot, from: old) {
          parts = changed
          return true
        }
      }
    }
    return false
  }

  /// The present message where it is of the kind, or one that says as little as possible.
  private func send(_ happening: Program.Trigger.Happening, _ parts: inout EventParts) {
    var message = parts.message ?? MessageParts()
    message.isDeliveryFailure = false
    message.isAutomatic = false
    message.wantsNoAnswer = false
    if message.kind == "note" || message.kind == "bounce" { message.kind = "email" }
    switch happening {
    case .emailSent(let origin):
      message.kind = "email"
      message.direction = .outgoing
      message.origin = origin == .contactRecord ? .contactRecord : .ticket
      message.to = nil
      message.from = nil
      if parts.actor?.kind != .agent { parts.actor = Self.agent }
    case .noteAdded: message.kind = "note"
    case .deliveryFailed:
      message.direction = .incoming
      message.isDeliveryFailure = true
    default:
      message.direction = .incoming
      message.from = parts.snapshot.contact?.email
      parts.actor = contactActor(parts)
      let own = parts.snapshot.thread ?? thread
      if case .messageInAnotherThread = happening {
        message.thread = (own ?? "") + "-another"
      } else {
        message.thread = own ?? message.thread ?? "a-thread"
        parts.snapshot.thread = message.thread
      }
    }
    parts.message = message
  }
}

extension Value {
  /// The options of a set; of an option, itself.
  var members: Set<Int32> {
    switch self {
    case .options(let members): Set(members)
    case .option(let option): [option]
    case .unknown, .number, .text, .day, .instant, .flag: []
    }
  }

  /// A set, unknown where it is empty.
  init(members: Set<Int32>) { self = members.isEmpty ? .unknown : .options(members.sorted()) }
}
