extension Event {
  /// A message of the change-set.
  package struct Message: Sendable {
    package enum Direction: UInt8, Sendable, Hashable { case incoming, outgoing }

    package enum Origin: UInt8, Sendable, Hashable { case ticket, contactRecord, automation, other }

    /// What a line tells of a message.
    struct Parts: Sendable {
      var id: EventText?
      var kind: EventText
      var direction = Direction.incoming
      var origin = Origin.other
      var thread: EventText?
      var from: EventText?
      /// Whether the line has a `to`.
      var namesReceivers = false
      var to: [EventText] = []
      var cc: [EventText] = []
      var subject: EventText?
      var text: EventText?
      var isAutomatic = false
      var wantsNoAnswer = false
      var isDeliveryFailure = false
    }

    /// Always one, as those of an event.
    private var shared: [Parts]

    package init(
      id: String?, kind: String, direction: Direction, origin: Origin, thread: String?, from: String?, to: [String]?,
      cc: [String], subject: String?, text: String?, isAutomatic: Bool, wantsNoAnswer: Bool, isDeliveryFailure: Bool
    ) {
      shared = [
        Parts(
          id: id.map { EventText($0) }, kind: EventText(kind), direction: direction, origin: origin,
          thread: thread.map { EventText($0) }, from: from.map { EventText($0) }, namesReceivers: to != nil,
          to: (to ?? []).map { EventText($0) }, cc: cc.map { EventText($0) }, subject: subject.map { EventText($0) },
          text: text.map { EventText($0) }, isAutomatic: isAutomatic, wantsNoAnswer: wantsNoAnswer,
          isDeliveryFailure: isDeliveryFailure)
      ]
    }

    init(shared: [Parts]) { self.shared = shared }

    /// A message in the memory of another, if that is nobody else's.
    init(_ parts: consuming Parts, using memory: inout [Parts]) {
      if memory.isEmpty { memory.append(parts) } else { memory[0] = parts }
      shared = memory
    }

    /// What the line tells, as texts of the line.
    var parts: Parts { shared[0] }

    package var id: String? { parts.id?.string }
    /// `email`, `chat`, `note`, `bounce` …
    package var kind: String { parts.kind.string }
    var isNote: Bool { parts.kind.isWord("note") }
    var isEmail: Bool { parts.kind.isWord("email") }
    package var direction: Direction { parts.direction }
    package var origin: Origin { parts.origin }
    package var thread: String? { parts.thread?.string }
    package var from: String? { parts.from?.string }
    /// `nil` where the line has no `to`.
    package var to: [String]? { parts.namesReceivers ? parts.to.map(\.string) : nil }
    package var cc: [String] { parts.cc.map(\.string) }
    package var subject: String? { parts.subject?.string }
    package var text: String? { parts.text?.string }
    /// Sent by a machine: no reply and no new conversation.
    package var isAutomatic: Bool { parts.isAutomatic }
    /// No automatic answer wanted; true where `isAutomatic` is.
    package var wantsNoAnswer: Bool { parts.wantsNoAnswer }
    /// A report that a message could not be delivered.
    package var isDeliveryFailure: Bool { parts.isDeliveryFailure }

    /// The same message, had a person sent it.
    var sentByHand: Message {
      var message = self
      message.shared[0].isAutomatic = false
      return message
    }
  }
}
