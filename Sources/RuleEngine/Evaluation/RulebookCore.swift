/// Everything that is loaded once and never changes. What runs for a line holds one reference to this: a program is some
/// fifteen arrays, and copying it for every round, view and merger took most of the time of a step.
final class RulebookCore: Sendable {
  let program: Program
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
    self.program = program
    self.id = id
    self.usesIndex = usesIndex
    layout = program.layout
    index = RuleIndex(program: program)
    plan = MatchPlan(program)
    reader = EventReader(program: program)
    needsMemory = program.rules.contains(where: \.needsMemory)
  }
}
