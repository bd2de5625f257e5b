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
struct Lowering: ~Copyable {
  let schema: Schema
  let files: [SourceFile]
  var program = Program()
  /// Where the test of each branch is written, and whether its words say the opposite of the test.
  var places: [BranchPlace] = []
  var tests = TestNumbers()
  var texts = TextNumbers()
  var written = WrittenWords()
  /// The condition is a table's row: the words of a cell alone say nothing.
  var isInRow = false

  init(schema: Schema, files: [SourceFile]) {
    self.schema = schema
    self.files = files
  }

  /// Rules that are off are left out; the others keep their order.
  mutating func lowerRules(_ rules: [CheckedRule]) {
    var numbers: [Int?] = []
    numbers.reserveCapacity(rules.count)
    var count = 0
    for rule in rules {
      numbers.append(rule.isOff ? nil : count)
      if !rule.isOff { count += 1 }
    }
    program.rules.reserveCapacity(program.rules.count + count)
    for rule in rules where !rule.isOff { lower(rule, numbers) }
  }

  private mutating func lower(_ rule: CheckedRule, _ numbers: [Int?]) {
    let triggers = lower(rule.triggers)
    // In the order of the file format: the condition of `while`, the guard, the arms.
    let timer = rule.timer.map { lower($0) }
    let guardCondition = lower(rule.guardCondition)
    let arms = lower(rule.arms)
    let overrides = rule.overrides.isEmpty ? [] : Set(rule.overrides.compactMap { numbers[$0.value] }).sorted()
    let limits = rule.limits.isEmpty ? [] : rule.limits.map { lower($0) }
    program.rules.append(
      Program.Rule(
        identity: rule.identity, pipeline: rule.pipeline.value, overrides: overrides, triggers: triggers, timer: timer,
        limits: limits, guardCondition: guardCondition, arms: arms))
  }

  // By spans: `map` copies every element part by part before it is looked at. Most lists have one element, and a list
  // that is written out is made in two thirds of the time of one that room is made for.

  func lower(_ triggers: [CheckedTrigger]) -> [Program.Trigger] {
    if triggers.isEmpty { return [] }
    let triggers = triggers.span
    if triggers.count == 1 { return [lower(triggers, at: 0)] }
    var lowered: [Program.Trigger] = []
    lowered.reserveCapacity(triggers.count)
    for index in triggers.indices { lowered.append(lower(triggers, at: index)) }
    return lowered
  }

  private mutating func lower(_ arms: [CheckedArm]) -> [Program.Arm] {
    let arms = arms.span
    if arms.count == 1 { return [lower(arms, at: 0)] }
    var lowered: [Program.Arm] = []
    lowered.reserveCapacity(arms.count)
    for index in arms.indices { lowered.append(lower(arms, at: index)) }
    return lowered
  }

  private mutating func lower(_ arms: Swift.Span<CheckedArm>, at index: Int) -> Program.Arm {
    isInRow = arms[index].row != nil
    let condition = lower(arms[index].condition)
    isInRow = false
    return Program.Arm(
      condition: condition, actions: lower(arms[index].actions), row: arms[index].row,
      delay: arms[index].delay.map { lower($0) })
  }

  mutating func lower(_ actions: [CheckedAction]) -> [Program.Action] {
    if actions.isEmpty { return [] }
    let actions = actions.span
    if actions.count == 1 { return [lower(actions, at: 0)] }
    var lowered: [Program.Action] = []
    lowered.reserveCapacity(actions.count)
    for index in actions.indices { lowered.append(lower(actions, at: index)) }
    return lowered
  }

  private mutating func lower(_ condition: CheckedCondition?) -> Program.Condition? {
    switch condition {
    case .some(let condition): lower(condition)
    case .none: nil
    }
  }
}

/// Where the test of a branch is written.
struct BranchPlace {
  /// `nil` for a test that stands for nothing written.
  var range: SourceRange?
  /// The words say the opposite of the test: `is not`, `is unknown`.
  var isNegated = false
}
