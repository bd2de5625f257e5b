/// The strings of a compiled rulebook: where each ends, then the bytes of all of them, one after the other.
struct StringTable: Sendable {
  let count: Int
  private let ends: Table<Int32>
  private let bytes: Cells
  private let size: Int

  /// The table in a section.
  ///
  /// Throws: unless every string is valid UTF-8 and ends where the next one begins; without `isVerifying` that is assumed.
  init(_ cells: Cells, size: Int, isVerifying: Bool) throws(RulebookFileError) {
    guard size >= 4 else { throw .malformed("a record ends too early") }
    count = cells.index(0)
    guard count <= (size - 4) / 4 else { throw .malformed("more elements are announced than there are bytes") }
    ends = Table(cells.advanced(by: 4), size: 4 * count)
    bytes = cells.advanced(by: 4 + 4 * count)
    self.size = size - 4 - 4 * count
    if isVerifying { try verify() }
  }

  /// A string by its number.
  subscript(_ number: Int) -> String {
    return unsafe String(decoding: bytes(number), as: UTF8.self)
  }

  /// The bytes of a string.
  func bytes(_ number: Int) -> UnsafeRawBufferPointer {
    let range = range(number)
    return unsafe bytes.advanced(by: range.lowerBound).bytes(range.count)
  }

  /// Where a string lies in the bytes of all.
  func range(_ number: Int) -> Range<Int> {
    precondition(number >= 0 && number < count, "the verifier compares the numbers of strings with the table")
    return (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  /// The first eight bytes of a string, the first one highest, zeros where it is shorter.
  func start(of number: Int) -> UInt64 {
    let range = range(number)
    // Eight bytes are there in any case: at least the checksum follows.
    let word = bytes.word(range.lowerBound).byteSwapped
    if range.count >= 8 { return word }
    return range.isEmpty ? 0 : word & ~(UInt64.max >> UInt64(8 * range.count))
  }

  /// Whether the bytes of a string come before those of another.
  func precedes(_ left: Int, _ right: Int) -> Bool {
    let (left, right) = (range(left), range(right))
    let (leftCells, rightCells) = (bytes.advanced(by: left.lowerBound), bytes.advanced(by: right.lowerBound))
    let shared = min(left.count, right.count)
    var offset = 0
    while shared - offset >= 8 {
      let (one, other) = (leftCells.word(offset), rightCells.word(offset))
      // The first byte is the lowest of a little-endian word.
      if one != other { return one.byteSwapped < other.byteSwapped }
      offset += 8
    }
    while offset < shared {
      let (one, other) = (leftCells.byte(offset), rightCells.byte(offset))
      if one != other { return one < other }
      offset += 1
    }
    return left.count < right.count
  }

  private func verify() throws(RulebookFileError) {
    var end: Int32 = 0
    var isOrdered = true
    for number in 0..<count {
      isOrdered = isOrdered && ends[number] >= end
      end = ends[number]
    }
    guard isOrdered, end <= size else { throw .malformed("a string is longer than its section") }
    guard end == size else { throw .malformed("section \(SectionTag.strings.rawValue) is longer than its contents") }
    if isASCII { return }
    // Strings one by one: a scalar that lies across two of them is valid in neither.
    for number in 0..<count {
      guard unsafe String(validating: bytes(number), as: UTF8.self) != nil else {
        throw .malformed("string \(number) is not valid UTF-8")
      }
    }
  }

  private var isASCII: Bool {
    var bits: UInt64 = 0
    var offset = 0
    while size - offset >= 8 {
      bits |= bytes.word(offset)
      offset += 8
    }
    while offset < size {
      bits |= UInt64(bytes.byte(offset))
      offset += 1
    }
    return bits & 0x8080_8080_8080_8080 == 0
  }
}
