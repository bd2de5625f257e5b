/// Something that a step went through: what coverage counts.
package enum Visit: Sendable, Hashable {
  /// A rule looked at a condition: its first branch, and how every test of it came out, in the order of its branches. All
  /// tests are asked, also those that could not matter any more.
  case condition(Int, truths: [Bool])
  /// A rule fired with an arm of it.
  case firing(rule: Int, arm: Int)
  /// A ticket stood in a stage.
  case stage(Int)
  /// A change-set moved a ticket from one stage to another.
  case transition(from: Int, to: Int)
}

extension Rulebook {
  /// What `step` answers, with what it went through on the way, in order.
  ///
  /// - Complexity: as that of a traced step, and linear in the tests of all conditions that were looked at.
  func visits(
    of event: Event, from box: consuming TicketStateBox, tracing isTracing: Bool
  ) -> (step: Step, visits: [Visit]) {
    var run = StepRun(core: core, event: event, box, isTracing: isTracing, isRecording: true)
    let step = run.step()
    return (step, run.visits)
  }
}

extension Chain {
  /// The conditions that decide which arm of a rule is taken, up to the first that holds.
  mutating func noteConditions(of rule: Int, _ view: RoundView) {
    let rule = core.rules[rule]
    if let guardCondition = rule.guardCondition, !note(guardCondition, view) { return }
    for arm in rule.arms {
      guard let condition = arm.condition, !note(condition, view) else { return }
    }
  }

  /// Where the ticket stands, how it came there, and what the conditions of `while` are.
  mutating func notePlace(_ view: RoundView) {
    if view.changeSet.isConversation { return }
    for rule in core.index.timedRules(for: view) {
      if let condition = core.rules[rule].timer?.kind.condition { _ = note(condition, view) }
    }
    guard case .option(let stage) = view.value(of: .stage) else { return }
    visits.append(.stage(Int(stage)))
    if !view.changeSet.isCreation, case .option(let before) = view.changeSet.change(of: .stage)?.before {
      visits.append(.transition(from: Int(before), to: Int(stage)))
    }
  }

  mutating func note(_ firings: [Firing]) {
    visits += firings.map { .firing(rule: $0.rule, arm: $0.arm) }
  }

  /// Whether the condition holds, noted.
  private mutating func note(_ condition: Program.Condition, _ view: RoundView) -> Bool {
    let truths = condition.branches.map { view.holds(core.tests[Int(core.plan.branches[$0].test)]) }
    visits.append(.condition(condition.branches.lowerBound, truths: truths))
    return condition.way(truths, core.branch).holds
  }
}

extension Program {
  /// Whether the condition holds when its tests come out as `truths`.
  package func holds(_ condition: Condition, _ truths: [Bool]) -> Bool {
    way(through: condition, truths).holds
  }

  /// The tests that decide the condition when its tests come out as `truths`, by place, and whether it holds.
  package func way(through condition: Condition, _ truths: [Bool]) -> (places: [Int], holds: Bool) {
    condition.way(truths) { branches[$0] }
  }
}

extension Program.Condition {
  /// The tests that decide it when they come out as `truths`, by place, and whether it holds.
  func way(_ truths: [Bool], _ branch: (Int) -> Program.Branch) -> (places: [Int], holds: Bool) {
    var places: [Int] = []
    var place = branches.lowerBound
    while true {
      let number = place - branches.lowerBound
      places.append(number)
      let branch = branch(place)
      // Branches only ever go forward, inside their condition: the file's verifier says so.
      switch truths[number] ? branch.ifTrue : branch.ifFalse {
      case .accept: return (places, true)
      case .reject: return (places, false)
      case .branch(let next): place = next
      }
    }
  }
}
