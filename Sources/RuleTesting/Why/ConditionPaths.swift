import RuleEngine

/// A test of a condition and how it has to come out.
struct WantedTest: Sendable, Hashable {
  /// Index into `Program.tests`.
  var test: Int
  var holds: Bool
}

/// The ways through a rule's conditions to one of its arms.
struct ConditionPaths {
  let program: Program
  let view: EventView
  /// How often a branch may still be looked at: a condition of very many tests is not searched to its end.
  private var budget = 20_000

  init(program: Program, view: EventView) {
    self.program = program
    self.view = view
  }

  /// The ways with which the guard holds and some arm is taken, at most `flips` of whose knobs have to be turned;
  /// those with the fewest first.
  mutating func paths(of rule: Program.Rule, flips: Int) -> [[WantedTest]] {
    var found: [[WantedTest]] = []
    for arm in rule.arms {
      let conditions = [rule.guardCondition, arm.condition].compactMap(\.self)
      walk(conditions[...], at: nil, [], flips, &found)
    }
    let sizes = found.map { path in turns(path, upTo: flips).map(\.count).min() ?? flips + 1 }
    return found.indices.sorted { (sizes[$0], $0) < (sizes[$1], $1) }.map { found[$0] }
  }

  /// The sets of at most `limit` knobs that have to be turned: of each test that comes out wrong, one that it looks at.
  func turns(_ path: [WantedTest], upTo limit: Int) -> [[EventKnob]] {
    let wrong = path.filter { view.holds(program.tests[$0.test]) != $0.holds }
      .map { EventKnob.knobs(of: program.tests[$0.test]) }
    var sets: [[EventKnob]] = []
    func extend(_ set: [EventKnob], past place: Int) {
      guard let next = wrong.indices[place...].first(where: { !wrong[$0].contains(where: set.contains) }) else {
        if !sets.contains(where: { Set($0) == Set(set) }) { sets.append(set) }
        return
      }
      guard set.count < limit else { return }
      for knob in wrong[next] { extend(set + [knob], past: next + 1) }
    }
    extend([], past: 0)
    return sets
  }

  private mutating func walk(
    _ conditions: ArraySlice<Program.Condition>, at branch: Int?, _ path: [WantedTest], _ flips: Int,
    _ found: inout [[WantedTest]]
  ) {
    guard found.count < 200, budget > 0 else { return }
    budget -= 1
    guard let condition = conditions.first else {
      found.append(path)
      return
    }
    let index = branch ?? condition.branches.lowerBound
    let node = program.branches[index]
    let present = view.holds(program.tests[node.test])
    for holds in [present, !present] {
      var next = path
      if let known = path.first(where: { $0.test == node.test }) {
        guard known.holds == holds else { continue }
      } else {
        next.append(WantedTest(test: node.test, holds: holds))
        if holds != present, turns(next, upTo: flips).isEmpty { continue }
      }
      switch holds ? node.ifTrue : node.ifFalse {
      case .accept: walk(conditions.dropFirst(), at: nil, next, flips, &found)
      case .reject: continue
      case .branch(let target): walk(conditions, at: target, next, flips, &found)
      }
    }
  }
}
