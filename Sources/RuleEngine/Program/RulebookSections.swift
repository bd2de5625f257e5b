/// The sections of a compiled rulebook one after the other: each with its tag, its length, its contents, and zeros up to a
/// multiple of eight bytes.
struct RulebookSections {
  private(set) var bytes: [UInt8] = []

  /// Makes room for so many bytes. Growing step by step copied each byte twice.
  mutating func reserve(_ size: Int) { bytes.reserveCapacity(bytes.count + size) }

  /// Adds bytes that are no section, or several.
  mutating func append(_ others: [UInt8]) { bytes += others }

  /// Adds cells of four bytes that are no section.
  mutating func append(cells: [UInt32]) {
    for cell in cells { append(cell) }
  }

  /// Adds a section of bytes.
  mutating func section(_ tag: SectionTag, _ content: borrowing PlainList<UInt8>) {
    begin(tag, size: content.count)
    bytes.append(contentsOf: content)
    end()
  }

  /// Adds a section that is a table: cells of four bytes.
  mutating func table(_ tag: SectionTag, _ cells: borrowing PlainList<UInt32>) {
    begin(tag, size: 4 * cells.count)
    append(cells)
    end()
  }

  /// Adds the table of strings: how many there are, where each ends, then their bytes.
  mutating func strings(_ strings: borrowing ByteTable) {
    begin(.strings, size: Self.size(of: strings))
    append(UInt32(strings.ends.count))
    append(strings.ends)
    bytes.append(contentsOf: strings.bytes)
    end()
  }

  /// How many bytes the table of strings takes without its head.
  static func size(of strings: borrowing ByteTable) -> Int { 4 + 4 * strings.ends.count + strings.bytes.count }

  /// Writes an integer over the bytes at `offset`.
  mutating func put(_ integer: UInt64, at offset: Int) {
    for place in 0..<8 { bytes[offset + place] = UInt8(truncatingIfNeeded: integer >> UInt64(8 * place)) }
  }

  private mutating func begin(_ tag: SectionTag, size: Int) {
    bytes += tag.rawValue.utf8
    append(UInt32(size))
  }

  // Every section begins at a multiple of eight bytes: the header has 24.
  private mutating func end() {
    while bytes.count % 8 != 0 { bytes.append(0) }
  }

  private mutating func append(_ cell: UInt32) {
    for shift in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: cell >> UInt32(8 * shift))) }
  }

  private mutating func append(_ cells: borrowing PlainList<UInt32>) {
    #if _endian(big)
      for index in 0..<cells.count { append(cells[index]) }
    #else
      cells.withSpan(0..<cells.count) { cells in
        // SAFETY: the bytes of integers are integers, and the cells live until they are copied. One copy of all: an
        // `Array` of a raw buffer is filled byte by byte.
        unsafe cells.withUnsafeBytes { cells in
          unsafe cells.withMemoryRebound(to: UInt8.self) { unsafe bytes.append(contentsOf: $0) }
        }
      }
    #endif
  }
}
