extension PlainLineReader {
  /// The value of a field, typed as the program declares it; `null` and empty texts are unknown.
  ///
  /// Not for stages and pipelines, which depend on each other.
  @inline(never)
  static func value(
    of slot: FieldSlot, _ line: Line, _ bytes: ByteSpan, _ offset: inout Int
  ) throws(NotPlain) -> Value {
    if try PlainTokens.skipNull(bytes, &offset) { return .unknown }
    guard let index = slot.propertyIndex else { return try builtInValue(of: slot, line, bytes, &offset) }
    switch line.reader.kinds[index] {
    case .oneOf, .orderedOneOf: return try option(of: index, line, bytes, &offset)
    case .number: return try number(bytes, &offset)
    case .text: return Value(text: try text(line, bytes, &offset))
    case .date: return try day(line, bytes, &offset)
    case .time: return try instantValue(bytes, &offset)
    case .flag: return try flag(line, bytes, &offset)
    case .person: return Value(text: try person(line, bytes, &offset).id)
    case .setOf: throw NotPlain()
    }
  }

  private static func builtInValue(
    of slot: FieldSlot, _ line: Line, _ bytes: ByteSpan, _ offset: inout Int
  ) throws(NotPlain) -> Value {
    switch slot {
    case .owner: Value(text: try person(line, bytes, &offset).id)
    case .inbox: try text(line, bytes, &offset).map { .text(line.reader.inbox($0)) } ?? .unknown
    case .created, .closed: try instantValue(bytes, &offset)
    case .contactEmail: try text(line, bytes, &offset).map { .text(EmailAddress.extracted(from: $0)) } ?? .unknown
    default: Value(text: try text(line, bytes, &offset))
    }
  }

  @inline(__always)
  static func option(
    of property: Int, _ line: Line, _ bytes: ByteSpan, _ offset: inout Int
  ) throws(NotPlain) -> Value {
    let name = try PlainTokens.text(bytes, &offset)
    if name.isEmpty { return .unknown }
    guard let option = line.reader.options.value(of: bytes, at: name.lowerBound, name.count, in: property) else {
      throw NotPlain()
    }
    return .option(option)
  }

  /// A whole number, quoted or not; others are left to the reader of trees.
  @inline(__always)
  static func number(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Value {
    let digits = try PlainTokens.text(bytes, &offset)
    if digits.isEmpty { return .unknown }
    guard digits.count <= 15 else { throw NotPlain() }
    var number = 0
    for index in digits {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { throw NotPlain() }
      number = number &* 10 &+ Int(digit)
    }
    return .number(Double(number))
  }

  private static func day(_ line: Line, _ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Value {
    let range = try PlainTokens.string(bytes, &offset)
    if range.isEmpty { return .unknown }
    let digits = bytes.extracting(range)
    if let day = Day(iso8601: digits) { return .day(day) }
    guard let instant = Instant(iso8601: digits) else { throw NotPlain() }
    return .day(line.reader.program.zone.localDay(of: instant))
  }

  private static func instantValue(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Value {
    let range = try PlainTokens.string(bytes, &offset)
    if range.isEmpty { return .unknown }
    guard let instant = Instant(iso8601: bytes.extracting(range)) else { throw NotPlain() }
    return .instant(instant)
  }

  private static func flag(_ line: Line, _ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Value {
    guard PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "\"") else {
      return .flag(try PlainTokens.flag(bytes, &offset))
    }
    let range = try PlainTokens.string(bytes, &offset)
    if range.isEmpty { return .unknown }
    let word = EventText(line.memory, range)
    guard word.isWord("true") || word.isWord("false") else { throw NotPlain() }
    return .flag(word.isWord("true"))
  }

  /// A person: a text, or an object with an `id` or at least an `email`: then that is the id.
  static func person(
    _ line: Line, _ bytes: ByteSpan, _ offset: inout Int
  ) throws(NotPlain) -> (id: EventText?, email: EventText?) {
    guard PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "{") else {
      return (try text(line, bytes, &offset), nil)
    }
    var seen = SeenKeys()
    var (id, email): (EventText?, EventText?)
    try enterObject(bytes, &offset)
    repeat {
      let name = try PlainTokens.name(bytes, &offset)
      // The teams of an owner, and whatever else, are none of these.
      guard let number = line.reader.keys.value(of: bytes, at: name.lowerBound, name.count),
        EventKey.Names.person.contains(number), let key = EventKey(rawValue: Int(number))
      else { throw NotPlain() }
      try seen.note(key)
      if try PlainTokens.skipNull(bytes, &offset) { continue }
      let text = try text(line, bytes, &offset)
      if key == .id { id = text } else { email = text }
    } while try PlainTokens.hasMore(bytes, &offset)
    return (id ?? email, email)
  }
}
