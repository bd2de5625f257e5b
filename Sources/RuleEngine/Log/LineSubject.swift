/// Which ticket or conversation a line is about, as far as it matters for who answers the line.
struct LineSubject: Sendable {
  /// What matters only of lines that may be about a ticket that a rule created.
  ///
  /// An object, since few lines have it and many are passed on.
  final class Kinship: Sendable {
    /// `Event.ticketID`
    let ticketID: String?
    /// `Event.adoptedTicket`
    let adopted: String?

    init(ticketID: String?, adopted: String?) {
      self.ticketID = ticketID
      self.adopted = adopted
    }
  }

  /// The same for ids that are equal.
  let hash: Int
  /// There is one only if the ticket is called like an action's key, or another is named as `cause`.
  let kinship: Kinship?

  /// What a line is about that is no event.
  static let nothing = LineSubject(hash: 0, kinship: nil)

  init(_ event: Event) {
    self.init(id: event.content.snapshot.id, isTicket: !event.content.isConversation, cause: event.cause)
  }

  private init(hash: Int, kinship: Kinship?) {
    self.hash = hash
    self.kinship = kinship
  }

  private init(id: String, isTicket: Bool, cause: String?) {
    let ticketID = isTicket ? id : nil
    let adopted = cause == ticketID ? nil : cause
    let hasKinship = adopted != nil || isTicket && ActionKey.isKey(id)
    self.init(
      hash: SubjectHash.hash(of: id), kinship: hasKinship ? Kinship(ticketID: ticketID, adopted: adopted) : nil)
  }

  /// Finds it out without reading the rest: of a line that is an event, it is what the event says. Of others it is anything.
  ///
  /// - Throws: where only the event tells.
  /// - Complexity: O(*n*) in the bytes of the line.
  init(scanning bytes: ByteSpan) throws(NotPlain) {
    var (id, isTicket, cause): (Range<Int>?, Bool, Range<Int>?) = (nil, false, nil)
    var offset = 0
    PlainTokens.skipSpace(bytes, &offset)
    try PlainLineReader.enterObject(bytes, &offset)
    repeat {
      let name = try PlainTokens.name(bytes, &offset)
      let isHere = PlainTokens.isWord("ticket", bytes, name)
      if isHere || PlainTokens.isWord("conversation", bytes, name) {
        id = try Self.idInside(bytes, &offset) ?? id
        if isHere { isTicket = true }
        // Most lines name no cause, and nothing else matters behind the id.
        if cause == nil, !Self.mayNameCause(bytes, from: offset) { break }
        try Self.skipValue(bytes, &offset, depth: 1)
      } else if PlainTokens.isWord("cause", bytes, name) {
        cause = try Self.text(bytes, &offset)
      } else {
        try Self.skipValue(bytes, &offset, depth: 0)
      }
    } while try PlainTokens.hasMore(bytes, &offset)
    guard let id else { throw NotPlain() }
    let text = bytes.extracting(id)
    if cause == nil, !isTicket || !ActionKey.mayBeKey(text) {
      self.init(hash: SubjectHash.hash(of: text), kinship: nil)
    } else {
      self.init(id: text.string, isTicket: isTicket, cause: cause.map { bytes.extracting($0).string })
    }
  }

  /// Reads the id of the object at `offset`, and steps behind it, not to the end of the object.
  private static func idInside(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Range<Int>? {
    try PlainLineReader.enterObject(bytes, &offset)
    repeat {
      let name = try PlainTokens.name(bytes, &offset)
      if PlainTokens.isWord("id", bytes, name) { return try text(bytes, &offset) }
      try skipValue(bytes, &offset, depth: 0)
    } while try PlainTokens.hasMore(bytes, &offset)
    throw NotPlain()
  }

  /// A text or a number, `nil` where it is empty.
  private static func text(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Range<Int>? {
    if try PlainTokens.skipNull(bytes, &offset) { return nil }
    let range = try PlainTokens.text(bytes, &offset)
    return range.isEmpty ? nil : range
  }

  /// Steps over a value, or from `depth` containers inside it to its end. Its strings and brackets are looked at, and
  /// nothing else: where something else is wrong, there is no event.
  private static func skipValue(_ bytes: ByteSpan, _ offset: inout Int, depth: Int) throws(NotPlain) {
    var depth = depth
    while true {
      switch PlainTokens.byte(bytes, at: offset) {
      case UInt8(ascii: "\""):
        do throws(EventProblem) {
          offset = try JSONScanner.endOfString(bytes, from: offset &+ 1).end
        } catch { throw NotPlain() }
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth &+= 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // The end of the object that the value is in.
        if depth == 0 { return }
        depth &-= 1
      case UInt8(ascii: ",") where depth == 0: return
      case 0: throw NotPlain()
      default: break
      }
      offset &+= 1
    }
  }

  /// Whether a name `cause` may stand behind `start`: it does, or there are escapes, in which it may be written.
  private static func mayNameCause(_ bytes: ByteSpan, from start: Int) -> Bool {
    let lastBlock = bytes.count - Self.blockSize
    var offset = start
    while offset <= lastBlock {
      if mayNameCause(bytes, inBlockAt: offset) { return true }
      offset &+= 32
    }
    // The rest, and what was looked at before it. In the last three bytes nothing begins: an escape, the end of its string
    // and that of the line take four.
    if start <= lastBlock { return mayNameCause(bytes, inBlockAt: lastBlock) }
    return (start..<bytes.count).contains { mayNameCause(bytes, at: $0) }
  }

  private static func mayNameCause(_ bytes: ByteSpan, at offset: Int) -> Bool {
    bytes[offset] == UInt8(ascii: "\\") || PlainTokens.has("\"cause\"", bytes, at: offset)
  }

  /// So many bytes must be there to look at thirty-two at once.
  private static let blockSize = 35

  /// Whether it may begin at one of thirty-two bytes: a name with a `u` in the third place is looked for.
  @inline(__always)
  private static func mayNameCause(_ bytes: ByteSpan, inBlockAt offset: Int) -> Bool {
    typealias Bytes = SIMD16<UInt8>
    precondition(offset >= 0 && offset &+ blockSize <= bytes.count)
    let (quote, letter) = (Bytes(repeating: UInt8(ascii: "\"")), Bytes(repeating: UInt8(ascii: "u")))
    let backslash = Bytes(repeating: UInt8(ascii: "\\"))
    // SAFETY: so many bytes stand there.
    let (here, later, next, laterNext) = unsafe (
      bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: Bytes.self),
      bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset &+ 3, as: Bytes.self),
      bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset &+ 16, as: Bytes.self),
      bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset &+ 19, as: Bytes.self)
    )
    let first = (here .== quote) .& (later .== letter) .| (here .== backslash)
    let second = (next .== quote) .& (laterNext .== letter) .| (next .== backslash)
    let found = first .| second
    // Not `any(found)`, which is a call here.
    let words = unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self)
    guard words.x | words.y != 0 else { return false }
    for place in 0..<16 where found[place] {
      if mayNameCause(bytes, at: offset &+ place) || mayNameCause(bytes, at: offset &+ 16 &+ place) { return true }
    }
    return false
  }
}
