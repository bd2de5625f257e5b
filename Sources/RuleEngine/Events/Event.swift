/// One committed change-set of one ticket by one actor, or the first message of a new conversation, read against a
/// rulebook: fields are in its slots, options are its indices.
public struct Event: Sendable {
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

  /// What a line says. What is matched of it stands first, in one line of the processor's memory.
  struct Content: Sendable {
    var snapshot = TicketSnapshot.none
    /// The stage and what happened, as numbers: noted when all else is known.
    private(set) var happenings = Happenings.unusual
    var changes: [Change] = []
    var isConversation = false
    var isCreation = false
    var at = Instant(microseconds: 0)
    var id = EventText.empty
    var actor: Actor?
    var message: Message?
    var cause: EventText?
    var timer: EventText?

    init() {}

    init(
      id: EventText, at: Instant, actor: Actor?, snapshot: TicketSnapshot, isConversation: Bool, changes: [Change],
      isCreation: Bool, message: Message?, cause: EventText?, timer: EventText?
    ) {
      self.snapshot = snapshot
      self.changes = changes
      self.isConversation = isConversation
      self.isCreation = isCreation
      self.at = at
      self.id = id
      self.actor = actor
      self.message = message
      self.cause = cause
      self.timer = timer
    }

    mutating func noteHappenings() { happenings = Happenings(self) }
  }

  /// Always one: an event is passed on as one reference. In an array, since its memory can be used again where nobody else
  /// holds it, unlike that of an immutable object.
  private let contents: [Content]
  var content: Content { contents[0] }

  package init(
    id: String, at: Instant, actor: Actor?, subject: Subject, changes: [Change], isCreation: Bool, message: Message?,
    cause: String?, timer: String?
  ) {
    let (snapshot, isConversation) =
      switch subject {
      case .ticket(let snapshot): (snapshot, false)
      case .conversation(let snapshot): (snapshot, true)
      }
    var content = Content(
      id: EventText(id), at: at, actor: actor, snapshot: snapshot, isConversation: isConversation, changes: changes,
      isCreation: isCreation, message: message, cause: cause.map { EventText($0) }, timer: timer.map { EventText($0) })
    content.noteHappenings()
    contents = [content]
  }

  init(contents: [Content]) { self.contents = contents }

  /// An event in the memory of another, if that is nobody else's.
  init(_ content: consuming Content, using memory: inout [Content]) {
    if memory.isEmpty { memory.append(content) } else { memory[0] = content }
    memory[0].noteHappenings()
    contents = memory
  }

  /// The line's id.
  public var id: String { content.id.string }
  /// The stage and what happened, as numbers.
  var happenings: Happenings { content.happenings }
  /// When it happened.
  public var at: Instant { content.at }
  package var actor: Actor? { content.actor }
  package var subject: Subject {
    content.isConversation ? .conversation(content.snapshot) : .ticket(content.snapshot)
  }
  /// Fields that `before` names with another value than they have now, in slot order. Never `pipeline`: a change of
  /// pipeline is a change of the stage.
  package var changes: [Change] { content.changes }
  /// The change-set created the ticket.
  package var isCreation: Bool { content.isCreation }
  package var message: Message? { content.message }
  /// The key of the action that this line reports.
  public var cause: String? { content.cause?.string }
  /// The key of the timer that is due.
  public var timer: String? { content.timer?.string }

  /// Texts of a line longer than this are not kept in its memory, but in memory of their own.
  private static let longestKeptLine = 4096

  /// Whether state that keeps texts of the line keeps much more than those.
  var isLong: Bool { content.id.memory.count > Self.longestKeptLine }
}
