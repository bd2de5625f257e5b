/// Sorts the rules of a program into the buckets of the index, and lays the index out in the tables of a file.
struct RuleIndexBuilder: ~Copyable {
  // These two are not private: private types in lists of ours break debug builds of Swift 6.3.

  /// A rule that the index finds.
  struct Entry: BitwiseCopyable {
    let rule: UInt32
    /// Into the needs. Besides that of the stage, which the bucket knows.
    let firstNeed: Int32
    let endNeed: Int32
  }

  /// A rule of a bucket. They are sorted by bucket afterwards: an array for each bucket took a third of the time.
  struct Placement: BitwiseCopyable {
    let bucket: Int32
    let entry: Int32
  }

  /// By slot: the facet of its changes, or negative where no trigger names it.
  private var facetOfSlot: PlainList<Int32>
  private let stageCount: Int
  /// By property.
  private var optionCounts = PlainList<Int32>()
  /// In canonical order of their rules.
  private var candidates: PlainList<Entry>
  private var placements: PlainList<Placement>
  /// By facet and stage: the candidate that was placed last, or negative.
  private var lastOfBucket = PlainList<Int32>(capacity: 0)
  private var needs: RuleNeeds
  private var entries: PlainList<UInt32>
  private var lists = PlainList<UInt32>()
  private var dates = PlainList<UInt32>()
  private var firstGroups = PlainList<UInt32>()
  private var groups = PlainList<UInt32>()
  private var offsets = PlainList<UInt32>()

  /// The index of a program that passes the verifier; of another one whatever does not point outside.
  init(_ program: Program, _ parts: RuleParts) {
    stageCount = program.stages.count
    facetOfSlot = PlainList(repeating: -1, count: program.slotCount)
    // A rule that waits for no stage stands in a bucket of each one of its pipeline.
    candidates = PlainList(capacity: parts.rules.count)
    placements = PlainList(capacity: 6 * parts.rules.count)
    entries = PlainList(capacity: 8 * parts.rules.count)
    needs = RuleNeeds(program)
    for property in program.properties.indices {
      optionCounts.append(Int32(program.properties[property].options.count))
    }
    let facetCount = findFacets(parts)
    lastOfBucket = PlainList(repeating: -1, count: facetCount * stageCount)
    collectLists(parts, pipelineCount: program.pipelines.count)
    addRules(parts, program)
    addBuckets()
  }

  /// How many bytes the tables take, and at most their heads.
  var size: Int {
    let cells =
      lists.count + dates.count + facetOfSlot.count + firstGroups.count + groups.count + offsets.count + entries.count
    return 4 * cells + 7 * 16
  }

  /// Writes the tables.
  func write(to writer: inout RulebookSections) {
    var facets = PlainList<UInt32>()
    for slot in 0..<facetOfSlot.count { facets.append(UInt32(bitPattern: facetOfSlot[slot])) }
    writer.table(.lists, lists)
    writer.table(.timedDates, dates)
    writer.table(.facets, facets)
    writer.table(.buckets, firstGroups)
    writer.table(.groups, groups)
    writer.table(.offsets, offsets)
    writer.table(.entries, entries)
  }

  private mutating func findFacets(_ parts: RuleParts) -> Int {
    var count = RuleIndex.Facet.allCases.count
    let others = parts.otherTriggers.span
    for trigger in parts.triggers {
      let slot: FieldSlot?
      switch trigger.kind {
      case .changed: slot = FieldSlot(index: Int(trigger.operand))
      case .other: slot = others[Int(trigger.operand)].happening.slot
      case .ticketCreated, .entered, .replied, .sentFromTicket: continue
      }
      guard let slot, slot != .stage, hasFacet(slot), facetOfSlot[slot.index] < 0 else { continue }
      facetOfSlot[slot.index] = Int32(count)
      count += 1
    }
    return count
  }

  private func hasFacet(_ slot: FieldSlot) -> Bool { slot.index >= 0 && slot.index < facetOfSlot.count }

  private mutating func collectLists(_ parts: RuleParts, pipelineCount: Int) {
    var ofConversations: [UInt32] = []
    var ofPipeline = Array(repeating: [UInt32](), count: pipelineCount)
    var timed = ofPipeline
    var dates: Set<Int> = []
    for index in parts.rules.indices {
      let pipeline = Int(parts.rules[index].pipeline)
      guard ofPipeline.indices.contains(pipeline) else { continue }
      if parts.isOfConversations(parts.triggerRange(of: index)) {
        ofConversations.append(UInt32(index))
      } else {
        ofPipeline[pipeline].append(UInt32(index))
      }
      let extras = Int(parts.rules[index].extras)
      guard extras >= 0, case .some(let timer) = parts.extras[extras].timer else { continue }
      timed[pipeline].append(UInt32(index))
      if let date = timer.kind.date { dates.insert(date.index) }
    }
    for list in [ofConversations] + ofPipeline + timed {
      entries.append(contentsOf: list.span)
      lists.append(UInt32(entries.count))
    }
    for date in dates.sorted() { self.dates.append(UInt32(date)) }
  }

