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

  /// A message of the change-set.
  package struct Message: Sendable, Hashable {
    package enum Direction: UInt8, Sendable, Hashable { case incoming, outgoing }

    package enum Origin: UInt8, Sendable, Hashable { case ticket, contactRecord, automation, other }

    package var id: String?
    /// `email`, `chat`, `note`, `bounce` …
    package var kind: String
    package var direction: Direction
    package var origin: Origin
    package var thread: String?
    package var from: String?
    /// `nil` where the line has no `to`.
    package var to: [String]?
    package var cc: [String]
    package var subject: String?
    package var text: String?
    /// Sent by a machine: no reply and no new conversation.
    package var isAutomatic: Bool
    /// No automatic answer wanted; true where `isAutomatic` is.
    package var wantsNoAnswer: Bool
    /// A report that a message could not be delivered.
    package var isDeliveryFailure: Bool

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

  /// The line's id.
  public let id: String
  /// When it happened.
  public let at: Instant
  package let actor: Actor?
  package let subject: Subject
  /// Fields that `before` names with another value than they have now, in slot order. Never `pipeline`: a change of
  /// pipeline is a change of the stage.
  package let changes: [Change]
  /// The change-set created the ticket.
  package let isCreation: Bool
  package let message: Message?
  /// The key of the action that this line reports.
  public let cause: String?
  /// The key of the timer that is due.
  package let timer: String?

  package init(
    id: String, at: Instant, actor: Actor?, subject: Subject, changes: [Change], isCreation: Bool, message: Message?,
    cause: String?, timer: String?
  ) {
    self.id = id
    self.at = at
    self.actor = actor
    self.subject = subject
    self.changes = changes
    self.isCreation = isCreation
    self.message = message
    self.cause = cause
    self.timer = timer
  }
}

/// A ticket as one change-set left it.
package struct TicketSnapshot: Sendable, Hashable {
  package var id: String
  /// One value a slot. Slot `pipeline` is always `.unknown` here: it follows from the stage.
  /// Message slots are filled from the event's message.
  package var fields: [Value]
  /// The pipeline as named by the line, where the rulebook does not know it: no rule applies.
  package var foreignPipeline: String?
  package var thread: String?
  package var contact: Event.Contact?
  /// `nil`: derived (section "families" of `grammar/meaning.md`).
  package var family: String?
  package var creator: String?
  package var cc: [String]
  package var followers: [String]

  package init(
    id: String, fields: [Value], foreignPipeline: String? = nil, thread: String? = nil,
    contact: Event.Contact? = nil, family: String? = nil, creator: String? = nil, cc: [String] = [],
    followers: [String] = []
  ) {
    self.id = id
    self.fields = fields
    self.foreignPipeline = foreignPipeline
    self.thread = thread
    self.contact = contact
    self.family = family
    self.creator = creator
    self.cc = cc
    self.followers = followers
  }
}
