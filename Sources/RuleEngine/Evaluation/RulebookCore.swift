/// Everything that is loaded once and never changes. What runs for a line holds one reference to this: a program is some
/// fifteen arrays, and copying it for every round, view and merger took most of the time of a step.
final class RulebookCore: Sendable {
  /// The vocabulary: the program without its rules, tests, branches and texts, which are found below.
  let program: Program
  let rules: [Program.Rule]
  let tests: [Program.Test]
  let branches: [Program.Branch]
  let texts: [Program.TextTemplate]
  let index: RuleIndex
  let plan: MatchPlan
  let reader: EventReader
  /// Which slots and options the states of this rulebook's tickets are laid out in.
  let layout: UInt64
  /// Tells this rulebook from others.
  let id: UInt64
  let needsMemory: Bool
  /// Whether candidates come from the index, or every rule of the pipeline is looked at.
  let usesIndex: Bool

  init(program: Program, id: UInt64, usesIndex: Bool) {
    self.program = program.vocabulary
    rules = program.rules
    tests = program.tests
    branches = program.branches
    texts = program.texts
    self.id = id
    self.usesIndex = usesIndex
    layout = program.layout
    index = RuleIndex(program: program)
    plan = MatchPlan(program)
    reader = EventReader(program: program)
    needsMemory = program.rules.contains(where: \.needsMemory)
  }
  /// What the rulebook is made of, rules and all.
  var wholeProgram: Program {
    var whole = program
    whole.rules = rules
    whole.tests = tests
    whole.branches = branches
    whole.texts = texts
    return whole
  }

  /// How a ticket's state names a rule: pipeline and identity, which outlive the rulebook's order.
  func stateName(of rule: Int) -> String {
    program.pipelines[rules[rule].pipeline].id + "\u{1F}" + rules[rule].identity
  }

  /// The key of a rule's action that is no message.
  func key(_ kind: String, of rule: Int, _ ordinal: String, event: String, ticket: String) -> String {
    ActionKey.make(kind, [event, program.pipelines[rules[rule].pipeline].id, rules[rule].identity, ordinal, ticket])
  }
}

extension Program {
  /// The program without its rules, tests, branches and texts.
  var vocabulary: Program {
    var vocabulary = self
    vocabulary.rules = []
    vocabulary.tests = []
    vocabulary.branches = []
    vocabulary.texts = []
    return vocabulary
  }
}
