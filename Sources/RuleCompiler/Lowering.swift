//  RuleCompiler answers "how do we get there?": checked rules become a program, and Toolchain.swift has the whole story.
//  It refuses to find mistakes in rules: what is wrong was said by the checker.

package import RuleChecker
package import RuleEngine
package import RuleSource
internal import RuleSchema

/// What rules run as. There is a program exactly if no message is an error.
package struct LoweredRules: Sendable {
  package let parts: ProgramParts?
  package let diagnostics: [Diagnostic]

  /// The program in one piece, made anew each time.
  package var program: Program? { parts?.program }
}

/// What `rules` run as.
///
/// `files` are the rulebook's texts, from which conditions take the words that traces show. `zone` finds a time zone.
package func lower(
  _ rules: CheckedRules, files: [SourceFile], zone: (String) throws(ZoneProblem) -> ZoneTable
) -> LoweredRules {
  var lowering = Lowering(schema: rules.schema, files: files)
  lowering.lowerVocabulary()
  let diagnostics = lowering.lowerZones(zone)
  guard diagnostics.isEmpty else { return LoweredRules(parts: nil, diagnostics: diagnostics) }
  lowering.lowerRules(rules.rules)
  return LoweredRules(parts: lowering.finish(), diagnostics: [])
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
  /// Without its rules.
  var program = Program()
  var rules = RuleParts()
  /// Where the test of each branch is written, and whether its words say the opposite of the test; if that is noted.
  var places: [BranchPlace] = []
  /// Compiling asks nobody where a test is written.
  let notesPlaces: Bool
  /// By branch: the number of its words among those that are written, or negative.
  var wordNumbers: [Int32] = []
  var tests = TestNumbers()
  var texts = TextNumbers()
  var written = WrittenWords()
  let alone: RecipientsAlone
  /// The condition is a table's row: the words of a cell alone say nothing.
  var isInRow = false

  init(schema: Schema, files: [SourceFile], notesPlaces: Bool = false) {
    self.notesPlaces = notesPlaces
    self.schema = schema
    self.files = files
    alone = RecipientsAlone(teamCount: schema.teams.count)
  }

  /// The program, in parts.
  consuming func finish() -> ProgramParts {
    ProgramParts(frame: program, rules: rules, texts: texts.finish(), wordNumbers: wordNumbers)
  }

  /// Rules that are off are left out; the others keep their order.
  mutating func lowerRules(_ rules: [CheckedRule]) {
    let count = rules.count
    self.rules.reserve(count)
    texts.reserve(count)
    // A rule has one or two tests.
    program.branches.reserveCapacity(program.branches.count + count + count / 2)
    if notesPlaces { places.reserveCapacity(places.count + count + count / 2) }
    wordNumbers.reserveCapacity(wordNumbers.count + count + count / 2)
    // Of each rule its number among those that are on. What others override may come later.
    var numbers: [Int?] = []
    numbers.reserveCapacity(count)
    let rules = rules.span
    for index in rules.indices {
      let number = self.rules.count
      // SAFETY: the rules are in the array as long as this takes. To count one that is handed on waits for its memory.
      let isOn = unsafe Unmanaged.passUnretained(rules[index])._withUnsafeGuaranteedRef { rule in
        if !rule.isOff { lower(rule) }
        return !rule.isOff
      }
      numbers.append(isOn ? number : nil)
    }
    self.rules.changeOverrides { Set($0.compactMap { numbers[$0] }).sorted() }
  }

  private mutating func lower(_ rule: CheckedRule) {
    lower(rule.triggers)
    // In the order of the file format: the condition of `while`, the guard, the arms.
    let isTimed = if case .some = rule.timer { true } else { false }
    if isTimed || !rule.limits.isEmpty || !rule.overrides.isEmpty { lowerExtras(of: rule) }
    let guardCondition = lower(rule.guardCondition)
    lower(rule.arms)
    rules.endRule(identity: rule.identity, pipeline: rule.pipeline.value, guardCondition: guardCondition)
  }

  private mutating func lowerExtras(of rule: CheckedRule) {
    let timer = rule.timer.map { lower($0) }
    let limits = lower(rule.limits)
    rules.addExtras(timer: timer, limits: limits, overrides: rule.overrides.map(\.value))
  }

  // By spans: what is handed on is copied part by part before it is looked at.

  private mutating func lower(_ triggers: [CheckedTrigger]) {
    let triggers = triggers.span
    for index in triggers.indices {
      if let plain = plain(triggers, at: index) {
        rules.append(plain)
      } else {
        rules.append(lower(triggers, at: index))
      }
    }
  }

  private mutating func lower(_ arms: ShortList<CheckedArm>) {
    switch arms {
    case .one(let arm): lower(arm)
    case .several(let arms):
      let arms = arms.span
      for index in arms.indices { lower(arms[index]) }
    }
  }

  private mutating func lower(_ arm: CheckedArm) {
    isInRow = if case .some = arm.row { true } else { false }
    let condition = lower(arm.condition)
    isInRow = false
    switch arm.actions {
    case .one(let action): rules.actions.append(lower(action))
    case .several(let actions):
      let actions = actions.span
      for index in actions.indices { rules.actions.append(lower(actions[index])) }
    }
    rules.endArm(condition: condition, row: arm.row?.number, delay: arm.row?.delay.map { lower($0) })
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
