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
  package mutating func string(_ string: String) {
    integer(UInt32(strings.number(of: string.utf8.span).number))
  }

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
    let content = bytes
    bytes = []
    finished += Self.section(section, content)
  }

  /// Every finished section, the string table in front.
  package mutating func takeSections() -> [UInt8] {
    let others = finished
    finished = []
    index(strings.count)
    for number in 0..<strings.count {
      let content = strings[number]
      index(content.count)
      bytes += content
    }
    let table = bytes
    bytes = []
    return Self.section(.strings, table) + others
  }

  /// The number in `table` of what was written since the last call: equal exactly where records are, byte for byte.
  package mutating func takeNumber(in table: inout ByteTable) -> (number: Int, isNew: Bool) {
    defer { bytes.removeAll(keepingCapacity: true) }
    return table.number(of: bytes.span)
  }

  private static func section(_ section: SectionTag, _ content: [UInt8]) -> [UInt8] {
    var header = RulebookWriter()
    header.bytes = Array(section.rawValue.utf8)
    header.index(content.count)
    return header.bytes + content
  }
}
