import RuleEngine
import Testing

@Suite("The compiled rulebook")
struct ProgramFileTests {
  static let bytes = ProgramFile.encode(SampleProgram.program, compilerVersion: "0.0.1")

  /// What decoding says, `nil` where it succeeds.
  static func problem(_ bytes: [UInt8]) -> RulebookFileError? {
    do {
      _ = try ProgramFile(decoding: bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test("What was written is read again, byte for byte", arguments: [SampleProgram.program, Program()])
  func roundTrip(_ program: Program) throws {
    let bytes = ProgramFile.encode(program, compilerVersion: "0.0.1")
    let file = try ProgramFile(decoding: bytes)
    #expect(file.program == program)
    #expect(file.compilerVersion == "0.0.1")
    #expect(bytes.suffix(8).enumerated().allSatisfy { $1 == UInt8(truncatingIfNeeded: file.checksum >> (8 * $0)) })
    #expect(ProgramFile.encode(file.program, compilerVersion: file.compilerVersion) == bytes)
  }

  @Test("Names that Unicode calls equivalent stay apart")
  func equivalentNames() throws {
    let names = try ProgramFile(decoding: Self.bytes).program.rules[2...3].map { Array($0.identity.utf8) }
    #expect(names == [Array("caf\u{E9}".utf8), Array("cafe\u{301}".utf8)])
  }

  @Test("A file cut short anywhere is refused as such")
  func truncation() {
    let others = (1..<Self.bytes.count).filter { length in
      if case .truncated = Self.problem(Array(Self.bytes.prefix(length))) { false } else { true }
    }
    #expect(others.isEmpty)
  }

  // All bits of the header, one bit of every other byte: flipping all took half a minute without optimisation.
  @Test("A single flipped bit anywhere is found")
  func flippedBits() {
    var bytes = Self.bytes
    let unnoticed = bytes.indices.filter { index in
      let bits = index < ProgramFile.headerSize ? Array(0..<8) : [index * 5 % 8]
      return bits.contains { bit in
        bytes[index] ^= 1 << bit
        defer { bytes[index] ^= 1 << bit }
        return Self.problem(bytes) == nil
      }
    }
    #expect(unnoticed.isEmpty)
  }

  static let foreign: [(String, [UInt8], String)] = [
    ("nothing", [], "this is not a compiled rulebook: write one with `rulesc compile`"),
    (
      "rules", Array("on closed do clear vip".utf8),
      "this is not a compiled rulebook: write one with `rulesc compile`"
    ),
    (
      "the magic alone", ProgramFile.magic,
      "this rulebook is cut short: it should have 32 bytes and has 8, so copy or compile it again"
    ),
    (
      "a newer file", ProgramFile.magic + [4] + bytes.dropFirst(9),
      "this rulebook has format version 4 and this engine reads up to version 3: compile it again with a `rulesc` of this version"
    ),
    (
      "an older file", ProgramFile.magic + [2] + bytes.dropFirst(9),
      "this rulebook has format version 2 and this engine reads version 3: compile it again"
    ),
    ("bytes at its end", bytes + [0], "this rulebook contradicts its format: bytes follow its end"),
    (
      "a changed byte", bytes.prefix(40) + [bytes[40] ^ 1] + bytes.dropFirst(41),
      "this rulebook is damaged: its checksum does not fit its contents, so copy or compile it again"
    ),
    (
      "an enormous length", bytes.prefix(16) + [UInt8](repeating: 255, count: 8) + bytes.dropFirst(24),
      "this rulebook is cut short: it should have 18446744073709551615 bytes and has \(bytes.count), so copy or compile it again"
    ),
  ]

  @Test("Other files are refused with a reason", arguments: foreign)
  func refused(_ name: String, _ bytes: [UInt8], _ message: String) {
    #expect(Self.problem(bytes)?.description == message)
  }

  @Test("The checksum is the one of the specification")
  func checksum() {
    let sums = [[], Array("abcdefgh".utf8), Array(repeating: 0x61, count: 32), Array(0...68)].map { (bytes: [UInt8]) in
      String(ProgramFile.seal(bytes).suffix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }, radix: 16)
    }
    // Computed by another program from the words of grammar/compiled-format.md.
    #expect(
      sums == [
        "d28d512d2c5d08e2",
        "5573d0d1fcb1465a",
        "112806d46dba60fd",
        "a93ed5165d2cb350",
      ])
  }
}
