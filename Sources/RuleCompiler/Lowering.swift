//  RuleCompiler answers "how do we get there?": checked rules become a program, and Toolchain.swift has the whole story.
//  It refuses to find mistakes in rules: what is wrong was said by the checker.

package import RuleChecker
package import RuleEngine
package import RuleSource
internal import RuleSchema

/// What `rules` run as. There is a program exactly if no message is an error.
///
/// `files` are the rulebook's texts, from which conditions take the words that traces show. `zone` finds a time zone.
package func lower(
  _ rules: CheckedRules, files: [SourceFile], zone: (String) throws(ZoneProblem) -> ZoneTable
) -> (program: Program?, diagnostics: [Diagnostic]) {
  var lowering = Lowering(schema: rules.schema, files: files)
  lowering.lowerVocabulary()
  let diagnostics = lowering.lowerZones(zone)
  guard diagnostics.isEmpty else { return (nil, diagnostics) }
  lowering.lowerRules(rules.rules)
  return (lowering.program, [])
}

/// What is wrong with the zones of `rules`: all that lowering can find.
func zoneProblems(of rules: CheckedRules, zone: (String) throws(ZoneProblem) -> ZoneTable) -> [Diagnostic] {
  var lowering = Lowering(schema: rules.schema, files: [])
  return lowering.lowerZones(zone)
}

/// The program so far.
struct Lowering {
  let schema: Schema
  let files: [SourceFile]
  var program = Program()
  /// Where the test of each branch is written, and whether its words say the opposite of the test.
  var places: [BranchPlace] = []
  var tests = Interner()
  var texts = Interner()
  /// The condition is a table's row: the words of a cell alone say nothing.
  var isInRow = false

  init(schema: Schema, files: [SourceFile]) {
    self.schema = schema
    self.files = files
  }

  /// Rules that are off are left out; the others keep their order.
  mutating func lowerRules(_ rules: [CheckedRule]) {
    var indices = [Int?](repeating: nil, count: rules.count)
    var next = 0
    for (index, rule) in rules.enumerated() where !rule.isOff {
      indices[index] = next
      next += 1
    }
    for rule in rules where !rule.isOff {
      program.rules.append(lower(rule, overrides: Set(rule.overrides.compactMap { indices[$0.value] }).sorted()))
    }
  }

  private mutating func lower(_ rule: CheckedRule, overrides: [Int]) -> Program.Rule {
    let triggers = rule.triggers.map { lower($0) }
    // In the order of the file format: the condition of `while`, the guard, the arms.
    let timer = rule.timer.map { lower($0) }
    let guardCondition = rule.guardCondition.map { lower($0) }
    var arms: [Program.Arm] = []
    for arm in rule.arms {
      isInRow = arm.row != nil
      let condition = arm.condition.map { lower($0) }
      isInRow = false
      arms.append(
        Program.Arm(
          condition: condition, actions: arm.actions.map { lower($0) }, row: arm.row,
          delay: arm.delay.map { lower($0) }))
    }
    return Program.Rule(
      identity: rule.identity, pipeline: rule.pipeline.value, overrides: overrides, triggers: triggers,
      timer: timer, limits: rule.limits.map { lower($0) }, guardCondition: guardCondition, arms: arms)
  }
}

/// Where the test of a branch is written.
struct BranchPlace {
  /// `nil` for a test that stands for nothing written.
  var range: SourceRange?
  /// The words say the opposite of the test: `is not`, `is unknown`.
  var isNegated = false
}

/// Gives equal records equal indices. By their bytes in the file, because `==` of texts calls more equal than engines do.
struct Interner {
  private var writer = RulebookWriter()
  private var known = ByteTable()

  /// The index of `record` in `records`, to which it is added if it is new.
  ///
  /// Precondition: nobody else adds to `records`.
  mutating func index<Record: RulebookRecord>(of record: Record, in records: inout [Record]) -> Int {
    record.write(to: &writer)
    let (index, isNew) = writer.takeNumber(in: &known)
    if isNew { records.append(record) }
    return index
  }
}
