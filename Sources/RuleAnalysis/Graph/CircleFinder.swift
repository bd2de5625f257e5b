internal import RuleEngine

/// Finds moves that can follow one another with nobody doing anything.
///
/// One move can follow another where the second's timer runs in the stage that the first leads to, where the second's
/// trigger is the stage change that the first makes, or a change of a field that some rule writes. What is then in a
/// strongly connected part is a circle. Whether the writes happen to come together is not looked at: a circle that is
/// shown may need luck; one that is not shown does not exist, limits `once per ticket` apart.
struct CircleFinder {
  /// A move, as it is known by its ends.
  private struct Move: Hashable {
    var rule: Int
    var source: Int
    var target: Int
  }

  private struct Causes {
    /// Stages from which entering sets it off.
    var entries: Set<Int> = []
    var followsWrites = false
  }

  private let program: Program
  private let written: Set<FieldSlot>
  private(set) var transitions: [PipelineGraph.Transition] = []
  private var causes: [Move: Causes] = [:]

  init(program: Program) {
    self.program = program
    var written: Set<FieldSlot> = []
    for rule in program.rules {
      for arm in rule.arms { for action in arm.actions { written.formUnion(action.writtenSlots) } }
    }
    self.written = written
  }

  mutating func add(_ transitions: [PipelineGraph.Transition]) { self.transitions += transitions }

  /// Notes what sets a move off that happens in `situation`.
  mutating func note(
    _ source: Int?, _ rule: Int, _ arm: Int, _ target: Int, _ situation: Diagram, _ space: AnalysedSpace
  ) {
    guard let source, program.rules[rule].timer == nil else { return }
    let move = Move(rule: rule, source: source, target: target)
    var known = causes[move] ?? Causes()
    // Where the budget ends, everything is taken for possible.
    if let found = try? find(rule, situation, space) {
      known.entries.formUnion(found.entries)
      known.followsWrites = known.followsWrites || found.followsWrites
    } else {
      known.entries.formUnion(program.stages.indices)
      known.followsWrites = true
    }
    causes[move] = known
  }

  private func find(_ rule: Int, _ situation: Diagram, _ space: AnalysedSpace) throws(BudgetExceeded) -> Causes {
    let situations = space.situations
    let store = situations.store
    var found = Causes()
    let byAutomation = try store.all([
      situation, situations.isMessage(.none), situations.isChange(),
      situations.diagram(.actor, is: Int(Event.Actor.Kind.automation.rawValue) + 1),
    ])
    guard byAutomation != .never else { return found }
    var entering = Diagram.never
    for trigger in program.rules[rule].triggers {
      switch trigger.happening {
      case .entered, .left, .stageChanged, .closed, .reopened:
        entering = try store.or(entering, situations.diagram(trigger))
      case .changed(.pipeline, _, _), .becomes(.pipeline, _):
        entering = try store.or(entering, situations.diagram(trigger))
      case .assigned, .unassigned, .changed, .becomes, .gained, .lost:
        guard trigger.happening.changedSlots.contains(where: written.contains) else { continue }
        let follows = try store.and(byAutomation, situations.diagram(trigger))
        found.followsWrites = found.followsWrites || follows != .never
      default: continue
      }
    }
    let entered = try store.all([byAutomation, entering, situations.isChanged(.stage)])
    for stage in program.stages.indices where try store.and(entered, situations.wasStage { $0 == stage }) != .never {
      found.entries.insert(stage)
    }
    return found
  }

  /// Marks the transitions that are part of a circle.
  mutating func markCircles() {
    let moves = transitions.indices.filter { transitions[$0].kind == .move }
    var leaving: [Int: [Int]] = [:]
    for move in moves {
      if case .stage(let stage) = transitions[move].source { leaving[stage, default: []].append(move) }
    }
    let followers = Dictionary(
      uniqueKeysWithValues: moves.map { move in
        (move, (leaving[transitions[move].target] ?? []).filter { canFollow($0, after: move) })
      })
    let parts = StrongParts.find(moves) { followers[$0] ?? [] }
    for part in parts where part.count > 1 {
      let circle: PipelineGraph.Circle = part.contains { transitions[$0].isTimed } ? .timed : .immediate
      for move in part { transitions[move].circle = circle }
    }
  }

  private func canFollow(_ second: Int, after first: Int) -> Bool {
    let (before, after) = (transitions[first], transitions[second])
    let rule = program.rules[after.rule]
    if rule.limits.contains(.oncePerTicket) { return false }
    if after.isTimed { return true }
    guard before.rule != after.rule, case .stage(let origin) = before.source, case .stage(let source) = after.source
    else { return false }
    let known = causes[Move(rule: after.rule, source: source, target: after.target)]
    // What was not looked at is taken for possible.
    guard let known else { return true }
    return known.followsWrites || known.entries.contains(origin)
  }
}

extension Program.Trigger.Happening {
  /// The fields, other than the stage, whose change it waits for.
  fileprivate var changedSlots: [FieldSlot] {
    switch self {
    case .assigned, .unassigned: [.owner]
    case .changed(let slot, _, _), .becomes(let slot, _), .gained(let slot, _), .lost(let slot, _):
      slot == .pipeline || slot == .stage ? [] : [slot]
    case .newConversation, .ticketCreated, .entered, .left, .stageChanged, .closed, .reopened, .activity, .emailSent,
      .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed:
      []
    }
  }
}

extension Program.Action {
  /// The fields that it writes, other than the stage.
  fileprivate var writtenSlots: [FieldSlot] {
    switch self {
    case .set(let slot, _), .clear(let slot), .raise(let slot, _), .add(_, let slot), .remove(_, let slot),
      .removeAll(_, let slot), .increase(let slot, _):
      [slot]
    case .assign, .rotate: [.owner, .team]
    case .createTicket, .move, .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call: []
    }
  }
}
