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
  /// Whole pages at whole pages: the system takes 2.6 MB so in 0.8 ms, in one piece or section by section in 1.1 to 1.3.
  private static var blockSize: Int { 1 << 18 }

  init(givenTo take: ((Swift.Span<UInt8>) -> Void)? = nil) { self.take = take }

  /// How many bytes were added.
  var count: Int { givenCount + bytes.count }

  /// Makes room for so many bytes. Growing step by step copied each byte twice.
  mutating func reserve(_ size: Int) {
    let most = take == nil ? size : min(size, Self.blockSize + 64)
    bytes.reserveCapacity(bytes.count + most)
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

  /// Gives away a block of what waits.
  private mutating func giveBlock(to take: (Swift.Span<UInt8>) -> Void) {
    var waiting: [UInt8] = []
    swap(&waiting, &bytes)
    give(waiting.span.extracting(first: Self.blockSize), to: take)
    waiting.removeFirst(Self.blockSize)
    swap(&waiting, &bytes)
  }

  private mutating func give(_ block: Swift.Span<UInt8>, to take: (Swift.Span<UInt8>) -> Void) {
    checksum.add(block)
    take(block)
    givenCount += block.count
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
    guard let take else { return bytes.append(contentsOf: content) }
    var start = 0
    while start < content.count {
      let end = min(content.count, start + max(0, Self.blockSize - bytes.count))
      bytes.append(contentsOf: content.extracting(start..<end))
      start = end
      if bytes.count >= Self.blockSize { giveBlock(to: take) }
    }
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
