package import RuleEngine

/// Two rules that may write one field differently: which arms, and which field.
package struct ConflictCandidate: Sendable {
  /// Indices into `Program.rules`.
  package let earlier: Int
  package let later: Int
  /// The arms that disagree.
  package let arms: [(earlier: Int, later: Int)]
  /// The field is the stage, which a save that sends a message chooses itself (sentence 4.8 of grammar/meaning.md).
  package let isOfStage: Bool

  package init(earlier: Int, later: Int, arms: [(earlier: Int, later: Int)], isOfStage: Bool) {
    self.earlier = earlier
    self.later = later
    self.arms = arms
    self.isOfStage = isOfStage
  }
}

/// Decides whether rules conflict (section 4.4): an event that one change-set can be is all that it takes.
package struct ConflictDecider {
  private let program: Program
  private let rulebook: Rulebook
  private let nodeBudget: Int
  private var spaces: [Situations.Scope: AnalysedSpace?] = [:]
  /// Of which rules candidates are: all others matter only as overriding ones.
  private let rules: Set<Int>

  /// A decider for these candidates.
  package init(_ program: Program, candidates: [ConflictCandidate], nodeBudget: Int = 2_000_000) {
    self.program = program
    self.nodeBudget = nodeBudget
    rulebook = Rulebook(program: program)
    var rules: Set<Int> = []
    for candidate in candidates { rules.formUnion([candidate.earlier, candidate.later]) }
    for (index, rule) in program.rules.enumerated() where !rules.isDisjoint(with: rule.overrides) {
      rules.insert(index)
    }
    self.rules = rules
  }

  /// An event in which the rules of a candidate disagree.
  package mutating func outcome(of candidate: ConflictCandidate) -> WitnessOutcome {
    let scope = Situations.Scope(of: program.rules[candidate.later])
    guard let space = space(of: scope) else { return .undecided }
    do throws(BudgetExceeded) {
      var meeting: [Diagram] = []
      for pair in candidate.arms {
        let earlier = try firing(candidate.earlier, pair.earlier, candidate.isOfStage, in: space)
        let later = try firing(candidate.later, pair.later, candidate.isOfStage, in: space)
        meeting.append(try space.situations.store.and(earlier, later))
      }
      let actions = [candidate.earlier, candidate.later].flatMap { program.rules[$0].arms.flatMap(\.actions) }
      return try space.situations.witness(
        of: space.situations.store.any(meeting), rulebook: rulebook, reading: actions.flatMap(\.readSlots))
    } catch {
      return .undecided
    }
  }

  private mutating func space(of scope: Situations.Scope) -> AnalysedSpace? {
    if let known = spaces[scope] { return known }
    let own = AnalysedSpace.scopes(of: program).first { $0.scope == scope }?.rules.filter(rules.contains) ?? []
    let space = try? AnalysedSpace(scope: scope, rules: own, program: program, nodeBudget: nodeBudget)
    spaces[scope] = .some(space)
    return space
  }

  /// When the arm fires and its move counts.
  private func firing(
    _ rule: Int, _ arm: Int, _ isOfStage: Bool, in space: AnalysedSpace
  ) throws(BudgetExceeded) -> Diagram {
    let fires = try space.fires(rule, arm: arm)
    guard isOfStage else { return fires }
    let situations = space.situations
    let store = situations.store
    var others: [Diagram] = []
    for trigger in program.rules[rule].triggers where !trigger.happening.isOfMessage {
      others.append(try situations.diagram(trigger))
    }
    if program.rules[rule].timer != nil { return fires }
    let isNote = try store.without(
      situations.diagram(.messageKind, is: Fact.MessageKind.note.rawValue), situations.isMessage(.none))
    let sends = try store.or(situations.isMessage(.outgoing), isNote)
    let dropped = try store.without(
      store.and(sends, situations.isChanged(.stage)), store.any(others))
    return try store.without(fires, dropped)
  }
}

extension Program.Action {
  /// The fields it copies; the team, where it needs the creator or the actor instead of a field.
  fileprivate var readSlots: [FieldSlot] {
    switch self {
    case .set(_, .valueOf(let slot)): [slot]
    case .assign(.personIn(let slot)): [slot]
    case .assign(.creator), .assign(.actor): [.team]
    default: []
    }
  }
}
