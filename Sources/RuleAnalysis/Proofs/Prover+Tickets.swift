internal import RuleEngine

//  Promises about created tickets and about moves.

extension Prover {
  // MARK: Every ticket created

  func createdVerdict(_ probe: Int, _ state: ProgramPromise.State) throws(BudgetExceeded) -> ProofVerdict {
    guard let space = spaces.first(where: { $0.rules.contains(probe) }),
      let index = spaces.firstIndex(where: { $0.scope == space.scope })
    else { return .proved }
    let store = space.situations.store
    let isBad = try space.fires(probe, arm: 1)
    let all = try store.or(isBad, space.fires(probe, arm: 0))
    var mending: [Diagram] = []
    var doubtful: Int?
    var starts: [Int] = []
    for (number, node) in chain.nodes.enumerated() where node.space == index {
      if try store.and(node.fires, all) != .never { starts.append(number) }
      let mends = try self.mends(node, state, in: space.situations)
      if try store.and(mends, isBad) == .never { continue }
      mending.append(mends)
      if graph.reactsToItself(node.rule) { doubtful = doubtful ?? node.rule }
    }
    let broken = try store.without(isBad, store.any(mending))
    let spoiling = graph.reach(from: starts).sorted().first { spoils(chain.nodes[$0], state) }
    func finding(_ step: PlayedStep) -> CounterExample.Finding? {
      guard step.event.isCreation, step.firings.contains(where: { $0.rule == probe && $0.round == 1 }),
        !isKept(state, after: step)
      else { return nil }
      let rules = Set(step.firings.filter { $0.rule < ruleCount && $0.ticket == step.event.ticketID }.map(\.rule))
      return CounterExample.Finding(count: 0, rules: rules.sorted(), round: nil)
    }
    if broken != .never {
      if let example = try example(of: broken, in: space, finding: finding) { return .refuted(example) }
      return .unknown("no rule of the first round sees to it in every case, and no event that was tried breaks it")
    }
    if let spoiling {
      let node = chain.nodes[spoiling]
      if node.space == index,
        let example = try example(of: store.and(all, node.fires), in: space, finding: finding)
      {
        return .refuted(example)
      }
      return .unknown("\(name(node.rule)) may take it away again, but in no event that was tried")
    }
    if let doubtful {
      return .unknown(
        "in every event it is kept, but \(name(doubtful)) may lead to itself and is held back then (grammar/meaning.md, 4.3)"
      )
    }
    return .proved
  }

  /// The fields of which one must have a value.
  private func slots(of state: ProgramPromise.State) -> [FieldSlot] {
    switch state {
    case .isAssigned: [.owner, .team]
    case .has(let slot): [slot]
    }
  }

  /// Where the arm certainly gives the ticket what is promised.
  private func mends(
    _ node: ChainNode, _ state: ProgramPromise.State, in situations: Situations
  ) throws(BudgetExceeded) -> Diagram {
    let store = situations.store
    let slots = slots(of: state)
    if state == .isAssigned, node.writes.rotates { return node.fires }
    var result = Diagram.never
    for (slot, written) in node.writes.fields where slots.contains(slot) {
      switch written {
      case .literal(let value):
        if value.isKnown { result = node.fires }
      case .raised, .increased, .computed: result = node.fires
      case .edited(let added, _): if !added.isEmpty { result = node.fires }
      case .assigned(.actor):
        let isAgent = try situations.diagram(.actor, is: Int(Event.Actor.Kind.agent.rawValue) + 1)
        // An agent without a name is skipped: only one that rules can tell apart is certain.
        if situations.needs.usesActorIsOwner {
          result = try store.or(result, store.all([node.fires, isAgent, situations.holds(.actorIsOwner)]))
        }
      case .assigned(.personIn(let source)):
        if situations.has(.value(source)) {
          result = try store.or(result, store.and(node.fires, situations.isKnown(source)))
        }
      case .assigned, .rotated, .any: break
      }
    }
    // Writers that do not agree may undo each other.
    return slots.contains(where: chain.contested[node.space].contains) ? .never : result
  }

  /// Whether the arm may take away what is promised.
  private func spoils(_ node: ChainNode, _ state: ProgramPromise.State) -> Bool {
    let slots = slots(of: state)
    return node.writes.fields.contains { slot, written in
      guard slots.contains(slot) else { return false }
      switch written {
      case .literal(let value): return !value.isKnown
      case .edited(_, let removed): return !removed.isEmpty
      case .any: return true
      case .raised, .increased, .computed, .assigned, .rotated: return false
      }
    }
  }

