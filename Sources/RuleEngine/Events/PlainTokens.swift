//  Tokens for the reader of plain lines: where they end, and whether they are what is expected. Whatever is not, a mistake
//  or only unusual, ends the attempt.

/// The line is none for the reader of plain lines.
struct NotPlain: Error {}

enum PlainTokens {
  /// `true` and `false`, the first byte lowest.
  static let trueWord: UInt64 = 0x65_7572_74
  static let falseWord: UInt64 = 0x65_736c_6166

  /// The byte at `offset`, or 0, which begins nothing.
  @inline(__always)
  static func byte(_ bytes: ByteSpan, at offset: Int) -> UInt8 {
    guard UInt(bitPattern: offset) < UInt(bitPattern: bytes.count) else { return 0 }
    // SAFETY: just checked, the sign included, which the subscript would check once more.
    return unsafe bytes[unchecked: offset]
  }

  /// Steps over white space; there is none in most lines.
  @inline(__always)
  static func skipSpace(_ bytes: ByteSpan, _ offset: inout Int) {
    if byte(bytes, at: offset) <= 0x20 { offset = endOfSpace(bytes, from: offset) }
  }

  @inline(never)
  private static func endOfSpace(_ bytes: ByteSpan, from start: Int) -> Int {
    JSONScanner.endOfSpace(bytes, from: start)
  }

  /// Steps into an object or an array that `offset` stands at; false where it is empty, and then behind it.
  @inline(__always)
  static func enter(_ bytes: ByteSpan, _ offset: inout Int) -> Bool {
    let closing = bytes[offset] &+ 2
    offset &+= 1
    skipSpace(bytes, &offset)
    guard byte(bytes, at: offset) == closing else { return true }
    offset &+= 1
    return false
  }

  /// Steps behind the comma after a value, or behind the end of its container, which is no more then.
  @inline(__always)
  static func hasMore(
    _ bytes: ByteSpan, _ offset: inout Int, until closing: UInt8 = UInt8(ascii: "}")
  ) throws(NotPlain) -> Bool {
    skipSpace(bytes, &offset)
    let byte = byte(bytes, at: offset)
    offset &+= 1
    if byte == UInt8(ascii: ",") {
      skipSpace(bytes, &offset)
      return true
    }
    guard byte == closing else { throw NotPlain() }
    return false
  }

  /// Where a name stands; steps to its value.
  @inline(__always)
  static func name(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Range<Int> {
    let name = try string(bytes, &offset)
    skipSpace(bytes, &offset)
    guard byte(bytes, at: offset) == UInt8(ascii: ":") else { throw NotPlain() }
    offset &+= 1
    skipSpace(bytes, &offset)
    return name
  }

  /// Where a string without escapes stands, without its quotes; steps behind it.
  @inline(__always)
  static func string(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Range<Int> {
    guard byte(bytes, at: offset) == UInt8(ascii: "\"") else { throw NotPlain() }
    let start = offset &+ 1
    var end = JSONScanner.endOfPlain(bytes, from: start)
    if byte(bytes, at: end) != UInt8(ascii: "\"") { end = try endOfLetters(bytes, from: end) }
    offset = end &+ 1
    // SAFETY: `end` was counted up from `start`.
    return unsafe Range(uncheckedBounds: (start, end))
  }

  /// The end of a string that is not ASCII.
  @inline(never)
  private static func endOfLetters(_ bytes: ByteSpan, from start: Int) throws(NotPlain) -> Int {
    var end = start
    while byte(bytes, at: end) >= 0x80 {
      do throws(EventProblem) { end = try JSONScanner.endOfScalars(bytes, from: end) } catch { throw NotPlain() }
      end = JSONScanner.endOfPlain(bytes, from: end)
    }
    guard byte(bytes, at: end) == UInt8(ascii: "\"") else { throw NotPlain() }
    return end
  }

  /// Where a number stands; steps behind it.
  @inline(__always)
  static func number(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Range<Int> {
    let start = offset
    let first = byte(bytes, at: start)
    guard first &- UInt8(ascii: "0") < 10 || first == UInt8(ascii: "-") else { throw NotPlain() }
    do throws(EventProblem) { offset = try JSONScanner.endOfNumber(bytes, from: start) } catch { throw NotPlain() }
    return start..<offset
  }

  /// Where a string or a number stands; steps behind it.
  @inline(__always)
  static func text(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Range<Int> {
    if byte(bytes, at: offset) == UInt8(ascii: "\"") { return try string(bytes, &offset) }
    return try number(bytes, &offset)
  }

  /// Steps over `null`, if it is there.
  @inline(__always)
  static func skipNull(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Bool {
    guard byte(bytes, at: offset) == UInt8(ascii: "n") else { return false }
    guard has("null", bytes, at: offset) else { throw NotPlain() }
    offset &+= 4
    return true
  }

  /// `true` or `false`; steps behind it.
  @inline(__always)
  static func flag(_ bytes: ByteSpan, _ offset: inout Int) throws(NotPlain) -> Bool {
    if has("true", bytes, at: offset) {
      offset &+= 4
      return true
    }
    guard has("false", bytes, at: offset) else { throw NotPlain() }
    offset &+= 5
    return false
  }

  /// Whether a word stands at `offset`.
  @inline(__always)
  static func has(_ word: StaticString, _ bytes: ByteSpan, at offset: Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard offset &+ count <= bytes.count else { return false }
    return word.withUTF8Buffer { text in
      for place in 0..<count where unsafe text[place] != bytes[offset &+ place] { return false }
      return true
    }
  }

  /// Whether the text at `range` is a word.
  @inline(__always)
  static func isWord(_ word: StaticString, _ bytes: ByteSpan, _ range: Range<Int>) -> Bool {
    range.count == word.utf8CodeUnitCount && has(word, bytes, at: range.lowerBound)
  }

  /// Steps over any value, `depth` containers deep.
  static func skipValue(
    _ bytes: ByteSpan, _ offset: inout Int, depth: Int, room: inout [JSONDocument.Node]
  ) throws(NotPlain) {
    switch byte(bytes, at: offset) {
    case UInt8(ascii: "\""):
      do throws(EventProblem) {
        offset = try JSONScanner.endOfString(bytes, from: offset + 1).end + 1
      } catch { throw NotPlain() }
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      do throws(EventProblem) {
        offset = try JSONScanner.endOfValue(bytes, from: offset, depth: depth, room: &room)
      } catch { throw NotPlain() }
    case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try flag(bytes, &offset)
    case UInt8(ascii: "n"): if try !skipNull(bytes, &offset) { throw NotPlain() }
    default: _ = try number(bytes, &offset)
    }
  }
}
