/// What stands around the sections of a compiled rulebook.
enum RulebookHeader {
  static let size = ProgramFile.headerSize

  /// Checks everything around the sections and gives the checksum.
  ///
  /// - Parameter isVerifying: whether the checksum is computed and compared.
  static func open(_ bytes: RulebookBytes, isVerifying: Bool) throws(RulebookFileError) -> UInt64 {
    let magic = ProgramFile.magic
    guard bytes.count > 0, magic.indices.prefix(bytes.count).allSatisfy({ bytes.cells.byte($0) == magic[$0] }) else {
      throw .notARulebook
    }
    let smallest = size + ProgramFile.checksumSize
    guard bytes.count >= smallest else { throw .truncated(expected: UInt64(smallest), found: bytes.count) }
    var header = RulebookReader(bytes.cells, in: magic.count..<size)
    let (version, supported) = (try header.index(), ProgramFile.formatVersion)
    guard version <= supported else { throw .newerVersion(found: version, supported: supported) }
    guard version == supported else { throw .olderVersion(found: version, supported: supported) }
    let sections = try header.index()
    guard sections == SectionTag.allCases.count else { throw .malformed("it announces \(sections) sections") }
    let length = try header.integer(UInt64.self)
    let (expected, overflow) = length.addingReportingOverflow(UInt64(smallest))
    guard !overflow, expected <= UInt64(bytes.count) else {
      throw .truncated(expected: overflow ? .max : expected, found: bytes.count)
    }
    guard expected == UInt64(bytes.count) else { throw .malformed("bytes follow its end") }
    // Tables count in 32 bits.
    guard bytes.count <= Int(Int32.max) else { throw .malformed("it has more than 2 GiB") }
    let end = bytes.count - ProgramFile.checksumSize
    let checksum = bytes.cells.word(end)
    guard !isVerifying || checksum == RulebookChecksum.ofFile(bytes.cells, count: end) else { throw .damaged }
    return checksum
  }
}
