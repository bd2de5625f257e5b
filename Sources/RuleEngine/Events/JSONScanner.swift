//  A strict RFC 8259 scanner: one pass over the bytes, no recursion (what is open is a list), UTF-8 checked on the way.
//  Half of a surrogate pair is refused: it cannot be written in UTF-8. Names that occur twice are left to the reader,
//  which knows the names it reads.

struct JSONScanner {
  /// How many bytes were read.
  private var offset = 0
  /// How many nodes were written.
  private var count = 0
  /// The innermost container that is open, negative where none is. Until it is closed, a container's `end` is the one
  /// around it: no list of what is open is needed.
  private var container = -1
  private var depth = 0
  private var hasEscapes = false

  /// Scans one JSON text that fills `bytes` into the first of `nodes`, which grow where they are not enough.
  ///
  /// Returns: whether a string has escapes.
  static func scan(_ bytes: ByteSpan, into nodes: inout [JSONDocument.Node]) throws(EventProblem) -> Bool {
    var scanner = JSONScanner()
    scanner.offset = endOfSpace(bytes, from: 0)
    try scanner.scanValue(bytes, into: &nodes)
    if scanner.offset < bytes.count { throw .badJSON("the line goes on after its value", at: scanner.offset) }
    return scanner.hasEscapes
  }

  /// The end of the value at `start`, which is `depth` containers deep, and of the white space after it.
  static func endOfValue(
    _ bytes: ByteSpan, from start: Int, depth: Int, room: inout [JSONDocument.Node]
  ) throws(EventProblem) -> Int {
    var scanner = JSONScanner()
    scanner.offset = start
    scanner.depth = depth
    try scanner.scanValue(bytes, into: &room)
    return scanner.offset
  }

  private mutating func scanValue(
    _ bytes: ByteSpan, into nodes: inout [JSONDocument.Node]
  ) throws(EventProblem) {
    while true {
      var room = nodes.mutableSpan
      if try scanValues(bytes, into: &room) { return }
      nodes += repeatElement(.empty, count: max(64, nodes.count))
    }
  }

  /// Scans values until the outermost ends; false where there was no more room for nodes.
  ///
  /// One long function, so that its place stays in registers: functions that changed `self` and appended to an array
  /// took 18,000 instructions for a line of the benchmark, this takes 9,200.
  private mutating func scanValues(
    _ bytes: ByteSpan, into nodes: inout MutableSpan<JSONDocument.Node>
  ) throws(EventProblem) -> Bool {
    var (offset, count, container, depth) = (offset, count, container, depth)
    var closing = container < 0 ? 0 : Self.closing(nodes[container].kind)
    while true {
      // Each turn writes a value and perhaps the name of the next one.
      guard count + 2 <= nodes.count else {
        (self.offset, self.count, self.container, self.depth) = (offset, count, container, depth)
        return false
      }
      guard offset < bytes.count else { throw .badJSON("the line ends where a value is expected", at: offset) }
      let byte = bytes[offset]
      var isOpened = false
      switch byte {
      case UInt8(ascii: "\""):
        let (end, hasEscapes) = try Self.endOfString(bytes, from: offset + 1)
        if hasEscapes { self.hasEscapes = true }
        nodes[count] = .init(.string, hasEscapes: hasEscapes, offset + 1, end, next: count + 1)
        offset = end + 1
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard depth < JSONDocument.maximumDepth else {
          throw .badJSON("more than \(JSONDocument.maximumDepth) arrays and objects inside each other", at: offset)
        }
        nodes[count] = .init(byte == UInt8(ascii: "{") ? .object : .array, offset, container, next: count + 1)
        container = count
        depth += 1
        closing = byte + 2
        offset = Self.endOfSpace(bytes, from: offset + 1)
        isOpened = offset >= bytes.count || bytes[offset] != closing
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        let end = try Self.endOfNumber(bytes, from: offset)
        nodes[count] = .init(.number, offset, end, next: count + 1)
        offset = end
      default:
        let (kind, end) = try Self.endOfWord(bytes, from: offset)
        nodes[count] = .init(kind, offset, end, next: count + 1)
        offset = end
      }
      count += 1

      // After a value: the next one of its container, or the ends of containers.
      if !isOpened {
        offset = Self.endOfSpace(bytes, from: offset)
        while true {
          if container < 0 {
            self.offset = offset
            return true
          }
          guard offset < bytes.count else {
            throw .badJSON("the line ends inside \(Self.isObject(closing) ? "an object" : "an array")", at: offset)
          }
          let byte = bytes[offset]
          if byte == UInt8(ascii: ",") {
            offset = Self.endOfSpace(bytes, from: offset + 1)
            break
          }
          guard byte == closing else {
            throw .badJSON(Self.isObject(closing) ? "`,` or `}` is expected" : "`,` or `]` is expected", at: offset)
          }
          let outer = nodes[container].close(at: offset + 1, next: count)
          container = outer
          closing = outer < 0 ? 0 : Self.closing(nodes[outer].kind)
          depth -= 1
          offset = Self.endOfSpace(bytes, from: offset + 1)
        }
      }

      if Self.isObject(closing) {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
          throw .badJSON("a name in quotes is expected", at: offset)
        }
        let (end, hasEscapes) = try Self.endOfString(bytes, from: offset + 1)
        if hasEscapes { self.hasEscapes = true }
        nodes[count] = .init(.string, hasEscapes: hasEscapes, offset + 1, end, next: count + 1)
        count += 1
        offset = Self.endOfSpace(bytes, from: end + 1)
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: ":") else {
          throw .badJSON("`:` is expected", at: offset)
        }
        offset = Self.endOfSpace(bytes, from: offset + 1)
      }
    }
  }

  /// What closes a container.
  @inline(__always)
  private static func closing(_ kind: JSONDocument.Kind) -> UInt8 {
    kind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]")
  }

  @inline(__always)
  private static func isObject(_ closing: UInt8) -> Bool { closing == UInt8(ascii: "}") }
}
