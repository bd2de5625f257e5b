/// One committed change-set of one ticket by one actor, or the first message of a new conversation, read against a
/// rulebook: fields are in its slots, options are its indices.
public struct Event: Sendable {
  /// Who made the change.
  package struct Actor: Sendable, Hashable {
    package enum Kind: UInt8, Sendable, Hashable { case agent, contact, automation, integration }

    package var kind: Kind
    package var id: String?
    package var email: String?

    package init(kind: Kind, id: String?, email: String?) {
      self.kind = kind
      self.id = id
      self.email = email
    }
  }

  /// The contact of a ticket: a customer.
  package struct Contact: Sendable, Hashable {
    package var id: String?
    package var email: String?

    /// The line says nothing of a contact at all: the host knows whether there is one. A line that says `"contact":null`
    /// has none.
    package var isUnnamed: Bool { id == nil && email == nil }
    package static let unnamed = Contact(id: nil, email: nil)

    package init(id: String?, email: String?) {
      self.id = id
      self.email = email
    }
  }

  /// A message of the change-set. A class, so that what passes it on passes one reference.
  package final class Message: Sendable {
    package enum Direction: UInt8, Sendable, Hashable { case incoming, outgoing }

    package enum Origin: UInt8, Sendable, Hashable { case ticket, contactRecord, automation, other }

    package let id: String?
    /// `email`, `chat`, `note`, `bounce` …
    package let kind: String
    package let direction: Direction
    package let origin: Origin
    package let thread: String?
    package let from: String?
    /// `nil` where the line has no `to`.
    package let to: [String]?
    package let cc: [String]
    package let subject: String?
    package let text: String?
    /// Sent by a machine: no reply and no new conversation.
    package let isAutomatic: Bool
    /// No automatic answer wanted; true where `isAutomatic` is.
    package let wantsNoAnswer: Bool
    /// A report that a message could not be delivered.
    package let isDeliveryFailure: Bool

    package init(
      id: String?, kind: String, direction: Direction, origin: Origin, thread: String?, from: String?, to: [String]?,
      cc: [String], subject: String?, text: String?, isAutomatic: Bool, wantsNoAnswer: Bool, isDeliveryFailure: Bool
    ) {
      self.id = id
      self.kind = kind
      self.direction = direction
      self.origin = origin
      self.thread = thread
      self.from = from
      self.to = to
      self.cc = cc
      self.subject = subject
      self.text = text
      self.isAutomatic = isAutomatic
      self.wantsNoAnswer = wantsNoAnswer
      self.isDeliveryFailure = isDeliveryFailure
    }

    /// The same message, had a person sent it.
    var sentByHand: Message {
      Message(
        id: id, kind: kind, direction: direction, origin: origin, thread: thread, from: from, to: to, cc: cc,
        subject: subject, text: text, isAutomatic: false, wantsNoAnswer: wantsNoAnswer,
        isDeliveryFailure: isDeliveryFailure)
    }
  }

  /// A field the change-set changed.
  package struct Change: Sendable, Hashable {
    package var slot: FieldSlot
    /// `.unknown` where it had no value.
    package var before: Value

    package init(slot: FieldSlot, before: Value) {
      self.slot = slot
      self.before = before
    }
  }

  /// What the line is about.
  package enum Subject: Sendable, Hashable {
    case ticket(TicketSnapshot)
    /// `snapshot` has the conversation's contact, channel, inbox, thread and subject; its id is the conversation's.
    case conversation(TicketSnapshot)
  }

  /// What a line says. An event is passed on as one reference.
  final class Content: Sendable {
    let id: String
    let at: Instant
    let actor: Actor?
    let snapshot: TicketSnapshot
    let isConversation: Bool
    let changes: [Change]
    let isCreation: Bool
    let message: Message?
    let cause: String?
    let timer: String?
    let happenings: Happenings

    init(
      id: String, at: Instant, actor: Actor?, subject: Subject, changes: [Change], isCreation: Bool, message: Message?,
      cause: String?, timer: String?
    ) {
      self.id = id
      self.at = at
      self.actor = actor
      switch subject {
      case .ticket(let snapshot): (self.snapshot, isConversation) = (snapshot, false)
      case .conversation(let snapshot): (self.snapshot, isConversation) = (snapshot, true)
      }
      self.changes = changes
      self.isCreation = isCreation
      self.message = message
      self.cause = cause
      self.timer = timer
      happenings =
        isConversation || cause != nil || timer != nil
        ? .unusual
        : Happenings(
          stage: snapshot.fields[FieldSlot.stage.index], changes: changes, isCreation: isCreation,
          actor: actor?.kind, message: message)
    }
  }

  let content: Content

  package init(
    id: String, at: Instant, actor: Actor?, subject: Subject, changes: [Change], isCreation: Bool, message: Message?,
    cause: String?, timer: String?
  ) {
    content = Content(
      id: id, at: at, actor: actor, subject: subject, changes: changes, isCreation: isCreation, message: message,
      cause: cause, timer: timer)
  }

  /// The line's id.
  public var id: String { content.id }
  /// When it happened.
  public var at: Instant { content.at }
  package var actor: Actor? { content.actor }
  package var subject: Subject {
    content.isConversation ? .conversation(content.snapshot) : .ticket(content.snapshot)
  }
  /// The stage and what happened, as numbers.
  var happenings: Happenings { content.happenings }
  /// Fields that `before` names with another value than they have now, in slot order. Never `pipeline`: a change of
  /// pipeline is a change of the stage.
  package var changes: [Change] { content.changes }
  /// The change-set created the ticket.
  package var isCreation: Bool { content.isCreation }
  package var message: Message? { content.message }
  /// The key of the action that this line reports.
  public var cause: String? { content.cause }
  /// The key of the timer that is due.
  package var timer: String? { content.timer }
}
