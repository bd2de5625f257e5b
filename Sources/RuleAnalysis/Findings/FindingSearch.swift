internal import RuleEngine

/// Looks for findings in one space.
struct FindingSearch {
  let space: AnalysedSpace
  private let playback: Playback
  private(set) var found: [Finding] = []
  /// Rules that never fire: nothing more is said about them.
  private var dead: Set<Int> = []

  private var program: Program { space.situations.program }
  private var situations: Situations { space.situations }
  private var store: DiagramStore { space.situations.store }

  init(space: AnalysedSpace, playback: Playback) {
    self.space = space
    self.playback = playback
  }

  mutating func run() throws(BudgetExceeded) {
    for (rule, encoded) in zip(space.rules, space.encoded) {
      if encoded.holds == .never {
        dead.insert(rule)
        report(.neverFires(becauseOf: try guilty(of: program.rules[rule], encoded)), of: rule)
        continue
      }
      try lookForDeadArms(rule, encoded)
      try lookForDecidedParts(rule, encoded)
      try lookForIdleOverrides(rule, encoded)
      if let missing = try MissingCases(space: space, playback: playback).missingCase(of: rule, encoded) {
        found.append(Finding(rule: rule, kind: .caseUncovered(missing.facts), witness: missing.witness))
      }
    }
    try lookForRedundantRules()
  }

  private mutating func report(_ kind: Finding.Kind, of rule: Int, showing diagram: Diagram? = nil) {
    var witness: Witness?
    if let diagram {
      // What people recognise, if there is such an example.
      let plain = try? situations.plainest(of: diagram)
      for region in [plain, diagram] where witness == nil {
        guard let region else { continue }
        witness = (try? situations.witness(of: region, rulebook: playback.rulebook, tries: 8))?.witness
      }
    }
    found.append(Finding(rule: rule, kind: kind, witness: witness))
  }

  // MARK: What never happens

  /// The part of a rule's conditions that never comes out as it must where the rule is triggered, or two of them that
  /// exclude each other.
  private func guilty(of rule: Program.Rule, _ encoded: EncodedRule) throws(BudgetExceeded) -> [Int] {
    if encoded.triggered == .never { return [] }
    let isGuard = encoded.guarded == .never
    guard isGuard || rule.arms.count == 1 else { return [] }
    let condition = isGuard ? rule.guardCondition : rule.arms[0].condition
    let context = isGuard ? encoded.triggered : encoded.guarded
    if let part = try guiltyPart(of: condition, under: context) { return [part] }
    return try excludingParts(of: condition, under: context)
  }

  /// Two parts that must come out so, and cannot both.
  private func excludingParts(of condition: Program.Condition?, under context: Diagram) throws(BudgetExceeded) -> [Int]
  {
    guard let condition else { return [] }
    var needed: [(branch: Int, diagram: Diagram)] = []
    for index in condition.branches {
      let branch = program.branches[index]
      guard branch.ifFalse == .reject || branch.ifTrue == .reject else { continue }
      let test = try situations.diagram(program.tests[branch.test])
      let diagram = branch.ifFalse == .reject ? try store.and(context, test) : try store.without(context, test)
      for earlier in needed where try store.and(earlier.diagram, diagram) == .never { return [earlier.branch, index] }
      needed.append((index, diagram))
    }
    return []
  }

  /// The first part that alone keeps a condition from holding: whenever it is asked it leads to rejection.
  private func guiltyPart(of condition: Program.Condition?, under context: Diagram) throws(BudgetExceeded) -> Int? {
    guard let condition else { return nil }
    for index in condition.branches {
      let branch = program.branches[index]
      let test = try situations.diagram(program.tests[branch.test])
      let holding = try store.and(context, test)
      let failing = try store.without(context, test)
      if holding == .never, branch.ifFalse == .reject { return index }
      if failing == .never, branch.ifTrue == .reject { return index }
    }
    return nil
  }

  private mutating func lookForDeadArms(_ rule: Int, _ encoded: EncodedRule) throws(BudgetExceeded) {
    let arms = program.rules[rule].arms
    guard arms.count > 1 else { return }
    var own: [Diagram] = []
    for arm in arms { own.append(try store.and(encoded.guarded, situations.diagram(arm.condition, in: program))) }
    for (number, taken) in encoded.taken.enumerated() where taken == .never {
      let reason: Finding.ArmReason
      if own[number] == .never {
        reason = try guiltyPart(of: arms[number].condition, under: encoded.guarded).map { .part($0) } ?? .condition
      } else {
        var cover: Int?
        for earlier in 0..<number where try store.without(own[number], own[earlier]) == .never {
          cover = earlier
          break
        }
        reason = cover.map { .arm($0) } ?? .arms
      }
      report(.armNeverTaken(arm: number, because: reason), of: rule)
    }
  }

  /// Parts that come out the same whenever they are asked, though nothing before them in the rule says so alone.
  private mutating func lookForDecidedParts(_ rule: Int, _ encoded: EncodedRule) throws(BudgetExceeded) {
    try lookForDecidedParts(of: program.rules[rule].guardCondition, under: encoded.triggered, rule)
    for (number, arm) in program.rules[rule].arms.enumerated() where encoded.taken[number] != .never {
      try lookForDecidedParts(of: arm.condition, under: encoded.guarded, rule)
    }
  }

