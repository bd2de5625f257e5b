internal import RuleEngine

//  Claims about all that one event leads to: sums over the chain graph.

extension Prover {
  /// The most that one event can lead to, of what `items` name, over the situations of each space; `nil`: no bound found.
  struct Most {
    var count: Int
    /// Where the most comes together, by space.
    var cells: [(space: Int, situations: Diagram)]
    var isCoarse: Bool
  }

  /// `isMade`: each created ticket counts, too.
  func most(
    of counted: [(key: EffectItem.Key, nodes: [Int])], from isStart: (AnalysedSpace) -> Bool = { _ in true },
    over limit: Int? = nil
  ) throws(BudgetExceeded) -> Most? {
    var best = Most(count: 0, cells: [], isCoarse: graph.isCoarse)
    let sum = EffectSum(prover: self, counted: counted)
    for (index, space) in spaces.enumerated() where isStart(space) {
      var steps = EffectSum.stepBudget
      guard let counts = try sum.counts(in: index, from: space.situations.possible, without: [], &steps) else {
        return nil
      }
      best.count = max(best.count, counts.most)
      best.isCoarse = best.isCoarse || !counts.isExact
      let bound = limit ?? counts.most - 1
      let cell = try counts.situations { $0 > bound }
      if cell != .never { best.cells.append((index, cell)) }
    }
    return best
  }

  func eventVerdict(
    _ pipeline: Int, _ quantity: ProgramPromise.Quantity, _ effect: ProgramPromise.Effect,
    _ recipient: Program.Recipient?
  ) throws(BudgetExceeded) -> ProofVerdict {
    let counted = countedItems(effect, recipient) { $0.pipeline == pipeline }
    if quantity.least > 0 {
      if let example = try idleExample(pipeline, counted, quantity) { return .refuted(example) }
      return .unknown("at least \(quantity.least) in every event was not decided")
    }
    guard let limit = quantity.most else { return .proved }
    guard let most = try most(of: counted, over: limit) else {
      return .unknown("rules may create tickets in too many ways to follow")
    }
    if most.count <= limit { return .proved }
    func broken(_ step: PlayedStep) -> CounterExample.Finding? {
      let (count, rules) = total(in: step, counted)
      return count > limit ? CounterExample.Finding(count: count, rules: rules, round: nil) : nil
    }
    for (index, cell) in most.cells {
      for part in try likelyStarts(of: counted, in: index, cell) {
        if let example = try example(of: part, in: spaces[index], finding: broken) { return .refuted(example) }
      }
    }
    return .unknown(
      "as many as \(most.count) may come together, but no event that was tried leads to more than \(limit)")
  }

  /// Situations of round 1 that may break a bound, the likeliest first: all at once; one after the other; any.
  private func likelyStarts(
    of counted: [(key: EffectItem.Key, nodes: [Int])], in space: Int, _ cell: Diagram
  ) throws(BudgetExceeded) -> [Diagram] {
    let store = spaces[space].situations.store
    var starts: [Diagram] = []
    var direct = EffectCounts(in: cell, store: store)
    let doing = Set(counted.flatMap(\.nodes))
    for (_, nodes) in counted {
      let here = nodes.filter { chain.nodes[$0].space == space }
      direct.add(here.map { chain.nodes[$0].fires })
    }
    starts.append(try direct.situations { $0 > 1 })
    var pairs = 0
    for (number, node) in chain.nodes.enumerated() where node.space == space {
      for edge in graph.edges[number] where edge.creation == nil && pairs < 40 {
        guard chain.nodes[edge.to].space == space else { continue }
        guard doing.contains(number) || doing.contains(edge.to) else { continue }
        pairs += 1
        starts.append(try store.and(cell, before(edge.to, after: number)))
      }
    }
    starts.append(cell)
    return starts.filter { $0 != .never }
  }

  /// Situations in which the first arm fires and, as far as other rules leave the ticket alone, the second one next.
  func before(_ second: Int, after first: Int) throws(BudgetExceeded) -> Diagram {
    let node = chain.nodes[first]
    let situations = spaces[node.space].situations
    let store = situations.store
    var result = Diagram.never
    for (slot, _) in node.writes.fields {
      var next = try store.and(chain.after(node, facet: slot), chain.nodes[second].fires)
      for fact in situations.facts where !isCarried(fact, by: node) {
        let variables = situations.variables(of: fact)
        if !variables.isEmpty { next = try store.exists(variables, next) }
      }
      result = try store.or(result, next)
    }
    return try store.and(result, node.fires)
  }

