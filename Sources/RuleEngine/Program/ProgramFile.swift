//  The compiled rulebook: header, sections, checksum. grammar/compiled-format.md specifies every byte.

/// A program as it is found in a compiled rulebook.
package struct ProgramFile: Sendable {
  /// What every compiled rulebook begins with. The first byte is no text, CR LF and ^Z tell a copy in text mode.
  package static let magic: [UInt8] = [0x89, 0x52, 0x4C, 0x42, 0x4B, 0x0D, 0x0A, 0x1A]
  /// The version of the format that is written, and the only one that is read.
  package static let formatVersion = 3
  /// Magic, version, number of sections, length of the sections.
  package static let headerSize = 24
  /// The checksum at the end.
  package static let checksumSize = 8

  package let program: Program
  /// The version of the compiler that wrote it.
  package let compilerVersion: String
  /// The checksum in the file: it tells rulebooks apart, and with them what slots and options of a ticket's state mean.
  package let checksum: UInt64

  /// The program in `bytes`, every index of which was verified: nothing in it points nowhere.
  ///
  /// Throws: why the bytes are no rulebook that this engine can run.
  /// Complexity: O(*n*) in the number of bytes, time and memory.
  package init(decoding bytes: [UInt8]) throws(RulebookFileError) {
    let mapped = try MappedProgram(RulebookBytes(bytes))
    program = mapped.program()
    compilerVersion = mapped.compilerVersion
    checksum = mapped.checksum
  }

  /// The bytes of `program`: the same for the same program and compiler version.
  ///
  /// Precondition: the program passes the verifier; of another one a reader says what is wrong.
  package static func encode(_ program: Program, compilerVersion: String) -> [UInt8] {
    encode(ProgramParts(program), compilerVersion: compilerVersion)
  }

  /// The same for a program in parts.
  package static func encode(_ parts: ProgramParts, compilerVersion: String) -> [UInt8] {
    var file = RulebookSections()
    write(RulebookContent(parts, compilerVersion: compilerVersion), to: &file)
    return file.bytes
  }

  /// Hands the same bytes to `take`, block by block, and says how many they are.
  package static func write(
    _ parts: ProgramParts, compilerVersion: String, to take: @escaping (Swift.Span<UInt8>) -> Void
  ) -> Int {
    var file = RulebookSections(givenTo: take)
    write(RulebookContent(parts, compilerVersion: compilerVersion), to: &file)
    return file.count
  }

  /// Puts header and checksum around `sections`.
  package static func seal(_ sections: [UInt8]) -> [UInt8] {
    var file = RulebookSections()
    begin(&file, size: sections.count)
    file.append(sections)
    file.seal()
    return file.bytes
  }

  private static func write(_ content: borrowing RulebookContent, to file: inout RulebookSections) {
    begin(&file, size: content.size)
    content.write(to: &file)
    precondition(file.count == headerSize + content.size, "the sections are as long as it was said")
    file.seal()
  }

  /// Writes the header of a file whose sections take so many bytes.
  private static func begin(_ file: inout RulebookSections, size: Int) {
    file.reserve(headerSize + size + checksumSize)
    file.append(magic)
    let length = UInt64(size)
    file.append(cells: [
      UInt32(formatVersion), UInt32(SectionTag.allCases.count), UInt32(truncatingIfNeeded: length),
      UInt32(truncatingIfNeeded: length >> 32),
    ])
  }
}

/// What stands in a compiled rulebook between header and checksum.
private struct RulebookContent: ~Copyable {
  private let index: RuleIndexBuilder
  private let plan: PlanWriter
  private let writer: RulebookWriter

  init(_ parts: ProgramParts, compilerVersion: String) {
    let program = parts.frame
    // The index first: it gives back more memory than it keeps.
    index = RuleIndexBuilder(program, parts.rules)
    var plan = PlanWriter(parts)
    var writer = plan.takeWriter()
    writer.string(compilerVersion)
    writer.index(plan.memoCount)
    writer.flag(parts.rules.needsMemory)
    writer.endSection(.info)
    program.zone.write(to: &writer)
    writer.endSection(.zone)
    writer.section(.pipelines, program.pipelines)
    writer.section(.stages, program.stages)
    writer.section(.properties, program.properties)
    writer.section(.teams, program.teams)
    writer.section(.inboxes, program.inboxes)
    writer.section(.templates, program.templates)
    writer.section(.namedLists, program.lists)
    writer.section(.calendars, program.calendars)
    writer.section(.actions, program.actions)
    program.answerLimit.write(to: &writer)
    writer.endSection(.answers)
    self.plan = plan
    self.writer = writer
  }

  /// How many bytes `write` writes.
  var size: Int { writer.size + plan.size + index.size }

  /// Writes every section.
  func write(to file: inout RulebookSections) {
    writer.write(to: &file)
    plan.write(to: &file)
    index.write(to: &file)
  }
}

extension RulebookWriter {
  fileprivate mutating func section<Record: RulebookRecord>(_ tag: SectionTag, _ records: [Record]) {
    array(records)
    endSection(tag)
  }
}
