//  The rows of rules, and those of their triggers, arms, conditions and actions. Rule by rule they follow each other
//  without gaps, so one pass over the rules sees each of them once.

extension ProgramVerifier {
  /// The first rows that no rule has taken.
  struct Next {
    var trigger = 0
    var arm = 0
    var branch = 0
    var action = 0
    // Rule after rule writes to the same people: that record need not be read again.
    var verifiedRecipients = -1
  }

  func verifyRules() throws(RulebookFileError) {
    var next = Next()
    let plan = mapped.plan
    let plainRules = PlainRules(mapped)
    for number in plan.rules.indices where !plainRules.take(plan.rules[number], &next) {
      try verify(plan.rules[number], Place("rule", number), &next)
    }
    try require(next.trigger == plan.triggers.count, "a trigger belongs to no rule")
    try require(next.arm == plan.arms.count, "an arm belongs to no rule")
    try require(next.branch == plan.branches.count, "a branch belongs to no condition")
    try require(next.action == mapped.actions.count, "an action belongs to no arm")
  }

  private func verify(_ row: MatchPlan.Rule, _ place: Place, _ next: inout Next) throws(RulebookFileError) {
    try require(row.name < mapped.strings.count, "there is no string \(row.name)")
    try require(
      row.pipeline < program.pipelines.count, "\(place) is of pipeline \(row.pipeline), which does not exist")
    let (firstTrigger, endTrigger) = (Int(row.firstTrigger), Int(row.endTrigger))
    try require(
      firstTrigger == next.trigger && endTrigger >= firstTrigger && endTrigger <= mapped.plan.triggers.count,
      "the triggers of \(place) are not where they should be")
    next.trigger = endTrigger
    let (firstArm, endArm) = (Int(row.firstArm), Int(row.endArm))
    try require(
      firstArm == next.arm && endArm >= firstArm && endArm <= mapped.plan.arms.count,
      "the arms of \(place) are not where they should be")
    next.arm = endArm
    let hasExtras = row.extras != MatchPlan.Rule.none
    try require(hasExtras || !row.hasExtras, "the flags of \(place) are not those of its parts")
    let hasRowDelays = hasExtras ? try verifyExtras(of: row, place, &next) : false
    try require(firstTrigger < endTrigger || row.isTimed, "\(place) has no trigger")
    try require(firstTrigger == endTrigger || !row.isTimed, "\(place) has a trigger and a timer")
    var conversations = 0
    for trigger in firstTrigger..<endTrigger where try verifyTrigger(trigger, place) { conversations += 1 }
    try require(
      conversations == 0 || conversations == endTrigger - firstTrigger,
      "\(place) is about conversations and about tickets")
    try require(conversations == 0 || !row.hasLimits, "\(place) counts firings of tickets that are not there yet")
    try require(
      row.hasKnownFlags && row.isOfConversations == (conversations > 0),
      "the flags of \(place) are not those of its parts")
    if row.guardEntry != -1 { try verifyCondition(Int(row.guardEntry), Int(row.guardEnd), place, &next) }
    try require(firstArm < endArm, "\(place) has no arm")
    let firstAction = next.action
    var previousRow = 0
    for arm in mapped.plan.arms.rows(firstArm..<endArm) {
      try verify(arm, place, &next, ofConversations: conversations > 0)
      try require(Int(arm.firstOrdinal) == Int(arm.firstAction) - firstAction, "the actions of \(place) are miscounted")
      try require(
        (arm.row < 0) == (mapped.plan.arms[firstArm].row < 0), "\(place) has rows beside other arms")
      if arm.row >= 0 {
        try require(Int(arm.row) > previousRow, "the rows of \(place) are not in order")
        previousRow = Int(arm.row)
      }
      try require(
        (arm.delay != MatchPlan.Rule.none) == hasRowDelays,
        "\(place) has a row with a delay too many or too few")
    }
  }

  /// Checks timer, limits and overrides, and the timer's condition; whether the delays are in the rows.
  private func verifyExtras(
    of row: MatchPlan.Rule, _ place: Place, _ next: inout Next
  ) throws(RulebookFileError) -> Bool {
    let extras = try mapped.decodedExtras(of: row)
    try require(
      row.hasLimits == !extras.limits.isEmpty && row.hasOverrides == !extras.overrides.isEmpty
        && row.isTimed == (extras.timer != nil),
      "the flags of \(place) are not those of its parts")
    var previous = -1
    for overridden in extras.overrides {
      try require(overridden > previous, "the overrides of \(place) are not in order")
      try require(
        overridden < mapped.plan.rules.count, "\(place) overrides rule \(overridden), which does not exist")
      try require(
        mapped.plan.rules[overridden].pipeline == row.pipeline, "\(place) overrides a rule of another pipeline")
      previous = overridden
    }
    for limit in extras.limits { try verify(limit, place) }
    guard let timer = extras.timer else { return false }
    try verify(timer, place)
    if let condition = timer.kind.condition?.branches {
      try verifyCondition(condition.lowerBound, condition.upperBound, place, &next)
    }
    return timer.hasRowDelays
  }

  private func verifyCondition(
    _ entry: Int, _ end: Int, _ place: Place, _ next: inout Next
  ) throws(RulebookFileError) {
    try require(
      entry == next.branch && end > entry && end <= mapped.plan.branches.count,
      "a condition of \(place) is not where it should be")
    next.branch = end
    try verifyBranches(entry, end)
  }

