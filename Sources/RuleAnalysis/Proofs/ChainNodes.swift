internal import RuleEngine

/// An arm of a rule, and when it fires.
struct ChainNode {
  /// Index into `Program.rules`.
  let rule: Int
  let arm: Int
  /// Index into the spaces.
  let space: Int
  /// Never more than what can be: limits and overriding rules regarded.
  let fires: Diagram
  let writes: ArmWrites
  let items: [EffectItem]
}

/// How one arm leads to another.
struct ChainEdge: Hashable {
  let to: Int
  /// `nil`: on the same ticket; otherwise the place of the creation among the arm's, whose ticket the other looks at.
  let creation: Int?
}

/// Every arm of a program, and which changes of the ticket each may leave to the next round.
struct ChainNodes {
  let program: Program
  let spaces: [AnalysedSpace]
  let nodes: [ChainNode]
  /// Fields that some rule of a space writes, as far as rules look: what else a round leaves as it was.
  let writable: [SlotSet]
  /// Of sets that rules of a space write option by option, the options that some rule adds or removes.
  private let edited: [SlotTable<[Int32]>]
  /// Pipelines that rules of a space move tickets to, its own left out.
  let exits: [[Int]]
  /// By space: see `frame` and `volatile`.
  private(set) var frames: [Diagram] = []
  private(set) var volatile: [[Bool]] = []
  /// Rules that may write a field differently in one round.
  let conflicts: [WriteConflict]
  /// The fields of those, by space: their values are not relied on.
  let contested: [SlotSet]

  /// The arms of the first `ruleCount` rules; what follows are probes.
  init(program: Program, spaces: [AnalysedSpace], ruleCount: Int) throws(BudgetExceeded) {
    self.program = program
    self.spaces = spaces
    var nodes: [ChainNode] = []
    var writable: [SlotSet] = []
    var exits: [[Int]] = []
    var edited: [SlotTable<[Int32]>] = []
    for (index, space) in spaces.enumerated() {
      var slots = SlotSet()
      var others: [Int] = []
      var options = SlotTable<[Int32]>()
      var whole = SlotSet()
      for rule in space.rules where rule < ruleCount {
        for arm in program.rules[rule].arms.indices {
          let fires = try space.fires(rule, arm: arm)
          if fires == .never { continue }
          let writes = ArmWrites(
            of: arm, in: program.rules[rule], program: program, isConversation: space.scope == .conversations)
          for (slot, written) in writes.fields {
            slots.insert(slot)
            if case .edited(let added, let removed) = written {
              options[slot, default: []] += added + removed
            } else {
              whole.insert(slot)
            }
          }
          if writes.rotates { slots.insert(.owner) }
          if let stage = writes.stage, space.scope != .pipeline(program.stages[stage].pipeline) {
            others.append(program.stages[stage].pipeline)
          }
          nodes.append(
            ChainNode(
              rule: rule, arm: arm, space: index, fires: fires, writes: writes,
              items: EffectItem.items(of: arm, rule: rule, program: program)))
        }
      }
      // What follows from others: the close date from the stage, what is known of the owner from the owner.
      if slots.contains(.stage) {
        slots.insert(.closed)
        slots.insert(.pipeline)
      }
      if slots.contains(.owner) {
        slots.insert(.ownerEmail)
        slots.insert(.ownerTeams)
      }
      writable.append(slots)
      for slot in options.slots where whole.contains(slot) { options[slot] = nil }
      edited.append(options)
      exits.append(others)
    }
    self.nodes = nodes
    self.writable = writable
    self.exits = exits
    self.edited = edited
    let conflicts = try WriteConflict.all(among: nodes, in: spaces)
    self.conflicts = conflicts
    contested = spaces.indices.map { index in SlotSet(conflicts.filter { $0.space == index }.compactMap(\.slot)) }
    for index in spaces.indices {
      frames.append(spaces[index].scope == .conversations ? .never : try Self.frame(self, index))
      volatile.append(Self.volatile(self, index))
    }
  }

  /// The index of the space.
  func space(of space: AnalysedSpace) -> Int? { spaces.firstIndex { $0.scope == space.scope } }

  // MARK: The next round

  /// The situations that the next round on the same ticket may look at if the arm fired, as far as its change of `facet`
  /// is concerned, while the ticket stays among the rules of the space. More than can be, never less.
  func after(_ node: ChainNode, facet: FieldSlot) throws(BudgetExceeded) -> Diagram {
    try spaces[node.space].situations.store.and(left(by: node, facet: facet), frames[node.space])
  }

  /// The part of `after` that depends on the arm; the rest is the frame.
  func left(by node: ChainNode, facet: FieldSlot) throws(BudgetExceeded) -> Diagram {
    let store = spaces[node.space].situations.store
    var result = try store.exists(volatile[node.space], node.fires)
    for (slot, written) in node.writes.fields {
      // A save that sends a message may drop the move.
      if slot == .stage, facet != .stage, hasMessageTrigger(node.rule) { continue }
      result = try store.and(result, holds(written, slot, after: node))
      result = try store.and(result, wasBefore(slot, node))
    }
    return result
  }

