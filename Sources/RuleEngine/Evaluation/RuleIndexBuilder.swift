/// Sorts the rules of a program into the buckets of the index.
struct RuleIndexBuilder {
  /// A rule fires only if the field has one of the options.
  struct Need {
    var slot: FieldSlot
    var options: [Int32]
  }

  struct Entry {
    var rule: Int32
    /// Besides that of the stage, which the bucket knows.
    var needs: [Need]
  }

  let program: Program
  /// By slot: the facet of its changes, or negative where no trigger names it.
  private(set) var facetOfSlot: [Int32]
  /// By facet and stage; rules in canonical order.
  private(set) var buckets: [[Entry]] = []

  init(_ program: Program) {
    self.program = program
    facetOfSlot = Array(repeating: -1, count: program.slotCount)
    var facet = RuleIndex.Facet.allCases.count
    for rule in program.rules {
      for trigger in rule.triggers {
        guard let slot = trigger.happening.slot, slot != .stage, facetOfSlot[slot.index] < 0 else { continue }
        facetOfSlot[slot.index] = Int32(facet)
        facet += 1
      }
    }
    buckets = Array(repeating: [], count: facet * program.stages.count)
  }

  mutating func addRules() {
    for (index, rule) in program.rules.enumerated() where rule.timer == nil && !rule.isOfConversations {
      let needs = needs(of: rule)
      let entry = Entry(rule: Int32(index), needs: needs.filter { $0.slot != .stage })
      let ofPipeline = program.pipelines[rule.pipeline].stages
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
    guard let slot = happening.slot, slot != .stage else { return RuleIndex.Facet.stageChanged.rawValue }
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
    while true {
      let branch = program.branches[next]
      guard branch.ifFalse == .reject else { return needs }
      if let need = need(of: program.tests[branch.test]) {
        if let index = needs.firstIndex(where: { $0.slot == need.slot }) {
          needs[index].options.removeAll { !need.options.contains($0) }
        } else {
          needs.append(need)
        }
      }
      guard case .branch(let following) = branch.ifTrue else { return needs }
      next = following
    }
  }

  /// The options that make the test true, if it is about options of a field that has one at a time.
  private func need(of test: Program.Test) -> Need? {
    guard case .isOneOf(let slot, let values) = test else { return nil }
    if slot != .stage {
      guard let property = slot.propertyIndex else { return nil }
      switch program.properties[property].kind {
      case .oneOf, .orderedOneOf: break
      case .setOf, .number, .text, .date, .time, .flag, .person: return nil
      }
    }
    var options: [Int32] = []
    for value in values {
      guard case .option(let option) = value else { return nil }
      if !options.contains(option) { options.append(option) }
    }
    return Need(slot: slot, options: options)
  }
}
