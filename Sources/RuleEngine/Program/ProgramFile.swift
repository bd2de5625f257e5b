//  The compiled rulebook: header, sections, checksum. grammar/compiled-format.md specifies every byte.

/// A program as it is found in a compiled rulebook.
package struct ProgramFile: Sendable {
  /// What every compiled rulebook begins with. The first byte is no text, CR LF and ^Z tell a copy in text mode.
  package static let magic: [UInt8] = [0x89, 0x52, 0x4C, 0x42, 0x4B, 0x0D, 0x0A, 0x1A]
  /// The version of the format that is written, and the newest that is read.
  package static let formatVersion = 2
  /// Magic, version, number of sections, length of the sections.
  package static let headerSize = 24
  /// The checksum at the end.
  package static let checksumSize = 8

  package let program: Program
  /// The version of the compiler that wrote it.
  package let compilerVersion: String
  /// The checksum in the file: it tells rulebooks apart, and with them what slots and options of a ticket's state mean.
  package let checksum: UInt64

  /// The bytes of `program`: the same for the same program and compiler version.
  ///
  /// Precondition: the program passes `ProgramVerifier`.
  package static func encode(_ program: Program, compilerVersion: String) -> [UInt8] {
    var writer = RulebookWriter()
    writer.string(compilerVersion)
    writer.endSection(.info)
    program.zone.write(to: &writer)
    writer.endSection(.zone)
    writer.section(.pipelines, program.pipelines)
    writer.section(.stages, program.stages)
    writer.section(.properties, program.properties)
    writer.section(.teams, program.teams)
    writer.section(.inboxes, program.inboxes)
    writer.section(.templates, program.templates)
    writer.section(.lists, program.lists)
    writer.section(.calendars, program.calendars)
    writer.section(.actions, program.actions)
    program.answerLimit.write(to: &writer)
    writer.endSection(.answers)
    writer.section(.texts, program.texts)
    writer.section(.tests, program.tests)
    writer.section(.branches, program.branches)
    writer.section(.rules, program.rules)
    return seal(writer.takeSections())
  }

  /// Puts header and checksum around `sections`.
  package static func seal(_ sections: [UInt8]) -> [UInt8] {
    var file = RulebookWriter()
    for byte in magic { file.byte(byte) }
    file.index(formatVersion)
    file.index(SectionTag.allCases.count)
    file.integer(UInt64(sections.count))
    let bytes = file.bytes + sections
    var checksum = RulebookWriter()
    checksum.integer(RulebookChecksum.of(bytes[...]))
    return bytes + checksum.bytes
  }

  /// The program in `bytes`, every index of which was verified: nothing in it points nowhere.
  ///
  /// Throws: why the bytes are no rulebook that this engine can run.
  /// Complexity: O(*n*) in the number of bytes, time and memory.
  package init(decoding bytes: [UInt8]) throws(RulebookFileError) {
    checksum = try Self.openHeader(of: bytes)
    var reader = RulebookReader(bytes, in: Self.headerSize..<(bytes.count - Self.checksumSize))
    try reader.begin(.strings)
    try reader.readStrings()
    try reader.finish(.strings)
    try reader.begin(.info)
    compilerVersion = try reader.string()
    try reader.finish(.info)
    var program = Program()
    try reader.begin(.zone)
    program.zone = try ZoneTable(from: &reader)
    try reader.finish(.zone)
    program.pipelines = try reader.section(.pipelines)
    program.stages = try reader.section(.stages)
    program.properties = try reader.section(.properties)
    program.teams = try reader.section(.teams)
    program.inboxes = try reader.section(.inboxes)
    program.templates = try reader.section(.templates)
    program.lists = try reader.section(.lists)
    program.calendars = try reader.section(.calendars)
    program.actions = try reader.section(.actions)
    try reader.begin(.answers)
    program.answerLimit = try Program.AnswerLimit(from: &reader)
    try reader.finish(.answers)
    program.texts = try reader.section(.texts)
    program.tests = try reader.section(.tests)
    program.branches = try reader.section(.branches)
    program.rules = try reader.section(.rules)
    try reader.finishFile()
    try ProgramVerifier(program).verify()
    self.program = program
  }

  /// Checks everything around the sections and gives the checksum.
  private static func openHeader(of bytes: [UInt8]) throws(RulebookFileError) -> UInt64 {
    guard !bytes.isEmpty, bytes.prefix(magic.count).elementsEqual(magic.prefix(bytes.count)) else {
      throw .notARulebook
    }
    let smallest = headerSize + checksumSize
    guard bytes.count >= smallest else { throw .truncated(expected: UInt64(smallest), found: bytes.count) }
    var header = RulebookReader(bytes, in: magic.count..<headerSize)
    let version = try header.index()
    guard version <= formatVersion else { throw .newerVersion(found: version, supported: formatVersion) }
    guard version == formatVersion else { throw .olderVersion(found: version, supported: formatVersion) }
    let sections = try header.index()
    guard sections == SectionTag.allCases.count else { throw .malformed("it announces \(sections) sections") }
    let length = try header.integer(UInt64.self)
    let (expected, overflow) = length.addingReportingOverflow(UInt64(smallest))
    guard !overflow, expected <= UInt64(bytes.count) else {
      throw .truncated(expected: overflow ? .max : expected, found: bytes.count)
    }
    guard expected == UInt64(bytes.count) else { throw .malformed("bytes follow its end") }
    let end = bytes.count - checksumSize
    var trailer = RulebookReader(bytes, in: end..<bytes.count)
    let checksum = try trailer.integer(UInt64.self)
    guard checksum == RulebookChecksum.of(bytes[..<end]) else { throw .damaged }
    return checksum
  }
}

extension RulebookWriter {
  fileprivate mutating func section<Record: RulebookRecord>(_ tag: SectionTag, _ records: [Record]) {
    array(records)
    endSection(tag)
  }
}

extension RulebookReader {
  fileprivate mutating func section<Record: RulebookRecord>(
    _ tag: SectionTag
  ) throws(RulebookFileError) -> [Record] {
    try begin(tag)
    let records = try array(of: Record.self)
    try finish(tag)
    return records
  }
}
