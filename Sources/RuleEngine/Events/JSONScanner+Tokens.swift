//  Where tokens end. These functions know the text alone, so those that are seldom needed may be called.

extension JSONScanner {
  /// The end of the white space at `start`.
  @inline(__always)
  static func endOfSpace(_ bytes: ByteSpan, from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] <= 0x20 {
      switch bytes[end] {
      case 0x20, 0x09, 0x0a, 0x0d: end += 1
      default: return end
      }
    }
    return end
  }

  /// The quote that ends a string whose first byte stands at `start`.
  @inline(__always)
  static func endOfString(
    _ bytes: ByteSpan, from start: Int
  ) throws(EventProblem) -> (end: Int, hasEscapes: Bool) {
    var end = start
    var hasEscapes = false
    while true {
      end = endOfPlain(bytes, from: end)
      guard end < bytes.count else { throw .badJSON("the line ends inside a string", at: end) }
      switch bytes[end] {
      case UInt8(ascii: "\""): return (end, hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        end = try endOfEscape(bytes, from: end)
      default: end = try endOfScalars(bytes, from: end)
      }
    }
  }

  /// The end of `true`, `false` or `null`.
  @inline(__always)
  static func endOfWord(
    _ bytes: ByteSpan, from start: Int
  ) throws(EventProblem) -> (kind: JSONDocument.Kind, end: Int) {
    if has("true", at: start, bytes) { return (.yes, start + 4) }
    if has("false", at: start, bytes) { return (.no, start + 5) }
    if has("null", at: start, bytes) { return (.null, start + 4) }
    throw .badJSON("a value is expected", at: start)
  }

  @inline(__always)
  private static func has(_ word: StaticString, at start: Int, _ bytes: ByteSpan) -> Bool {
    let count = word.utf8CodeUnitCount
    guard start + count <= bytes.count else { return false }
    return word.withUTF8Buffer { text in
      for place in 0..<count where unsafe text[place] != bytes[start + place] { return false }
      return true
    }
  }

  /// The end of a number that begins at `start`.
  @inline(__always)
  static func endOfNumber(_ bytes: ByteSpan, from start: Int) throws(EventProblem) -> Int {
    var end = start
    if bytes[end] == UInt8(ascii: "-") { end += 1 }
    let first = end
    end = endOfDigits(bytes, from: end)
    if end == first { throw .badJSON("a digit is expected", at: end) }
    // After a zero nothing but a fraction or an exponent may follow.
    if bytes[first] == UInt8(ascii: "0") { end = first + 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: ".") || bytes[end] | 0x20 == UInt8(ascii: "e") else {
      return end
    }
    return try endOfFraction(bytes, from: end)
  }

  /// The end of a fraction, an exponent, or both.
  private static func endOfFraction(_ bytes: ByteSpan, from start: Int) throws(EventProblem) -> Int {
    var end = start
    if bytes[end] == UInt8(ascii: ".") {
      end = endOfDigits(bytes, from: start + 1)
      if end == start + 1 { throw .badJSON("a digit is expected", at: end) }
    }
    guard end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") else { return end }
    end += 1
    if end < bytes.count, bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "-") { end += 1 }
    let first = end
    end = endOfDigits(bytes, from: end)
    if end == first { throw .badJSON("a digit is expected", at: end) }
    return end
  }

  @inline(__always)
  private static func endOfDigits(_ bytes: ByteSpan, from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] &- UInt8(ascii: "0") < 10 { end += 1 }
    return end
  }

  /// The next byte that is a quote, a backslash, a control character or no ASCII, or the end.
  // Sixteen bytes at a time: the texts of a line end in the first or second of these steps, which eight at a time did not
  // let the processor guess: 751 ns a line then, 720 now.
  @inline(__always)
  static func endOfPlain(_ bytes: ByteSpan, from start: Int) -> Int {
    var end = start
    precondition(start >= 0)
    while end &+ 16 <= bytes.count {
      // SAFETY: `end` was counted up from `start`, and sixteen bytes stand behind it.
      let (low, high) = unsafe specials(of: bytes, at: end)
      if low | high != 0 {
        return end &+ (low != 0 ? low.trailingZeroBitCount : 64 &+ high.trailingZeroBitCount) &>> 3
      }
      end &+= 16
    }
    while end &+ 8 <= bytes.count {
      let special = specials(bytes.word(at: end))
      if special != 0 { return end &+ special.trailingZeroBitCount &>> 3 }
      end &+= 8
    }
    while end < bytes.count {
      let byte = bytes[end]
      if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      end += 1
    }
    return end
  }

  /// The bits of those of sixteen bytes that are a quote, a backslash, a control character or no ASCII.
  ///
  /// Precondition, not checked: they are there.
  @inline(__always)
  @unsafe
  private static func specials(of bytes: ByteSpan, at offset: Int) -> (low: UInt64, high: UInt64) {
    let text = unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: SIMD16<Int8>.self)
    // What is no ASCII is negative.
    let isSpecial =
      (text .== SIMD16<Int8>(repeating: 0x22)) .| (text .== SIMD16<Int8>(repeating: 0x5c))
      .| (text .< SIMD16<Int8>(repeating: 0x20))
    let words = unsafe unsafeBitCast(isSpecial, to: SIMD2<UInt64>.self)
    return (UInt64(littleEndian: words[0]), UInt64(littleEndian: words[1]))
  }

  /// The high bit of the first byte of `word` that is a quote, a backslash, a control character or no ASCII, and of some
  /// bytes after it; 0 where none is.
  @inline(__always)
  static func specials(_ word: UInt64) -> UInt64 {
    let high: UInt64 = 0x8080_8080_8080_8080
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5c)
    // Bytes after the first do not matter, so what a subtraction borrows from the next byte does not, either.
    return (word | (word &- ones &* 0x20) | (quote &- ones) | (backslash &- ones)) & high
  }

  /// The end of an escape that begins at `start`, of two where they are a surrogate pair.
  @inline(never)
  static func endOfEscape(_ bytes: ByteSpan, from start: Int) throws(EventProblem) -> Int {
    let end = start + 2
    guard end <= bytes.count else { throw .badJSON("no such escape in a string", at: start) }
    switch bytes[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return end
    case UInt8(ascii: "u"):
      let unit = try codeUnit(bytes, at: end)
      guard unit & 0xf800 == 0xd800 else { return end + 4 }
      guard unit < 0xdc00, end + 5 < bytes.count, bytes[end + 4] == UInt8(ascii: "\\"),
        bytes[end + 5] == UInt8(ascii: "u"), try codeUnit(bytes, at: end + 6) & 0xfc00 == 0xdc00
      else { throw .badJSON("half of a surrogate pair", at: start) }
      return end + 10
    default: throw .badJSON("no such escape in a string", at: start)
    }
  }

  private static func codeUnit(_ bytes: ByteSpan, at start: Int) throws(EventProblem) -> UInt32 {
    var value: UInt32 = 0
    for offset in start..<(start + 4) {
      guard offset < bytes.count, let digit = hexValue(bytes[offset]) else {
        throw .badJSON("four hexadecimal digits are expected", at: offset)
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// The end of the scalars outside of ASCII that begin at `start`, at least one. Table 3-7 of the Unicode standard: the
  /// second byte's range depends on the first.
  @inline(never)
  static func endOfScalars(_ bytes: ByteSpan, from start: Int) throws(EventProblem) -> Int {
    if bytes[start] < 0x20 { throw .badJSON("a control character stands inside a string", at: start) }
    var end = start
    repeat {
      let first = bytes[end]
      let length: Int
      var second: ClosedRange<UInt8> = 0x80...0xbf
      switch first {
      case 0xc2...0xdf: length = 2
      case 0xe0: (length, second) = (3, 0xa0...0xbf)
      case 0xed: (length, second) = (3, 0x80...0x9f)
      case 0xe1...0xef: length = 3
      case 0xf0: (length, second) = (4, 0x90...0xbf)
      case 0xf4: (length, second) = (4, 0x80...0x8f)
      case 0xf1...0xf3: length = 4
      default: throw .badJSON("the line is not valid UTF-8", at: end)
      }
      guard end + length <= bytes.count, second.contains(bytes[end + 1]),
        length < 3 || bytes[end + 2] & 0xc0 == 0x80, length < 4 || bytes[end + 3] & 0xc0 == 0x80
      else { throw .badJSON("the line is not valid UTF-8", at: end) }
      end += length
    } while end < bytes.count && bytes[end] >= 0x80
    return end
  }

  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
