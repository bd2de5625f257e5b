//  Rules that say nothing that would have to be decoded: most rules of a large rulebook. Here the same conditions as in
//  ProgramVerifier+Rows.swift are asked all at once, without finding words for what is wrong; a rule that does not pass
//  goes the long way, which says what is wrong or accepts it. With this a rulebook of 10,000 rules loads in 7 million
//  instructions instead of 12.

extension ProgramVerifier {
  /// The tables and limits that plain rules are compared with.
  struct PlainRules {
    let triggers: Table<MatchPlan.Trigger>
    let arms: Table<MatchPlan.Arm>
    let branches: Table<MatchPlan.Branch>
    let actions: Table<ActionRow>
    let strings, pipelines, stages, fields, tests, texts: Int

    init(_ mapped: MappedProgram) {
      triggers = mapped.plan.triggers
      arms = mapped.plan.arms
      branches = mapped.plan.branches
      actions = mapped.actions
      strings = mapped.strings.count
      pipelines = mapped.vocabulary.pipelines.count
      stages = mapped.vocabulary.stages.count
      fields = mapped.vocabulary.slotCount
      tests = mapped.plan.tests.count
      texts = mapped.texts.count
    }

    /// Takes the rows of a rule if it is plain and right.
    func take(_ rule: MatchPlan.Rule, _ next: inout Next) -> Bool {
      let (firstArm, endArm) = (Int(rule.firstArm), Int(rule.endArm))
      guard rule.isPlain, rule.name < strings, rule.pipeline < pipelines, Int(rule.firstTrigger) == next.trigger,
        takes(triggersBefore: Int(rule.endTrigger), from: next.trigger), firstArm == next.arm, endArm > firstArm,
        endArm <= arms.count
      else { return false }
      var (branch, action) = (next.branch, next.action)
      guard take(rule.guardEntry, rule.guardEnd, &branch) else { return false }
      for number in firstArm..<endArm {
        let arm = arms[number]
        guard arm.isPlain, Int(arm.firstOrdinal) == action - next.action, take(arm.entry, arm.end, &branch),
          take(arm, &action, next.verifiedRecipients)
        else { return false }
      }
      (next.trigger, next.arm, next.branch, next.action) = (Int(rule.endTrigger), endArm, branch, action)
      return true
    }

    private func takes(triggersBefore end: Int, from first: Int) -> Bool {
      guard end > first, end <= triggers.count else { return false }
      for number in first..<end {
        let trigger = triggers[number]
        let operand = Int(UInt32(bitPattern: trigger.operand))
        switch trigger.kindNumber {
        case MatchPlan.Trigger.Kind.ticketCreated.rawValue where !trigger.isOfMessage: break
        case MatchPlan.Trigger.Kind.entered.rawValue where !trigger.isOfMessage && operand < stages: break
        case MatchPlan.Trigger.Kind.changed.rawValue where !trigger.isOfMessage && operand < fields: break
        case MatchPlan.Trigger.Kind.replied.rawValue where trigger.isOfMessage: break
        case MatchPlan.Trigger.Kind.sentFromTicket.rawValue where trigger.isOfMessage: break
        default: return false
        }
      }
      return true
    }

    /// Takes the branches of a condition, if there is one: forward inside it, test and words where they should be.
    private func take(_ entry: Int32, _ end: Int32, _ next: inout Int) -> Bool {
      if entry == -1 { return true }
      guard Int(entry) == next, end > entry, Int(end) <= branches.count else { return false }
      for index in entry..<end {
        let branch = branches[Int(index)]
        let later = UInt32(bitPattern: end &- index &- 1)
        // One less than nothing is a very large number: each comparison asks for both limits.
        let isRight =
          Int(UInt32(bitPattern: branch.test)) < tests && Int(UInt32(bitPattern: branch.text)) < strings
          && (UInt32(bitPattern: branch.ifTrue &- index &- 1) < later || branch.ifTrue >= -2 && branch.ifTrue < 0)
          && (UInt32(bitPattern: branch.ifFalse &- index &- 1) < later || branch.ifFalse >= -2 && branch.ifFalse < 0)
        guard isRight else { return false }
      }
      next = Int(end)
      return true
    }

    /// Takes the actions of an arm: texts to recipients that were verified before, and notes.
    private func take(_ arm: MatchPlan.Arm, _ next: inout Int, _ recipients: Int) -> Bool {
      let end = Int(arm.endAction)
      guard Int(arm.firstAction) == next, end > next, end <= actions.count else { return false }
      for number in next..<end {
        let action = actions[number]
        let isText =
          action.rest == recipients
          && (action.tag == ActionTag.notify.rawValue || action.tag == ActionTag.sendMessage.rawValue)
        guard action.operand < texts, isText || action.tag == ActionTag.addNote.rawValue else { return false }
      }
      next = end
      return true
    }
  }
}

extension MatchPlan.Arm {
  /// No row of a table, no time of its own, nothing but effects.
  fileprivate var isPlain: Bool { row == -1 && delay == MatchPlan.Rule.none && isOnlyEffects }
}
