//  Rules, their triggers, arms and actions.

extension PlanWriter {
  mutating func add(_ parts: RuleParts) {
    let rules = parts.rules.span
    let triggers = parts.triggers.span
    let others = parts.otherTriggers.span
    let arms = parts.arms.span
    let actions = parts.actions.span
    var (firstTrigger, firstArm, firstAction) = (0, 0, 0)
    for index in rules.indices {
      let (endTrigger, endArm) = (Int(rules[index].endTrigger), Int(rules[index].endArm))
      for trigger in firstTrigger..<endTrigger { add(triggers[trigger], others) }
      let firstOfRule = firstAction
      for arm in firstArm..<endArm {
        let endAction = Int(arms[arm].endAction)
        let isOnlyEffects = add(actions, firstAction..<endAction)
        let delay = arms[arm].delay < 0 ? nil : parts.delays[Int(arms[arm].delay)]
        self.arms.append(row: [
          Self.cell(arms[arm].condition.entry), Self.cell(arms[arm].condition.end), Self.cell(firstAction),
          Self.cell(endAction), Self.cell(firstAction - firstOfRule), Self.cell(arms[arm].row),
          delay.map { delay in records.place { delay.write(to: &$0) } } ?? UInt32.max, isOnlyEffects ? 1 : 0,
        ])
        firstAction = endAction
      }
      let isOfConversations = parts.isOfConversations(firstTrigger..<endTrigger)
      let (flags, extras) = extras(Int(rules[index].extras), isOfConversations: isOfConversations, parts)
      self.rules.append(row: [
        records.writer.number(of: rules[index].identity), Self.cell(rules[index].pipeline), Self.cell(firstTrigger),
        Self.cell(endTrigger), Self.cell(rules[index].guardRange.entry), Self.cell(rules[index].guardRange.end),
        Self.cell(firstArm), Self.cell(endArm), extras, flags,
      ])
      (firstTrigger, firstArm) = (endTrigger, endArm)
    }
  }

  /// The flags of a rule with these extras, and where they stand.
  private mutating func extras(
    _ extras: Int, isOfConversations: Bool, _ parts: RuleParts
  ) -> (flags: UInt32, place: UInt32) {
    guard extras >= 0 else {
      let flags = MatchPlan.Rule.flags(
        hasLimits: false, hasOverrides: false, isTimed: false, isOfConversations: isOfConversations)
      return (flags, UInt32.max)
    }
    let span = parts.extras.span
    // Without a comparison, which copies the timer.
    let isTimed = if case .some = span[extras].timer { true } else { false }
    let flags = MatchPlan.Rule.flags(
      hasLimits: !span[extras].limits.isEmpty, hasOverrides: !span[extras].overrides.isEmpty, isTimed: isTimed,
      isOfConversations: isOfConversations)
    RuleExtras.write(span, at: extras, to: &records.writer)
    return (flags, records.takePlace())
  }

  /// Adds the actions of an arm, and says whether they are nothing but effects.
  private mutating func add(_ actions: Swift.Span<Program.Action>, _ range: Range<Int>) -> Bool {
    var isOnlyEffects = true
    for index in range {
      ActionRow.append(actions, at: index, to: &self.actions, &records)
      // Without `&&`, whose right side captures the span: over that the compiler of Swift 6.3 breaks off.
      if !actions[index].isOnlyEffect { isOnlyEffects = false }
    }
    return isOnlyEffects
  }

  private mutating func add(_ trigger: RuleParts.Trigger, _ others: Swift.Span<Program.Trigger>) {
    var operand = UInt32(bitPattern: trigger.operand)
    let isOfMessage: Bool
    switch trigger.kind {
    case .ticketCreated, .entered, .changed: isOfMessage = false
    case .replied, .sentFromTicket: isOfMessage = true
    case .other:
      let other = others[Int(trigger.operand)]
      operand = records.place { other.write(to: &$0) }
      isOfMessage = other.happening.isOfMessage
    }
    triggers.append(row: [UInt32(trigger.kind.rawValue) | (isOfMessage ? 256 : 0), operand])
  }
}

extension Program.Action {
  /// Leaves the engine and touches nothing.
  var isOnlyEffect: Bool {
    switch self {
    case .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call: true
    case .createTicket, .move, .set, .clear, .raise, .add, .remove, .removeAll, .increase, .assign, .rotate: false
    }
  }
}