  // MARK: Groups

  /// Where so many rules of a bucket need an option of the same field, they are found by the option.
  private static let smallestGroup: Int32 = 4

  /// What is counted of one bucket; kept from one to the next, since most are small.
  private struct Scratch: ~Copyable {
    /// By slot: the rules that need an option of it. All 0 between buckets.
    var countOfSlot: PlainList<Int32>
    /// The slots that are counted.
    var slots: [Int32] = []
    /// By rule of the bucket: the need by which it is found, or negative.
    var chosen = PlainList<Int32>()
    /// By slot: the first rule of the bucket that is found by it, or negative. All negative between buckets.
    var firstOfSlot: PlainList<Int32>
    /// By rule of the bucket: the next one that is found by the same slot, or negative.
    var next = PlainList<Int32>()
    /// By option of a field: where its list ends so far.
    var ends = PlainList<Int32>()
  }

  private mutating func addBuckets() {
    // By bucket, rules in canonical order: a counting sort.
    let bucketCount = lastOfBucket.count
    var ends = PlainList<Int32>(repeating: 0, count: bucketCount)
    for number in 0..<placements.count { ends[Int(placements[known: number].bucket)] &+= 1 }
    var start: Int32 = 0
    for bucket in 0..<bucketCount { (ends[bucket], start) = (start, start + ends[bucket]) }
    var sorted = PlainList<Int32>(repeating: 0, count: placements.count)
    for number in 0..<placements.count {
      let bucket = Int(placements[known: number].bucket)
      let end = ends[bucket]
      sorted[Int(end)] = placements[known: number].entry
      ends[bucket] = end &+ 1
    }
    var scratch = Scratch(
      countOfSlot: PlainList(repeating: 0, count: facetOfSlot.count),
      firstOfSlot: PlainList(repeating: -1, count: facetOfSlot.count))
    start = 0
    for bucket in 0..<bucketCount {
      firstGroups.append(UInt32(groups.count / RuleIndex.Group.cellCount))
      let range = Int(start)..<Int(ends[bucket])
      if !range.isEmpty { add(sorted, range, &scratch) }
      start = ends[bucket]
    }
    firstGroups.append(UInt32(groups.count / RuleIndex.Group.cellCount))
  }

  /// Adds the groups of the bucket whose candidates stand in `range` of `sorted`.
  private mutating func add(_ sorted: borrowing PlainList<Int32>, _ range: Range<Int>, _ scratch: inout Scratch) {
    choose(sorted, range, &scratch)
    addFree(sorted, range, scratch.chosen)
    for slot in scratch.slots {
      scratch.countOfSlot[Int(slot)] = 0
      if scratch.firstOfSlot[Int(slot)] >= 0 { addBound(sorted, range.lowerBound, to: slot, &scratch) }
    }
  }

  /// Chooses for each rule the field that tells most options apart.
  private func choose(_ sorted: borrowing PlainList<Int32>, _ range: Range<Int>, _ scratch: inout Scratch) {
    scratch.slots.removeAll(keepingCapacity: true)
    scratch.chosen.removeAll()
    scratch.chosen.append(repeating: -1, count: range.count)
    guard range.count >= 2 * Int(Self.smallestGroup) else { return }
    for place in range {
      for need in needs(of: sorted[known: place]) {
        let slot = needs.list[known: need].slot
        let count = scratch.countOfSlot[known: Int(slot)]
        if count == 0 { scratch.slots.append(slot) }
        scratch.countOfSlot[known: Int(slot)] = count &+ 1
      }
    }
    scratch.slots.sort()
    scratch.next.removeAll()
    scratch.next.append(repeating: -1, count: range.count)
    // From the last one to the first: each becomes the first of its list.
    for place in range.reversed() {
      var best = -1
      // The fewest options, then the lowest slot.
      var least = Int64.max
      for number in needs(of: sorted[known: place]) {
        let need = needs.list[known: number]
        guard scratch.countOfSlot[known: Int(need.slot)] >= Self.smallestGroup else { continue }
        let rank = Int64(need.optionCount) << 32 | Int64(need.slot)
        if rank < least { (best, least) = (number, rank) }
      }
      guard best >= 0 else { continue }
      let (rule, slot) = (place &- range.lowerBound, Int(needs.list[known: best].slot))
      scratch.chosen[known: rule] = Int32(truncatingIfNeeded: best)
      scratch.next[known: rule] = scratch.firstOfSlot[known: slot]
      scratch.firstOfSlot[known: slot] = Int32(truncatingIfNeeded: rule)
    }
  }

