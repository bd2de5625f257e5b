/// Writes the records of a compiled rulebook. Strings go into one table, each once; a record holds their number.
package struct RulebookWriter: Sendable {
  /// What was written since the last section ended.
  package private(set) var bytes: [UInt8] = []
  private var finished: [UInt8] = []
  // By bytes: `String` calls texts equal that Unicode calls equivalent, and the engine does not.
  private var strings = ByteTable()

  /// A writer that has written nothing.
  package init() {}

  /// Writes one byte.
  package mutating func byte(_ value: UInt8) { bytes.append(value) }

  /// Writes the number of an enumeration's case.
  package mutating func tag<Tag: RulebookTag>(_ tag: Tag) { bytes.append(tag.rawValue) }

  /// Writes 0 or 1.
  package mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

  /// Writes an integer, little-endian.
  package mutating func integer<Integer: FixedWidthInteger & UnsignedInteger>(_ value: Integer) {
    var rest = value
    for _ in 0..<(Integer.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// Writes a count or an index in 4 bytes.
  ///
  /// Precondition: it is below 2³².
  package mutating func index(_ value: Int) { integer(UInt32(value)) }

  /// Writes the number of `string` in the string table.
  package mutating func string(_ string: String) { integer(number(of: string)) }

  /// The number of `string` in the string table.
  mutating func number(of string: String) -> UInt32 { UInt32(strings.number(of: string.utf8.span).number) }

  /// Writes 0, or 1 and the record.
  package mutating func optional<Record: RulebookRecord>(_ record: Record?) {
    flag(record != nil)
    record?.write(to: &self)
  }

  /// Writes how many records there are, then the records.
  package mutating func array<Record: RulebookRecord>(_ records: [Record]) {
    index(records.count)
    for record in records { record.write(to: &self) }
  }

  /// Ends a section: its tag, its length and what was written since the section before.
  package mutating func endSection(_ section: SectionTag) {
    Self.append(section, bytes, to: &finished)
    bytes.removeAll(keepingCapacity: true)
  }

  /// A section that is a table: cells of four bytes.
  mutating func table(_ section: SectionTag, _ cells: borrowing PlainList<UInt32>) {
    Self.begin(section, size: 4 * cells.count, in: &finished)
    cells.withSpan(0..<cells.count) { Self.append($0, to: &finished) }
    Self.end(&finished)
  }

  /// Makes room for so many bytes of sections. Growing step by step copied each byte of them twice.
  mutating func reserve(_ size: Int) { finished.reserveCapacity(finished.count + size) }

  /// A section of bytes.
  mutating func section(_ section: SectionTag, _ content: [UInt8]) { Self.append(section, content, to: &finished) }

  /// Every finished section, the string table in front.
  package mutating func takeSections() -> [UInt8] {
    var sections: [UInt8] = []
    let size = 4 + 4 * strings.ends.count + strings.bytes.count
    sections.reserveCapacity(size + finished.count + 32)
    Self.begin(.strings, size: size, in: &sections)
    Self.append(UInt32(strings.ends.count), to: &sections)
    Self.append(strings.ends.span, to: &sections)
    sections += strings.bytes
    Self.end(&sections)
    sections += finished
    finished = []
    return sections
  }

  /// The number in `table` of what was written since the last call: equal exactly where records are, byte for byte.
  package mutating func takeNumber(in table: inout ByteTable) -> (number: Int, isNew: Bool) {
    defer { bytes.removeAll(keepingCapacity: true) }
    return table.number(of: bytes.span)
  }

  private static func append(_ section: SectionTag, _ content: [UInt8], to sections: inout [UInt8]) {
    begin(section, size: content.count, in: &sections)
    sections += content
    end(&sections)
  }

  private static func begin(_ section: SectionTag, size: Int, in sections: inout [UInt8]) {
    sections += section.rawValue.utf8
    append(UInt32(size), to: &sections)
  }

  // Every section begins at a multiple of eight bytes: the header has 24.
  private static func end(_ sections: inout [UInt8]) {
    while sections.count % 8 != 0 { sections.append(0) }
  }

  private static func append(_ cell: UInt32, to bytes: inout [UInt8]) {
    for shift in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: cell >> UInt32(8 * shift))) }
  }

  private static func append(_ cells: Swift.Span<UInt32>, to bytes: inout [UInt8]) {
    #if _endian(big)
      for index in cells.indices { append(cells[index], to: &bytes) }
    #else
      // SAFETY: the bytes of integers are integers, and the cells live until they are copied. One copy of all: an `Array`
      // of a raw buffer is filled byte by byte.
      unsafe cells.withUnsafeBytes { cells in
        unsafe cells.withMemoryRebound(to: UInt8.self) { unsafe bytes.append(contentsOf: $0) }
      }
    #endif
  }
}
