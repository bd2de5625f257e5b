/// Sorts the rules of a program into the buckets of the index, and lays the index out in the tables of a file.
struct RuleIndexBuilder {
  /// A rule fires only if the field has one of the options.
  struct Need {
    var slot: FieldSlot
    var options: [Int32]
  }

  /// A need of a rule, besides that of the stage: its options are some of `options`.
  private struct StoredNeed: BitwiseCopyable {
    let slot: Int32
    let firstOption: Int32
    let endOption: Int32

    var optionCount: Int32 { endOption - firstOption }
  }

  private struct Entry: BitwiseCopyable {
    let rule: UInt32
    /// Into `needs`. Besides that of the stage, which the bucket knows.
    let firstNeed: Int32
    let endNeed: Int32
  }

  /// A rule of a bucket. They are sorted by bucket afterwards: an array for each bucket took a third of the time.
  private struct Placement: BitwiseCopyable {
    let bucket: Int32
    let entry: Int32
  }

  private let program: Program
  /// By slot: the facet of its changes, or negative where no trigger names it.
  private var facetOfSlot: [Int32]
  /// In canonical order of their rules.
  private var candidates: [Entry] = []
  private var placements: [Placement] = []
  /// By facet and stage: the candidate that was placed last, or negative.
  private var lastOfBucket: [Int32] = []
  /// Of all rules.
  private var needs: [StoredNeed] = []
  private var options: [Int32] = []
  /// By test: a test is asked by many rules, and its options are listed once.
  private let needOfTest: [Need?]
  private var entries: [UInt32] = []
  private var lists: [UInt32] = []
  private var dates: [UInt32] = []
  private var firstGroups: [UInt32] = []
  private var groups: [UInt32] = []
  private var offsets: [UInt32] = []

  /// The index of a program that passes the verifier; of another one whatever does not point outside.
  init(_ program: Program) {
    self.program = program
    needOfTest = program.tests.map { Self.need(of: $0, program) }
    facetOfSlot = Array(repeating: -1, count: program.slotCount)
    var facet = RuleIndex.Facet.allCases.count
    for rule in program.rules.indices {
      for trigger in program.rules[rule].triggers.indices {
        guard let slot = program.rules[rule].triggers[trigger].happening.slot, slot != .stage,
          facetOfSlot.indices.contains(slot.index), facetOfSlot[slot.index] < 0
        else { continue }
        facetOfSlot[slot.index] = Int32(facet)
        facet += 1
      }
    }
    lastOfBucket = Array(repeating: -1, count: facet * program.stages.count)
    collectLists()
    addRules()
    addBuckets()
  }

  /// Writes the tables.
  func write(to writer: inout RulebookWriter) {
    writer.table(.lists, lists)
    writer.table(.timedDates, dates)
    writer.table(.facets, facetOfSlot.map { UInt32(bitPattern: $0) })
    writer.table(.buckets, firstGroups)
    writer.table(.groups, groups)
    writer.table(.offsets, offsets)
    writer.table(.entries, entries)
  }

  private mutating func collectLists() {
    var ofConversations: [UInt32] = []
    var ofPipeline = Array(repeating: [UInt32](), count: program.pipelines.count)
    var timed = ofPipeline
    var dates: Set<Int> = []
    for index in program.rules.indices {
      let pipeline = program.rules[index].pipeline
      guard ofPipeline.indices.contains(pipeline) else { continue }
      if program.rules[index].isOfConversations {
        ofConversations.append(UInt32(index))
      } else {
        ofPipeline[pipeline].append(UInt32(index))
      }
      guard let timer = program.rules[index].timer else { continue }
      timed[pipeline].append(UInt32(index))
      if let date = timer.kind.date { dates.insert(date.index) }
    }
    for list in [ofConversations] + ofPipeline + timed {
      entries += list
      lists.append(UInt32(entries.count))
    }
    self.dates = dates.sorted().map { UInt32($0) }
  }

  // MARK: Groups

