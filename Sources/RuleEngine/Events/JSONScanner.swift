//  A strict RFC 8259 scanner: one pass over the bytes, no recursion (what is open is a list), UTF-8 checked on the way.
//  Half of a surrogate pair is refused: it cannot be written in UTF-8. Names that occur twice are left to the reader,
//  which knows the names it reads.

extension JSONDocument {
  /// How deep arrays and objects may nest.
  static let maximumDepth = 512

  /// Scans one JSON text that fills `bytes`.
  convenience init(scanning bytes: [UInt8]) throws(EventProblem) {
    guard bytes.count < Int(Int32.max) else { throw .badJSON("the line is longer than 2 GiB", at: Int(Int32.max)) }
    var scanner = JSONScanner(byteCount: bytes.count)
    try scanner.scan(bytes.span)
    self.init(bytes: bytes, nodes: scanner.nodes)
  }
}

struct JSONScanner {
  private var offset = 0
  /// The innermost container that is open, negative where none is. Until it is closed, a container's `end` is the one
  /// around it: no list of what is open is needed.
  private var container = -1
  private var depth = 0
  private(set) var nodes: [JSONDocument.Node] = []

  init(byteCount: Int) {
    nodes.reserveCapacity(byteCount / 8 + 4)
  }

  /// Scans the whole text.
  mutating func scan(_ bytes: ByteSpan) throws(EventProblem) {
    skipSpace(bytes)
    repeat {
      // A value is next. An opened container with something inside comes round here again.
      if try scanValue(bytes) { continue }
      try closeContainers(bytes)
    } while container >= 0
    skipSpace(bytes)
    if offset < bytes.count { throw .badJSON("the line goes on after its value", at: offset) }
  }

  /// Scans a value; true where it opened a container whose first value is next.
  private mutating func scanValue(_ bytes: ByteSpan) throws(EventProblem) -> Bool {
    guard offset < bytes.count else { throw .badJSON("the line ends where a value is expected", at: offset) }
    switch bytes[offset] {
    case UInt8(ascii: "{"):
      try openContainer(.object, bytes)
      if next(bytes) == UInt8(ascii: "}") { return false }
      try scanName(bytes)
      return true
    case UInt8(ascii: "["):
      try openContainer(.array, bytes)
      return next(bytes) != UInt8(ascii: "]")
    case UInt8(ascii: "\""): try scanString(bytes)
    case UInt8(ascii: "t"): try scanWord("true", .yes, bytes)
    case UInt8(ascii: "f"): try scanWord("false", .no, bytes)
    case UInt8(ascii: "n"): try scanWord("null", .null, bytes)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try scanNumber(bytes)
    default: throw .badJSON("a value is expected", at: offset)
    }
    skipSpace(bytes)
    return false
  }