  private func isCarried(_ fact: Fact, by node: ChainNode) -> Bool {
    switch fact {
    case .value(let slot), .member(let slot, _), .otherMembers(let slot), .fits(let slot, _), .distance(let slot, _):
      node.writes.written(slot) == nil && !Program.isOfMessage(slot)
    case .test(.isDuring): true
    default: false
    }
  }

  /// How much the rules did in the step, each thing once for a ticket, and which rules did it.
  func total(in step: PlayedStep, _ counted: [(key: EffectItem.Key, nodes: [Int])]) -> (count: Int, rules: [Int]) {
    struct Done: Hashable {
      var ticket: String
      var item: Int
    }
    var done: Set<Done> = []
    var rules: Set<Int> = []
    for (place, entry) in counted.enumerated() {
      for node in entry.nodes {
        for firing in step.firings
        where firing.rule == chain.nodes[node].rule && firing.arm == chain.nodes[node].arm {
          done.insert(Done(ticket: firing.ticket, item: place))
          rules.insert(firing.rule)
        }
      }
    }
    return (done.count, rules.sorted())
  }

  /// An event in which too little happens.
  private func idleExample(
    _ pipeline: Int, _ counted: [(key: EffectItem.Key, nodes: [Int])], _ quantity: ProgramPromise.Quantity
  ) throws(BudgetExceeded) -> CounterExample? {
    for space in spaces where space.scope == .pipeline(pipeline) {
      let store = space.situations.store
      let here = chain.nodes.filter { spaces[$0.space].scope == space.scope }
      let idle = try store.without(space.situations.possible, store.any(here.map(\.fires)))
      let found = try example(of: idle, in: space) { step in
        let (count, rules) = total(in: step, counted)
        return quantity.allows(count) ? nil : CounterExample.Finding(count: count, rules: rules, round: nil)
      }
      if let found { return found }
    }
    return nil
  }
}

/// Adds up what one event leads to, on its ticket and on those that are made.
struct EffectSum {
  static let stepBudget = 2_000

  let prover: Prover
  let counted: [(key: EffectItem.Key, nodes: [Int])]

  /// The totals of an event that is in one of the situations of `start`; rules of `excluded` do not fire, since they led
  /// to the ticket. `nil`: too many tickets to follow.
  func counts(
    in space: Int, from start: Diagram, without excluded: Set<Int>, _ steps: inout Int
  ) throws(BudgetExceeded) -> EffectCounts? {
    steps -= 1
    if steps < 0 { return nil }
    let chain = prover.chain
    let store = prover.spaces[space].situations.store
    func leaders(of nodes: [Int]) -> [Diagram] {
      let ends = Set(nodes.filter { !excluded.contains(chain.nodes[$0].rule) })
      if ends.isEmpty { return [] }
      let starts = prover.graph.leading(to: ends).filter {
        chain.nodes[$0].space == space && !excluded.contains(chain.nodes[$0].rule)
      }
      return starts.map { chain.nodes[$0].fires }.filter { store.meets($0, start) }
    }
    var counts = EffectCounts(in: start, store: store)
    for (_, nodes) in counted { counts.add(leaders(of: nodes)) }
    for (number, node) in chain.nodes.enumerated()
    where !node.writes.creations.isEmpty && !excluded.contains(node.rule) {
      let leading = leaders(of: [number])
      if leading.isEmpty { continue }
      for creation in node.writes.creations {
        let pipeline = chain.program.stages[creation.stage].pipeline
        guard let target = chain.spaces.firstIndex(where: { $0.scope == .pipeline(pipeline) }) else { continue }
        let first = try chain.created(creation, by: node, in: target)
        let inner = try self.counts(in: target, from: first, without: excluded.union([node.rule]), &steps)
        guard let inner else { return nil }
        counts.add(leading, weight: inner.most)
      }
    }
    return counts
  }
}
