/// The sections of a compiled rulebook one after the other: each with its tag, its length, its contents, and zeros up to a
/// multiple of eight bytes.
///
/// A file may be given away block by block: of one of 10,000 rules the 2.6 MB need not be got from the system.
struct RulebookSections {
  /// Those that were not given away.
  private(set) var bytes: [UInt8] = []
  /// Takes what need not stay; without it everything does.
  private let take: ((Swift.Span<UInt8>) -> Void)?
  /// Of what was given away.
  private var checksum = RulebookChecksum.OfFile()
  private var givenCount = 0
  /// So many bytes of one section are given away where they lie.
  private static var largeSize: Int { 1 << 14 }

  init(givenTo take: ((Swift.Span<UInt8>) -> Void)? = nil) { self.take = take }

  /// How many bytes were added.
  var count: Int { givenCount + bytes.count }

  /// Makes room for so many bytes. Growing step by step copied each byte twice.
  mutating func reserve(_ size: Int) {
    if case .none = take { bytes.reserveCapacity(bytes.count + size) }
  }

  /// Adds bytes that are no section, or several.
  mutating func append(_ others: [UInt8]) { bytes += others }

  /// Adds cells of four bytes that are no section.
  mutating func append(cells: [UInt32]) {
    for cell in cells { append(cell) }
  }

  /// Adds a section of bytes.
  mutating func section(_ tag: SectionTag, _ content: borrowing PlainList<UInt8>) {
    begin(tag, size: content.count)
    append(content)
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
    append(strings.bytes)
    end()
  }

  /// Adds the checksum of all that was added, and gives away what is left.
  mutating func seal() {
    let sum = sumOfAll()
    append(cells: [UInt32(truncatingIfNeeded: sum), UInt32(truncatingIfNeeded: sum >> 32)])
    take?(bytes.span)
  }

  /// How many bytes a section with so many bytes of contents takes.
  static func size(of content: Int) -> Int { 8 + (content + 7) & ~7 }

  /// How many bytes the table of strings takes without its head.
  static func size(of strings: borrowing ByteTable) -> Int { 4 + 4 * strings.ends.count + strings.bytes.count }

  private mutating func sumOfAll() -> UInt64 {
    let last = RulebookBytes(bytes)
    let whole = last.count & ~(RulebookChecksum.OfFile.step - 1)
    checksum.add(last.cells, count: whole)
    return checksum.sum(with: last.cells.advanced(by: whole), count: last.count - whole)
  }

  /// Notes bytes that are whole steps of the checksum, and gives them away.
  private mutating func give(_ content: Swift.Span<UInt8>, to take: (Swift.Span<UInt8>) -> Void) {
    checksum.add(content)
    take(content)
    givenCount += content.count
  }

  private mutating func begin(_ tag: SectionTag, size: Int) {
    bytes += tag.rawValue.utf8
    append(UInt32(size))
  }

  // Every section begins at a multiple of eight bytes: the header has 24.
  private mutating func end() {
    while bytes.count % 8 != 0 { bytes.append(0) }
  }

  private mutating func append(_ content: borrowing PlainList<UInt8>) {
    content.withSpan(0..<content.count) { append($0) }
  }

  private mutating func append(_ content: Swift.Span<UInt8>) {
    guard let take, content.count >= Self.largeSize else { return bytes.append(contentsOf: content) }
    let step = RulebookChecksum.OfFile.step
    // What waits is filled up to a whole step; of what follows all whole steps need not be copied.
    let start = -bytes.count & (step - 1)
    let end = start + (content.count - start) & ~(step - 1)
    var waiting: [UInt8] = []
    swap(&waiting, &bytes)
    waiting.append(contentsOf: content.extracting(0..<start))
    give(waiting.span, to: take)
    give(content.extracting(start..<end), to: take)
    bytes.append(contentsOf: content.extracting(end..<content.count))
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
          unsafe cells.withMemoryRebound(to: UInt8.self) { append(unsafe $0.span) }
        }
      }
    #endif
  }
}
