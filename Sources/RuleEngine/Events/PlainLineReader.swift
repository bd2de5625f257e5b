/// Reads a line as most lines are: about a ticket, without mistakes and rarities. One pass, from bytes straight into
/// slots.
///
/// Whatever else it meets, it gives the line up, and `EventReader` reads it again from its tree: what a line means, and
/// every word about its mistakes, is that reader's alone. Where this one comes to an end, both come to the same event.
struct PlainLineReader {
  /// What the line says, until it becomes an event.
  var draft = Draft()
  var facts = TicketSnapshot.Facts()
  var parts = Event.Message.Parts(kind: .empty)
  var changes: [Event.Change] = []
  var orders = Orders()
  var seen = SeenSlots()
  /// Texts with escapes, without them; and those of the line before.
  private var decoded: [UInt8] = []
  private var decodedBefore: [UInt8] = []
  /// Where they go: once there are all of them, since they share their memory.
  private var late: [LateText] = []

  struct Draft {
    /// Empty where there is none.
    var id = EventText.empty
    var at: Instant?
    var actor: Event.Actor?
    var isAutomation = false
    var isCreation = false
    var cause: EventText?
    var timer: EventText?
    var hasTicket = false
    var hasMessage = false
    var hasCreator = false
    /// Where `before` begins: it is compared with the ticket, and read after it.
    var before: Int?
    var origin: Event.Message.Origin?
    /// The names of the pipeline and of a stage in it.
    var pipeline: Range<Int>?
    var stage: Range<Int>?

    // One by one: making a new one and letting go of the old took 300 instructions.
    mutating func clear() {
      id = .empty
      at = nil
      actor = nil
      isAutomation = false
      isCreation = false
      EventText.letGo(&cause)
      EventText.letGo(&timer)
      hasTicket = false
      hasMessage = false
      hasCreator = false
      before = nil
      origin = nil
      pipeline = nil
      stage = nil
    }
  }

  /// The order of names in each object of a line.
  struct Orders {
    var line = NameOrder()
    var actor = NameOrder()
    var ticket = NameOrder()
    var contact = NameOrder()
    var properties = NameOrder()
    var company = NameOrder()
    var message = NameOrder()
    var before = NameOrder()
  }

  struct LateText {
    enum Place { case field(Int), subject, text }

    let place: Place
    let range: Range<Int>
  }

  /// A line that is read: the memory its bytes are in, and where they end. Zeros follow.
  struct Line {
    let reader: EventReader
    var memory: [UInt8]
    let end: Int
  }

  /// Lets go of what the lines before left.
  mutating func start() {
    if draft.hasMessage { parts.clear() }
    draft.clear()
    facts.clear()
    seen = SeenSlots()
    changes.empty()
    swap(&decoded, &decodedBefore)
    decoded.empty()
    late.empty()
  }

  /// Reads the line into `draft`, `facts`, `parts`, `changes`, and the fields.
  mutating func read(
    _ line: Line, into fields: inout MutableSpan<Value>, room: inout [JSONDocument.Node]
  ) throws(NotPlain) {
    let bytes = line.memory.span
    var offset = 0
    PlainTokens.skipSpace(bytes, &offset)
    var seen = SeenKeys()
    try Self.enterObject(bytes, &offset)
    orders.line.restart()
    repeat {
      guard let key = try Self.key(of: .line, &orders.line, line.reader, bytes, &offset) else {
        try PlainTokens.skipValue(bytes, &offset, depth: 1, room: &room)
        continue
      }
      try seen.note(key)
      if try PlainTokens.skipNull(bytes, &offset) { continue }
      switch key {
      case .id: draft.id = try Self.text(line, bytes, &offset) ?? .empty
      case .at: draft.at = try Self.instant(bytes, &offset)
      case .actor: try readActor(line, bytes, &offset, room: &room)
      case .ticket:
        draft.hasTicket = true
        try readTicket(line, bytes, &offset, into: &fields, room: &room)
      case .created: draft.isCreation = try PlainTokens.flag(bytes, &offset)
      case .message:
        draft.hasMessage = true
        try readMessage(line, bytes, &offset, room: &room)
      case .before:
        draft.before = offset
        try PlainTokens.skipValue(bytes, &offset, depth: 1, room: &room)
      case .cause: draft.cause = try Self.text(line, bytes, &offset)
      case .timer: draft.timer = try Self.text(line, bytes, &offset)
      default: throw NotPlain()
      }
    } while try PlainTokens.hasMore(bytes, &offset)
    PlainTokens.skipSpace(bytes, &offset)
    guard offset == line.end, !draft.id.isEmpty, draft.at != nil, draft.hasTicket else { throw NotPlain() }
    placeLateTexts(&fields)
    clearOthers(&fields)
    if let before = draft.before {
      if draft.isCreation { throw NotPlain() }
      try readBefore(line, bytes, from: before, &fields, room: &room)
    }
    if draft.hasMessage { settleMessage(&fields) }
    if !draft.hasCreator, draft.isCreation { facts.creator = draft.actor?.idText }
  }

