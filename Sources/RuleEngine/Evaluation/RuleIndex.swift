//  Candidates: by what happened (a facet) and the stage after it, then by the options that a condition cannot do without.
//  The index only ever leaves out rules that cannot fire; who fires is decided by triggers and conditions as before.

/// Which rules may fire at all for a change-set.
struct RuleIndex: Sendable {
  /// What happened, as far as buckets tell it apart. Beyond these, one for each slot that some rule's trigger names.
  enum Facet: Int, CaseIterable { case created, entered, stageChanged, activity, sent, received, note, failed }

  /// Rules of one bucket that need an option of one field, or those that need none.
  struct Group: Sendable {
    /// Negative: the rules need no option.
    var slot: Int32
    /// Into `offsets`: one more than there are options, or two.
    var firstOffset: Int32
    var optionCount: Int32
  }

  /// Rules in canonical order, list after list.
  private(set) var entries: [Int32] = []
  /// Some rule is timed.
  private(set) var hasTimers = false
  /// The dates that some timed rule counts from, in slot order.
  private(set) var timedDates: [FieldSlot] = []
  private var timedRulesOfPipeline: [[Int]] = []
  /// Ranges of `entries`: what there is without the index.
  private var conversationRules = 0..<0
  private var rulesOfPipeline: [Range<Int>] = []
  /// By slot: the facet of its changes, or negative where no rule asks.
  private var facetOfSlot: [Int32] = []
  private var stageCount = 0
  /// By facet and stage: the first group. One more at the end.
  private var firstGroups: [Int32] = []
  private var groups: [Group] = []
  private var offsets: [Int32] = []

  init(program: Program) {
    stageCount = program.stages.count
    collectLists(program)
    var builder = RuleIndexBuilder(program)
    builder.addRules()
    facetOfSlot = builder.facetOfSlot
    for bucket in builder.buckets {
      firstGroups.append(Int32(groups.count))
      add(bucket, program)
    }
    firstGroups.append(Int32(groups.count))
  }

  private mutating func collectLists(_ program: Program) {
    timedRulesOfPipeline = Array(repeating: [], count: program.pipelines.count)
    var lists = Array(repeating: [Int32](), count: program.pipelines.count)
    var ofConversations: [Int32] = []
    var dates: Set<Int> = []
    for (index, rule) in program.rules.enumerated() {
      if rule.isOfConversations {
        ofConversations.append(Int32(index))
      } else {
        lists[rule.pipeline].append(Int32(index))
      }
      guard let timer = rule.timer else { continue }
      timedRulesOfPipeline[rule.pipeline].append(index)
      hasTimers = true
      if let date = timer.kind.date { dates.insert(date.index) }
    }
    timedDates = dates.sorted().map(FieldSlot.init(index:))
    conversationRules = append(ofConversations)
    rulesOfPipeline = lists.map { append($0) }
  }

  private mutating func append(_ rules: [Int32]) -> Range<Int> {
    let first = entries.count
    entries += rules
    return first..<entries.count
  }

  /// Where so many rules of a bucket need an option of the same field, they are found by the option.
  private static let smallestGroup = 4

  private mutating func add(_ bucket: [RuleIndexBuilder.Entry], _ program: Program) {
    if bucket.isEmpty { return }
    var countOfSlot: [Int: Int] = [:]
    if bucket.count >= 2 * Self.smallestGroup {
      for entry in bucket {
        for need in entry.needs { countOfSlot[need.slot.index, default: 0] += 1 }
      }
    }
    var free: [Int32] = []
    var bound: [Int: [(rule: Int32, options: [Int32])]] = [:]
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
      groups.append(Group(slot: -1, firstOffset: Int32(offsets.count), optionCount: 1))
      let range = append(free)
      offsets += [Int32(range.lowerBound), Int32(range.upperBound)]
    }
    for (slot, rules) in bound.sorted(by: { $0.key < $1.key }) {
      let count = program.properties[slot - FieldSlot.builtInCount].options.count
      groups.append(Group(slot: Int32(slot), firstOffset: Int32(offsets.count), optionCount: Int32(count)))
      var lists = Array(repeating: [Int32](), count: count)
      for (rule, options) in rules {
        for option in options where lists[Int(option)].last != rule { lists[Int(option)].append(rule) }
      }
      for list in lists { offsets.append(Int32(append(list).lowerBound)) }
      offsets.append(Int32(entries.count))
    }
  }

  /// The timed rules of the ticket's pipeline, in canonical order.
  func timedRules(for view: RoundView) -> [Int] {
    guard hasTimers, case .option(let pipeline) = view.value(of: .pipeline) else { return [] }
    return timedRulesOfPipeline[Int(pipeline)]
  }

  /// All rules of the ticket's pipeline, or of conversations, without looking further.
  func everyRule(for view: RoundView) -> CandidateCursor {
    var cursor = CandidateCursor()
    if view.changeSet.isConversation {
      cursor.add(conversationRules)
    } else if case .option(let pipeline) = view.value(of: .pipeline) {
      cursor.add(rulesOfPipeline[Int(pipeline)])
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

  /// The lists of a bucket: for each group the field whose option chooses one of them, or none and one list.
  func lists(_ facet: Int, stage: Int) -> [(slot: FieldSlot?, lists: [ArraySlice<Int32>])] {
    let bucket = facet * stageCount + stage
    return groups[Int(firstGroups[bucket])..<Int(firstGroups[bucket + 1])].map { group in
      let lists = (Int(group.firstOffset)..<Int(group.firstOffset + group.optionCount)).map { offset in
        entries[Int(offsets[offset])..<Int(offsets[offset + 1])]
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

extension Program.Rule {
  /// Triggered by new conversations, not by tickets.
  var isOfConversations: Bool {
    if case .newConversation = triggers.first?.happening { true } else { false }
  }

  /// The ordinal of an arm's first action: actions are counted over all arms.
  func firstOrdinal(ofArm arm: Int) -> Int {
    arms[..<arm].reduce(0) { $0 + $1.actions.count }
  }
}