  private mutating func lookForDecidedParts(
    of condition: Program.Condition?, under context: Diagram, _ rule: Int
  ) throws(BudgetExceeded) {
    guard let condition else { return }
    let first = condition.branches.lowerBound
    var reached = [Diagram](repeating: .never, count: condition.branches.count)
    reached[0] = context
    for index in condition.branches {
      let here = reached[index - first]
      // Nobody gets here: what led here is decided, and was reported.
      if here == .never { continue }
      let branch = program.branches[index]
      let test = try situations.diagram(program.tests[branch.test])
      let holding = try store.and(here, test)
      let failing = try store.without(here, test)
      if holding == .never { report(.decided(branch: index, holds: false), of: rule) }
      if failing == .never { report(.decided(branch: index, holds: true), of: rule) }
      for (target, diagram) in [(branch.ifTrue, holding), (branch.ifFalse, failing)] {
        guard case .branch(let next) = target else { continue }
        reached[next - first] = try store.or(reached[next - first], diagram)
      }
    }
  }

  // MARK: Pairs of rules

  private mutating func lookForIdleOverrides(_ rule: Int, _ encoded: EncodedRule) throws(BudgetExceeded) {
    for other in program.rules[rule].overrides {
      guard let others = space.encoding(of: other), others.holds != .never else { continue }
      if try store.and(encoded.holds, others.holds) == .never { report(.overridesInVain(other), of: rule) }
    }
  }

  /// Rules all of whose actions another rule does at the same time, in a way that comes out once.
  private mutating func lookForRedundantRules() throws(BudgetExceeded) {
    var groups: [(action: Program.Action, members: [(rule: Int, arm: Int, fires: Diagram)])] = []
    var indices = HashedIndices()
    for rule in space.rules where !dead.contains(rule) && program.rules[rule].limits.isEmpty {
      for (arm, written) in program.rules[rule].arms.enumerated() {
        guard let action = written.actions.first else { continue }
        let fires = try space.fires(rule, arm: arm)
        if fires == .never { continue }
        if let index = indices.index(ofHash: action.hashValue, where: { groups[$0].action == action }) {
          groups[index].members.append((rule, arm, fires))
        } else {
          groups.append((action, [(rule, arm, fires)]))
          indices.addNext { groups[$0].action.hashValue }
        }
      }
    }
    var said: Set<Int> = []
    for (_, group) in groups where group.count > 1 {
      // Where at least two of the group fire at once.
      var once = Diagram.never
      var twice = Diagram.never
      for member in group {
        twice = try store.or(twice, store.and(once, member.fires))
        once = try store.or(once, member.fires)
      }
      if twice == .never { continue }
      for member in group where !said.contains(member.rule) {
        guard try store.without(member.fires, twice) == .never else { continue }
        for other in group where other.rule != member.rule && !said.contains(other.rule) {
          guard let kind = try redundancy(of: member.rule, beside: other.rule) else { continue }
          said.insert(member.rule)
          report(kind, of: member.rule, showing: member.fires)
          break
        }
      }
    }
  }

  /// How `rule` is idle beside `other`, if it is.
  private func redundancy(of rule: Int, beside other: Int) throws(BudgetExceeded) -> Finding.Kind? {
    let (one, two) = (program.rules[rule], program.rules[other])
    // Who overrides somebody has a purpose of its own; a timer of its own is an anchor of its own.
    guard one.overrides.isEmpty, one.timer == nil, two.timer == nil, two.limits.isEmpty else { return nil }
    var isWithin = true
    var isSame = one.arms.count == two.arms.count
    for (number, arm) in one.arms.enumerated() {
      let fires = try space.fires(rule, arm: number)
      if fires == .never { continue }
      var covered = Diagram.never
      for (place, otherArm) in two.arms.enumerated() where arm.actions.allSatisfy(otherArm.actions.contains) {
        covered = try store.or(covered, space.fires(other, arm: place))
      }
      if try store.without(fires, covered) != .never { isWithin = false }
      if isSame {
        isSame = arm.actions == two.arms[number].actions
        if isSame { isSame = try space.fires(other, arm: number) == fires }
      }
      if !isWithin && !isSame { return nil }
    }
    if isSame { return rule > other ? .sameAs(other) : nil }
    let comesOutOnce = one.arms.allSatisfy { $0.actions.allSatisfy(\.comesOutOnce) }
    return isWithin && comesOutOnce ? .redundant(because: other) : nil
  }
}

extension Program.Action {
  /// Whether two rules that do it at the same time do it once: equal writes agree, and equal messages are one.
  fileprivate var comesOutOnce: Bool {
    switch self {
    case .move, .set, .clear, .raise, .add, .remove, .removeAll, .assign, .sendNotification, .sendEmail, .sendMessage,
      .notify:
      true
    case .createTicket, .increase, .rotate, .createTask, .addNote, .call: false
    }
  }
}