  /// The event of the line that was read. What it takes is given for what the event before had, which is let go when the
  /// next line starts.
  mutating func takeEvent(
    _ facts: inout [TicketSnapshot.Facts], _ message: inout [Event.Message.Parts], _ content: inout [Event.Content],
    _ fields: [Value]
  ) -> Event? {
    guard let at = draft.at else { return nil }
    if facts.isEmpty { facts.append(TicketSnapshot.Facts()) }
    swap(&facts[0], &self.facts)
    if draft.hasMessage {
      if message.isEmpty { message.append(Event.Message.Parts(kind: .empty)) }
      swap(&message[0], &parts)
    } else if !message.isEmpty, !message[0].kind.isEmpty {
      // A line without a message must not keep the last one, and its line, for the next.
      message[0].clear()
    }
    if content.isEmpty { content.append(Event.Content()) }
    fill(
      &content[0], at: at, TicketSnapshot(fields: fields, shared: facts),
      draft.hasMessage ? Event.Message(shared: message) : nil)
    return Event(contents: content)
  }

  @inline(__always)
  private mutating func fill(
    _ content: inout Event.Content, at: Instant, _ snapshot: consuming TicketSnapshot,
    _ message: consuming Event.Message?
  ) {
    // Given for those of the event before, which `start` lets go: copies would count references.
    swap(&content.changes, &changes)
    swap(&content.id, &draft.id)
    swap(&content.actor, &draft.actor)
    swap(&content.cause, &draft.cause)
    swap(&content.timer, &draft.timer)
    content.at = at
    content.snapshot = snapshot
    content.isConversation = false
    content.isCreation = draft.isCreation
    content.message = message
    content.noteHappenings()
  }

  /// Makes the properties unknown that the line does not give: those of the line before are still there.
  // Mutating, for one that only reads is compiled to copy the whole reader.
  private mutating func clearOthers(_ fields: inout MutableSpan<Value>) {
    var word = 0
    while word &<< 6 < fields.count {
      var others = ~seen.given(word)
      if word == 0 { others &= UInt64.max &<< UInt64(FieldSlot.builtInCount) }
      while others != 0 {
        let slot = word &<< 6 &+ others.trailingZeroBitCount
        guard slot < fields.count else { break }
        if fields[slot].isKnown { fields[slot] = .unknown }
        others &= others &- 1
      }
      word &+= 1
    }
  }

  private mutating func placeLateTexts(_ fields: inout MutableSpan<Value>) {
    for text in late {
      let eventText = EventText(decoded, text.range)
      switch text.place {
      case .field(let slot): fields[slot] = .text(eventText)
      case .subject: parts.subject = eventText
      case .text: parts.text = eventText
      }
    }
  }

  private mutating func readActor(
    _ line: Line, _ bytes: ByteSpan, _ offset: inout Int, room: inout [JSONDocument.Node]
  ) throws(NotPlain) {
    var seen = SeenKeys()
    var kind: Event.Actor.Kind?
    var (id, email): (EventText?, EventText?)
    try Self.enterObject(bytes, &offset)
    orders.actor.restart()
    repeat {
      guard let key = try Self.key(of: .actor, &orders.actor, line.reader, bytes, &offset) else {
        try PlainTokens.skipValue(bytes, &offset, depth: 2, room: &room)
        continue
      }
      try seen.note(key)
      if try PlainTokens.skipNull(bytes, &offset) { continue }
      switch key {
      case .kind: kind = Event.Actor.Kind(bytes, try PlainTokens.text(bytes, &offset))
      case .id: id = try Self.text(line, bytes, &offset)
      case .email: email = try Self.text(line, bytes, &offset)
      default: throw NotPlain()
      }
    } while try PlainTokens.hasMore(bytes, &offset)
    guard let kind else { throw NotPlain() }
    draft.isAutomation = kind == .automation
    draft.actor = Event.Actor(kind: kind, idText: id, emailText: email)
  }

  // MARK: Names

  /// The key that stands at `offset`, `nil` where it is none of those asked for; steps to its value.
  @inline(__always)
  static func key(
    of names: @autoclosure () -> EventKey.Names, _ order: inout NameOrder, _ reader: EventReader, _ bytes: ByteSpan,
    _ offset: inout Int
  ) throws(NotPlain) -> EventKey? {
    let code: Int
    if let expected = order.expected(bytes, &offset) {
      PlainTokens.skipSpace(bytes, &offset)
      code = expected
    } else {
      // Only here: asking for a constant that is made at run time is a call.
      code = try rareKey(of: names(), &order, reader, bytes, &offset)
    }
    return EventKey(rawValue: code)
  }