  /// What holds of every round that rules of the space lead to: automation changed something, no message, and what no
  /// rule writes is as it was.
  private static func frame(_ chain: ChainNodes, _ space: Int) throws(BudgetExceeded) -> Diagram {
    let situations = chain.spaces[space].situations
    let store = situations.store
    var result = try store.and(chain.byAutomation(in: situations), situations.isChange())
    for slot in chain.slots(of: situations) {
      result = try store.and(result, chain.keepsOptions(of: slot, in: space, situations))
      if !chain.writable[space].contains(slot) { result = try store.and(result, chain.stays(slot, in: situations)) }
    }
    return try store.and(result, situations.possible)
  }

  /// The same for rules of another pipeline that the ticket is moved to.
  func after(_ node: ChainNode, facet: FieldSlot, in space: Int) throws(BudgetExceeded) -> Diagram {
    let situations = spaces[space].situations
    let store = situations.store
    var result = try store.and(byAutomation(in: situations), situations.isChange())
    if case .pipeline(let pipeline) = spaces[node.space].scope {
      result = try store.and(result, situations.wasStage { program.stages[$0].pipeline == pipeline })
    }
    for (slot, written) in node.writes.fields where !contested[node.space].contains(slot) {
      if slot == .stage, facet != .stage { continue }
      result = try store.and(result, value(slot, is: written, in: situations))
      result = try store.and(result, keepsOptions(of: slot, in: node.space, situations))
    }
    return try store.and(result, situations.possible)
  }

  /// The situations in which a ticket that the arm makes may first be looked at.
  func created(_ creation: ArmWrites.Creation, by node: ChainNode, in space: Int) throws(BudgetExceeded) -> Diagram {
    let situations = spaces[space].situations
    let store = situations.store
    let isConversation = spaces[node.space].scope == .conversations
    var result = try store.and(situations.isCreation(), isAutomation(in: situations))
    if !isConversation { result = try store.and(result, byAutomation(in: situations)) }
    result = try store.and(result, situations.isStage { $0 == creation.stage })
    for slot in slots(of: situations) where slot != .stage && slot != .pipeline {
      if let field = creation.fields.last(where: { $0.slot == slot }) {
        result = try store.and(result, value(slot, is: field.written, in: situations))
      } else if isOfTicket(slot), !(isConversation && isSubject(slot)) {
        result = try store.without(result, situations.isKnown(slot))
      }
    }
    return try store.and(result, situations.possible)
  }

  /// Whether the field is unknown in a new ticket unless the creation gives it.
  private func isOfTicket(_ slot: FieldSlot) -> Bool {
    if slot == .owner || slot == .team { return true }
    guard let index = slot.propertyIndex else { return false }
    return program.properties[index].entity == .ticket
  }

  private func isSubject(_ slot: FieldSlot) -> Bool {
    slot.propertyIndex.map { program.properties[$0].id == "subject" } ?? false
  }

  private func isAutomation(in situations: Situations) throws(BudgetExceeded) -> Diagram {
    try situations.diagram(.actor, is: Int(Event.Actor.Kind.automation.rawValue) + 1)
  }

  /// A round by rules: no message, no timer is due.
  private func byAutomation(in situations: Situations) throws(BudgetExceeded) -> Diagram {
    let store = situations.store
    var result = try isAutomation(in: situations)
    if situations.has(.message) { result = try store.and(result, situations.isMessage(.none)) }
    for case .isDue(let index) in situations.facts {
      result = try store.without(result, situations.holds(.isDue(index)))
    }
    return result
  }

  /// Marks the variables of what may be otherwise in the next round.
  private static func volatile(_ chain: ChainNodes, _ space: Int) -> [Bool] {
    let situations = chain.spaces[space].situations
    var isMarked = Array(repeating: false, count: situations.variableCount)
    for fact in situations.facts where !chain.isKept(fact, in: space) {
      for variable in situations.variables(of: fact) { isMarked[variable] = true }
    }
    return isMarked
  }

  private func isKept(_ fact: Fact, in space: Int) -> Bool {
    switch fact {
    case .member(let slot, let option) where isStable(option, of: slot, in: space): true
    case .value(let slot), .member(let slot, _), .otherMembers(let slot), .fits(let slot, _), .distance(let slot, _):
      !writable[space].contains(slot) && !Program.isOfMessage(slot)
    case .test(.isDuring): true
    default: false
    }
  }

  /// No rule of the space adds or removes the option.
  private func isStable(_ option: Int32, of slot: FieldSlot, in space: Int) -> Bool {
    edited[space][slot].map { !$0.contains(option) } ?? false
  }

