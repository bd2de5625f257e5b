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
    let plan = PlanWriter(program)
    let index = RuleIndexBuilder(program)
    var writer = plan.records.writer
    writer.string(compilerVersion)
    writer.index(plan.memoCount)
    writer.flag(program.rules.contains(where: \.needsMemory))
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
    writer.reserve(plan.size + index.size)
    plan.write(to: &writer)
    index.write(to: &writer)
    return seal(writer.takeSections())
  }

  /// Puts header and checksum around `sections`.
  package static func seal(_ sections: [UInt8]) -> [UInt8] {
    var file = RulebookWriter()
    for byte in magic { file.byte(byte) }
    file.index(formatVersion)
    file.index(SectionTag.allCases.count)
    file.integer(UInt64(sections.count))
    var bytes = file.bytes
    bytes.reserveCapacity(headerSize + sections.count + checksumSize)
    bytes += sections
    var checksum = RulebookWriter()
    checksum.integer(RulebookChecksum.ofFile(bytes))
    bytes += checksum.bytes
    return bytes
  }
}

extension RulebookWriter {
  fileprivate mutating func section<Record: RulebookRecord>(_ tag: SectionTag, _ records: [Record]) {
    array(records)
    endSection(tag)
  }
}
