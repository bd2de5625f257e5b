/// Sorts the rules of a program into the buckets of the index, and lays the index out in the tables of a file.
struct RuleIndexBuilder {
  /// A rule fires only if the field has one of the options.
  struct Need {
    var slot: FieldSlot
    var options: [Int32]
  }

  struct Entry: BitwiseCopyable {
    var rule: UInt32
    /// Into `needs`. Besides that of the stage, which the bucket knows.
    var firstNeed: Int32
    var endNeed: Int32
  }

  private let program: Program
  /// By slot: the facet of its changes, or negative where no trigger names it.
  private var facetOfSlot: [Int32]
  /// By facet and stage; rules in canonical order.
  private var buckets: [[Entry]] = []
  /// Of all rules.
  private var needs: [Need] = []
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
    for rule in program.rules {
      for trigger in rule.triggers {
        guard let slot = trigger.happening.slot, slot != .stage, facetOfSlot.indices.contains(slot.index),
          facetOfSlot[slot.index] < 0
        else { continue }
        facetOfSlot[slot.index] = Int32(facet)
        facet += 1
      }
    }
    buckets = Array(repeating: [], count: facet * program.stages.count)
    collectLists()
    addRules()
    for bucket in buckets {
      firstGroups.append(UInt32(groups.count / RuleIndex.Group.cellCount))
      add(bucket)
    }
    firstGroups.append(UInt32(groups.count / RuleIndex.Group.cellCount))
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
    for (index, rule) in program.rules.enumerated() where ofPipeline.indices.contains(rule.pipeline) {
      if rule.isOfConversations {
        ofConversations.append(UInt32(index))
      } else {
        ofPipeline[rule.pipeline].append(UInt32(index))
      }
      guard let timer = rule.timer else { continue }
      timed[rule.pipeline].append(UInt32(index))
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
  private static let smallestGroup = 4

  private mutating func add(_ bucket: [Entry]) {
    if bucket.isEmpty { return }
    var countOfSlot: [Int: Int] = [:]
    if bucket.count >= 2 * Self.smallestGroup {
      for entry in bucket {
        for need in needs(of: entry) { countOfSlot[need.slot.index, default: 0] += 1 }
      }
    }
    var free: [UInt32] = []
    var bound: [Int: [(rule: UInt32, options: [Int32])]] = [:]
    for entry in bucket {
      // The field that tells most options apart.
      let best =
        countOfSlot.isEmpty
        ? nil
        : needs(of: entry).filter { countOfSlot[$0.slot.index, default: 0] >= Self.smallestGroup }
          .min { ($0.options.count, $0.slot.index) < ($1.options.count, $1.slot.index) }
      if let best {
        bound[best.slot.index, default: []].append((entry.rule, best.options))
      } else {
        free.append(entry.rule)
      }
    }
    if !free.isEmpty {
      groups += [UInt32.max, UInt32(offsets.count), 1]
      offsets.append(UInt32(entries.count))
      entries += free
      offsets.append(UInt32(entries.count))
    }
    for (slot, rules) in bound.sorted(by: { $0.key < $1.key }) {
      let count = program.properties[slot - FieldSlot.builtInCount].options.count
      groups += [UInt32(slot), UInt32(offsets.count), UInt32(count)]
      var lists = Array(repeating: [UInt32](), count: count)
      for (rule, options) in rules {
        for option in options where lists[Int(option)].last != rule { lists[Int(option)].append(rule) }
      }
      for list in lists {
        offsets.append(UInt32(entries.count))
        entries += list
      }
      offsets.append(UInt32(entries.count))
    }
  }

  // MARK: Buckets

  private func needs(of entry: Entry) -> ArraySlice<Need> { needs[Int(entry.firstNeed)..<Int(entry.endNeed)] }

  private mutating func addRules() {
    for (index, rule) in program.rules.enumerated() where rule.timer == nil && !rule.isOfConversations {
      guard program.pipelines.indices.contains(rule.pipeline) else { continue }
      var stages: [Int32]?
      let first = needs.count
      for need in needs(of: rule) {
        if need.slot == .stage { stages = need.options } else { needs.append(need) }
      }
      let entry = Entry(rule: UInt32(index), firstNeed: Int32(first), endNeed: Int32(needs.count))
      let ofPipeline = program.pipelines[rule.pipeline].stages.clamped(to: program.stages.indices)
      for trigger in rule.triggers {
        if let stages {
          for stage in stages where ofPipeline.contains(Int(stage)) { add(entry, trigger.happening, stage: Int(stage)) }
        } else {
          for stage in ofPipeline { add(entry, trigger.happening, stage: stage) }
        }
      }
    }
  }

  private mutating func add(_ entry: Entry, _ happening: Program.Trigger.Happening, stage: Int) {
    switch happening {
    case .newConversation: break
    case .ticketCreated: add(entry, .created, stage)
    case .entered(let stages):
      if stages.contains(stage) { add(entry, .entered, stage) }
    case .closed: add(entry, .entered, stage)
    case .left, .stageChanged, .reopened: add(entry, .stageChanged, stage)
    case .activity: add(entry, .activity, stage)
    case .emailSent: add(entry, .sent, stage)
    case .reply, .messageInAnotherThread: add(entry, .received, stage)
    case .noteAdded: add(entry, .note, stage)
    case .deliveryFailed: add(entry, .failed, stage)
    case .assigned, .unassigned, .changed, .lost: add(entry, ofChange(happening), stage)
    // Whatever a ticket is created with, it becomes and gains.
    case .becomes, .gained:
      add(entry, .created, stage)
      add(entry, ofChange(happening), stage)
    }
  }

  private mutating func add(_ entry: Entry, _ facet: RuleIndex.Facet, _ stage: Int) {
    add(entry, facet.rawValue, stage)
  }

  private mutating func add(_ entry: Entry, _ facet: Int, _ stage: Int) {
    let bucket = facet * program.stages.count + stage
    if buckets[bucket].last?.rule != entry.rule { buckets[bucket].append(entry) }
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
