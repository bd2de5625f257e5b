/// The shape of one JSON text: a flat list of its values, each knowing its bytes and where its subtree ends.
struct JSONDocument: Sendable {
  enum Kind: UInt8, Sendable {
    case null, yes, no, number, string, array, object
  }

  struct Node: Sendable {
    let kind: Kind
    /// A string with escapes.
    let hasEscapes: Bool
    /// The bytes of the value; a string's without its quotes, and behind the text where it had to be decoded.
    var start: Int32
    var end: Int32
    /// The node after this one's subtree.
    var next: Int32

    static var empty: Node { Node(.null, 0, 0, next: 0) }

    // Up to 4 GiB: what is decoded stands behind the text.
    var range: Range<Int> { Int(UInt32(bitPattern: start))..<Int(UInt32(bitPattern: end)) }

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

  /// The text, and behind it the strings that have escapes, without them.
  let bytes: [UInt8]
  /// In text order; node 0 is the whole. An object's children are its names and values in turn. What follows the last
  /// node is room.
  let nodes: [Node]

  /// Scans one JSON text that fills `bytes`.
  init(scanning bytes: [UInt8]) throws(EventProblem) {
    var (text, room) = (bytes, [Node]())
    try self.init(scanning: &text, takingRoom: &room)
  }

  /// Scans one JSON text that fills `text` into the room that another document left; `nodes` is room again when this
  /// document is gone.
  init(scanning text: inout [UInt8], takingRoom room: inout [Node]) throws(EventProblem) {
    guard text.count < Int(Int32.max) else { throw .badJSON("the line is longer than 2 GiB", at: Int(Int32.max)) }
    // The room of a line that was much longer than others is not kept for ever.
    if room.isEmpty || room.count > Self.mostRoomKept {
      room = Array(repeating: .empty, count: text.count / 8 + 4)
    }
    if try JSONScanner.scan(text.span, into: &room) { Self.decodeEscapes(in: &room, appendingTo: &text) }
    bytes = text
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
  func range(of node: Int) -> Range<Int> { nodes[node].range }

  /// The text of a string, or of a number as written.
  func text(of node: Int) -> String { String(decoding: bytes[range(of: node)], as: UTF8.self) }

  /// The text of a string, or of a number as written, in the document's memory.
  func eventText(of node: Int) -> EventText { EventText(bytes, range(of: node)) }

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
    let range = nodes[node].range
    return table.value(of: bytes.span, at: range.lowerBound, range.count, in: scope)
  }
}
