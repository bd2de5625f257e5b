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
    let program = parts.frame
    // The index first: it gives back more memory than it keeps.
    let index = RuleIndexBuilder(program, parts.rules)
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
    var file = header()
    file.reserve(writer.size + plan.size + index.size + checksumSize)
    writer.write(to: &file)
    plan.write(to: &file)
    index.write(to: &file)
    return seal(file)
  }

  /// Puts header and checksum around `sections`.
  package static func seal(_ sections: [UInt8]) -> [UInt8] {
    var file = header()
    file.reserve(sections.count + checksumSize)
    file.append(sections)
    return seal(file)
  }

  /// What stands before the sections; their length is not known yet.
  private static func header() -> RulebookSections {
    var header = RulebookSections()
    header.append(magic)
    header.append(cells: [UInt32(formatVersion), UInt32(SectionTag.allCases.count), 0, 0])
    return header
  }

  /// Notes the length of the sections in `file`, and puts the checksum behind them.
  private static func seal(_ file: consuming RulebookSections) -> [UInt8] {
    let end = file.bytes.count
    file.put(UInt64(end - headerSize), at: headerSize - 8)
    let checksum = RulebookChecksum.ofFile(file.bytes)
    file.append(cells: [0, 0])
    file.put(checksum, at: end)
    return file.bytes
  }
}

extension RulebookWriter {
  fileprivate mutating func section<Record: RulebookRecord>(_ tag: SectionTag, _ records: [Record]) {
    array(records)
    endSection(tag)
  }
}
