/// Sorts the rules of a program into the buckets of the index, and lays the index out in the tables of a file.
struct RuleIndexBuilder {
  /// A rule fires only if the field has one of the options.
  struct Need {
    var slot: FieldSlot
    var options: [Int32]
  }

  struct Entry {
    var rule: UInt32
    /// Besides that of the stage, which the bucket knows.
    var needs: [Need]
  }

  private let program: Program
  /// By slot: the facet of its changes, or negative where no trigger names it.
  private var facetOfSlot: [Int32]
  /// By facet and stage; rules in canonical order.
  private var buckets: [[Entry]] = []
  private var entries: [UInt32] = []
  private var lists: [UInt32] = []
  private var dates: [UInt32] = []
  private var firstGroups: [UInt32] = []
  private var groups: [UInt32] = []
  private var offsets: [UInt32] = []

  /// The index of a program that passes the verifier; of another one whatever does not point outside.
  init(_ program: Program) {
    self.program = program
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
        for need in entry.needs { countOfSlot[need.slot.index, default: 0] += 1 }
      }
    }
    var free: [UInt32] = []
    var bound: [Int: [(rule: UInt32, options: [Int32])]] = [:]
    for entry in bucket {
      // The field that tells most options apart.
      let best =
        countOfSlot.isEmpty
        ? nil
        : entry.needs.filter { countOfSlot[$0.slot.index, default: 0] >= Self.smallestGroup }
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

  private mutating func addRules() {
    for (index, rule) in program.rules.enumerated() where rule.timer == nil && !rule.isOfConversations {
      guard program.pipelines.indices.contains(rule.pipeline) else { continue }
      let needs = needs(of: rule)
      let entry = Entry(rule: UInt32(index), needs: needs.filter { $0.slot != .stage })
      let ofPipeline = program.pipelines[rule.pipeline].stages.clamped(to: program.stages.indices)
      let stages =
        needs.first { $0.slot == .stage }?.options.map { Int($0) }.filter { ofPipeline.contains($0) }
        ?? Array(ofPipeline)
      for trigger in rule.triggers {
        for facet in facets(of: trigger.happening) {
          for stage in stages {
            if case .entered(let entered) = trigger.happening, !entered.contains(stage) { continue }
            let bucket = facet * program.stages.count + stage
            if buckets[bucket].last?.rule != entry.rule { buckets[bucket].append(entry) }
          }
        }
      }
    }
  }

  /// Every facet by which the happening may match.
  private func facets(of happening: Program.Trigger.Happening) -> [Int] {
    let facets: [RuleIndex.Facet]
    switch happening {
    case .newConversation: facets = []
    case .ticketCreated: facets = [.created]
    case .entered, .closed: facets = [.entered]
    case .left, .stageChanged, .reopened: facets = [.stageChanged]
    case .activity: facets = [.activity]
    case .emailSent: facets = [.sent]
    case .reply, .messageInAnotherThread: facets = [.received]
    case .noteAdded: facets = [.note]
    case .deliveryFailed: facets = [.failed]
    case .assigned, .unassigned, .changed, .lost: return [ofChange(happening)]
    // Whatever a ticket is created with, it becomes and gains.
    case .becomes, .gained: return [RuleIndex.Facet.created.rawValue, ofChange(happening)]
    }
    return facets.map(\.rawValue)
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
      if let need = need(of: program.tests[branch.test]) {
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
  private func need(of test: Program.Test) -> Need? {
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
