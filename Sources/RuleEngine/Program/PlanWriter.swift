/// Lays the rules of a program out in the tables of a compiled rulebook.
struct PlanWriter: ~Copyable {
  /// The records, and the strings that they and the tables name.
  var records = RecordWriter()
  var rules: PlainList<UInt32>
  var triggers: PlainList<UInt32>
  var arms: PlainList<UInt32>
  var actions: PlainList<UInt32>
  var branches: PlainList<UInt32>
  var tests: PlainList<UInt32>
  var options = PlainList<UInt32>()
  var needles = PlainList<UInt32>()
  var needleBytes = PlainList<UInt8>()
  var texts: PlainList<UInt32>
  var textParts: PlainList<UInt32>
  /// How many verdicts a round may remember.
  var memoCount = 0
  var ruleNames: PlainList<UInt32>

  init(_ program: ProgramParts) {
    let (parts, texts, branches) = (program.rules, program.texts, program.frame.branches)
    rules = PlainList(capacity: parts.rules.count * MatchPlan.Rule.cellCount)
    triggers = PlainList(capacity: parts.triggers.count * MatchPlan.Trigger.cellCount)
    arms = PlainList(capacity: parts.arms.count * MatchPlan.Arm.cellCount)
    actions = PlainList(capacity: parts.actions.count * ActionRow.cellCount)
    self.branches = PlainList(capacity: branches.count * MatchPlan.Branch.cellCount)
    tests = PlainList(capacity: program.frame.tests.count * MatchPlan.Test.cellCount)
    self.texts = PlainList(capacity: texts.count * TextRow.cellCount)
    textParts = PlainList(capacity: texts.parts.count * TextPart.cellCount)
    ruleNames = PlainList(capacity: parts.rules.count)
    // Names of about two dozen bytes.
    records.writer.begin(with: texts.strings.table, room: parts.rules.count, bytes: 24 * parts.rules.count)
    add(texts)
    add(program.frame.tests)
    add(branches, program.wordNumbers)
    add(parts)
    addNames(of: parts.rules)
  }

  /// Writes the tables.
  func write(to writer: inout RulebookSections) {
    records.write(to: &writer)
    writer.table(.texts, texts)
    writer.table(.parts, textParts)
    writer.table(.tests, tests)
    writer.table(.options, options)
    writer.table(.needles, needles)
    writer.section(.foldedNeedles, needleBytes)
    writer.table(.branches, branches)
    writer.table(.ruleActions, actions)
    writer.table(.arms, arms)
    writer.table(.triggers, triggers)
    writer.table(.rules, rules)
    writer.table(.ruleNames, ruleNames)
  }

  /// How many bytes `write` writes.
  var size: Int {
    let tables = [
      texts.count, textParts.count, tests.count, options.count, needles.count, branches.count, actions.count,
      arms.count, triggers.count, rules.count, ruleNames.count,
    ]
    return tables.reduce(records.size + RulebookSections.size(of: needleBytes.count)) {
      $0 + RulebookSections.size(of: 4 * $1)
    }
  }

  /// The writer that has the strings which the tables name; nothing is added to them afterwards.
  mutating func takeWriter() -> RulebookWriter { records.takeWriter() }

  // By spans: taking an element out of an array counts every reference in it.

  private mutating func add(_ tests: [Program.Test]) {
    let tests = tests.span
    for index in tests.indices { add(tests[index]) }
  }

  static func cell(_ number: Int) -> UInt32 { UInt32(truncatingIfNeeded: number) }

  static func cell(_ number: Int32) -> UInt32 { UInt32(bitPattern: number) }

  private mutating func add(_ texts: TextParts) {
    for part in texts.parts {
      let isLiteral = part.literal >= 0
      textParts.append(row: isLiteral ? [TextPart.literal, Self.cell(part.literal)] : [Self.cell(part.slot), 0])
    }
    var first = 0
    for text in texts.texts {
      self.texts.append(row: [Self.cell(text.written), Self.cell(first), Self.cell(text.endPart)])
      first = Int(text.endPart)
    }
  }
}