  @inline(never)
  private static func rareKey(
    of names: EventKey.Names, _ order: inout NameOrder, _ reader: EventReader, _ bytes: ByteSpan, _ offset: inout Int
  ) throws(NotPlain) -> Int {
    if let later = order.code(bytes, &offset) {
      PlainTokens.skipSpace(bytes, &offset)
      return later
    }
    let name = try PlainTokens.name(bytes, &offset)
    var code = NameOrder.unknown
    if let number = reader.keys.value(of: bytes, at: name.lowerBound, name.count), names.contains(number) {
      code = Int(number)
    }
    order.learn(code, bytes, name)
    return code
  }

  // MARK: Values without a type

  /// Steps into an object that is not empty: an empty one lacks what must be there, or is rare.
  @inline(__always)
  static func enterObject(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) {
    guard PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "{"), PlainTokens.enter(bytes, &offset) else {
      throw NotPlain()
    }
  }

  /// A text or a number's text; `nil` where it is empty.
  @inline(__always)
  static func text(_ line: Line, _ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> EventText? {
    let range = try PlainTokens.text(bytes, &offset)
    return range.isEmpty ? nil : EventText(line.memory, range)
  }

  static func instant(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Instant {
    let range = try PlainTokens.string(bytes, &offset)
    guard let instant = Instant(iso8601: bytes.extracting(range)) else { throw NotPlain() }
    return instant
  }

  /// A text that may have escapes, or a number's; `nil` where it is empty, or placed later.
  @inline(__always)
  mutating func text(
    _ line: Line, _ bytes: ByteSpan, _ offset: inout Int, late place: LateText.Place
  ) throws(NotPlain) -> EventText? {
    guard PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "\"") else { return try Self.text(line, bytes, &offset) }
    let start = offset &+ 1
    let end = JSONScanner.endOfPlain(bytes, from: start)
    if PlainTokens.byte(bytes, at: end) == UInt8(ascii: "\"") {
      offset = end &+ 1
      return start == end ? nil : EventText(line.memory, start, end)
    }
    return try rareText(line, bytes, &offset, late: place)
  }

  /// A text that is not ASCII, or has escapes.
  @inline(never)
  mutating func rareText(
    _ line: Line, _ bytes: ByteSpan, _ offset: inout Int, late place: LateText.Place
  ) throws(NotPlain) -> EventText? {
    let start = offset + 1
    let (end, hasEscapes): (Int, Bool)
    do throws(EventProblem) {
      (end, hasEscapes) = try JSONScanner.endOfString(bytes, from: start)
    } catch { throw NotPlain() }
    offset = end + 1
    guard hasEscapes else { return EventText(line.memory, start, end) }
    let decodedStart = decoded.count
    JSONDocument.decode(start..<end, of: bytes, appendingTo: &decoded)
    late.append(LateText(place: place, range: decodedStart..<decoded.count))
    return nil
  }
}

/// The fields that the objects of a ticket gave so far. No two of them give the same ones.
struct SeenSlots {
  private var bits = InlineArray<16, UInt64>(repeating: 0)

  /// The first 64 fields, for those who note many.
  var first: UInt64 {
    get { bits[0] }
    set { bits[0] = newValue }
  }

  /// Notes a field. One that is there by its id and by its label is left to the reader of trees, and so are portals with
  /// more fields than there are bits.
  @inline(__always)
  mutating func note(_ slot: Int) throws(NotPlain) {
    let (word, bit) = (slot &>> 6, 1 as UInt64 &<< UInt64(truncatingIfNeeded: slot & 63))
    guard word < 16, bits[word] & bit == 0 else { throw NotPlain() }
    bits[word] |= bit
  }

  /// Those of the 64 fields from `64 * word` on that were given.
  func given(_ word: Int) -> UInt64 { word < 16 ? bits[word] : 0 }
}

/// The keys of an object so far.
struct SeenKeys {
  private var bits: UInt64 = 0

  @inline(__always)
  mutating func note(_ key: EventKey) throws(NotPlain) {
    let bit = 1 &<< UInt64(truncatingIfNeeded: key.rawValue)
    guard bits & bit == 0 else { throw NotPlain() }
    bits |= bit
  }

  func has(_ key: EventKey) -> Bool { bits & 1 &<< UInt64(truncatingIfNeeded: key.rawValue) != 0 }
}

extension Event.Actor.Kind {
  /// The kind that a word of a line means.
  init?(word: EventText) { self.init(word.memory.span, word.range) }

  /// The kind that stands at `range`.
  init?(_ bytes: ByteSpan, _ range: Range<Int>) {
    if PlainTokens.isWord("contact", bytes, range) {
      self = .contact
    } else if PlainTokens.isWord("agent", bytes, range) {
      self = .agent
    } else if PlainTokens.isWord("automation", bytes, range) {
      self = .automation
    } else if PlainTokens.isWord("integration", bytes, range) {
      self = .integration
    } else {
      return nil
    }
  }
}