  private func needs(of candidate: Int32) -> Range<Int> {
    let entry = candidates[known: Int(candidate)]
    return Int(entry.firstNeed)..<Int(entry.endNeed)
  }

  private mutating func addFree(
    _ sorted: borrowing PlainList<Int32>, _ range: Range<Int>, _ chosen: borrowing PlainList<Int32>
  ) {
    let start = entries.count
    for place in range where chosen[known: place &- range.lowerBound] < 0 {
      entries.append(candidates[known: Int(sorted[known: place])].rule)
    }
    guard entries.count > start else { return }
    addGroup(UInt32.max, optionCount: 1)
    offsets.append(UInt32(start))
    offsets.append(UInt32(entries.count))
  }

  private mutating func addGroup(_ slot: UInt32, optionCount: Int) {
    groups.append(row: [slot, UInt32(offsets.count), UInt32(optionCount)])
  }

  /// Adds the rules of a bucket that are found by `slot`, option after option: another counting sort.
  private mutating func addBound(
    _ sorted: borrowing PlainList<Int32>, _ firstOfBucket: Int, to slot: Int32, _ scratch: inout Scratch
  ) {
    let count = Int(optionCounts[Int(slot) - FieldSlot.builtInCount])
    let first = scratch.firstOfSlot[known: Int(slot)]
    scratch.firstOfSlot[known: Int(slot)] = -1
    scratch.ends.removeAll()
    scratch.ends.append(repeating: 0, count: count)
    var rule = Int(first)
    while rule >= 0 {
      for number in needs.list[known: Int(scratch.chosen[known: rule])].range {
        scratch.ends[known: Int(needs.options[known: number])] &+= 1
      }
      rule = Int(scratch.next[known: rule])
    }
    addGroup(UInt32(slot), optionCount: count)
    let start = entries.count
    var end = Int32(start)
    for option in 0..<count {
      offsets.append(UInt32(end))
      let count = scratch.ends[known: option]
      scratch.ends[known: option] = end
      end &+= count
    }
    offsets.append(UInt32(end))
    entries.append(repeating: 0, count: Int(end) - start)
    rule = Int(first)
    while rule >= 0 {
      let entry = candidates[known: Int(sorted[known: firstOfBucket &+ rule])].rule
      for number in needs.list[known: Int(scratch.chosen[known: rule])].range {
        let option = Int(needs.options[known: number])
        let end = scratch.ends[known: option]
        entries[known: Int(end)] = entry
        scratch.ends[known: option] = end &+ 1
      }
      rule = Int(scratch.next[known: rule])
    }
  }

  // MARK: Buckets

  private mutating func addRules(_ parts: RuleParts, _ program: Program) {
    let rules = parts.rules.span
    let triggers = parts.triggers.span
    let others = parts.otherTriggers.span
    let arms = parts.arms.span
    for index in rules.indices {
      let pipeline = Int(rules[index].pipeline)
      let ofRule = parts.triggerRange(of: index)
      guard !isTimed(index, parts), !parts.isOfConversations(ofRule), program.pipelines.indices.contains(pipeline)
      else { continue }
      let first = needs.list.count
      let stages = needs.add(rules[index].guardRange, arms.extracting(parts.armRange(of: index)), program)
      candidates.append(Entry(rule: UInt32(index), firstNeed: Int32(first), endNeed: Int32(needs.list.count)))
      let ofPipeline = program.pipelines[pipeline].stages.clamped(to: 0..<stageCount)
      for trigger in ofRule { place(triggers[trigger], others, stages, ofPipeline) }
    }
  }

  private func isTimed(_ rule: Int, _ parts: RuleParts) -> Bool {
    let extras = Int(parts.rules[rule].extras)
    guard extras >= 0, case .some = parts.extras.span[extras].timer else { return false }
    return true
  }

  /// Places the last candidate where a trigger may fire it.
  private mutating func place(
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
    let bucket = facet * stageCount + stage
    let entry = Int32(candidates.count - 1)
    guard lastOfBucket[bucket] != entry else { return }
    lastOfBucket[bucket] = entry
    placements.append(Placement(bucket: Int32(bucket), entry: entry))
  }

  private func ofChange(_ slot: FieldSlot?) -> Int {
    guard let slot, slot != .stage, hasFacet(slot) else {
      return RuleIndex.Facet.stageChanged.rawValue
    }
    return Int(facetOfSlot[slot.index])
  }
}
