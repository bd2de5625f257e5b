internal import RuleEngine

/// Which arm's writes can trigger which, over all situations; never less than can be.
struct ChainGraph {
  let chain: ChainNodes
  let edges: [[ChainEdge]]
  /// An edge was taken for possible because there were too many to look into.
  let isCoarse: Bool
  /// For each node those that it leads to on the same ticket, itself first.
  private let reached: [[Int]]

  private static let pairBudget = 60_000

  init(_ chain: ChainNodes) throws(BudgetExceeded) {
    self.chain = chain
    var edges: [[ChainEdge]] = []
    var index = TriggerIndex(chain)
    var looked = 0
    var isCoarse = false
    for node in chain.nodes {
      var found: Set<ChainEdge> = []
      let spaces =
        [node.space]
        + chain.spaces.indices.filter { index in
          guard case .pipeline(let pipeline) = chain.spaces[index].scope else { return false }
          return chain.exits[node.space].contains(pipeline)
        }
      for (slot, written) in node.writes.fields {
        for space in spaces {
          let candidates = index.candidates(for: slot, written, in: space)
          if candidates.isEmpty { continue }
          let situations = chain.spaces[space].situations
          var after: Diagram?
          for candidate in candidates where !found.contains(ChainEdge(to: candidate.node, creation: nil)) {
            looked += 1
            if looked > Self.pairBudget {
              isCoarse = true
              found.insert(ChainEdge(to: candidate.node, creation: nil))
              continue
            }
            let left: Diagram
            if let known = after {
              left = known
            } else if space == node.space {
              left = try chain.left(by: node, facet: slot)
            } else {
              left = try chain.after(node, facet: slot, in: space)
            }
            after = left
            let reaction = try index.reaction(candidate, in: situations, isFramed: space == node.space)
            if situations.store.meets(left, reaction) { found.insert(ChainEdge(to: candidate.node, creation: nil)) }
          }
        }
      }
      for (place, creation) in node.writes.creations.enumerated() {
        let pipeline = chain.program.stages[creation.stage].pipeline
        guard let space = chain.spaces.firstIndex(where: { $0.scope == .pipeline(pipeline) }) else { continue }
        let start = try chain.created(creation, by: node, in: space)
        let store = chain.spaces[space].situations.store
        for (number, other) in chain.nodes.enumerated() where other.space == space {
          if store.meets(start, other.fires) { found.insert(ChainEdge(to: number, creation: place)) }
        }
      }
      edges.append(found.sorted { ($0.to, $0.creation ?? -1) < ($1.to, $1.creation ?? -1) })
    }
    self.edges = edges
    self.isCoarse = isCoarse
    reached = Self.reached(edges)
  }

  /// The nodes that `starts` lead to on the same ticket, themselves included.
  func reach(from starts: [Int]) -> Set<Int> {
    starts.reduce(into: []) { $0.formUnion(reached[$1]) }
  }

  /// The nodes that lead to one of `ends` on the same ticket, themselves included.
  func leading(to ends: Set<Int>) -> [Int] {
    edges.indices.filter { reached[$0].contains(where: ends.contains) }
  }

  /// Whether what a rule does can lead to the rule again, on its ticket or on one that is made.
  func reactsToItself(_ rule: Int) -> Bool {
    let own = chain.nodes.indices.filter { chain.nodes[$0].rule == rule }
    let next = own.flatMap { edges[$0].map(\.to) }
    var seen = Set(next)
    var stack = next
    while let node = stack.popLast() {
      if chain.nodes[node].rule == rule { return true }
      for edge in edges[node] where seen.insert(edge.to).inserted { stack.append(edge.to) }
    }
    return false
  }

  /// What each node leads to on the same ticket.
  private static func reached(_ edges: [[ChainEdge]]) -> [[Int]] {
    /// The last node that each was reached from.
    var start = Array(repeating: -1, count: edges.count)
    var all: [[Int]] = []
    all.reserveCapacity(edges.count)
    for node in edges.indices {
      var found = [node]
      start[node] = node
      var next = 0
      while next < found.count {
        for edge in edges[found[next]] where edge.creation == nil && start[edge.to] != node {
          start[edge.to] = node
          found.append(edge.to)
        }
        next += 1
      }
      all.append(found)
    }
    return all
  }