  /// Whether the event's ticket is as promised in the end, as the host is told.
  private func isKept(_ state: ProgramPromise.State, after step: PlayedStep) -> Bool {
    let view = EventView(rulebook: playback.rulebook, event: step.event)
    return slots(of: state).contains { slot in
      var isKnown = view.value(of: slot).isKnown
      for action in step.step.actions where action.ticket == step.event.ticketID {
        switch action.kind {
        case .assign(let owner) where slot == .owner: isKnown = owner != nil
        case .rotate where slot == .owner: isKnown = true
        case .assignTeam where slot == .team: isKnown = true
        case .set(let property, _): if property == propertyID(of: slot) { isKnown = true }
        case .clear(let property): if property == propertyID(of: slot) { isKnown = false }
        default: break
        }
      }
      return isKnown
    }
  }

  private func propertyID(of slot: FieldSlot) -> String? {
    switch slot {
    case .team: "team"
    case .closed: "closed"
    case .inbox: "inbox"
    case .channel: "channel"
    default: slot.propertyIndex.map { program.properties[$0].id }
    }
  }

  // MARK: Stages

  func movesVerdict(_ pipeline: Int, _ from: Int, _ to: Int) throws(BudgetExceeded) -> ProofVerdict {
    guard from != to, let index = spaces.firstIndex(where: { $0.scope == .pipeline(pipeline) }) else { return .proved }
    let space = spaces[index]
    let store = space.situations.store
    let isThere = try space.situations.isStage { $0 == from }
    var direct: [Int] = []
    var starts: [Int] = []
    for (number, node) in chain.nodes.enumerated() where node.space == index {
      if try store.and(node.fires, isThere) == .never { continue }
      starts.append(number)
      if node.writes.stage == to { direct.append(number) }
    }
    func finding(_ step: PlayedStep) -> CounterExample.Finding? {
      let rules = move(from, to, in: step)
      return rules.isEmpty ? nil : CounterExample.Finding(count: 1, rules: rules, round: nil)
    }
    for number in direct {
      let diagram = try store.and(chain.nodes[number].fires, isThere)
      if let example = try example(of: diagram, in: space, finding: finding) { return .refuted(example) }
    }
    if let first = direct.first {
      return .unknown("\(name(chain.nodes[first].rule)) may move it so, but no event that was tried does")
    }
    // Step by step: through arms that other stages lead to.
    let reached = graph.reach(from: starts)
    let movers = reached.sorted().filter { chain.nodes[$0].writes.stage == to }
    guard let last = movers.first else { return .proved }
    for start in starts {
      for edge in graph.edges[start] where edge.creation == nil && chain.nodes[edge.to].space == index {
        let diagram = try store.and(before(edge.to, after: start), isThere)
        if diagram == .never { continue }
        if let example = try example(of: diagram, in: space, finding: finding) { return .refuted(example) }
      }
    }
    return .unknown(
      "\(name(chain.nodes[last].rule)) may move it there after other rules, but in no event that was tried")
  }

  /// The rules that move the event's ticket from one stage to another, in one step or in several.
  private func move(_ from: Int, _ to: Int, in step: PlayedStep) -> [Int] {
    guard case .ticket = step.event.subject else { return [] }
    let view = EventView(rulebook: playback.rulebook, event: step.event)
    guard case .option(let first) = view.value(of: .stage) else { return [] }
    let dropped = Set(
      step.step.trace.filter { $0.verdict == .moveDropped }.compactMap { Int($0.rule.dropFirst()) })
    var stage = Int(first)
    var rules: [Int] = []
    var result: [Int] = []
    let rounds = Set(step.firings.map(\.round)).sorted()
    for round in rounds {
      let before = stage
      for firing in step.firings where firing.round == round && firing.ticket == step.event.ticketID {
        guard firing.rule < ruleCount, round > 1 || !dropped.contains(firing.rule) else { continue }
        let writes = ArmWrites(of: firing.arm, in: program.rules[firing.rule], program: program, isConversation: false)
        guard let moved = writes.stage else { continue }
        stage = moved
        rules.append(firing.rule)
        if before == from, moved == to { result.append(firing.rule) }
      }
    }
    if result.isEmpty, Int(first) == from, stage == to { result = rules }
    return Set(result).sorted()
  }
}

extension Event {
  /// The ticket's id, as traces and actions name it.
  var ticketID: String {
    if case .ticket(let snapshot) = subject { snapshot.id } else { "" }
  }
}
