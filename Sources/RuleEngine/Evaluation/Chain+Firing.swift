//  Which rules fire for one change-set: triggers, limits, conditions, overrides, held back. Section 4.2 of
//  grammar/meaning.md.

extension Chain {
  /// A rule that fires, by which facets, with the arm taken.
  struct Firing {
    var rule: Int
    var match: Match
    var arm: Int
  }

  mutating func firedRules(_ view: RoundView, dueRules: [Int]) -> [Firing] {
    var holding: [Firing] = []
    var memo = RoundMemo()
    var happenings = view.happenings
    var hasOverrides = false
    // A trace says of every rule why it did not fire, and a record what every condition came to.
    let usesIndex = core.usesIndex && !isTracing && !isRecording
    var cursor = usesIndex ? core.index.candidates(for: view) : core.index.everyRule(for: view)
    var due = usesIndex ? dueRules[...] : []
    var next = cursor.next(core.index.entries)
    while true {
      // Timed rules stand in no bucket: those that are due are merged in.
      let rule: Int
      if let timed = due.first, timed < next ?? .max {
        rule = timed
        due.removeFirst()
      } else if let candidate = next {
        rule = candidate
        next = cursor.next(core.index.entries)
      } else {
        break
      }
      let planned = core.plan.rules[rule]
      guard let match = match(of: rule, planned, view, &happenings, dueRules: dueRules) else {
        noteNotTriggered(rule, view)
        continue
      }
      if planned.hasLimits, isUsedUp(rule, view.changeSet) {
        note(.limited, rule: rule, view.changeSet)
        continue
      }
      if isRecording { noteConditions(of: rule, view) }
      guard let arm = takenArm(of: rule, planned, view, &memo) else { continue }
      hasOverrides = hasOverrides || planned.hasOverrides
      if holding.isEmpty { holding.reserveCapacity(8) }
      holding.append(Firing(rule: rule, match: match, arm: arm))
    }
    if isTracing, !view.changeSet.isConversation { noteOtherPipelines(view) }
    if !hasOverrides, !isTracing {
      if holding.contains(where: \.match.isHeldBack) { holding.removeAll(where: \.match.isHeldBack) }
      return holding
    }
    return settled(holding, view.changeSet)
  }

  /// Those of the rules that are neither overridden nor held back.
  private mutating func settled(_ holding: [Firing], _ changeSet: ChangeSet) -> [Firing] {
    var overriders: [Int: Int] = [:]
    for firing in holding {
      for overridden in core.rules.with(firing.rule, { $0.overrides }) where overriders[overridden] == nil {
        overriders[overridden] = firing.rule
      }
    }
    var fired: [Firing] = []
    for firing in holding {
      if let overrider = overriders[firing.rule] {
        note(.overridden(by: core.identity(of: overrider)), rule: firing.rule, changeSet)
      } else if firing.match.isHeldBack {
        note(.heldBack, rule: firing.rule, changeSet)
      } else {
        note(verdict(of: firing), rule: firing.rule, changeSet)
        fired.append(firing)
      }
    }
    return fired
  }

  /// The facets that the rule's triggers match, or `nil` if none.
  func match(of rule: Int, _ view: RoundView, dueRules: [Int] = []) -> Match? {
    var happenings = view.happenings
    return match(of: rule, core.plan.rules[rule], view, &happenings, dueRules: dueRules)
  }

  private func match(
    of rule: Int, _ planned: MatchPlan.Rule, _ view: RoundView, _ happenings: inout RoundHappenings, dueRules: [Int]
  ) -> Match? {
    if planned.isTimed { return dueRules.contains(rule) ? .ofTimer : nil }
    var match = Match()
    var isMatched = false
    for number in Int(planned.firstTrigger)..<Int(planned.endTrigger) {
      let trigger = core.plan.triggers[number]
      let place = number - Int(planned.firstTrigger)
      let isHere = happenings.has(trigger, view) ?? core.rules.with(rule) { view.matches($0.triggers[place]) }
      guard isHere else { continue }
      isMatched = true
      if happenings.isLedByNone {
        match.add(ofMessage: trigger.isOfMessage)
      } else {
        let happening = core.rules.with(rule) { $0.triggers[place].happening }
        match.add(ofMessage: trigger.isOfMessage, ledBy: view.rulesLeading(to: happening), rule: rule)
      }
    }
    return isMatched ? match : nil
  }

  private mutating func takenArm(
    of rule: Int, _ planned: MatchPlan.Rule, _ view: RoundView, _ memo: inout RoundMemo
  ) -> Int? {
    if planned.guardEntry >= 0 {
      let (holds, decision) = view.evaluate(from: Int(planned.guardEntry), &memo)
      guard holds else {
        noteFalse(decision, rule: rule, view)
        return nil
      }
    }
    var last: Decision?
    for number in Int(planned.firstArm)..<Int(planned.endArm) {
      let entry = core.plan.arms[number].entry
      if entry < 0 { return number - Int(planned.firstArm) }
      let (holds, decision) = view.evaluate(from: Int(entry), &memo)
      if holds { return number - Int(planned.firstArm) }
      last = decision
    }
    if let last { noteFalse(last, rule: rule, view) }
    return nil
  }
}

/// What plain triggers ask of a round. Whatever takes more than a look is found out once, however many rules ask.
private struct RoundHappenings {
  /// No rule led to any of it.
  let isLedByNone: Bool
  private let isCreation: Bool
  private let isConversation: Bool
  /// The stage that was entered, or negative.
  private let enteredStage: Int32
  private var isReplied: Bool?
  private var isSentFromTicket: Bool?

  init(isLedByNone: Bool, isCreation: Bool, isConversation: Bool, enteredStage: Int32?) {
    self.isLedByNone = isLedByNone
    self.isCreation = isCreation
    self.isConversation = isConversation
    self.enteredStage = enteredStage ?? -1
  }

  /// Whether it has what a trigger matches; `nil` if the trigger's record says what that is.
  mutating func has(_ trigger: MatchPlan.Trigger, _ view: RoundView) -> Bool? {
    if isConversation { return nil }
    switch trigger.kind {
    case .ticketCreated: return isCreation
    case .entered: return trigger.operand == enteredStage
    case .changed: return view.isChanged(FieldSlot(index: Int(trigger.operand)))
    case .replied: return isReplied(view)
    case .sentFromTicket: return isSentFromTicket(view)
    case .other: return nil
    }
  }

  private mutating func isReplied(_ view: RoundView) -> Bool {
    if let isReplied { return isReplied }
    let verdict = view.matches(.reply(fromAnyone: false, includingAutomatic: false))
    isReplied = verdict
    return verdict
  }

  private mutating func isSentFromTicket(_ view: RoundView) -> Bool {
    if let isSentFromTicket { return isSentFromTicket }
    let verdict = view.matches(.emailSent(.ticket))
    isSentFromTicket = verdict
    return verdict
  }
}

extension RoundView {
  /// What happened, nothing of it found out yet. No initialiser of what it returns: that would copy the view.
  fileprivate var happenings: RoundHappenings {
    var enteredStage: Int32?
    if isCreated(with: .stage) || isChanged(.stage),
      case .option(let stage) = changeSet.after.fields[FieldSlot.stage.index]
    {
      enteredStage = stage
    }
    return RoundHappenings(
      isLedByNone: changeSet.origin == .line && changeSet.hasNoLeaders, isCreation: changeSet.isCreation,
      isConversation: changeSet.isConversation, enteredStage: enteredStage)
  }
}
