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

  /// A trigger as the table of triggers has it.
  struct Trigger: BitwiseCopyable {
    let kind: MatchPlan.Trigger.Kind
    /// The stage entered or the slot changed; of another trigger its place in `otherTriggers`.
    let operand: Int32
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
  /// What `extras` is of the rule that ends next.
  private var extrasOfNext: Int32 = -1
  /// Of all rules; those at the end are of the rule that ends next.
  private(set) var triggers: [Trigger] = []
  /// Those that are not plain.
  private(set) var otherTriggers: [Program.Trigger] = []
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

  /// Adds a trigger to the rule that ends next.
  package mutating func append(_ trigger: PlainTrigger) {
    let (kind, operand): (MatchPlan.Trigger.Kind, Int) =
      switch trigger {
      case .ticketCreated: (.ticketCreated, 0)
      case .entered(let stage): (.entered, stage)
      case .changed(let slot): (.changed, slot.index)
      case .replied: (.replied, 0)
      case .sentFromTicket: (.sentFromTicket, 0)
      }
    triggers.append(Trigger(kind: kind, operand: Int32(truncatingIfNeeded: operand)))
  }

  /// Adds any trigger to the rule that ends next.
  package mutating func append(_ trigger: consuming Program.Trigger) {
    if let plain = PlainTrigger.of(trigger) { return append(plain) }
    triggers.append(Trigger(kind: .other, operand: Int32(truncatingIfNeeded: otherTriggers.count)))
    otherTriggers.append(trigger)
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

  /// Adds what few rules have to the rule that ends next.
  package mutating func addExtras(
    timer: consuming Program.Timer?, limits: consuming [Program.Limit], overrides: consuming [Int]
  ) {
    extrasOfNext = Int32(truncatingIfNeeded: extras.count)
    extras.append(RuleExtras(timer: timer, limits: limits, overrides: overrides))
  }

  /// Changes the lists of rules that others override.
  package mutating func changeOverrides(_ changed: ([Int]) -> [Int]) {
    for index in extras.indices where !extras[index].overrides.isEmpty {
      extras[index].overrides = changed(extras[index].overrides)
    }
  }

  /// Ends a rule, whose triggers, arms and extras were added since the rule before.
  package mutating func endRule(identity: String, pipeline: Int, guardCondition: Program.Condition?) {
    rules.append(
      Rule(
        identity: identity, pipeline: Int32(truncatingIfNeeded: pipeline), extras: extrasOfNext,
        guardRange: BranchRange(guardCondition), endTrigger: Int32(truncatingIfNeeded: triggers.count),
        endArm: Int32(truncatingIfNeeded: arms.count)))
    extrasOfNext = -1
  }

  /// Adds the parts of a rule.
  package mutating func append(_ rule: Program.Rule) {
    for trigger in rule.triggers { append(trigger) }
    for arm in rule.arms {
      actions += arm.actions
      endArm(condition: arm.condition, row: arm.row, delay: arm.delay)
    }
    if rule.timer != nil || !rule.limits.isEmpty || !rule.overrides.isEmpty {
      addExtras(timer: rule.timer, limits: rule.limits, overrides: rule.overrides)
    }
    endRule(identity: rule.identity, pipeline: rule.pipeline, guardCondition: rule.guardCondition)
  }

  /// The rules, each with its own parts.
  package var whole: [Program.Rule] {
    rules.indices.map { index in
      let rule = rules[index]
      let extras = rule.extras < 0 ? .none : extras[Int(rule.extras)]
      return Program.Rule(
        identity: rule.identity, pipeline: Int(rule.pipeline), overrides: extras.overrides,
        triggers: triggerRange(of: index).map(trigger), timer: extras.timer, limits: extras.limits,
        guardCondition: rule.guardRange.condition, arms: armRange(of: index).map(arm))
    }
  }

  /// A trigger in one piece.
  func trigger(_ index: Int) -> Program.Trigger {
    let operand = Int(triggers[index].operand)
    let happening: Program.Trigger.Happening
    switch triggers[index].kind {
    case .ticketCreated: happening = .ticketCreated
    case .entered: happening = .entered([operand])
    case .changed: happening = .changed(FieldSlot(index: operand), from: nil, to: nil)
    case .replied: happening = .reply(fromAnyone: false, includingAutomatic: false)
    case .sentFromTicket: happening = .emailSent(.ticket)
    case .other: return otherTriggers[operand]
    }
    return Program.Trigger(happening: happening, by: nil, via: nil)
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

  /// Whether a rule with these triggers is about new conversations, not about tickets. The first one is not copied to be
  /// asked.
  func isOfConversations(_ range: Range<Int>) -> Bool {
    guard let first = range.first, triggers[first].kind == .other else { return false }
    let others = otherTriggers.span
    if case .newConversation = others[Int(triggers[first].operand)].happening { return true }
    return false
  }

  /// The answers of some rule depend on the ticket's past: limits, timers, rotations, threads, messages that may be
  /// answers.
  var needsMemory: Bool {
    if extras.contains(where: { !$0.limits.isEmpty || $0.timer != nil }) { return true }
    let comparesThreads =
      triggers.contains { $0.kind == .replied }
      || otherTriggers.contains { trigger in
        switch trigger.happening {
        case .reply, .messageInAnotherThread: true
        default: false
        }
      }
    return comparesThreads || actions.contains(where: \.needsMemory)
  }
}
