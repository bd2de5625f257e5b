internal import RuleEngine

/// Finds the arms that may react to a change of a field.
struct TriggerIndex {
  struct Candidate {
    var node: Int
    /// Index into the triggers of its rule.
    var trigger: Int
  }

  private let chain: ChainNodes
  /// By space and field.
  private var byField: [SlotTable<[Candidate]>]
  private var reactions: [[Int]: Diagram] = [:]

  init(_ chain: ChainNodes) {
    self.chain = chain
    byField = Array(repeating: SlotTable(), count: chain.spaces.count)
    for (number, node) in chain.nodes.enumerated() where chain.spaces[node.space].scope != .conversations {
      for (place, trigger) in chain.program.rules[node.rule].triggers.enumerated() {
        guard let slot = trigger.happening.facet else { continue }
        byField[node.space][slot, default: []].append(Candidate(node: number, trigger: place))
      }
    }
  }

  /// The arms with a trigger on the field that what is written does not rule out.
  func candidates(for slot: FieldSlot, _ written: ArmWrites.Written, in space: Int) -> [Candidate] {
    let all = byField[space][slot] ?? []
    guard slot == .stage, case .literal(.option(let stage)) = written else { return all }
    if chain.contested.indices.contains(space), chain.contested[space].contains(.stage) { return all }
    return all.filter { candidate in
      let trigger = chain.program.rules[chain.nodes[candidate.node].rule].triggers[candidate.trigger]
      return switch trigger.happening {
      case .entered(let stages): stages.contains(Int(stage))
      case .stageChanged(_, to: let to?): to == Int(stage)
      default: true
      }
    }
  }

  /// When the candidate fires because its trigger matches; with `isFramed` in rounds that rules of its space lead to.
  mutating func reaction(
    _ candidate: Candidate, in situations: Situations, isFramed: Bool
  ) throws(BudgetExceeded) -> Diagram {
    let node = chain.nodes[candidate.node]
    let key = [candidate.node, candidate.trigger, isFramed ? 1 : 0]
    if let known = reactions[key] { return known }
    var diagram = try situations.store.and(
      node.fires, situations.diagram(chain.program.rules[node.rule].triggers[candidate.trigger]))
    if isFramed { diagram = try situations.store.and(diagram, chain.frames[node.space]) }
    reactions[key] = diagram
    return diagram
  }
}

extension Program.Trigger.Happening {
  /// The field whose change it matches; `nil` where it is about messages, activity or creations alone.
  var facet: FieldSlot? {
    switch self {
    case .newConversation, .ticketCreated, .activity, .emailSent, .reply, .messageInAnotherThread, .noteAdded,
      .deliveryFailed:
      nil
    case .entered, .left, .stageChanged, .closed, .reopened: .stage
    case .assigned, .unassigned: .owner
    case .changed(.pipeline, _, _), .becomes(.pipeline, _): .stage
    case .changed(let slot, _, _), .becomes(let slot, _), .gained(let slot, _), .lost(let slot, _): slot
    }
  }
}