  // MARK: The longest chain

  /// A chain as long as any: nodes, each leading to the next; and how many rounds have a rule that fires at most.
  ///
  /// Where rules lead to themselves the bound counts every rule of the circle, since none reacts to its own consequences;
  /// a creation in a circle carries only rules that create tickets, so that after each of those the others may come again.
  func longestChain() -> (path: [Int], rounds: Int, isExact: Bool) {
    let components = Components(edges.map { $0.map(\.to) })
    var best = Array(repeating: 0, count: components.members.count)
    var next: [Int?] = Array(repeating: nil, count: components.members.count)
    var entries: [Int?] = Array(repeating: nil, count: components.members.count)
    // Components are numbered so that those they lead to come first.
    for component in components.members.indices {
      let rules = Set(components.members[component].map { chain.nodes[$0].rule })
      var after = 0
      for node in components.members[component] {
        for edge in edges[node] where components.number[edge.to] != component {
          if best[components.number[edge.to]] > after {
            after = best[components.number[edge.to]]
            next[component] = components.number[edge.to]
            entries[component] = edge.to
          }
        }
      }
      best[component] = rules.count + after
    }
    guard let start = best.indices.max(by: { (best[$0], -$0) < (best[$1], -$1) }) else { return ([], 0, true) }
    var path: [Int] = []
    var component: Int? = start
    while let here = component {
      let members = components.members[here]
      let entry =
        path.isEmpty
        ? nil
        : path.last.flatMap { last in
          edges[last].map(\.to).first { components.number[$0] == here }
        }
      path += walk(from: entry ?? members[0], in: components, to: next[here])
      component = next[here]
    }
    let hasCircle =
      components.members.contains { $0.count > 1 }
      || edges.indices.contains { node in
        edges[node].contains { $0.to == node }
      }
    if !hasCircle { return (path, best[start], !isCoarse) }
    // A rule's arms are one rule; a rule that leads to itself alone is held back.
    let creating = Set(chain.nodes.filter { !$0.writes.creations.isEmpty }.map(\.rule)).count
    let rules = Set(chain.nodes.map(\.rule)).count
    let createsAgain = edges.indices.contains { node in
      edges[node].contains { $0.creation != nil && components.number[$0.to] == components.number[node] }
    }
    return (path, createsAgain ? min(best[start] + rules * creating, (creating + 1) * rules) : best[start], false)
  }

  /// The nodes from `start` to one that leads out of its circle into `component`, each once.
  private func walk(from start: Int, in components: Components, to component: Int?) -> [Int] {
    let here = components.number[start]
    func leads(_ node: Int) -> Bool {
      component == nil || edges[node].contains { components.number[$0.to] == component }
    }
    var path = [start]
    var seen: Set<Int> = [start]
    // Depth first, as far as it goes without turning back: an example, not the bound.
    while let node = path.last {
      if component == nil {
        guard let edge = edges[node].first(where: { components.number[$0.to] == here && seen.insert($0.to).inserted })
        else { break }
        path.append(edge.to)
        continue
      }
      if leads(node) { break }
      if let edge = edges[node].first(where: { components.number[$0.to] == here && seen.insert($0.to).inserted }) {
        path.append(edge.to)
      } else {
        path.removeLast()
      }
    }
    return path.isEmpty ? [start] : path
  }
}

/// Strongly connected components, numbered so that those that a component leads to come first.
struct Components {
  private(set) var number: [Int]
  let members: [[Int]]

  init(_ edges: [[Int]]) {
    members = StrongParts.find(Array(edges.indices)) { edges[$0] }
    number = Array(repeating: -1, count: edges.count)
    for (part, nodes) in members.enumerated() {
      for node in nodes { number[node] = part }
    }
  }
}