  /// Checks a trigger; whether it is a new conversation.
  private func verifyTrigger(_ number: Int, _ place: Place) throws(RulebookFileError) -> Bool {
    let row = mapped.plan.triggers[number]
    try require(
      MatchPlan.Trigger.Kind(rawValue: row.kindNumber) != nil,
      "there is no kind of trigger with number \(row.kindNumber)")
    let isOfMessage: Bool
    var isConversation = false
    switch row.kind {
    case .ticketCreated: isOfMessage = false
    case .replied, .sentFromTicket: isOfMessage = true
    case .entered:
      isOfMessage = false
      try verify(stage: Int(UInt32(bitPattern: row.operand)), place)
    case .changed:
      isOfMessage = false
      try verify(FieldSlot(index: Int(UInt32(bitPattern: row.operand))), place)
    case .other:
      let trigger = try mapped.decodedTrigger(number)
      try verify(trigger, place)
      isOfMessage = trigger.happening.isOfMessage
      if case .newConversation = trigger.happening { isConversation = true }
    }
    try require(row.isOfMessage == isOfMessage, "the flags of \(place) are not those of its parts")
    return isConversation
  }

  private func verify(
    _ arm: MatchPlan.Arm, _ place: Place, _ next: inout Next, ofConversations: Bool
  ) throws(RulebookFileError) {
    if arm.entry != -1 { try verifyCondition(Int(arm.entry), Int(arm.end), place, &next) }
    let (first, end) = (Int(arm.firstAction), Int(arm.endAction))
    try require(
      first == next.action && end >= first && end <= mapped.actions.count,
      "the actions of \(place) are not where they should be")
    next.action = end
    try require(arm.row >= -1, "the rows of \(place) are not in order")
    try require(first < end || arm.row >= 0, "\(place) has an arm without actions")
    if arm.delay != MatchPlan.Rule.none, let delay = try mapped.decodedDelay(of: arm) {
      try verifyPositive(delay, place)
    }
    // A row without actions answers a conversation with nothing.
    if ofConversations, first < end {
      try require(
        mapped.actions[first].tag == ActionTag.createTicket.rawValue, "\(place) does not begin by creating a ticket")
    }
    var isOnlyEffects = true
    for number in first..<end { isOnlyEffects = try verifyAction(number, place, &next) && isOnlyEffects }
    try require(arm.isOnlyEffects == isOnlyEffects, "the flags of \(place) are not those of its parts")
  }

  /// Checks an action; whether it is nothing but an effect.
  private func verifyAction(_ number: Int, _ place: Place, _ next: inout Next) throws(RulebookFileError) -> Bool {
    let row = mapped.actions[number]
    if row.rest == next.verifiedRecipients, let limit = limitOfRecipientsOperand(row.tag), row.operand < limit {
      return true
    }
    let action = try mapped.decodedAction(number)
    try verify(action, place)
    if limitOfRecipientsOperand(row.tag) != nil { next.verifiedRecipients = row.rest }
    return action.isOnlyEffect
  }

  /// How many texts or templates there are for an action that has one of them and recipients.
  private func limitOfRecipientsOperand(_ tag: Int) -> Int? {
    switch UInt8(truncatingIfNeeded: tag) {
    case ActionTag.notify.rawValue where tag < 256, ActionTag.sendMessage.rawValue where tag < 256: mapped.texts.count
    case ActionTag.sendEmail.rawValue where tag < 256: program.templates.count
    default: nil
    }
  }

  // MARK: Names and overrides

  /// No name stands twice in a pipeline, compared by bytes: in the order of pipelines and names each is greater than the
  /// one before.
  func verifyNames() throws(RulebookFileError) {
    let (names, rules) = (mapped.ruleNames, mapped.plan.rules)
    try require(names.count == rules.count, "there are \(names.count) names for \(rules.count) rules")
    var previous: (pipeline: Int, name: Int, start: UInt64) = (-1, 0, 0)
    for place in names.indices {
      let number = names[place]
      try require(number >= 0 && number < rules.count, "the name at \(place) is of no rule")
      let row = rules[Int(number)]
      let rule = (pipeline: row.pipeline, name: row.name, start: mapped.strings.start(of: row.name))
      // Nearly always pipeline and first bytes decide.
      let isGreater =
        previous.pipeline < rule.pipeline
        || previous.pipeline == rule.pipeline
          && (previous.start < rule.start
            || previous.start == rule.start && mapped.strings.precedes(previous.name, rule.name))
      if !isGreater {
        let isTwice = previous.pipeline == rule.pipeline && !mapped.strings.precedes(rule.name, previous.name)
        throw .malformed(
          isTwice
            ? "rule \(number) has the name of another rule of its pipeline" : "the names of the rules are not in order")
      }
      previous = rule
    }
  }

  // Takes away, again and again, rules that nobody overrides any more; what is left is on a cycle.
  func verifyOverrides() throws(RulebookFileError) {
    let rules = mapped.plan.rules
    guard rules.contains(where: \.hasOverrides) else { return }
    var overriders = [Int](repeating: 0, count: rules.count)
    var overrides: [Int: [Int]] = [:]
    for number in rules.indices where rules[number].hasOverrides {
      let overridden = try mapped.decodedExtras(of: rules[number]).overrides
      overrides[number] = overridden
      for rule in overridden { overriders[rule] += 1 }
    }
    var free = overriders.indices.filter { overriders[$0] == 0 }
    var taken = 0
    while let rule = free.popLast() {
      taken += 1
      for overridden in overrides[rule] ?? [] {
        overriders[overridden] -= 1
        if overriders[overridden] == 0 { free.append(overridden) }
      }
    }
    try require(taken == rules.count, "rules override each other in a circle")
  }
}
