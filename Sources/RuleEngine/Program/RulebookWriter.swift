/// Writes the records of a compiled rulebook. Strings go into one table, each once; a record holds their number.
package struct RulebookWriter: ~Copyable {
  /// What was written since the last section ended.
  private var bytes = PlainList<UInt8>(capacity: 256)
  private var finished = RulebookSections()
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
  package mutating func integer<Integer: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(_ value: Integer) {
    bytes.append(integer: value)
  }

  /// Writes a count or an index in 4 bytes.
  ///
  /// Precondition: it is below 2³².
  package mutating func index(_ value: Int) { integer(UInt32(value)) }

  /// Writes the number of `string` in the string table.
  package mutating func string(_ string: String) { integer(number(of: string)) }

  /// The number of `string` in the string table.
  mutating func number(of string: String) -> UInt32 { UInt32(strings.number(of: string.utf8.span).number) }

  /// Calls `body` with the bytes of the string that has a number.
  @inline(__always)
  func withString<Result>(_ number: UInt32, _ body: (ByteSpan) -> Result) -> Result {
    strings.withContent(Int(number), body)
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
    finished.section(section, bytes)
    bytes.removeAll()
  }

  /// How many bytes `write` writes.
  var size: Int { RulebookSections.size(of: RulebookSections.size(of: strings)) + finished.count }

  /// Writes every finished section, the table of strings in front.
  func write(to sections: inout RulebookSections) {
    sections.strings(strings)
    sections.append(finished.bytes)
  }

  /// Begins the table of strings with these, and makes room for so many more, that have so many bytes together.
  ///
  /// Precondition: no string has a number yet.
  mutating func begin(with others: borrowing ByteTable, room count: Int, bytes size: Int) {
    precondition(strings.ends.isEmpty)
    strings = ByteTable(copying: others, room: count, bytes: size)
  }

  /// The number in `table` of what was written since the last call: equal exactly where records are, byte for byte.
  package mutating func takeNumber(in table: inout ByteTable) -> (number: Int, isNew: Bool) {
    let found = table.number(of: bytes)
    bytes.removeAll()
    return found
  }
}