  /// Where so many rules of a bucket need an option of the same field, they are found by the option.
  private static let smallestGroup: Int32 = 4

  /// What is counted of one bucket; kept from one to the next, since most are small.
  private struct Scratch {
    /// By slot: the rules that need an option of it. All 0 between buckets.
    var countOfSlot: [Int32]
    /// The slots that are counted.
    var slots: [Int32] = []
    /// By rule of the bucket: the need by which it is found, or negative.
    var chosen: [Int32] = []
    /// By option of a field: where its list ends so far.
    var ends: [Int32] = []
  }

  private mutating func addBuckets() {
    // By bucket, rules in canonical order: a counting sort.
    var starts = [Int32](repeating: 0, count: lastOfBucket.count + 1)
    for placement in placements { starts[Int(placement.bucket) + 1] += 1 }
    for bucket in lastOfBucket.indices { starts[bucket + 1] += starts[bucket] }
    var next = starts
    var sorted = [Int32](repeating: 0, count: placements.count)
    for placement in placements {
      sorted[Int(next[Int(placement.bucket)])] = placement.entry
      next[Int(placement.bucket)] += 1
    }
    entries.reserveCapacity(entries.count + 2 * placements.count)
    firstGroups.reserveCapacity(starts.count)
    var scratch = Scratch(countOfSlot: Array(repeating: 0, count: program.slotCount))
    for bucket in lastOfBucket.indices {
      firstGroups.append(UInt32(groups.count / RuleIndex.Group.cellCount))
      let range = Int(starts[bucket])..<Int(starts[bucket + 1])
      if !range.isEmpty { add(sorted, range, &scratch) }
    }
    firstGroups.append(UInt32(groups.count / RuleIndex.Group.cellCount))
  }

  /// Adds the groups of the bucket whose candidates stand in `range` of `sorted`.
  private mutating func add(_ sorted: [Int32], _ range: Range<Int>, _ scratch: inout Scratch) {
    choose(sorted, range, &scratch)
    addFree(sorted, range, scratch)
    for slot in scratch.slots where scratch.countOfSlot[Int(slot)] >= Self.smallestGroup {
      addBound(sorted, range, to: slot, &scratch)
    }
    for slot in scratch.slots { scratch.countOfSlot[Int(slot)] = 0 }
  }

  /// Chooses for each rule the field that tells most options apart.
  private func choose(_ sorted: [Int32], _ range: Range<Int>, _ scratch: inout Scratch) {
    scratch.slots.removeAll(keepingCapacity: true)
    scratch.chosen.removeAll(keepingCapacity: true)
    guard range.count >= 2 * Int(Self.smallestGroup) else {
      for _ in range { scratch.chosen.append(-1) }
      return
    }
    for place in range {
      for need in needs(of: sorted[place]) {
        let slot = needs[need].slot
        if scratch.countOfSlot[Int(slot)] == 0 { scratch.slots.append(slot) }
        scratch.countOfSlot[Int(slot)] += 1
      }
    }
    scratch.slots.sort()
    for place in range {
      var best = -1
      for need in needs(of: sorted[place]) {
        guard scratch.countOfSlot[Int(needs[need].slot)] >= Self.smallestGroup else { continue }
        if best < 0 || (needs[need].optionCount, needs[need].slot) < (needs[best].optionCount, needs[best].slot) {
          best = need
        }
      }
      scratch.chosen.append(Int32(best))
    }
  }

  private func needs(of candidate: Int32) -> Range<Int> {
    let entry = candidates[Int(candidate)]
    return Int(entry.firstNeed)..<Int(entry.endNeed)
  }

  private mutating func addFree(_ sorted: [Int32], _ range: Range<Int>, _ scratch: Scratch) {
    let start = entries.count
    for place in range where scratch.chosen[place - range.lowerBound] < 0 {
      entries.append(candidates[Int(sorted[place])].rule)
    }
    guard entries.count > start else { return }
    addGroup(UInt32.max, optionCount: 1)
    offsets.append(UInt32(start))
    offsets.append(UInt32(entries.count))
  }

