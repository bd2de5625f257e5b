/// Sorts the rules of a program into the buckets of the index, and lays the index out in the tables of a file.
struct RuleIndexBuilder: ~Copyable {
  // Not private: private types in lists of ours break debug builds of Swift 6.3.

  /// A rule that the index finds.
  struct Entry: BitwiseCopyable {
    let rule: UInt32
    /// Into the needs. Besides that of the stage, which the bucket knows.
    let firstNeed: Int32
    let endNeed: Int32
  }

  /// By slot: the facet of its changes, or negative where no trigger names it.
  var facetOfSlot: PlainList<Int32>
  let stageCount: Int
  /// By property.
  var optionCounts = PlainList<Int32>()
  /// In canonical order of their rules.
  var candidates: PlainList<Entry>
  /// By facet and stage: which of the candidates stand there.
  var buckets = BucketSort(bucketCount: 0)
  var needs: RuleNeeds
  var entries: PlainList<UInt32>
  private var lists = PlainList<UInt32>()
  private var dates = PlainList<UInt32>()
  var firstGroups = PlainList<UInt32>()
  var groups = PlainList<UInt32>()
  var offsets = PlainList<UInt32>()

  /// The index of a program that passes the verifier; of another one whatever does not point outside.
  init(_ program: Program, _ parts: RuleParts) {
    stageCount = program.stages.count
    facetOfSlot = PlainList(repeating: -1, count: program.slotCount)
    candidates = PlainList(capacity: parts.rules.count)
    // A rule that waits for no stage stands in a bucket of each one of its pipeline.
    entries = PlainList(capacity: 8 * parts.rules.count)
    needs = RuleNeeds(program)
    for property in program.properties.indices {
      optionCounts.append(Int32(program.properties[property].options.count))
    }
    let facetCount = findFacets(parts)
    buckets = BucketSort(bucketCount: facetCount * stageCount, capacity: 6 * parts.rules.count)
    collectLists(parts, pipelineCount: program.pipelines.count)
    addRules(parts, program)
    addBuckets()
    candidates = PlainList()
    buckets = BucketSort(bucketCount: 0)
    needs.removeAll()
  }

  /// How many bytes `write` writes.
  var size: Int {
    let tables = [
      lists.count, dates.count, facetOfSlot.count, firstGroups.count, groups.count, offsets.count, entries.count,
    ]
    return tables.reduce(0) { $0 + RulebookSections.size(of: 4 * $1) }
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

  func hasFacet(_ slot: FieldSlot) -> Bool { slot.index >= 0 && slot.index < facetOfSlot.count }

  /// The rules of conversations, those of each pipeline that are of tickets, and those of each pipeline that are timed.
  private mutating func collectLists(_ parts: RuleParts, pipelineCount: Int) {
    let listCount = 1 + 2 * pipelineCount
    var sort = BucketSort(bucketCount: listCount, capacity: 2 * parts.rules.count)
    var dates: Set<Int> = []
    let rules = parts.rules.span
    let extras = parts.extras.span
    for index in rules.indices {
      let pipeline = Int(rules[index].pipeline)
      guard pipeline >= 0, pipeline < pipelineCount else { continue }
      let rule = Int32(truncatingIfNeeded: index)
      sort.add(rule, to: parts.isOfConversations(parts.triggerRange(of: index)) ? 0 : 1 + pipeline)
      let place = Int(rules[index].extras)
      guard place >= 0, case .some(let timer) = extras[place].timer else { continue }
      sort.add(rule, to: 1 + pipelineCount + pipeline)
      if let date = timer.kind.date { dates.insert(date.index) }
    }
    let sorted = sort.sorted()
    entries.reserve(sorted.count)
    for place in 0..<sorted.count { entries.append(UInt32(bitPattern: sorted[known: place])) }
    for list in 0..<listCount { lists.append(UInt32(bitPattern: sort.ends[list])) }
    for date in dates.sorted() { self.dates.append(UInt32(date)) }
  }

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
      needs.order(from: first)
      candidates.append(Entry(rule: UInt32(index), firstNeed: Int32(first), endNeed: Int32(needs.list.count)))
      let ofPipeline = program.pipelines.span[pipeline].stages.clamped(to: 0..<stageCount)
      for trigger in ofRule { place(triggers[trigger], others, stages, ofPipeline) }
    }
  }

  private func isTimed(_ rule: Int, _ parts: RuleParts) -> Bool {
    let extras = Int(parts.rules[rule].extras)
    guard extras >= 0, case .some = parts.extras.span[extras].timer else { return false }
    return true
  }
}
