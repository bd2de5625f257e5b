//  The code of rules: lists of tests with jumps. What stands behind a test must be known when the test is added: code is
//  made from its end to its beginning.

extension RuleCode {
  /// The code of a rule for what happened; where it starts.
  mutating func add(_ rule: Int, _ key: Key) -> Int32 {
    let stage = key.stage
    let planned = core.plan.rules[rule]
    var start = RuleInstruction.reject
    for arm in (Int(planned.firstArm)..<Int(planned.endArm)).reversed() {
      let taken = RuleInstruction.take(Int32(arm))
      let entry = core.plan.arms[arm].entry
      start = entry < 0 ? taken : addCondition(at: Int(entry), stage, accept: taken, reject: start)
    }
    if planned.guardEntry >= 0 {
      start = addCondition(
        at: Int(planned.guardEntry), stage, accept: start, reject: RuleInstruction.reject)
    }
    let triggers = Int(planned.firstTrigger)..<Int(planned.endTrigger)
    let whenTriggered = start
    start = RuleInstruction.reject
    for number in triggers.reversed() {
      let trigger = core.plan.triggers[number]
      if let matches = matches(trigger, key) {
        if matches { start = whenTriggered }
        continue
      }
      var instruction = Self.instruction(trigger, of: rule, number - triggers.lowerBound)
      instruction.ifTrue = whenTriggered
      instruction.ifFalse = start
      start = Int32(instructions.count)
      instructions.append(instruction)
    }
    return start
  }

  /// Whether a trigger matches, if what happened says so.
  private func matches(_ trigger: MatchPlan.Trigger, _ key: Key) -> Bool? {
    let happened: UInt32
    switch trigger.kind {
    case .entered where Int(trigger.operand) != key.stage: return false
    case .changed:
      guard let facet = key.changedFacet else { return nil }
      return core.index.facet(ofChangesOf: FieldSlot(index: Int(trigger.operand))) == facet ? true : nil
    case .other: return nil
    case .ticketCreated, .entered, .replied, .sentFromTicket: happened = Self.happened(trigger.kind)
    }
    return key.changedFacet == nil ? key.has(happened) : nil
  }

  private static func happened(_ kind: MatchPlan.Trigger.Kind) -> UInt32 {
    switch kind {
    case .ticketCreated: Happenings.bit(.created)
    case .entered: Happenings.bit(.entered)
    case .replied: Happenings.replied
    case .sentFromTicket: Happenings.sentFromTicket
    case .changed, .other: 0
    }
  }

  /// The tests of a condition; where they start.
  private mutating func addCondition(at entry: Int, _ stage: Int, accept: Int32, reject: Int32)
    -> Int32
  {
    let plan = core.plan
    // Branches only ever go forward, so the last one that is reached is found in one pass.
    var end = entry + 1
    var index = entry
    while index < end {
      end = max(end, Int(plan.branches[index].ifTrue) + 1, Int(plan.branches[index].ifFalse) + 1)
      index += 1
    }
    // By branch: where its test stands; from the last one backwards, since each goes on at later ones.
    var starts = Array(repeating: RuleInstruction.reject, count: end - entry)
    func target(_ target: Int32) -> Int32 {
      switch target {
      case MatchPlan.Branch.accept: accept
      case MatchPlan.Branch.reject: reject
      default: starts[Int(target) - entry]
      }
    }
    for index in (entry..<end).reversed() {
      let branch = plan.branches[index]
      let (ifTrue, ifFalse) = (target(branch.ifTrue), target(branch.ifFalse))
      let test = plan.tests[Int(branch.test)]
      if let isTrue = self.isTrue(test, in: stage) {
        starts[index - entry] = isTrue ? ifTrue : ifFalse
        continue
      }
      var instruction = instruction(test, number: branch.test)
      instruction.ifTrue = ifTrue
      instruction.ifFalse = ifFalse
      starts[index - entry] = Int32(instructions.count)
      instructions.append(instruction)
    }
    return starts[0]
  }

  /// How a test comes out for every ticket in the stage, if it is about nothing else.
  private func isTrue(_ test: MatchPlan.Test, in stage: Int) -> Bool? {
    guard Int(test.slot) == FieldSlot.stage.index else { return nil }
    switch test.kind {
    case .isOption: return Int(test.first) == stage
    case .isOneOfOptions:
      return core.plan.options[Int(test.first)..<Int(test.first + test.count)].contains(
        Int32(stage))
    case .isAtLeast, .isAtMost, .isAbove, .isBelow, .isSet, .contains, .startsWith, .endsWith,
      .other:
      return nil
    }
  }

  private static func instruction(_ trigger: MatchPlan.Trigger, of rule: Int, _ place: Int)
    -> RuleInstruction
  {
    switch trigger.kind {
    case .ticketCreated, .entered, .replied, .sentFromTicket:
      RuleInstruction(.happened, operand: Int32(happened(trigger.kind)))
    case .changed: RuleInstruction(.isChanged, slot: trigger.operand)
    case .other: RuleInstruction(.otherTrigger, slot: Int32(place), operand: Int32(rule))
    }
  }

  private mutating func instruction(_ test: MatchPlan.Test, number: Int32) -> RuleInstruction {
    switch test.kind {
    case .isOption: return RuleInstruction(.isOption, slot: test.slot, operand: test.first)
    case .isOneOfOptions:
      return RuleInstruction(.isOneOfOptions, slot: test.slot, first: test.first, count: test.count)
    case .isAtLeast: return RuleInstruction(.isAtLeast, slot: test.slot, number: test.number)
    case .isAtMost: return RuleInstruction(.isAtMost, slot: test.slot, number: test.number)
    case .isAbove: return RuleInstruction(.isAbove, slot: test.slot, number: test.number)
    case .isBelow: return RuleInstruction(.isBelow, slot: test.slot, number: test.number)
    case .isSet: return RuleInstruction(.isSet, slot: test.slot)
    case .contains:
      return RuleInstruction(.text, slot: test.slot, operand: addTextTest(test, .anywhere))
    case .startsWith:
      return RuleInstruction(.text, slot: test.slot, operand: addTextTest(test, .beginning))
    case .endsWith: return RuleInstruction(.text, slot: test.slot, operand: addTextTest(test, .end))
    // Verdicts on these are remembered by the same number.
    case .other: return RuleInstruction(.other, slot: test.memo, operand: number)
    }
  }

  mutating func addTextTest(_ test: MatchPlan.Test, _ place: FoldedSearch.Place) -> Int32 {
    if textTestOfMemo[Int(test.memo)] >= 0 { return textTestOfMemo[Int(test.memo)] }
    let first = Int32(needles.count)
    for number in Int(test.first)..<Int(test.first + test.count) {
      let needle = core.plan.needles[number]
      let start = Int32(needleBytes.count)
      for index in Int(needle.start)..<Int(needle.end) {
        needleBytes.append(core.plan.needleBytes[index])
      }
      needles.append(MatchPlan.Needle(start: start, end: Int32(needleBytes.count)))
    }
    let number = Int32(textTests.count)
    textTests.append(
      RuleTextTest(slot: test.slot, first: first, end: Int32(needles.count), memo: test.memo, place: place))
    textTestOfMemo[Int(test.memo)] = number
    return number
  }
}
