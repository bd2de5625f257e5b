//  The index: which rules may fire. It may leave rules out, and nobody checks that it does not leave out too many; but what
//  it names is there, in order, and of the right kind: a rule of the ticket's pipeline, or one of conversations. A rule that
//  is found by its only trigger is in no bucket of another: nobody asks again.

extension ProgramVerifier {
  func verifyIndex() throws(RulebookFileError) {
    try verifyLists()
    let index = mapped.index
    var previous: Int32 = -1
    for date in index.dates {
      try require(date > previous, "the dates of timed rules are not in order")
      try verify(FieldSlot(index: Int(date)), is: .moment, Place("the index at date", Int(date)))
      previous = date
    }
    let facets =
      index.stageCount == 0 ? RuleIndex.Facet.allCases.count : (index.firstGroups.count - 1) / index.stageCount
    try require(
      index.firstGroups.count == facets * index.stageCount + 1 && facets >= RuleIndex.Facet.allCases.count,
      "the index has buckets too many or too few")
    try require(index.facetOfSlot.count == program.slotCount, "the index does not know every field")
    for facet in index.facetOfSlot {
      try require(
        facet == -1 || facet >= RuleIndex.Facet.allCases.count && facet < facets,
        "the index finds changes in facet \(facet), which does not exist")
    }
    try verifyGroups()
  }

  /// The lists of conversations and pipelines hold every rule once, those of timed rules only timed ones.
  private func verifyLists() throws(RulebookFileError) {
    let (lists, pipelines) = (mapped.index.lists, program.pipelines.count)
    try require(lists.count == 1 + 2 * pipelines, "the index has lists too many or too few")
    var first = 0
    for number in lists.indices {
      let end = Int(lists[number])
      try require(
        end >= first && end <= mapped.index.entries.count, "list \(number) of the index is not where it should be")
      if number == 0 {
        try verifyEntries(first..<end) { $0.isOfConversations }
      } else if number <= pipelines {
        try verifyEntries(first..<end) { !$0.isOfConversations && $0.pipeline == number - 1 }
      } else {
        try verifyEntries(first..<end) { $0.isTimed && $0.pipeline == number - 1 - pipelines }
      }
      first = end
      if number == pipelines {
        try require(first == mapped.plan.rules.count, "the lists of the index do not hold every rule")
      }
    }
  }

  private func verifyEntries(
    _ range: Range<Int>, _ fits: (MatchPlan.Rule) -> Bool
  ) throws(RulebookFileError) {
    let (entries, rules) = (mapped.index.entries, mapped.plan.rules)
    var previous: Int32 = -1
    for place in range {
      let rule = entries[place]
      try require(
        rule > previous && rule < rules.count && fits(rules[Int(rule)]),
        "the index names a rule at \(place) that does not belong there")
      previous = rule
    }
  }

  private func verifyGroups() throws(RulebookFileError) {
    let index = mapped.index
    var nextGroup = 0
    var nextOffset = 0
    for bucket in 0..<(index.firstGroups.count - 1) {
      let end = Int(index.firstGroups[bucket + 1])
      try require(
        Int(index.firstGroups[bucket]) == nextGroup && end >= nextGroup && end <= index.groups.count,
        "bucket \(bucket) of the index is not where it should be")
      let (facet, stage) = bucket.quotientAndRemainder(dividingBy: index.stageCount)
      let pipeline = program.stages[stage].pipeline
      for number in nextGroup..<end {
        let group = index.groups[number]
        let after = nextOffset + Int(group.optionCount) + 1
        try require(
          group.slot >= -1 && group.slot < program.slotCount && (group.slot >= 0 || group.optionCount == 1)
            && Int(group.firstOffset) == nextOffset && group.optionCount >= 0 && after <= index.offsets.count,
          "group \(number) of the index is not where it should be")
        for offset in nextOffset..<(after - 1) {
          let (first, end) = (Int(index.offsets[offset]), Int(index.offsets[offset + 1]))
          try require(
            first >= 0 && first <= end && end <= index.entries.count,
            "list \(offset) of the index is not where it should be")
          try verifyEntries(first..<end) { rule in
            rule.pipeline == pipeline && !rule.isOfConversations && !rule.isTimed
              && isFound(rule, by: facet, stage)
          }
        }
        nextOffset = after
      }
      nextGroup = end
    }
    try require(
      nextGroup == index.groups.count && nextOffset == index.offsets.count && Int(index.firstGroups[0]) == 0,
      "the index has groups that belong to no bucket")
  }

  /// Whether the facet answers a rule's only trigger, where the trigger leaves nothing else to ask.
  private func isFound(_ rule: MatchPlan.Rule, by facet: Int, _ stage: Int) -> Bool {
    if rule.endTrigger - rule.firstTrigger != 1 { return true }
    let trigger = mapped.plan.triggers[Int(rule.firstTrigger)]
    switch trigger.kind {
    case .ticketCreated: return facet == RuleIndex.Facet.created.rawValue
    case .entered: return facet == RuleIndex.Facet.entered.rawValue && Int(trigger.operand) == stage
    case .changed:
      let slot = FieldSlot(index: Int(trigger.operand))
      if slot == .stage { return facet == RuleIndex.Facet.stageChanged.rawValue }
      return facet == Int(mapped.index.facetOfSlot[slot.index])
    case .replied, .sentFromTicket, .other: return true
    }
  }
}
