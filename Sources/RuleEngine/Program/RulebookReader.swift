/// Reads the records of a compiled rulebook. Never past the end, never more elements than there are bytes left.
package struct RulebookReader {
  private let cells: Cells
  private(set) var position: Int
  private var end: Int
  private let fileEnd: Int
  private var strings: StringTable?

  /// A reader of the bytes at `range` of a file, with the strings that their numbers mean.
  ///
  /// Precondition: the range is inside the bytes.
  init(_ cells: Cells, in range: Range<Int>, strings: StringTable? = nil) {
    self.cells = cells
    position = range.lowerBound
    end = range.upperBound
    fileEnd = end
    self.strings = strings
  }

  private var remaining: Int { end - position }

  /// The bytes of the file from an offset on.
  func cells(from offset: Int) -> Cells { cells.advanced(by: offset) }

  /// Reads one byte.
  package mutating func byte() throws(RulebookFileError) -> UInt8 {
    guard position < end else { throw .malformed("a record ends too early") }
    defer { position += 1 }
    return cells.byte(position)
  }

  /// Reads the number of an enumeration's case.
  package mutating func tag<Tag: RulebookTag>(_ type: Tag.Type) throws(RulebookFileError) -> Tag {
    let number = try byte()
    guard let tag = Tag(rawValue: number) else { throw .malformed("there is no \(Tag.title) with number \(number)") }
    return tag
  }

  /// Reads the number of a case of `type`, which has no tag type of its own because its cases hold nothing.
  package mutating func plain<Value: RawRepresentable<UInt8>>(
    _ type: Value.Type, _ title: String
  ) throws(RulebookFileError) -> Value {
    let number = try byte()
    guard let value = Value(rawValue: number) else { throw .malformed("there is no \(title) with number \(number)") }
    return value
  }

  /// Reads 0 or 1.
  package mutating func flag() throws(RulebookFileError) -> Bool {
    switch try byte() {
    case 0: return false
    case 1: return true
    case let other: throw .malformed("a flag is \(other) instead of 0 or 1")
    }
  }

  /// Reads an integer, little-endian.
  package mutating func integer<Integer: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ type: Integer.Type
  ) throws(RulebookFileError) -> Integer {
    let size = Integer.bitWidth / 8
    guard remaining >= size else { throw .malformed("a record ends too early") }
    defer { position += size }
    return cells.integer(position, Integer.self)
  }

  /// Reads an index in 4 bytes; the verifier compares it with what it points into.
  package mutating func index() throws(RulebookFileError) -> Int { Int(try integer(UInt32.self)) }

  /// Reads a string's number and gives the string.
  package mutating func string() throws(RulebookFileError) -> String {
    let number = try index()
    guard let strings, number < strings.count else { throw .malformed("there is no string \(number)") }
    return strings[number]
  }

  /// Reads what `RulebookWriter.optional` wrote.
  package mutating func optional<Record: RulebookRecord>(
    _ type: Record.Type
  ) throws(RulebookFileError) -> Record? {
    guard try flag() else { return nil }
    return try Record(from: &self)
  }

  /// Reads what `RulebookWriter.array` wrote.
  package mutating func array<Record: RulebookRecord>(
    of type: Record.Type
  ) throws(RulebookFileError) -> [Record] {
    var rest = try count()
    var records: [Record] = []
    while rest > 0 {
      records.append(try Record(from: &self))
      rest -= 1
    }
    return records
  }

  /// Enters `section`, which must come next, and gives its bytes.
  @discardableResult
  mutating func begin(_ section: SectionTag) throws(RulebookFileError) -> Range<Int> {
    end = fileEnd
    for expected in section.rawValue.utf8 {
      guard try byte() == expected else { throw .malformed("section \(section.rawValue) is missing") }
    }
    let length = try index()
    guard length <= remaining else { throw .malformed("section \(section.rawValue) is longer than the file") }
    end = position + length
    return position..<end
  }

  /// Leaves `section`, all of which must have been read.
  mutating func finish(_ section: SectionTag) throws(RulebookFileError) {
    guard remaining == 0 else { throw .malformed("section \(section.rawValue) is longer than its contents") }
    try skip(section)
  }

  /// Leaves `section`, whose bytes are read elsewhere, and the zeros behind it.
  mutating func skip(_ section: SectionTag) throws(RulebookFileError) {
    position = end
    end = fileEnd
    while position % 8 != 0 {
      guard try byte() == 0 else { throw .malformed("no zero fills up section \(section.rawValue)") }
    }
  }

  /// Takes the strings that the numbers of all records after this mean.
  mutating func use(_ strings: StringTable) { self.strings = strings }

  /// Checks that no section is left.
  func finishFile() throws(RulebookFileError) {
    guard position == fileEnd else { throw .malformed("bytes follow the last section") }
  }

  // Every record takes at least one byte: a larger count is a lie, refused before anything is allocated for it.
  private mutating func count() throws(RulebookFileError) -> Int {
    let count = try index()
    guard count <= remaining else { throw .malformed("more elements are announced than there are bytes") }
    return count
  }
}
