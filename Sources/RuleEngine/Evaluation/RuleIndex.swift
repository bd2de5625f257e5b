//  Candidates: by what happened (a facet) and the stage after it, then by the options that a condition cannot do without.
//  The index only ever leaves out rules that cannot fire; who fires is decided by triggers and conditions as before.

/// Which rules may fire at all for a change-set.
struct RuleIndex: Sendable {
  /// What happened, as far as buckets tell it apart. Beyond these, one for each slot that some rule's trigger names.
  enum Facet: Int, CaseIterable { case created, entered, stageChanged, activity, sent, received, note, failed }

  /// Rules of one bucket that need an option of one field, or those that need none.
  struct Group: TableRow {
    static let cellCount = 3

    /// Negative: the rules need no option.
    var slot: Int32
    /// Into `offsets`: one more than there are options, or two.
    var firstOffset: Int32
    var optionCount: Int32

    @inline(__always)
    init(_ cells: Cells) {
      slot = cells.signed(0)
      firstOffset = cells.signed(1)
      optionCount = cells.signed(2)
    }
  }

  /// Rules in canonical order, list after list.
  let entries: Table<Int32>
  /// Where the lists of conversations, of each pipeline and of the timed rules of each pipeline end in `entries`. What the
  /// first two hold is what there is without the index.
  let lists: Table<Int32>
  /// By slot: the facet of its changes, or negative where no rule asks.
  let facetOfSlot: Table<Int32>
  /// By facet and stage: the first group. One more at the end.
  let firstGroups: Table<Int32>
  let groups: Table<Group>
  let offsets: Table<Int32>
  /// The dates that some timed rule counts from, in slot order.
  let dates: Table<Int32>
  let stageCount: Int
  let pipelineCount: Int

  /// Some rule is timed.
  var hasTimers: Bool { !list(pipelineCount..<(2 * pipelineCount)).isEmpty }
  /// The dates that some timed rule counts from, in slot order.
  var timedDates: [FieldSlot] { dates.map { FieldSlot(index: Int($0)) } }

  /// The entries of some consecutive lists; those of conversations have number -1.
  private func list(_ numbers: Range<Int>) -> Range<Int> {
    (numbers.lowerBound < 0 ? 0 : Int(lists[numbers.lowerBound]))..<Int(lists[numbers.upperBound])
  }

  /// The timed rules of the ticket's pipeline, in canonical order.
  func timedRules(for view: RoundView) -> [Int] {
    guard hasTimers, case .option(let pipeline) = view.value(of: .pipeline) else { return [] }
    let list = pipelineCount + Int(pipeline)
    return entries.rows(self.list(list..<(list + 1))).map { Int($0) }
  }

  /// All rules of the ticket's pipeline, or of conversations, without looking further.
  func everyRule(for view: RoundView) -> CandidateCursor {
    var cursor = CandidateCursor()
    if view.changeSet.isConversation {
      cursor.add(list(-1..<0))
    } else if case .option(let pipeline) = view.value(of: .pipeline) {
      cursor.add(list(Int(pipeline)..<Int(pipeline) + 1))
    }
    return cursor
  }

  /// The rules that may fire, those with a due timer apart.
  func candidates(for view: RoundView) -> CandidateCursor {
    if view.changeSet.isConversation { return everyRule(for: view) }
    var cursor = CandidateCursor()
    guard case .option(let stage) = view.changeSet.after.fields[FieldSlot.stage.index] else { return cursor }
    if view.changeSet.isCreation {
      add(.created, Int(stage), view, &cursor)
      add(.entered, Int(stage), view, &cursor)
    } else {
      addChanges(Int(stage), view, &cursor)
    }
    return cursor.isOverfull ? everyRule(for: view) : cursor
  }

  private func addChanges(_ stage: Int, _ view: RoundView, _ cursor: inout CandidateCursor) {
    for change in view.changeSet.changes {
      if change.slot == .stage {
        add(.entered, stage, view, &cursor)
        add(.stageChanged, stage, view, &cursor)
      } else {
        let facet = Int(facetOfSlot[change.slot.index])
        if facet >= 0 { add(facet, stage, view, &cursor) }
      }
    }
    if let actor = view.changeSet.actor, actor.kind == .agent || actor.kind == .contact {
      add(.activity, stage, view, &cursor)
    }
    guard let message = view.changeSet.message else { return }
    if message.direction == .outgoing { add(.sent, stage, view, &cursor) } else { add(.received, stage, view, &cursor) }
    if message.isNote { add(.note, stage, view, &cursor) }
    if message.isDeliveryFailure { add(.failed, stage, view, &cursor) }
  }

  private func add(_ facet: Facet, _ stage: Int, _ view: RoundView, _ cursor: inout CandidateCursor) {
    add(facet.rawValue, stage, view, &cursor)
  }

  private func add(_ facet: Int, _ stage: Int, _ view: RoundView, _ cursor: inout CandidateCursor) {
    let bucket = facet * stageCount + stage
    for number in Int(firstGroups[bucket])..<Int(firstGroups[bucket + 1]) {
      let group = groups[number]
      var option = 0
      if group.slot >= 0 {
        guard case .option(let present) = view.changeSet.after.fields[Int(group.slot)], present < group.optionCount
        else {
          continue
        }
        option = Int(present)
      }
      let offset = Int(group.firstOffset) + option
      cursor.add(Int(offsets[offset])..<Int(offsets[offset + 1]))
    }
  }

  /// Adds the rules of a bucket, those of several lists several times.
  func addRules(_ facet: Int, stage: Int, to rules: inout [Int32]) {
    let bucket = facet * stageCount + stage
    for number in Int(firstGroups[bucket])..<Int(firstGroups[bucket + 1]) {
      let group = groups[number]
      for index in Int(offsets[Int(group.firstOffset)])..<Int(offsets[Int(group.firstOffset + group.optionCount)]) {
        rules.append(entries[index])
      }
    }
  }

  /// The lists of a bucket: for each group the field whose option chooses one of them, or none and one list.
  func lists(_ facet: Int, stage: Int) -> [(slot: FieldSlot?, lists: [Table<Int32>])] {
    let bucket = facet * stageCount + stage
    return groups[Int(firstGroups[bucket])..<Int(firstGroups[bucket + 1])].map { group in
      let lists = (Int(group.firstOffset)..<Int(group.firstOffset + group.optionCount)).map { offset in
        entries.rows(Int(offsets[offset])..<Int(offsets[offset + 1]))
      }
      return (group.slot < 0 ? nil : FieldSlot(index: Int(group.slot)), lists)
    }
  }

  /// The facet of a field's changes, if some rule asks for them.
  func facet(ofChangesOf slot: FieldSlot) -> Int? {
    let facet = Int(facetOfSlot[slot.index])
    return facet < 0 ? nil : facet
  }

  /// Whether no rule at all stands in the bucket.
  func isEmpty(_ facet: Int, stage: Int) -> Bool {
    let bucket = facet * stageCount + stage
    return firstGroups[bucket] == firstGroups[bucket + 1]
  }

  /// How many facets there are: the fixed ones and those of fields.
  var facetCount: Int { stageCount == 0 ? 0 : (firstGroups.count - 1) / stageCount }
}