  private mutating func addGroup(_ slot: UInt32, optionCount: Int) {
    groups.append(slot)
    groups.append(UInt32(offsets.count))
    groups.append(UInt32(optionCount))
  }

  /// Adds the rules of a bucket that are found by `slot`, option after option: another counting sort.
  private mutating func addBound(_ sorted: [Int32], _ range: Range<Int>, to slot: Int32, _ scratch: inout Scratch) {
    let count = program.properties[Int(slot) - FieldSlot.builtInCount].options.count
    scratch.ends.removeAll(keepingCapacity: true)
    for _ in 0..<count { scratch.ends.append(0) }
    var isUsed = false
    for chosen in scratch.chosen where chosen >= 0 && needs[Int(chosen)].slot == slot {
      isUsed = true
      let need = needs[Int(chosen)]
      for option in Int(need.firstOption)..<Int(need.endOption) { scratch.ends[Int(options[option])] += 1 }
    }
    guard isUsed else { return }
    addGroup(UInt32(slot), optionCount: count)
    var end = Int32(entries.count)
    for option in 0..<count {
      offsets.append(UInt32(end))
      (scratch.ends[option], end) = (end, end + scratch.ends[option])
    }
    offsets.append(UInt32(end))
    while entries.count < end { entries.append(0) }
    for place in range {
      let chosen = scratch.chosen[place - range.lowerBound]
      guard chosen >= 0, needs[Int(chosen)].slot == slot else { continue }
      let rule = candidates[Int(sorted[place])].rule
      let need = needs[Int(chosen)]
      for option in Int(need.firstOption)..<Int(need.endOption) {
        entries[Int(scratch.ends[Int(options[option])])] = rule
        scratch.ends[Int(options[option])] += 1
      }
    }
  }

  // MARK: Buckets

  private mutating func addRules() {
    candidates.reserveCapacity(program.rules.count)
    placements.reserveCapacity(program.rules.count * 8)
    for index in program.rules.indices {
      guard program.rules[index].timer == nil, !program.rules[index].isOfConversations,
        program.pipelines.indices.contains(program.rules[index].pipeline)
      else { continue }
      var stages: [Int32]?
      let first = needs.count
      for need in needs(of: program.rules[index]) {
        if need.slot == .stage { stages = need.options } else { store(need) }
      }
      candidates.append(Entry(rule: UInt32(index), firstNeed: Int32(first), endNeed: Int32(needs.count)))
      let ofPipeline = program.pipelines[program.rules[index].pipeline].stages.clamped(to: program.stages.indices)
      for trigger in program.rules[index].triggers.indices {
        place(program.rules[index].triggers[trigger].happening, stages, ofPipeline)
      }
    }
  }

  private mutating func store(_ need: Need) {
    let first = options.count
    options += need.options
    needs.append(
      StoredNeed(slot: Int32(need.slot.index), firstOption: Int32(first), endOption: Int32(options.count)))
  }

  /// Places the last candidate where `happening` may fire it.
  private mutating func place(
    _ happening: Program.Trigger.Happening, _ stages: [Int32]?, _ ofPipeline: Range<Int>
  ) {
    switch happening {
    case .newConversation: break
    case .ticketCreated: place(at: .created, stages, ofPipeline)
    case .entered(let entered):
      for stage in entered where ofPipeline.contains(stage) {
        if let stages, !stages.contains(where: { Int($0) == stage }) { continue }
        place(at: RuleIndex.Facet.entered.rawValue, stage: stage)
      }
    case .closed: place(at: .entered, stages, ofPipeline)
    case .left, .stageChanged, .reopened: place(at: .stageChanged, stages, ofPipeline)
    case .activity: place(at: .activity, stages, ofPipeline)
    case .emailSent: place(at: .sent, stages, ofPipeline)
    case .reply, .messageInAnotherThread: place(at: .received, stages, ofPipeline)
    case .noteAdded: place(at: .note, stages, ofPipeline)
    case .deliveryFailed: place(at: .failed, stages, ofPipeline)
    case .assigned, .unassigned, .changed, .lost: place(at: ofChange(happening), stages, ofPipeline)
    // Whatever a ticket is created with, it becomes and gains.
    case .becomes, .gained:
      place(at: .created, stages, ofPipeline)
      place(at: ofChange(happening), stages, ofPipeline)
    }
  }

