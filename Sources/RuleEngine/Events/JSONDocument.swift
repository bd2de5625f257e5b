/// The shape of one JSON text: a flat list of its values, each knowing its bytes and where its subtree ends. Nothing is
/// decoded before somebody asks for it.
struct JSONDocument: Sendable {
  enum Kind: UInt8, Sendable {
    case null, yes, no, number, string, array, object
  }

  struct Node: Sendable {
    let kind: Kind
    /// A string that needs decoding: it has escapes.
    let hasEscapes: Bool
    /// The bytes of the value; a string's without its quotes.
    let start: Int32
    var end: Int32
    /// The node after this one's subtree.
    var next: Int32

    static var empty: Node { Node(.null, 0, 0, next: 0) }

    @inline(__always)
    init(_ kind: Kind, hasEscapes: Bool = false, _ start: Int, _ end: Int, next: Int) {
      self.kind = kind
      self.hasEscapes = hasEscapes
      self.start = Int32(truncatingIfNeeded: start)
      self.end = Int32(truncatingIfNeeded: end)
      self.next = Int32(truncatingIfNeeded: next)
    }

    /// Ends a container; its `end` before that.
    @inline(__always)
    mutating func close(at end: Int, next: Int) -> Int {
      defer {
        self.end = Int32(truncatingIfNeeded: end)
        self.next = Int32(truncatingIfNeeded: next)
      }
      return Int(self.end)
    }
  }

  /// How deep arrays and objects may nest.
  static let maximumDepth = 512

  private static let mostRoomKept = 1 << 16

  let bytes: [UInt8]
  /// In text order; node 0 is the whole. An object's children are its names and values in turn. What follows the last
  /// node is room.
  let nodes: [Node]

  /// Scans one JSON text that fills `bytes`.
  init(scanning bytes: [UInt8]) throws(EventProblem) {
    var room: [Node] = []
    try self.init(scanning: bytes, takingRoom: &room)
  }

  /// Scans one JSON text that fills `bytes` into the room that another document left; `nodes` is room again when this
  /// document is gone.
  init(scanning bytes: [UInt8], takingRoom room: inout [Node]) throws(EventProblem) {
    guard bytes.count < Int(Int32.max) else { throw .badJSON("the line is longer than 2 GiB", at: Int(Int32.max)) }
    // The room of a line that was much longer than others is not kept for ever.
    if room.isEmpty || room.count > Self.mostRoomKept {
      room = Array(repeating: .empty, count: bytes.count / 8 + 4)
    }
    try JSONScanner.scan(bytes.span, into: &room)
    self.bytes = bytes
    nodes = room
  }

  /// The children of an array, or the names and values of an object.
  func children(of node: Int) -> Children { Children(document: self, parent: node) }

  struct Children: Sequence, IteratorProtocol {
    private let nodes: [Node]
    private var index: Int
    private let end: Int

    init(document: JSONDocument, parent: Int) {
      nodes = document.nodes
      index = parent + 1
      end = Int(document.nodes[parent].next)
    }

    mutating func next() -> Int? {
      guard index < end else { return nil }
      defer { index = Int(nodes[index].next) }
      return index
    }
  }

  /// The names and values of an object.
  func members(of node: Int) -> Members { Members(index: node + 1, end: Int(nodes[node].next)) }

  /// Names and values in turn, without holding on to the document.
  struct Members {
    fileprivate var index: Int
    fileprivate let end: Int

    /// The next name and its value.
    @inline(__always)
    mutating func next(in document: JSONDocument) -> (name: Int, value: Int)? {
      guard index < end else { return nil }
      let name = index
      index = Int(document.nodes[name + 1].next)
      return (name, name + 1)
    }
  }

  func kind(of node: Int) -> Kind { nodes[node].kind }

  /// The bytes of a value as written.
  func range(of node: Int) -> Range<Int> { Int(nodes[node].start)..<Int(nodes[node].end) }

  /// The text of a string, or of a number as written.
  func text(of node: Int) -> String {
    if nodes[node].hasEscapes { return String(decoding: unescaped(range(of: node)), as: UTF8.self) }
    return String(decoding: bytes[range(of: node)], as: UTF8.self)
  }

  /// A whole number of up to 15 digits without a sign, exact as a `Double`; `nil` for anything else.
  func shortWholeNumber(of node: Int) -> Int? {
    let range = range(of: node)
    guard !range.isEmpty, range.count <= 15 else { return nil }
    var number = 0
    for offset in range {
      let digit = bytes[offset] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }

  /// The value in `table` of a string's text.
  @inline(__always)
  func value(of node: Int, in table: NameTable, _ scope: Int = 0) -> Int32? {
    let node = nodes[node]
    let (start, count) = (Int(node.start), Int(node.end &- node.start))
    if node.hasEscapes { return table.value(of: unescaped(start..<(start + count))[...], in: scope) }
    return table.value(of: bytes.span, at: start, count, in: scope)
  }

  /// The UTF-8 of a string with escapes, which the scanner has found to be well formed.
  private func unescaped(_ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      let escape = bytes[index]
      index += 1
      switch escape {
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0c)
      case UInt8(ascii: "n"): result.append(0x0a)
      case UInt8(ascii: "r"): result.append(0x0d)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"):
        var value = codeUnit(at: index)
        index += 4
        if value & 0xfc00 == 0xd800 {
          value = 0x10000 + (value & 0x3ff) << 10 + codeUnit(at: index + 2) & 0x3ff
          index += 6
        }
        UTF8.encode(Unicode.Scalar(value) ?? "\u{fffd}") { result.append($0) }
      default: result.append(escape)
      }
    }
    return result
  }

  private func codeUnit(at index: Int) -> UInt32 {
    bytes[index..<(index + 4)].reduce(0) { $0 << 4 | UInt32(JSONScanner.hexValue($1) ?? 0) }
  }
}
