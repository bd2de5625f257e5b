/// What rules are made of, part by part: the triggers of all rules in one list, their arms in another, and so on. Lowering
/// makes rules so, and they are written so: a list for each rule's triggers, arms and actions was a fifth of both.
package struct RuleParts: Sendable {
  struct Rule: Sendable {
    let identity: String
    let pipeline: Int32
    /// Into `extras`, or negative where it has none.
    let extras: Int32
    let guardRange: BranchRange
    /// Where its triggers and arms end; they begin where those of the rule before end.
    let endTrigger: Int32
    let endArm: Int32
  }

  struct Arm: BitwiseCopyable {
    let condition: BranchRange
    /// Where its actions end; they begin where those of the arm before end.
    let endAction: Int32
    /// A table's row, counted from 1, or negative.
    let row: Int32
    /// Into `delays`, or negative.
    let delay: Int32
  }

  /// The branches of a condition; both are negative where there is none.
  struct BranchRange: BitwiseCopyable {
    let entry: Int32
    let end: Int32

    init(_ condition: Program.Condition?) {
      entry = condition.map { Int32(truncatingIfNeeded: $0.branches.lowerBound) } ?? -1
      end = condition.map { Int32(truncatingIfNeeded: $0.branches.upperBound) } ?? -1
    }

    var condition: Program.Condition? {
      entry < 0 ? nil : Program.Condition(branches: Int(entry)..<Int(end))
    }
  }

  private(set) var rules: [Rule] = []
  private(set) var arms: [Arm] = []
  private(set) var extras: [RuleExtras] = []
  private(set) var delays: [Span] = []
  /// Of all rules; those at the end are of the rule that ends next.
  package var triggers: [Program.Trigger] = []
  /// Of all arms; those at the end are of the arm that ends next.
  package var actions: [Program.Action] = []

  /// No rules.
  package init() {}

  /// The parts of `rules`.
  package init(_ rules: [Program.Rule]) {
    for rule in rules { append(rule) }
  }

  /// How many rules there are.
  package var count: Int { rules.count }

  /// Makes room for so many more rules.
  package mutating func reserve(_ count: Int) {
    rules.reserveCapacity(rules.count + count)
    // Most rules have one of each.
    arms.reserveCapacity(arms.count + count + count / 2)
    triggers.reserveCapacity(triggers.count + count + count / 4)
    actions.reserveCapacity(actions.count + count + count / 2)
  }

  /// Ends an arm, whose actions were added since the arm before.
  package mutating func endArm(condition: Program.Condition?, row: Int?, delay: Span?) {
    var place: Int32 = -1
    if let delay {
      place = Int32(truncatingIfNeeded: delays.count)
      delays.append(delay)
    }
    arms.append(
      Arm(
        condition: BranchRange(condition), endAction: Int32(truncatingIfNeeded: actions.count),
        row: row.map { Int32(truncatingIfNeeded: $0) } ?? -1, delay: place))
  }

  /// Ends a rule, whose triggers and arms were added since the rule before.
  package mutating func endRule(
    identity: String, pipeline: Int, overrides: [Int], timer: Program.Timer?, limits: [Program.Limit],
    guardCondition: Program.Condition?
  ) {
    var place: Int32 = -1
    // Without a comparison, which copies the timer.
    let isTimed = if case .some = timer { true } else { false }
    if isTimed || !limits.isEmpty || !overrides.isEmpty {
      place = Int32(truncatingIfNeeded: extras.count)
      extras.append(RuleExtras(timer: timer, limits: limits, overrides: overrides))
    }
    rules.append(
      Rule(
        identity: identity, pipeline: Int32(truncatingIfNeeded: pipeline), extras: place,
        guardRange: BranchRange(guardCondition), endTrigger: Int32(truncatingIfNeeded: triggers.count),
        endArm: Int32(truncatingIfNeeded: arms.count)))
  }

  /// Adds the parts of a rule.
  package mutating func append(_ rule: Program.Rule) {
    triggers += rule.triggers
    for arm in rule.arms {
      actions += arm.actions
      endArm(condition: arm.condition, row: arm.row, delay: arm.delay)
    }
    endRule(
      identity: rule.identity, pipeline: rule.pipeline, overrides: rule.overrides, timer: rule.timer,
      limits: rule.limits, guardCondition: rule.guardCondition)
  }

  /// The rules, each with its own parts.
  package var whole: [Program.Rule] {
    rules.indices.map { index in
      let rule = rules[index]
      let extras = rule.extras < 0 ? .none : extras[Int(rule.extras)]
      return Program.Rule(
        identity: rule.identity, pipeline: Int(rule.pipeline), overrides: extras.overrides,
        triggers: Array(triggers[triggerRange(of: index)]), timer: extras.timer, limits: extras.limits,
        guardCondition: rule.guardRange.condition, arms: armRange(of: index).map(arm))
    }
  }

  private func arm(_ index: Int) -> Program.Arm {
    let arm = arms[index]
    let firstAction = index == 0 ? 0 : Int(arms[index - 1].endAction)
    return Program.Arm(
      condition: arm.condition.condition, actions: Array(actions[firstAction..<Int(arm.endAction)]),
      row: arm.row < 0 ? nil : Int(arm.row), delay: arm.delay < 0 ? nil : delays[Int(arm.delay)])
  }

  /// The triggers of a rule.
  func triggerRange(of rule: Int) -> Range<Int> {
    (rule == 0 ? 0 : Int(rules[rule - 1].endTrigger))..<Int(rules[rule].endTrigger)
  }

  /// The arms of a rule.
  func armRange(of rule: Int) -> Range<Int> {
    (rule == 0 ? 0 : Int(rules[rule - 1].endArm))..<Int(rules[rule].endArm)
  }

  /// Whether a rule is about new conversations, not about tickets. The first trigger is not copied to be asked.
  func isOfConversations(_ rule: Int) -> Bool {
    let range = triggerRange(of: rule)
    let triggers = triggers.span
    guard let first = range.first else { return false }
    if case .newConversation = triggers[first].happening { return true }
    return false
  }

  /// The answers of some rule depend on the ticket's past: limits, timers, rotations, threads, messages that may be
  /// answers.
  var needsMemory: Bool {
    if extras.contains(where: { !$0.limits.isEmpty || $0.timer != nil }) { return true }
    let comparesThreads = triggers.contains { trigger in
      switch trigger.happening {
      case .reply, .messageInAnotherThread: true
      default: false
      }
    }
    return comparesThreads || actions.contains(where: \.needsMemory)
  }
}

/// A program as it is lowered and written.
package struct ProgramParts: Sendable {
  /// Everything but the rules.
  package let frame: Program
  package let rules: RuleParts

  /// The parts of a program whose rules are `rules`; those of `frame` are not looked at.
  package init(frame: Program, rules: RuleParts) {
    self.frame = frame
    self.rules = rules
  }

  /// The parts of `program`.
  package init(_ program: Program) { self.init(frame: program, rules: RuleParts(program.rules)) }

  /// The program in one piece, made anew each time.
  package var program: Program {
    var program = frame
    program.rules = rules.whole
    return program
  }
}