  private mutating func place(at facet: RuleIndex.Facet, _ stages: [Int32]?, _ ofPipeline: Range<Int>) {
    place(at: facet.rawValue, stages, ofPipeline)
  }

  private mutating func place(at facet: Int, _ stages: [Int32]?, _ ofPipeline: Range<Int>) {
    if let stages {
      for stage in stages where ofPipeline.contains(Int(stage)) { place(at: facet, stage: Int(stage)) }
    } else {
      for stage in ofPipeline { place(at: facet, stage: stage) }
    }
  }

  /// Places the last candidate, unless another trigger of the rule did.
  private mutating func place(at facet: Int, stage: Int) {
    let bucket = facet * program.stages.count + stage
    let entry = Int32(candidates.count - 1)
    guard lastOfBucket[bucket] != entry else { return }
    lastOfBucket[bucket] = entry
    placements.append(Placement(bucket: Int32(bucket), entry: entry))
  }

  private func ofChange(_ happening: Program.Trigger.Happening) -> Int {
    guard let slot = happening.slot, slot != .stage, facetOfSlot.indices.contains(slot.index) else {
      return RuleIndex.Facet.stageChanged.rawValue
    }
    return Int(facetOfSlot[slot.index])
  }

  // MARK: What a rule cannot do without

  /// What the guard needs, and what every arm needs.
  private func needs(of rule: Program.Rule) -> [Need] {
    var needs = rule.guardCondition.map { self.needs(of: $0) } ?? []
    guard let first = rule.arms.first?.condition else { return needs }
    for need in self.needs(of: first) {
      var options = need.options
      var isShared = true
      for arm in rule.arms.dropFirst() {
        guard let condition = arm.condition,
          let other = self.needs(of: condition).first(where: { $0.slot == need.slot })
        else {
          isShared = false
          break
        }
        options += other.options.filter { !options.contains($0) }
      }
      guard isShared else { continue }
      if let index = needs.firstIndex(where: { $0.slot == need.slot }) {
        needs[index].options.removeAll { !options.contains($0) }
      } else {
        needs.append(Need(slot: need.slot, options: options))
      }
    }
    return needs
  }

  /// The tests at the beginning of a condition that reject it where they fail.
  private func needs(of condition: Program.Condition) -> [Need] {
    var needs: [Need] = []
    var next = condition.branches.lowerBound
    while program.branches.indices.contains(next), program.tests.indices.contains(program.branches[next].test) {
      let branch = program.branches[next]
      guard branch.ifFalse == .reject else { return needs }
      if let need = needOfTest[branch.test] {
        if let index = needs.firstIndex(where: { $0.slot == need.slot }) {
          needs[index].options.removeAll { !need.options.contains($0) }
        } else {
          needs.append(need)
        }
      }
      guard case .branch(let following) = branch.ifTrue, following > next else { return needs }
      next = following
    }
    return needs
  }

  /// The options that make the test true, if it is about options of a field that has one at a time.
  private static func need(of test: Program.Test, _ program: Program) -> Need? {
    guard case .isOneOf(let slot, let values) = test else { return nil }
    var count = program.stages.count
    if slot != .stage {
      guard let property = slot.propertyIndex, program.properties.indices.contains(property) else { return nil }
      switch program.properties[property].kind {
      case .oneOf, .orderedOneOf: break
      case .setOf, .number, .text, .date, .time, .flag, .person: return nil
      }
      count = program.properties[property].options.count
    }
    var options: [Int32] = []
    for value in values {
      guard case .option(let option) = value, option >= 0, option < count else { return nil }
      if !options.contains(option) { options.append(option) }
    }
    return Need(slot: slot, options: options)
  }
}