  /// The ticket has the options that no rule touches if it had them.
  private func keepsOptions(
    of slot: FieldSlot, in space: Int, _ situations: Situations
  ) throws(BudgetExceeded) -> Diagram {
    let store = situations.store
    var result = Diagram.always
    for case .memberBefore(slot, let option) in situations.facts
    where situations.has(.member(slot, option)) && isStable(option, of: slot, in: space) {
      let differs = try store.xor(
        situations.holds(.member(slot, option)), situations.holds(.memberBefore(slot, option)))
      result = try store.without(result, differs)
    }
    return result
  }

  private func slots(of situations: Situations) -> [FieldSlot] {
    var slots: [FieldSlot] = [.stage]
    for slot in situations.needs.slots.slots
    where slot != .stage && slot != .pipeline && !Program.isOfMessage(slot) { slots.append(slot) }
    return slots
  }

  func hasMessageTrigger(_ rule: Int) -> Bool {
    program.rules[rule].triggers.contains {
      switch $0.happening {
      case .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed: true
      default: false
      }
    }
  }

  // MARK: One field

  private func holds(
    _ written: ArmWrites.Written, _ slot: FieldSlot, after node: ChainNode
  ) throws(BudgetExceeded) -> Diagram {
    if contested[node.space].contains(slot) { return .always }
    return try value(slot, is: written, in: spaces[node.space].situations)
  }

  /// The field has a value that may have been written so.
  func value(
    _ slot: FieldSlot, is written: ArmWrites.Written, in situations: Situations
  ) throws(BudgetExceeded) -> Diagram {
    let store = situations.store
    switch written {
    case .any, .increased, .computed, .assigned, .rotated: return .always
    case .literal(.unknown): return try store.not(situations.isKnown(slot))
    case .literal(.options(let options)):
      var parts: [Diagram] = []
      for case .member(slot, let option) in situations.facts {
        let has = try situations.holds(.member(slot, option))
        parts.append(options.contains(option) ? has : try store.not(has))
      }
      return try store.all(parts)
    case .literal(let value):
      if slot == .stage {
        guard case .option(let stage) = value else { return .always }
        return try situations.isStage { $0 == Int(stage) }
      }
      guard let domain = situations.domains[slot] else { return .always }
      var result = try situations.diagram(.value(slot), is: domain.index(of: value, zone: program.zone))
      if case .text(let text) = value {
        for case .fits(slot, let pattern) in situations.facts {
          let fits = try situations.holds(.fits(slot, pattern))
          result = pattern.matches(FoldedText(text)) ? try store.and(result, fits) : try store.without(result, fits)
        }
      }
      return result
    case .raised(let bound):
      guard let domain = situations.domains[slot] else { return .always }
      let least = domain.index(of: bound, zone: program.zone)
      return try situations.diagram(.value(slot), isIn: least..<max(least + 1, domain.count))
    case .edited(let added, let removed):
      var result = Diagram.always
      for option in added where situations.has(.member(slot, option)) {
        result = try store.and(result, situations.holds(.member(slot, option)))
      }
      for option in removed where situations.has(.member(slot, option)) {
        result = try store.without(result, situations.holds(.member(slot, option)))
      }
      return result
    }
  }

  /// The field was before what it was when the arm fired.
  private func wasBefore(_ slot: FieldSlot, _ node: ChainNode) throws(BudgetExceeded) -> Diagram {
    let situations = spaces[node.space].situations
    let store = situations.store
    guard situations.has(.before(slot)), case .pipeline(let pipeline) = spaces[node.space].scope else { return .always }
    var classes: [Int] = []
    for index in 0..<situations.classCount(of: .value(slot)) {
      let isSo = try store.and(node.fires, situations.diagram(.value(slot), is: index))
      if isSo != .never { classes.append(index) }
    }
    if slot == .stage {
      let first = program.pipelines[pipeline].stages.lowerBound
      classes = classes.filter { $0 > 0 }.map { $0 + first }
    }
    return try situations.diagram(.before(slot), isIn: classes)
  }

  /// The field is what it was.
  private func stays(_ slot: FieldSlot, in situations: Situations) throws(BudgetExceeded) -> Diagram {
    let store = situations.store
    var result = Diagram.always
    let hasBefore = situations.has(.before(slot))
    // Whether an option changed follows from its classes, if rules ask for both.
    if hasBefore || situations.has(.changed(slot)) { result = try store.not(situations.isChanged(slot)) }
    if slot != .stage, hasBefore, situations.has(.value(slot)) {
      result = try store.and(result, situations.isEqualBefore(slot))
    }
    for case .memberBefore(slot, let option) in situations.facts where situations.has(.member(slot, option)) {
      let differs = try store.xor(
        situations.holds(.member(slot, option)), situations.holds(.memberBefore(slot, option)))
      result = try store.without(result, differs)
    }
    return result
  }
}
