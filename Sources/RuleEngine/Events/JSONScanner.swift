//  A strict RFC 8259 scanner: one pass over the bytes, no recursion (what is open is a list), UTF-8 checked on the way.
//  Half of a surrogate pair is refused: it cannot be written in UTF-8. Names that occur twice are left to the reader,
//  which knows the names it reads.

extension JSONDocument {
  /// How deep arrays and objects may nest.
  static let maximumDepth = 512

  /// Scans one JSON text that fills `bytes`.
  init(scanning bytes: [UInt8]) throws(EventProblem) {
    guard bytes.count < Int(Int32.max) else { throw .badJSON("the line is longer than 2 GiB", at: Int(Int32.max)) }
    var scanner = JSONScanner(bytes: bytes)
    try scanner.scan()
    self.init(bytes: bytes, nodes: scanner.nodes)
  }
}

struct JSONScanner {
  private let bytes: [UInt8]
  private var offset = 0
  private var open: [Int] = []
  private(set) var nodes: [JSONDocument.Node] = []

  init(bytes: [UInt8]) {
    self.bytes = bytes
    nodes.reserveCapacity(bytes.count / 8 + 4)
  }

  /// Scans the whole text.
  mutating func scan() throws(EventProblem) {
    skipSpace()
    repeat {
      // A value is next. An opened container with something inside comes round here again.
      if try scanValue() { continue }
      try closeContainers()
    } while !open.isEmpty
    skipSpace()
    if offset < bytes.count { throw .badJSON("the line goes on after its value", at: offset) }
  }

  /// Scans a value; true where it opened a container whose first value is next.
  private mutating func scanValue() throws(EventProblem) -> Bool {
    guard offset < bytes.count else { throw .badJSON("the line ends where a value is expected", at: offset) }
    switch bytes[offset] {
    case UInt8(ascii: "{"):
      try openContainer(.object)
      if next == UInt8(ascii: "}") { return false }
      try scanName()
      return true
    case UInt8(ascii: "["):
      try openContainer(.array)
      return next != UInt8(ascii: "]")
    case UInt8(ascii: "\""): try scanString()
    case UInt8(ascii: "t"): try scanWord("true", .yes)
    case UInt8(ascii: "f"): try scanWord("false", .no)
    case UInt8(ascii: "n"): try scanWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try scanNumber()
    default: throw .badJSON("a value is expected", at: offset)
    }
    skipSpace()
    return false
  }

  /// After a value: steps to the next one of its container, or closes containers that end here.
  private mutating func closeContainers() throws(EventProblem) {
    while let container = open.last {
      let isObject = nodes[container].kind == .object
      guard let byte = next else {
        throw .badJSON("the line ends inside \(isObject ? "an object" : "an array")", at: offset)
      }
      if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
        offset += 1
        open.removeLast()
        nodes[container].end = Int32(offset)
        nodes[container].next = Int32(nodes.count)
        skipSpace()
        continue
      }
      guard byte == UInt8(ascii: ",") else {
        throw .badJSON(isObject ? "`,` or `}` is expected" : "`,` or `]` is expected", at: offset)
      }
      offset += 1
      skipSpace()
      if isObject { try scanName() }
      return
    }
  }

  private mutating func openContainer(_ kind: JSONDocument.Kind) throws(EventProblem) {
    guard open.count < JSONDocument.maximumDepth else {
      throw .badJSON("more than \(JSONDocument.maximumDepth) arrays and objects inside each other", at: offset)
    }
    open.append(nodes.count)
    append(kind, from: offset, to: offset)
    offset += 1
    skipSpace()
  }

  private mutating func scanName() throws(EventProblem) {
    guard next == UInt8(ascii: "\"") else { throw .badJSON("a name in quotes is expected", at: offset) }
    try scanString()
    skipSpace()
    guard next == UInt8(ascii: ":") else { throw .badJSON("`:` is expected", at: offset) }
    offset += 1
    skipSpace()
  }

  private mutating func scanWord(_ word: StaticString, _ kind: JSONDocument.Kind) throws(EventProblem) {
    let text = "\(word)".utf8
    guard bytes[offset...].starts(with: text) else { throw .badJSON("a value is expected", at: offset) }
    append(kind, from: offset, to: offset + text.count)
    offset += text.count
  }

  private mutating func scanNumber() throws(EventProblem) {
    let start = offset
    if next == UInt8(ascii: "-") { offset += 1 }
    if next == UInt8(ascii: "0") { offset += 1 } else { try skipDigits() }
    if next == UInt8(ascii: ".") {
      offset += 1
      try skipDigits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      offset += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
      try skipDigits()
    }
    append(.number, from: start, to: offset)
  }

  private mutating func skipDigits() throws(EventProblem) {
    let start = offset
    while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") < 10 { offset += 1 }
    if offset == start { throw .badJSON("a digit is expected", at: offset) }
  }

  private mutating func scanString() throws(EventProblem) {
    offset += 1
    let start = offset
    var hasEscapes = false
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "\""):
        append(.string, from: start, to: offset, hasEscapes: hasEscapes)
        offset += 1
        return
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try skipEscape()
      case 0..<0x20: throw .badJSON("a control character stands inside a string", at: offset)
      case 0x20..<0x80: offset += 1
      default: try skipMultibyteScalar()
      }
    }
    throw .badJSON("the line ends inside a string", at: offset)
  }

  private mutating func skipEscape() throws(EventProblem) {
    let start = offset
    offset += 1
    switch next {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      offset += 1
    case UInt8(ascii: "u"):
      offset += 1
      let unit = try skipCodeUnit()
      guard unit & 0xf800 == 0xd800 else { return }
      guard unit < 0xdc00, next == UInt8(ascii: "\\"), offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "u")
      else { throw .badJSON("half of a surrogate pair", at: start) }
      offset += 2
      guard try skipCodeUnit() & 0xfc00 == 0xdc00 else { throw .badJSON("half of a surrogate pair", at: start) }
    default: throw .badJSON("no such escape in a string", at: start)
    }
  }

  private mutating func skipCodeUnit() throws(EventProblem) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Self.hexValue(byte) else {
        throw .badJSON("four hexadecimal digits are expected", at: offset)
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }

  /// Table 3-7 of the Unicode standard: the second byte's range depends on the first.
  private mutating func skipMultibyteScalar() throws(EventProblem) {
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
      bytes[(offset + 2)..<(offset + length)].allSatisfy({ $0 & 0xc0 == 0x80 })
    else { throw .badJSON("the line is not valid UTF-8", at: offset) }
    offset += length
  }

  private mutating func append(_ kind: JSONDocument.Kind, from start: Int, to end: Int, hasEscapes: Bool = false) {
    let next = Int32(nodes.count + 1)
    nodes.append(.init(kind: kind, hasEscapes: hasEscapes, start: Int32(start), end: Int32(end), next: next))
  }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipSpace() {
    while offset < bytes.count {
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
