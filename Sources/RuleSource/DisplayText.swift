/// Text as a terminal shows it: each scalar of a line with the bytes it comes from and the columns it takes.
struct DisplayText {
  /// What is shown for one scalar of the source.
  struct Cell {
    let text: String
    /// Offset in the file of the first byte.
    let offset: Int
    let width: Int
  }

  private(set) var cells: [Cell] = []

  /// The scalars of `bytes`, whose indices are offsets in their file.
  init(_ bytes: ArraySlice<UInt8>) {
    cells.reserveCapacity(bytes.count)
    var widths = DisplayWidths()
    var offset = bytes.startIndex
    while offset < bytes.endIndex {
      let (scalar, length) = DisplayText.scalar(in: bytes, at: offset)
      cells.append(DisplayText.cell(for: scalar, at: offset, widths: &widths))
      offset += length
    }
  }

  /// The scalar at `offset` and its length in bytes; a byte that is no UTF-8 stands for U+FFFD.
  static func scalar(in bytes: ArraySlice<UInt8>, at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    if first >= 0xC2, first <= 0xF4, offset + length <= bytes.endIndex {
      let text = String(validating: bytes[offset..<(offset + length)], as: UTF8.self)
      if let scalar = text?.unicodeScalars.first { return (scalar, length) }
    }
    return ("\u{FFFD}", 1)
  }

  /// Tabs become four blanks; what would move the cursor or turn the writing direction becomes visible.
  private static func cell(for scalar: Unicode.Scalar, at offset: Int, widths: inout DisplayWidths) -> Cell {
    let value = scalar.value
    let width = widths.next(scalar)
    if value == 9 { return Cell(text: "    ", offset: offset, width: 4) }
    if value < 0x20, let picture = Unicode.Scalar(0x2400 + value) {
      return Cell(text: String(picture), offset: offset, width: 1)
    }
    if value == 0x7F { return Cell(text: "\u{2421}", offset: offset, width: 1) }
    // A byte order mark at the very beginning is no part of the text.
    if value == 0xFEFF, offset == 0 { return Cell(text: "", offset: offset, width: 0) }
    if (0x80...0x9F).contains(value) || isInvisible(value) { return Cell(text: "\u{FFFD}", offset: offset, width: 1) }
    if value == 0xA0 { return Cell(text: " ", offset: offset, width: 1) }
    return Cell(text: String(scalar), offset: offset, width: width)
  }

  private static func isInvisible(_ value: UInt32) -> Bool {
    (0x200B...0x200C).contains(value) || (0x200E...0x200F).contains(value) || (0x2028...0x202E).contains(value)
      || (0x2060...0x2069).contains(value) || value == 0xFEFF || value == 0x061C
  }
}
