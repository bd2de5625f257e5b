//  Which rules fire for one change-set: triggers, limits, conditions, overrides, held back. Section 4.2 of
//  grammar/meaning.md.

extension Chain {
  /// A rule that fires, by which facets, with the arm taken.
  struct Firing {
    var rule: Int
    var match: Match
    var arm: Int
  }

  mutating func firedRules(_ view: RoundView) -> [Firing] {
    let changeSet = view.changeSet
    var holding: [Firing] = []
    for rule in index.candidates(for: view) {
      guard let match = match(of: rule, view) else {
        noteNotTriggered(rule, view)
        continue
      }
      if program.rules[rule].isOncePerTicket,
        tickets[changeSet.ticket].state.usedUp.contains(program.stateName(of: rule))
      {
        note(.limited, rule: rule, changeSet)
        continue
      }
      guard let arm = takenArm(of: rule, view) else { continue }
      holding.append(Firing(rule: rule, match: match, arm: arm))
    }
    if isTracing, !changeSet.isConversation { noteOtherPipelines(view) }
    var overriders: [Int: Int] = [:]
    for firing in holding {
      for overridden in program.rules[firing.rule].overrides where overriders[overridden] == nil {
        overriders[overridden] = firing.rule
      }
    }
    var fired: [Firing] = []
    for firing in holding {
      if let overrider = overriders[firing.rule] {
        note(.overridden(by: program.rules[overrider].identity), rule: firing.rule, changeSet)
      } else if firing.match.isHeldBack {
        note(.heldBack, rule: firing.rule, changeSet)
      } else {
        note(.fired(arm: firing.arm + 1), rule: firing.rule, changeSet)
        fired.append(firing)
      }
    }
    return fired
  }

  /// The facets that the rule's triggers match, or `nil` if none.
  func match(of rule: Int, _ view: RoundView) -> Match? {
    var match: Match?
    for trigger in program.rules[rule].triggers where view.matches(trigger) {
      let carried = view.rulesLeading(to: trigger.happening)
      match = (match ?? Match()).adding(trigger.happening, ledBy: carried, rule: rule)
    }
    return match
  }

  mutating func takenArm(of rule: Int, _ view: RoundView) -> Int? {
    if let guardCondition = program.rules[rule].guardCondition {
      let (holds, decision) = view.evaluate(guardCondition)
      guard holds else {
        noteFalse(decision, rule: rule, view)
        return nil
      }
    }
    var last: Decision?
    for (index, arm) in program.rules[rule].arms.enumerated() {
      guard let condition = arm.condition else { return index }
      let (holds, decision) = view.evaluate(condition)
      if holds { return index }
      last = decision
    }
    if let last { noteFalse(last, rule: rule, view) }
    return nil
  }
}
