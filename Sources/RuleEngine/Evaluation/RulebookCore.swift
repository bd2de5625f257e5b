/// Everything that is loaded once and never changes. What runs for a line holds one reference to this: a program is some
/// fifteen arrays, and copying it for every round, view and merger took most of the time of a step.
final class RulebookCore: Sendable {
  private let mapped: MappedProgram
  /// The vocabulary: the program without its rules, tests, branches and texts, which are found below.
  let program: Program
  let rules: DecodedRecords<Program.Rule>
  let tests: DecodedRecords<Program.Test>
  let texts: DecodedRecords<Program.TextTemplate>
  /// By arm: what it puts out, if that is the same for all.
  let knownArms: DecodedRecords<KnownArm?>
  private let whole: DecodedRecords<Program>
  let index: RuleIndex
  let plan: MatchPlan
  let reader: EventReader
  /// Which slots and options the states of this rulebook's tickets are laid out in.
  let layout: UInt64
  /// Whether candidates come from the index, or every rule of the pipeline is looked at.
  let usesIndex: Bool

  init(_ mapped: MappedProgram, usesIndex: Bool) {
    self.mapped = mapped
    self.usesIndex = usesIndex
    program = mapped.vocabulary
    rules = DecodedRecords(count: mapped.plan.rules.count) { mapped.rule($0) }
    tests = DecodedRecords(count: mapped.plan.tests.count) { mapped.test($0) }
    texts = DecodedRecords(count: mapped.texts.count) { mapped.text($0) }
    knownArms = DecodedRecords(count: mapped.plan.arms.count) { mapped.knownArm($0) }
    whole = DecodedRecords(count: 1) { _ in mapped.program() }
    index = mapped.index
    plan = mapped.plan
    layout = program.layout
    reader = EventReader(program: program)
  }

  /// Tells this rulebook from others.
  var id: UInt64 { mapped.checksum }
  var needsMemory: Bool { mapped.needsMemory }
  /// What the rulebook is made of, rules and all.
  var wholeProgram: Program { whole[0] }

  /// The same rulebook, with nothing decoded yet.
  func copy(usesIndex: Bool) -> RulebookCore { RulebookCore(mapped, usesIndex: usesIndex) }

  /// The same rulebook in memory of its own, but for the bytes that are only read.
  var copyForAnotherThread: RulebookCore { RulebookCore(mapped.copy, usesIndex: usesIndex) }

  /// A branch, with the words that say its test.
  func branch(_ number: Int) -> Program.Branch { mapped.branch(number) }

  /// How a ticket's state names a rule: pipeline and identity, which outlive the rulebook's order.
  func stateName(of rule: Int) -> String { pipelineID(of: rule) + "\u{1F}" + identity(of: rule) }

  // Each of these reads one table of the program: who reads two in one function copies it whole.

  /// Whether the stage is known and closed.
  @inline(never)
  func isClosed(stage: Value) -> Bool { program.isClosed(stage: stage) }

  /// Whether the pipeline of a stage has a close date.
  func hasCloseDate(stage: Int32) -> Bool {
    guard case .option(let pipeline) = pipelineOfStage(.option(stage)) else { return false }
    return hasCloseDate(pipeline: Int(pipeline))
  }

  @inline(never)
  private func pipelineOfStage(_ stage: Value) -> Value { program.pipelineValue(ofStage: stage) }

  @inline(never)
  private func hasCloseDate(pipeline: Int) -> Bool { program.pipelines[pipeline].hasCloseDate }

  /// A team's name.
  @inline(never)
  func team(_ number: Int) -> String { program.teams[number] }

  /// The name of a template.
  @inline(never)
  func template(_ number: Int) -> String { program.templates[number] }

  /// A text as written, placeholders and all.
  func textAsWritten(_ number: Int) -> String { texts.with(number) { $0.asWritten } }

  /// The title of a rule, or its text where it has none.
  func identity(of rule: Int) -> String { rules.with(rule) { $0.identity } }

  private func pipelineID(of rule: Int) -> String { program.pipelines[plan.rules[rule].pipeline].id }

  /// What an arm of a rule does.
  func actions(of rule: Int, arm: Int) -> [Program.Action] { rules.with(rule) { $0.arms[arm].actions } }

  /// The key of a rule's action that is no message.
  func key(
    _ kind: Action.Kind.Word, of rule: Int, _ ordinal: String, event: String, ticket: String
  ) -> ActionKey {
    var hash = ActionKey.Hash()
    hash.add(event)
    hash.add(pipelineID(of: rule))
    rules.with(rule) { hash.add($0.identity) }
    hash.add(ordinal)
    hash.add(ticket)
    return ActionKey(kind, hash)
  }
}
