import RuleCompiler
import RuleEngine
import RuleSource
import Testing

/// Files whose checksum is right and whose contents are not.
@Suite("A hostile rulebook")
struct HostileFileTests {
  typealias Change = @Sendable (inout Program) -> Void

  // Half of the changes go to a cell of a table: that is where most of what is accepted differs from what was written.
  @Test("One that is changed at random and sealed again never traps", arguments: 0..<8)
  func randomChanges(_ seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let payload = Array(ProgramFileTests.bytes.dropFirst(ProgramFile.headerSize).dropLast(ProgramFile.checksumSize))
    var accepted = 0
    for _ in 0..<1_000 {
      var changed = payload
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: changed.indices, using: &generator)
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: changed[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: changed[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2: changed[index] = [0, 1, 127, 128, 255][Int.random(in: 0..<5, using: &generator)]
        case 3...7: Self.changeCell(at: index & ~3, of: &changed, using: &generator)
        case 8: changed.remove(at: index)
        default: changed.insert(changed[index], at: index)
        }
      }
      let sealed = ProgramFile.seal(changed)
      guard let file = try? ProgramFile(decoding: sealed), let rulebook = try? Rulebook(bytes: sealed) else { continue }
      accepted += 1
      _ = ProgramFile.encode(file.program, compilerVersion: file.compilerVersion)
      _ = Inspection.text(of: file, size: changed.count)
      _ = Self.run(rulebook)
      _ = Self.run(rulebook.withoutIndex)
      _ = Self.run(Rulebook(program: file.program))
    }
    #expect(accepted > 0)
    #expect(Self.run(Rulebook(program: SampleProgram.program)) > 40)
  }

  /// Puts another small number into a cell, or the one of another cell.
  static func changeCell(at index: Int, of bytes: inout [UInt8], using generator: inout SplitMix64) {
    guard index + 4 <= bytes.count else { return }
    let other = Int.random(in: 0...(bytes.count / 4 - 1), using: &generator) * 4
    let number = Int32.random(in: -2...40, using: &generator)
    let isCopied = Bool.random(using: &generator)
    for byte in 0..<4 {
      bytes[index + byte] = isCopied ? bytes[other + byte] : UInt8(truncatingIfNeeded: number >> Int32(8 * byte))
    }
  }

  // A ticket that most rules of the sample are about, and a conversation.
  static let events = [
    """
    {"id":"e-1","at":"2026-03-28T09:00:00Z","actor":{"kind":"agent","id":"1"},"created":true,"ticket":{"id":"7",
    "pipeline":"b","stage":"n","owner":"jo","contact":{"id":"9","email":"a@x"},"properties":{"id_due date":"2026-03-30",
    "id_since":"2026-03-29T01:30:00Z","id_vip":true,"id_priority":"High","id_labels":["stale"],"id_amount":3}}}
    """,
    """
    {"id":"e-2","at":"2026-03-28T10:00:00Z","actor":{"kind":"contact","id":"9"},"ticket":{"id":"7","pipeline":"0",
    "stage":"4","contact":{"id":"9","email":"a@x"},"properties":{"id_subject":"outage","id_due date":"2026-03-31"}},
    "before":{"stage":"1","pipeline":"b","id_due date":"2026-03-30"},"message":{"id":"m","kind":"email",
    "direction":"in","from":"a@x","to":["help@acme.example"],"subject":"x","text":"y"}}
    """,
    """
    {"id":"e-3","at":"2026-03-28T10:00:00Z","conversation":{"id":"c","inbox":"Support inbox","channel":"email"},
    "message":{"id":"n","kind":"email","direction":"in","from":"b@x","to":["help@acme.example"],"subject":"x"}}
    """,
  ].map { Array($0.replacing("\n", with: "").utf8) }

  /// Runs the events and the first timers, and gives the number of actions: whatever comes out, the engine lives.
  static func run(_ rulebook: Rulebook) -> Int {
    var memory = TicketMemory(rulebook: rulebook)
    var steps: [Step] = []
    for line in events {
      if let event = try? rulebook.event(from: line) { steps.append(memory.handle(event, tracing: true)) }
    }
    while steps.count < 20, let event = memory.timerDue(until: Instant(microseconds: 1_800_000_000_000_000)) {
      steps.append(memory.handle(event, tracing: true))
    }
    return steps.reduce(0) { $0 + $1.actions.map(\.json).count }
  }

  static let changes: [(String, Change)] = [
    ("there is no option 4294967295", { $0.rules[1].triggers[19].happening = .gained(SampleProgram.labels, -1) }),
    ("the stages of pipeline 1 are not where they should be", { $0.pipelines[1].stages = 2..<4 }),
    ("the stages of pipeline 1 are not where they should be", { $0.pipelines[1].stages = 3..<5 }),
    ("a stage belongs to no pipeline", { $0.stages.append($0.stages[0]) }),
    ("stage 1 is not of pipeline 0", { $0.stages[1].pipeline = 1 }),
    ("two pipelines are the default one", { $0.pipelines[1].isDefault = true }),
    ("property 2 cannot have options", { $0.properties[2].options = $0.properties[0].options }),
    ("the zone's transitions are not in order", { $0.zone.transitions.reverse() }),
    ("an offset of the zone is longer than 26 hours", { $0.zone.transitions[0].offset = .max }),
    ("a transition of the zone is outside the years 0000 to 9999", { $0.zone.transitions[1].at = .max }),
    (
      "text 0 is about field 24, which does not exist",
      { $0.texts[0].parts = [.placeholder(FieldSlot(index: 24))] }
    ),
    (
      "test 0 has a value that field 14 cannot have", { $0.tests[0] = .isOneOf(SampleProgram.priority, [.option(2)]) }
    ),
    ("test 0 has a value that field 2 cannot have", { $0.tests[0] = .isOneOf(.owner, [.flag(true)]) }),
    ("test 0 has a value that field 16 cannot have", { $0.tests[0] = .was(SampleProgram.amount, .number(.nan)) }),
    ("test 0 compares what has no order", { $0.tests[0] = .compares(.owner, .above, .text("x")) }),
    ("test 0 has options that field 15 does not have", { $0.tests[0] = .hasAny(SampleProgram.labels, [1, 1]) }),
    ("test 0 has options that field 15 does not have", { $0.tests[0] = .lost(SampleProgram.labels, 3) }),
    ("test 0 is about field 16, which has another type", { $0.tests[0] = .isSet(SampleProgram.amount) }),
    (
      "test 0 has a duration of more than 10,000 years",
      { $0.tests[0] = .isInNext(.created, Span(amount: .max, unit: .weeks)) }
    ),
    ("a duration is too long", { $0.tests[0] = .isInNext(.created, Span(amount: -1, unit: .weeks)) }),
    (
      "test 0 has a day outside the years 0000 to 9999",
      { $0.tests[0] = .isBefore(.created, .day(Day(number: .max))) }
    ),
    ("branch 0 asks test 99, which does not exist", { $0.branches[0].test = 99 }),
    ("branch 1 does not go forward inside its condition", { $0.branches[1].ifTrue = .branch(1) }),
    ("branch 2 does not go forward inside its condition", { $0.branches[2].ifFalse = .branch(3) }),
    ("a condition of rule 1 is not where it should be", { $0.rules[1].guardCondition = .init(branches: 0..<0) }),
    ("a condition of rule 1 is not where it should be", { $0.rules[1].arms[0].condition = .init(branches: 2..<4) }),
    ("a branch belongs to no condition", { $0.branches.append($0.branches[3]) }),
    ("rule 0 is of pipeline 2, which does not exist", { $0.rules[0].pipeline = 2 }),
    ("rule 1 overrides rule 16, which does not exist", { $0.rules[1].overrides = [16] }),
    ("the overrides of rule 1 are not in order", { $0.rules[1].overrides = [3, 2] }),
    ("rule 1 overrides a rule of another pipeline", { $0.rules[2].pipeline = 1 }),
    ("rules override each other in a circle", { $0.rules[3].overrides = [1] }),
    ("rules override each other in a circle", { $0.rules[3].overrides = [3] }),
    ("rule 3 has the name of another rule of its pipeline", { $0.rules[3].identity = $0.rules[2].identity }),
    ("rule 2 has no trigger", { $0.rules[2].triggers = [] }),
    ("rule 0 is about conversations and about tickets", { $0.rules[0].triggers.append($0.rules[1].triggers[0]) }),
    ("rule 0 does not begin by creating a ticket", { $0.rules[0].arms[0].actions.insert(.move(to: 0), at: 0) }),
    ("rule 2 has an arm without actions", { $0.rules[2].arms[0].actions = [] }),
    ("rule 2 has no arm", { $0.rules[2].arms = [] }),
    ("rule 1 names list 2, which does not exist", { $0.rules[1].triggers[4].by = .list(2) }),
    ("rule 0 names inbox 2, which does not exist", { $0.rules[0].triggers[0].happening = .newConversation(inbox: 2) }),
    ("rule 1 names stage 4, which does not exist", { $0.rules[1].triggers[1].happening = .entered([4]) }),
    ("rule 2 names stage 4, which does not exist", { $0.rules[2].arms[0].actions = [.move(to: 4)] }),
    ("rule 2 names team 2, which does not exist", { $0.rules[2].arms[0].actions = [.rotate(team: 2)] }),
    (
      "rule 2 names template 1, which does not exist",
      { $0.rules[2].arms[0].actions = [.sendNotification(template: 1)] }
    ),
    ("rule 2 names text 2, which does not exist", { $0.rules[2].arms[0].actions = [.addNote(text: 2)] }),
    (
      "rule 2 looks for a person in field 17",
      { $0.rules[2].arms[0].actions = [.assign(.personIn(SampleProgram.subject))] }
    ),
    (
      "rule 2 looks for a person in field 2",
      { $0.rules[2].arms[0].actions = [.notify(text: 0, to: [.personIn(.owner)])] }
    ),
    (
      "rule 2 writes field 22, which rules only read",
      { $0.rules[2].arms[0].actions = [.clear(SampleProgram.language)] }
    ),
    ("rule 2 writes field 0, which rules only read", { $0.rules[2].arms[0].actions = [.set(.stage, .now)] }),
    (
      "rule 2 copies field 15 to field 14, which has another type",
      { $0.rules[2].arms[0].actions = [.set(SampleProgram.priority, .valueOf(SampleProgram.labels))] }
    ),
    (
      "rule 2 makes a set of what is none",
      { $0.rules[2].arms[0].actions = [.set(SampleProgram.labels, .literal(.option(0)))] }
    ),
  ]

  @Test("Every index is verified", arguments: changes + HostileTimers.changes)
  func verified(_ message: String, _ change: Change) {
    var program = SampleProgram.program
    change(&program)
    let bytes = ProgramFile.encode(program, compilerVersion: "")
    #expect(ProgramFileTests.problem(bytes) == .malformed(message))
  }

  // "STRS" and its length, then the table: how many strings, and for each its length and bytes.
  static let sections: [(String, [UInt8])] = [
    ("a record ends too early", []),
    ("section STRS is missing", [0x53, 0x54, 0x52, 0x52]),
    ("section STRS is longer than the file", [0x53, 0x54, 0x52, 0x53, 255, 255, 255, 255]),
    ("a record ends too early", [0x53, 0x54, 0x52, 0x53, 0, 0, 0, 0]),
    (
      "more elements are announced than there are bytes",
      [0x53, 0x54, 0x52, 0x53, 4, 0, 0, 0, 255, 255, 255, 255]
    ),
    (
      "a string is longer than its section",
      [0x53, 0x54, 0x52, 0x53, 9, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 65]
    ),
    ("string 0 is not valid UTF-8", [0x53, 0x54, 0x52, 0x53, 9, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0xFF]),
    ("section STRS is longer than its contents", [0x53, 0x54, 0x52, 0x53, 5, 0, 0, 0, 0, 0, 0, 0, 65]),
    (
      "there is no string 0",
      [0x53, 0x54, 0x52, 0x53, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x49, 0x4E, 0x46, 0x4F, 4, 0, 0, 0, 0, 0, 0, 0]
    ),
    ("no zero fills up section STRS", [0x53, 0x54, 0x52, 0x53, 4, 0, 0, 0, 0, 0, 0, 0, 0x49, 0x4E, 0x46, 0x4F]),
  ]

  @Test("What the sections announce is not believed", arguments: sections)
  func announced(_ message: String, _ payload: [UInt8]) {
    #expect(ProgramFileTests.problem(ProgramFile.seal(payload)) == .malformed(message))
  }
}
