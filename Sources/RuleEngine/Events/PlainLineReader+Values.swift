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
    case .setOf: return try options(of: index, line, bytes, &offset)
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

  static func option(
    of property: Int, _ line: Line, _ bytes: ByteSpan, _ offset: inout Int
  ) throws(NotPlain) -> Value {
    if PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "\""),
      let option = shortOption(of: property, line, bytes, &offset)
    {
      return .option(option)
    }
    let name = try PlainTokens.text(bytes, &offset)
    if name.isEmpty { return .unknown }
    guard let option = line.reader.options.value(of: bytes, at: name.lowerBound, name.count, in: property) else {
      throw NotPlain()
    }
    return .option(option)
  }

  /// A short option whose first quote stands at `offset`; steps behind it.
  @inline(__always)
  static func shortOption(of property: Int, _ line: Line, _ bytes: ByteSpan, _ offset: inout Int) -> Int32? {
    guard offset &+ 9 <= bytes.count else { return nil }
    let word = ShortNames.quoted(bytes.word(at: offset &+ 1))
    guard let option = line.reader.shortOptions.value(of: word, in: property) else { return nil }
    // The quote and as many bytes as the word has.
    offset &+= 9 &- word.leadingZeroBitCount &>> 3
    return option
  }

  /// `true` or `false`, no text.
  @inline(__always)
  static func plainFlag(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Value {
    guard offset &+ 8 <= bytes.count else { return .flag(try PlainTokens.flag(bytes, &offset)) }
    let word = bytes.word(at: offset)
    let isTrue = word & 0xffff_ffff == PlainTokens.trueWord
    // Without a jump that depends on the flag: it would be foreseen half of the time.
    guard isTrue != (word & 0xff_ffff_ffff == PlainTokens.falseWord) else { return try plainNull(bytes, &offset) }
    offset &+= isTrue ? 4 : 5
    return .flag(isTrue)
  }

  private static func plainNull(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Value {
    guard try PlainTokens.skipNull(bytes, &offset) else { throw NotPlain() }
    return .unknown
  }

  /// A whole number that begins with a digit.
  @inline(__always)
  static func digits(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Value {
    guard offset &+ 8 <= bytes.count else { return try number(bytes, &offset) }
    let word = bytes.word(at: offset)
    let count = digitCount(word)
    // Eight digits or more, a zero before others, or what is no digit: `number` knows what may follow.
    let next = PlainTokens.byte(bytes, at: offset &+ count)
    let isWhole = next == UInt8(ascii: ",") || next == UInt8(ascii: "}")
    guard isWhole, count < 8, count == 1 || word & 0xff != UInt64(UInt8(ascii: "0")) else {
      return try number(bytes, &offset)
    }
    offset &+= count
    return .number(Double(numberOfDigits(word, count)))
  }

  /// How many digits `word` begins with.
  @inline(__always)
  private static func digitCount(_ word: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // Digits are 0 to 9 now. Bytes after the first that is none do not matter, so what is carried to them does not, either.
    let digits = word ^ (ones &* 0x30)
    return ((digits &+ ones &* 0x76 | digits) & (ones &* 0x80)).trailingZeroBitCount &>> 3
  }

  /// The number that the first `count` digits of `word` say, one to seven of them.
  @inline(__always)
  private static func numberOfDigits(_ word: UInt64, _ count: Int) -> Int {
    // Zeros before the digits, the last digit highest; then pairs, fours and all eight are put together.
    let shift = UInt64(truncatingIfNeeded: 8 &* (8 &- count))
    let digits = (word ^ 0x3030_3030_3030_3030) &<< shift
    let pairs = (digits &* 10 &+ digits &>> 8) & 0x00ff_00ff_00ff_00ff
    let fours = (pairs &* 100 &+ pairs &>> 16) & 0x0000_ffff_0000_ffff
    return Int(truncatingIfNeeded: (fours &* 10_000 &+ fours &>> 32) & 0xffff_ffff)
  }

  /// A number, quoted or not.
  static func number(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Value {
    let range = try PlainTokens.text(bytes, &offset)
    if range.isEmpty { return .unknown }
    guard let number = EventReader.number(bytes.extracting(range)) else { throw NotPlain() }
    return .number(number)
  }

  /// A list of options, or one.
  private static func options(
    of property: Int, _ line: Line, _ bytes: ByteSpan, _ offset: inout Int
  ) throws(NotPlain) -> Value {
    var found: [Int32] = []
    if PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "[") {
      guard PlainTokens.enter(bytes, &offset) else { return .unknown }
      repeat {
        guard case .option(let option) = try option(of: property, line, bytes, &offset) else { throw NotPlain() }
        if !found.contains(option) { found.append(option) }
      } while try PlainTokens.hasMore(bytes, &offset, until: UInt8(ascii: "]"))
      found.sort()
      return .options(found)
    }
    guard case .option(let option) = try option(of: property, line, bytes, &offset) else { return .unknown }
    return .options([option])
  }

  private static func day(_ line: Line, _ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Value {
    let range = try PlainTokens.string(bytes, &offset)
    if range.isEmpty { return .unknown }
    let digits = bytes.extracting(range)
    if let day = Day(iso8601: digits) { return .day(day) }
    guard let instant = Instant(iso8601: digits) else { throw NotPlain() }
    return .day(line.reader.program.zone.localDay(of: instant))
  }

  /// An RFC 3339 instant, or milliseconds since 1970.
  private static func instantValue(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Value {
    guard PlainTokens.byte(bytes, at: offset) == UInt8(ascii: "\"") else {
      let digits = bytes.extracting(try PlainTokens.number(bytes, &offset))
      guard let instant = EventReader.instant(milliseconds: digits) else { throw NotPlain() }
      return .instant(instant)
    }
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
