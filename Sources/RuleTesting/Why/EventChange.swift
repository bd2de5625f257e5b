import RuleEngine

/// Something that can be different in an event: the handle by which a condition is made to come out otherwise.
enum EventKnob: Sendable, Hashable {
  /// A field's value, and what it was before.
  case field(FieldSlot)
  case automatic, actor, clock

  /// Those that a test looks at; changing any one may do.
  static func knobs(of test: Program.Test) -> [EventKnob] {
    switch test {
    case .equalsField(let slot, let other), .comparesField(let slot, _, let other): [.field(slot), .field(other)]
    case .isOneOf(let slot, _), .compares(let slot, _, _), .containsAny(let slot, _), .startsWith(let slot, _),
      .endsWith(let slot, _), .matchesAny(let slot, _), .hasAny(let slot, _), .hasAll(let slot, _),
      .hasNone(let slot, _), .gained(let slot, _), .lost(let slot, _), .was(let slot, _), .changed(let slot, _, _),
      .isKnown(let slot), .isSet(let slot), .isInNext(let slot, _), .isInLast(let slot, _),
      .isMoreThanAgo(let slot, _), .isLessThanAgo(let slot, _):
      [.field(slot == .pipeline ? .stage : slot)]
    case .isBefore(let slot, let moment), .isAfter(let slot, let moment), .isDay(let slot, let moment):
      if case .valueOf(let other) = moment { [.field(slot), .field(other)] } else { [.field(slot)] }
    case .messageIsAutomatic: [.automatic]
    case .actorIs: [.actor]
    case .actorIsOwner: [.actor, .field(.owner)]
    case .actorIsContact: [.actor]
    case .ticketIsClosed: [.field(.stage)]
    case .isDuring: [.clock]
    }
  }
}

/// A setting of a knob.
enum EventChange: Sendable, Hashable {
  /// The value; and with `before` what it was, so that it changed.
  case field(FieldSlot, Value, before: Value?)
  case automatic(Bool)
  case actor(Event.Actor?)
  case clock(Instant)

  /// The event with this change; `nil` where it cannot be made.
  func applied(to event: Event) -> Event? {
    var parts = EventParts(event)
    switch self {
    case .field(let slot, let value, let before):
      guard parts.set(slot, to: value) else { return nil }
      if let before, !parts.noteChange(of: slot, from: before) { return nil }
    case .automatic(let isAutomatic):
      guard parts.message != nil else { return nil }
      parts.message?.isAutomatic = isAutomatic
      parts.message?.wantsNoAnswer = isAutomatic
    case .actor(let actor): parts.actor = actor
    case .clock(let instant): parts.at = instant
    }
    return parts.event
  }
}

/// An event taken apart, to be put together differently.
struct EventParts {
  private let original: Event
  var at: Instant
  var actor: Event.Actor?
  var snapshot: TicketSnapshot
  var changes: [Event.Change]
  var isCreation: Bool
  var message: MessageParts?
  private let isConversation: Bool

  init(_ event: Event) {
    original = event
    at = event.at
    actor = event.actor
    changes = event.changes
    isCreation = event.isCreation
    message = event.message.map(MessageParts.init)
    switch event.subject {
    case .ticket(let snapshot): (self.snapshot, isConversation) = (snapshot, false)
    case .conversation(let snapshot): (self.snapshot, isConversation) = (snapshot, true)
    }
  }

  /// The whole again.
  var event: Event {
    Event(
      id: original.id, at: at, actor: actor, subject: isConversation ? .conversation(snapshot) : .ticket(snapshot),
      changes: changes, isCreation: isCreation, message: message?.message, cause: original.cause, timer: original.timer)
  }

  /// Gives a field a value; false where the event has no place for it.
  mutating func set(_ slot: FieldSlot, to value: Value) -> Bool {
    var text: String?
    if case .text(let written) = value { text = written.string }
    switch slot {
    case .pipeline: return false
    case .contactEmail:
      guard snapshot.contact != nil else { return false }
      snapshot.contact?.email = text
    case .messageSubject, .messageFrom, .messageText:
      guard message != nil else { return false }
      if slot == .messageSubject { message?.subject = text }
      if slot == .messageFrom { message?.from = text }
      if slot == .messageText { message?.text = text }
    default:
      guard snapshot.fields.indices.contains(slot.index) else { return false }
      let old = snapshot.fields[slot.index]
      snapshot.fields[slot.index] = value
      if slot == .stage { snapshot.foreignPipeline = nil }
      // What was told of the owner was told of another.
      if slot == .owner, old != value {
        snapshot.fields[FieldSlot.ownerEmail.index] = .unknown
        snapshot.fields[FieldSlot.ownerTeams.index] = .unknown
      }
      changes.removeAll { $0.slot == slot && $0.before == value }
    }
    return true
  }

  /// Says that a field was another before; false where that is no change, or the ticket has no before.
  mutating func noteChange(of slot: FieldSlot, from before: Value) -> Bool {
    guard !isCreation, !isConversation, slot != .pipeline, snapshot.fields.indices.contains(slot.index),
      snapshot.fields[slot.index] != before
    else { return false }
    changes.removeAll { $0.slot == slot }
    changes.append(Event.Change(slot: slot, before: before))
    changes.sort { $0.slot.index < $1.slot.index }
    return true
  }
}

/// A message taken apart.
struct MessageParts {
  private let original: Event.Message?
  var kind = "email"
  var direction = Event.Message.Direction.incoming
  var origin = Event.Message.Origin.other
  var thread: String?
  var from: String?
  var to: [String]?
  var subject: String?
  var text: String?
  var isAutomatic = false
  var wantsNoAnswer = false
  var isDeliveryFailure = false

  /// One that says as little as possible.
  init() { original = nil }

  init(_ message: Event.Message) {
    original = message
    kind = message.kind
    direction = message.direction
    origin = message.origin
    thread = message.thread
    from = message.from
    to = message.to
    subject = message.subject
    text = message.text
    isAutomatic = message.isAutomatic
    wantsNoAnswer = message.wantsNoAnswer
    isDeliveryFailure = message.isDeliveryFailure
  }

  /// The whole again.
  var message: Event.Message {
    Event.Message(
      id: original?.id, kind: kind, direction: direction, origin: origin, thread: thread, from: from, to: to,
      cc: original?.cc ?? [], subject: subject, text: text, isAutomatic: isAutomatic, wantsNoAnswer: wantsNoAnswer,
      isDeliveryFailure: isDeliveryFailure)
  }
}
