//  Buckets: the rules that something may fire that happens to a ticket in a stage.

extension RuleIndexBuilder {
  /// Places the last candidate where a trigger may fire it.
  mutating func place(
    _ trigger: RuleParts.Trigger, _ others: Swift.Span<Program.Trigger>, _ stages: Range<Int>?,
    _ ofPipeline: Range<Int>
  ) {
    switch trigger.kind {
    case .ticketCreated: place(at: .created, stages, ofPipeline)
    case .entered: place(entered: Int(trigger.operand), stages, ofPipeline)
    case .changed: place(at: ofChange(FieldSlot(index: Int(trigger.operand))), stages, ofPipeline)
    case .replied: place(at: .received, stages, ofPipeline)
    case .sentFromTicket: place(at: .sent, stages, ofPipeline)
    case .other: place(others, at: Int(trigger.operand), stages, ofPipeline)
    }
  }

  /// The same for a ticket that enters a stage.
  private mutating func place(entered stage: Int, _ stages: Range<Int>?, _ ofPipeline: Range<Int>) {
    guard ofPipeline.contains(stage) else { return }
    if let stages, !stages.contains(where: { Int(needs.options[$0]) == stage }) { return }
    place(at: RuleIndex.Facet.entered.rawValue, stage: stage)
  }

  /// The same for a trigger that is not plain.
  private mutating func place(
    _ triggers: Swift.Span<Program.Trigger>, at index: Int, _ stages: Range<Int>?, _ ofPipeline: Range<Int>
  ) {
    switch triggers[index].happening {
    case .newConversation: break
    case .ticketCreated: place(at: .created, stages, ofPipeline)
    case .entered(let entered): for stage in entered { place(entered: stage, stages, ofPipeline) }
    case .closed: place(at: .entered, stages, ofPipeline)
    case .left, .stageChanged, .reopened: place(at: .stageChanged, stages, ofPipeline)
    case .activity: place(at: .activity, stages, ofPipeline)
    case .emailSent: place(at: .sent, stages, ofPipeline)
    case .reply, .messageInAnotherThread: place(at: .received, stages, ofPipeline)
    case .noteAdded: place(at: .note, stages, ofPipeline)
    case .deliveryFailed: place(at: .failed, stages, ofPipeline)
    case .assigned, .unassigned, .changed, .lost:
      place(at: ofChange(triggers[index].happening.slot), stages, ofPipeline)
    // Whatever a ticket is created with, it becomes and gains.
    case .becomes, .gained:
      place(at: .created, stages, ofPipeline)
      place(at: ofChange(triggers[index].happening.slot), stages, ofPipeline)
    }
  }

  private mutating func place(at facet: RuleIndex.Facet, _ stages: Range<Int>?, _ ofPipeline: Range<Int>) {
    place(at: facet.rawValue, stages, ofPipeline)
  }

  private mutating func place(at facet: Int, _ stages: Range<Int>?, _ ofPipeline: Range<Int>) {
    if let stages {
      for option in stages {
        let stage = Int(needs.options[option])
        if ofPipeline.contains(stage) { place(at: facet, stage: stage) }
      }
    } else {
      for stage in ofPipeline { place(at: facet, stage: stage) }
    }
  }

  /// Places the last candidate, unless another trigger of the rule did.
  private mutating func place(at facet: Int, stage: Int) {
    buckets.add(Int32(truncatingIfNeeded: candidates.count &- 1), to: facet &* stageCount &+ stage)
  }

  private func ofChange(_ slot: FieldSlot?) -> Int {
    guard let slot, slot != .stage, hasFacet(slot) else {
      return RuleIndex.Facet.stageChanged.rawValue
    }
    return Int(facetOfSlot[slot.index])
  }
}
