/// A row of the table of texts.
struct TextRow: TableRow {
  static let cellCount = 3

  /// A string.
  var asWritten: Int
  /// Into the parts.
  var firstPart: Int
  var endPart: Int

  @inline(__always)
  init(_ cells: Cells) {
    asWritten = cells.index(0)
    firstPart = cells.index(1)
    endPart = cells.index(2)
  }
}

/// A part of a text.
struct TextPart: TableRow {
  static let cellCount = 2
  /// What `field` is where the part is literal.
  static let literal = UInt32.max

  /// The field whose value stands there.
  var field: Int
  /// The string that stands there.
  var text: Int

  @inline(__always)
  init(_ cells: Cells) {
    field = cells.index(0)
    text = cells.index(1)
  }

  var isLiteral: Bool { field == Int(Self.literal) }
}