  /// After a value: steps to the next one of its container, or closes containers that end here.
  private mutating func closeContainers(_ bytes: ByteSpan) throws(EventProblem) {
    while container >= 0 {
      let isObject = nodes[container].kind == .object
      guard offset < bytes.count else {
        throw .badJSON("the line ends inside \(isObject ? "an object" : "an array")", at: offset)
      }
      let byte = bytes[offset]
      if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
        offset += 1
        let outer = Int(nodes[container].end)
        nodes[container].end = Int32(offset)
        nodes[container].next = Int32(nodes.count)
        container = outer
        depth -= 1
        skipSpace(bytes)
        continue
      }
      guard byte == UInt8(ascii: ",") else {
        throw .badJSON(isObject ? "`,` or `}` is expected" : "`,` or `]` is expected", at: offset)
      }
      offset += 1
      skipSpace(bytes)
      if isObject { try scanName(bytes) }
      return
    }
  }

  private mutating func openContainer(_ kind: JSONDocument.Kind, _ bytes: ByteSpan) throws(EventProblem) {
    guard depth < JSONDocument.maximumDepth else {
      throw .badJSON("more than \(JSONDocument.maximumDepth) arrays and objects inside each other", at: offset)
    }
    append(kind, from: offset, to: container)
    container = nodes.count - 1
    depth += 1
    offset += 1
    skipSpace(bytes)
  }

  private mutating func scanName(_ bytes: ByteSpan) throws(EventProblem) {
    guard next(bytes) == UInt8(ascii: "\"") else { throw .badJSON("a name in quotes is expected", at: offset) }
    try scanString(bytes)
    skipSpace(bytes)
    guard next(bytes) == UInt8(ascii: ":") else { throw .badJSON("`:` is expected", at: offset) }
    offset += 1
    skipSpace(bytes)
  }

  private mutating func scanWord(
    _ word: StaticString, _ kind: JSONDocument.Kind, _ bytes: ByteSpan
  ) throws(EventProblem) {
    let count = word.utf8CodeUnitCount
    let isThere =
      offset + count <= bytes.count
      && word.withUTF8Buffer { text in
        for place in 0..<count where unsafe text[place] != bytes[offset + place] { return false }
        return true
      }
    guard isThere else { throw .badJSON("a value is expected", at: offset) }
    append(kind, from: offset, to: offset + count)
    offset += count
  }

  private mutating func scanNumber(_ bytes: ByteSpan) throws(EventProblem) {
    let start = offset
    if next(bytes) == UInt8(ascii: "-") { offset += 1 }
    if next(bytes) == UInt8(ascii: "0") { offset += 1 } else { try skipDigits(bytes) }
    if next(bytes) == UInt8(ascii: ".") {
      offset += 1
      try skipDigits(bytes)
    }
    if next(bytes) == UInt8(ascii: "e") || next(bytes) == UInt8(ascii: "E") {
      offset += 1
      if next(bytes) == UInt8(ascii: "+") || next(bytes) == UInt8(ascii: "-") { offset += 1 }
      try skipDigits(bytes)
    }
    append(.number, from: start, to: offset)
  }

  private mutating func skipDigits(_ bytes: ByteSpan) throws(EventProblem) {
    let start = offset
    while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") < 10 { offset += 1 }
    if offset == start { throw .badJSON("a digit is expected", at: offset) }
  }

  private mutating func scanString(_ bytes: ByteSpan) throws(EventProblem) {
    offset += 1
    let start = offset
    var hasEscapes = false
    while true {
      skipPlain(bytes)
      guard offset < bytes.count else { throw .badJSON("the line ends inside a string", at: offset) }
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        append(.string, from: start, to: offset, hasEscapes: hasEscapes)
        offset += 1
        return
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try skipEscape(bytes)
      case 0..<0x20: throw .badJSON("a control character stands inside a string", at: offset)
      default: try skipMultibyteScalar(bytes)
      }
    }
  }

  /// Steps to the next byte that is a quote, a backslash, a control character or no ASCII: eight bytes at a time.
  private mutating func skipPlain(_ bytes: ByteSpan) {
    let high: UInt64 = 0x8080_8080_8080_8080
    let ones: UInt64 = 0x0101_0101_0101_0101
    while offset + 8 <= bytes.count {
      let word = bytes.word(at: offset)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5c)
      // A byte's high bit is set where it is the first to be special; bytes after the first do not matter.
      let control = (word &- (ones &* 0x20)) & ~word
      let special =
        (word | control | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)) & high
      if special != 0 {
        offset += special.trailingZeroBitCount >> 3
        return
      }
      offset += 8
    }
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
      offset += 1
    }
  }

  private mutating func skipEscape(_ bytes: ByteSpan) throws(EventProblem) {
    let start = offset
    offset += 1
    switch next(bytes) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      offset += 1
    case UInt8(ascii: "u"):
      offset += 1
      let unit = try skipCodeUnit(bytes)
      guard unit & 0xf800 == 0xd800 else { return }
      guard unit < 0xdc00, next(bytes) == UInt8(ascii: "\\"), offset + 1 < bytes.count,
        bytes[offset + 1] == UInt8(ascii: "u")
      else { throw .badJSON("half of a surrogate pair", at: start) }
      offset += 2
      guard try skipCodeUnit(bytes) & 0xfc00 == 0xdc00 else { throw .badJSON("half of a surrogate pair", at: start) }
    default: throw .badJSON("no such escape in a string", at: start)
    }
  }

  private mutating func skipCodeUnit(_ bytes: ByteSpan) throws(EventProblem) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next(bytes), let digit = Self.hexValue(byte) else {
        throw .badJSON("four hexadecimal digits are expected", at: offset)
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }

  /// Table 3-7 of the Unicode standard: the second byte's range depends on the first.
  private mutating func skipMultibyteScalar(_ bytes: ByteSpan) throws(EventProblem) {
    let first = bytes[offset]
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
    default: throw .badJSON("the line is not valid UTF-8", at: offset)
    }
    guard offset + length <= bytes.count, second.contains(bytes[offset + 1]),
      length < 3 || bytes[offset + 2] & 0xc0 == 0x80, length < 4 || bytes[offset + 3] & 0xc0 == 0x80
    else { throw .badJSON("the line is not valid UTF-8", at: offset) }
    offset += length
  }

  private mutating func append(_ kind: JSONDocument.Kind, from start: Int, to end: Int, hasEscapes: Bool = false) {
    let next = Int32(truncatingIfNeeded: nodes.count + 1)
    nodes.append(
      .init(
        kind: kind, hasEscapes: hasEscapes, start: Int32(truncatingIfNeeded: start),
        end: Int32(truncatingIfNeeded: end), next: next))
  }

  @inline(__always)
  private func next(_ bytes: ByteSpan) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  @inline(__always)
  private mutating func skipSpace(_ bytes: ByteSpan) {
    while offset < bytes.count, bytes[offset] <= 0x20 {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0a, 0x0d: offset += 1
      default: return
      }
    }
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
