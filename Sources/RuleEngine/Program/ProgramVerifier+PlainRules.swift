//  Rules that say nothing that would have to be decoded: most rules of a large rulebook. Here the same conditions as in
//  ProgramVerifier+Rows.swift are asked all at once, without finding words for what is wrong; a rule that does not pass
//  goes the long way, which says what is wrong or accepts it. With this a rulebook of 10,000 rules loads in 8 million
//  instructions instead of 12.

extension ProgramVerifier {
  /// The tables and limits that plain rules are compared with.
  struct PlainRules: ~Copyable {
    let triggers: Table<MatchPlan.Trigger>
    let arms: Table<MatchPlan.Arm>
    let actions: Table<ActionRow>
    let strings, pipelines, texts: Int
    /// By kind of trigger, of those that have no record: what its number must be below.
    private let operandLimits: InlineArray<5, Int>
    /// By branch: the furthest place that it or one before it goes to; empty where some branch is not right. All branches
    /// are looked at in one pass without a jump, since nobody foresees how many a condition has.
    private let reach: PlainList<Int32>

    init(_ mapped: MappedProgram) {
      triggers = mapped.plan.triggers
      arms = mapped.plan.arms
      actions = mapped.actions
      strings = mapped.strings.count
      pipelines = mapped.vocabulary.pipelines.count
      texts = mapped.texts.count
      // Created, entered, changed, replied, sent: only the second and third say something by their number.
      operandLimits = [.max, mapped.vocabulary.stages.count, mapped.vocabulary.slotCount, .max, .max]
      reach = Self.reach(mapped.plan.branches, tests: mapped.plan.tests.count, strings: mapped.strings.count)
    }

    private static func reach(_ branches: Table<MatchPlan.Branch>, tests: Int, strings: Int) -> PlainList<Int32> {
      let (tests, strings) = (UInt32(truncatingIfNeeded: tests), UInt32(truncatingIfNeeded: strings))
      var reach = PlainList<Int32>(capacity: branches.count)
      var furthest: Int32 = 0
      var wrong: UInt32 = 0
      for index in branches.indices {
        let branch = branches[index]
        let place = Int32(truncatingIfNeeded: index)
        wrong |= UInt32(bitPattern: branch.test) < tests ? 0 : 1
        wrong |= UInt32(bitPattern: branch.text) < strings ? 0 : 1
        wrong |= isWrong(branch.ifTrue, from: place) | isWrong(branch.ifFalse, from: place)
        furthest = max(furthest, max(branch.ifTrue, branch.ifFalse))
        reach.append(furthest)
      }
      if wrong != 0 { reach.removeAll() }
      return reach
    }

    /// 0 for a target that is an end or lies ahead.
    @inline(__always)
    private static func isWrong(_ target: Int32, from place: Int32) -> UInt32 {
      // -2 and -1 are the ends.
      let isEnd: UInt32 = UInt32(bitPattern: target &+ 2) < 2 ? 1 : 0
      let isAhead: UInt32 = target > place ? 1 : 0
      return 1 ^ (isEnd | isAhead)
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
        let kind = Int(trigger.kindNumber)
        guard kind < operandLimits.count, Int(UInt32(bitPattern: trigger.operand)) < operandLimits[kind],
          trigger.isOfMessage == (kind >= MatchPlan.Trigger.Kind.replied.rawValue)
        else { return false }
      }
      return true
    }

    /// Takes the branches of a condition, if there is one: none of them goes past its end.
    private func take(_ entry: Int32, _ end: Int32, _ next: inout Int) -> Bool {
      if entry == -1 { return true }
      guard Int(entry) == next, end > entry, Int(end) <= reach.count, reach[known: Int(end) - 1] < end
      else { return false }
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
