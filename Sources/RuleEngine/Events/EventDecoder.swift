/// Reads the lines of one stream, in memory that is used again for each: `Rulebook.event(from:)`, only faster.
///
/// One decoder for each thread; lines may be of any tickets and in any order.
public struct EventDecoder: Sendable {
  private let reader: EventReader
  private var memory = EventMemory()

  /// A decoder of lines for one rulebook.
  public init(_ rulebook: Rulebook) { reader = rulebook.core.reader }

  /// The event that a line of JSON describes.
  ///
  /// - Throws: `EventProblem`, which says what is wrong with the line.
  /// - Complexity: O(*n*) in the bytes of the line.
  public mutating func event(from line: [UInt8]) throws(EventProblem) -> Event {
    try reader.event(from: line.span, using: &memory)
  }

  /// The event that a line of JSON describes, whose bytes somebody else keeps.
  ///
  /// Throws: as for bytes of its own.
  mutating func event(from line: ByteSpan) throws(EventProblem) -> Event {
    try reader.event(from: line, using: &memory)
  }
}

/// What reading a line leaves for the next one. Whatever the event before still has hold of is replaced, the rest is used
/// again.
struct EventMemory {
  /// Room for a document's nodes.
  var nodes: [JSONDocument.Node] = []
  /// The line, and behind it what was decoded of it, or zeros; and the line before, which the fields may still have hold of.
  var line: [UInt8] = []
  private var lineBefore: [UInt8] = []
  /// The fields of the line before. Where its event is gone, they are nobody else's.
  var fields: [Value] = []
  /// The rest of the ticket of the line before, its message and the whole of it: none or one of each.
  var facts: [TicketSnapshot.Facts] = []
  var message: [Event.Message.Parts] = []
  var content: [Event.Content] = []
  private var plain = PlainLineReader()

  private static let mostBytesKept = 1 << 20
  /// Behind a line, so that its last names are compared as words, too. Nothing in a line of JSON begins with a zero, so
  /// the zeros end it, and the reader of trees does not see them.
  private static let zeroCount = NameOrder.mostBytes
  // An array: adding repeated elements took 400 instructions.
  private static let zeros = [UInt8](repeating: 0, count: zeroCount)

  /// Lets go of the line before and takes the next one.
  mutating func start(_ next: ByteSpan, slotCount: Int) {
    // What the event before has hold of can be written to again once its content lets go, if nobody else has the event.
    if !content.isEmpty {
      content[0].snapshot = .none
      content[0].message = nil
    }
    // What `plain` was given for it is of the line before that, whose memory is the next one's.
    plain.start()
    if fields.count != slotCount { fields = Array(repeating: .unknown, count: slotCount) }
    swap(&line, &lineBefore)
    // The room of a line that was much longer than others is not kept for ever.
    line.removeAll(keepingCapacity: line.capacity <= Self.mostBytesKept)
    let room = next.count + Self.zeroCount
    if line.capacity < room { line.reserveCapacity(max(room, min(2 * line.capacity, Self.mostBytesKept))) }
    // As spans: an array that is given is counted up and down.
    line.append(contentsOf: next)
    line.append(contentsOf: Self.zeros.span)
  }

  /// The event of a line about a ticket, if it is a plain one.
  mutating func plainEvent(_ reader: EventReader) -> Event? {
    do throws(NotPlain) { try readPlainLine(reader) } catch { return nil }
    return plain.takeEvent(&facts, &message, &content, fields)
  }

  private mutating func readPlainLine(_ reader: EventReader) throws(NotPlain) {
    var line = PlainLineReader.Line(reader: reader, memory: [], end: line.count - Self.zeroCount)
    swap(&line.memory, &self.line)
    var taken = takeFields()
    defer {
      swap(&line.memory, &self.line)
      swap(&taken, &fields)
    }
    var values = taken.mutableSpan
    // Properties are made unknown afterwards, where the line does not give them.
    for index in 0..<FieldSlot.builtInCount where values[index].isKnown { values[index] = .unknown }
    try plain.read(line, into: &values, room: &nodes)
  }

  /// Lets go of all but the line.
  mutating func clear() {
    plain.start()
    line.removeLast(Self.zeroCount)
    if !content.isEmpty { content[0].clear() }
    if !message.isEmpty { message[0].clear() }
    if !facts.isEmpty { facts[0].clear() }
    var values = fields.mutableSpan
    for index in values.indices { values[index] = .unknown }
  }

  /// Leaves no field behind.
  mutating func takeFields() -> [Value] {
    var taken: [Value] = []
    swap(&taken, &fields)
    return taken
  }

  /// Facts of which nothing is known.
  mutating func takeFacts() -> TicketSnapshot.Facts {
    var taken = TicketSnapshot.Facts()
    if !facts.isEmpty { swap(&taken, &facts[0]) }
    return taken
  }

  /// A message of which nothing is known.
  mutating func takeMessage() -> Event.Message.Parts {
    var taken = Event.Message.Parts(kind: .empty)
    if !message.isEmpty { swap(&taken, &message[0]) }
    return taken
  }

  /// No changes.
  mutating func takeChanges() -> [Event.Change] {
    var taken: [Event.Change] = []
    if !content.isEmpty { swap(&taken, &content[0].changes) }
    return taken
  }
}

//  What is cleared keeps the room of its lists.

extension Event.Content {
  fileprivate mutating func clear() {
    id = .empty
    actor = nil
    snapshot = .none
    changes.empty()
    message = nil
    cause = nil
    timer = nil
  }
}

extension Event.Message.Parts {
  mutating func clear() {
    EventText.letGo(&id)
    kind = .empty
    direction = .incoming
    origin = .other
    EventText.letGo(&thread)
    EventText.letGo(&from)
    namesReceivers = false
    to.empty()
    cc.empty()
    EventText.letGo(&subject)
    EventText.letGo(&text)
    isAutomatic = false
    wantsNoAnswer = false
    isDeliveryFailure = false
  }
}

extension TicketSnapshot.Facts {
  // One by one: making new ones and letting go of the old took 600 instructions.
  mutating func clear() {
    id = .empty
    EventText.letGo(&foreignPipeline)
    EventText.letGo(&thread)
    contact = nil
    EventText.letGo(&family)
    EventText.letGo(&creator)
    cc.empty()
    followers.empty()
    since = nil
  }
}

extension Array {
  /// Removes what is there. An array that nothing was put in has no room to keep, and asking it to would make some.
  mutating func empty() { if !isEmpty { removeAll(keepingCapacity: true) } }
}
