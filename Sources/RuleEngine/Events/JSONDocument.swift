/// The shape of one JSON text: a flat list of its values, each knowing its bytes and where its subtree ends. Nothing is
/// decoded before somebody asks for it. A class: it is passed for every value.
final class JSONDocument: Sendable {
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
  }

  let bytes: [UInt8]
  /// In text order; node 0 is the whole. An object's children are its names and values in turn.
  let nodes: [Node]

  init(bytes: [UInt8], nodes: [Node]) {
    self.bytes = bytes
    self.nodes = nodes
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
  func value(of node: Int, in table: NameTable) -> Int32? {
    if nodes[node].hasEscapes { return table.value(of: unescaped(range(of: node))[...]) }
    let bytes = bytes
    return table.value(of: bytes.span, range(of: node))
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
