internal import RuleEngine

/// For which rules more matters than what each round does: those that can lead to themselves, since section 4.3 holds them
/// back by rule, and those that can act in more than one round of a chain with actions that are one by the rule's name.
struct ChainSensitivity {
  private let old: Program
  private let new: Program

  init(old: Program, new: Program) {
    self.old = old
    self.new = new
  }

  /// Those of the rules that more matters for.
  func uncertain(old oldRules: [Int], new newRules: [Int]) -> (old: [Int], new: [Int]) {
    guard !oldRules.isEmpty || !newRules.isEmpty else { return ([], []) }
    let (before, after) = (RuleLeads(of: old), RuleLeads(of: new))
    return (oldRules.filter(before.isSensitive), newRules.filter(after.isSensitive))
  }
}

/// Which rules can lead to which: a change that one writes may match a trigger of the other.
struct RuleLeads {
  private let program: Program
  private let successors: [[Int]]
  private let hasPredecessor: [Bool]

  init(of program: Program) {
    self.program = program
    var byField: [FieldSlot: [Int]] = [:]
    var ofCreation: [Int] = []
    for (index, rule) in program.rules.enumerated() {
      let happenings = rule.triggers.filter(\.canFollowRules).map(\.happening)
      for slot in Set(happenings.compactMap { $0.writtenSlot }) { byField[slot, default: []].append(index) }
      if happenings.contains(where: \.canMatchCreation) { ofCreation.append(index) }
    }
    var successors: [[Int]] = []
    var hasPredecessor = Array(repeating: false, count: program.rules.count)
    for rule in program.rules {
      let writes = rule.arms.flatMap(\.actions).flatMap { Write.all(of: $0, in: program) }
      var found: Set<Int> = []
      for write in writes {
        switch write {
        case .creation(let stage):
          let pipeline = program.stages[stage].pipeline
          found.formUnion(ofCreation.filter { program.rules[$0].pipeline == pipeline })
        case .field(let slot, let value):
          for other in byField[slot] ?? [] where !found.contains(other) {
            let matches = program.rules[other].triggers.contains {
              $0.canFollowRules && $0.happening.canMatch(slot, value, program)
            }
            if matches { found.insert(other) }
          }
        }
      }
      for other in found { hasPredecessor[other] = true }
      successors.append(found.sorted())
    }
    self.successors = successors
    self.hasPredecessor = hasPredecessor
  }

  /// Whether more matters of a rule than what each round does.
  func isSensitive(_ rule: Int) -> Bool {
    let hasNamedActions = program.rules[rule].arms.flatMap(\.actions).contains { action in
      switch action {
      case .createTask, .addNote, .call, .createTicket: true
      default: false
      }
    }
    return hasPredecessor[rule] && (hasNamedActions || leadsToItself(rule))
  }

  /// Whether a chain of consequences can come back to the rule.
  func leadsToItself(_ rule: Int) -> Bool {
    var seen: Set<Int> = []
    var stack = successors[rule]
    while let next = stack.popLast() {
      if next == rule { return true }
      if seen.insert(next).inserted { stack += successors[next] }
    }
    return false
  }

  /// What an action may change.
  private enum Write {
    /// The new value, where it is a constant.
    case field(FieldSlot, Value?)
    case creation(stage: Int)

    static func all(of action: Program.Action, in program: Program) -> [Write] {
      switch action {
      case .createTicket(let stage, _): [.creation(stage: stage)]
      case .move(let stage): [.field(.stage, .option(Int32(stage)))]
      case .set(let slot, .literal(let value)): [.field(slot, value)]
      case .set(let slot, _), .raise(let slot, _), .add(_, let slot), .remove(_, let slot), .removeAll(_, let slot),
        .increase(let slot, _):
        [.field(slot, nil)]
      case .clear(let slot): [.field(slot, .unknown)]
      case .assign(.team): [.field(.team, nil)]
      case .assign(.nobody): [.field(.owner, .unknown)]
      case .assign: [.field(.owner, nil)]
      // What the host chooses comes back as a line: its rules remember who asked.
      case .rotate: [.field(.owner, nil)]
      case .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call: []
      }
    }
  }
}

extension Program.Trigger {
  /// Whether changes that rules make can match: their actor is automation.
  fileprivate var canFollowRules: Bool {
    switch by {
    case .contact, .agent, .integration: false
    case .automation, .list, nil: true
    }
  }
}

extension Program.Trigger.Happening {
  /// The field whose change it matches.
  fileprivate var writtenSlot: FieldSlot? {
    guard let slot = changedField else { return nil }
    return slot == .pipeline ? .stage : slot
  }

  /// Whether a ticket's creation can match.
  fileprivate var canMatchCreation: Bool {
    switch self {
    case .ticketCreated, .entered, .closed, .becomes, .gained: true
    default: false
    }
  }

  /// Whether the field's change to `value` can match; `nil` is any value.
  fileprivate func canMatch(_ slot: FieldSlot, _ value: Value?, _ program: Program) -> Bool {
    guard let value else { return true }
    let stage: Program.Stage? =
      if slot == .stage, case .option(let index) = value { program.stages[Int(index)] } else { nil }
    switch self {
    case .entered(let stages): return stages.contains { .option(Int32($0)) == value }
    case .stageChanged(_, let to): return to.map { .option(Int32($0)) == value } ?? true
    case .closed: return stage?.isClosed ?? true
    case .reopened: return !(stage?.isClosed ?? false)
    case .assigned: return value.isKnown
    case .unassigned: return !value.isKnown
    case .changed(slot, _, let to): return to.map { Self.canBe($0, value) } ?? true
    case .becomes(slot, let new): return Self.canBe(new, value)
    default: return true
    }
  }

  /// Texts are compared without case elsewhere.
  private static func canBe(_ wanted: Value, _ value: Value) -> Bool {
    switch (wanted, value) {
    case (.option, .option), (.number, .number), (.flag, .flag), (_, .unknown): wanted == value
    default: true
    }
  }
}
