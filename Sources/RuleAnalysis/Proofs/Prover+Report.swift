package import RuleEngine

/// What is known of a whole program, promises aside.
package struct ProgramProof: Sendable {
  /// One step of the longest chain: an arm of a rule.
  package struct Link: Sendable {
    package let rule: Int
    package let arm: Int
    /// The fields through which it leads to the next one; none for the last.
    package let writes: [FieldSlot]
    /// The next one looks at a ticket that this one makes.
    package let creates: Bool
  }

  package struct Conflict: Sendable {
    /// Indices into the program's rules.
    package let first: Int
    package let second: Int
    /// `nil`: both make the ticket of a conversation.
    package let slot: FieldSlot?
    package let example: CounterExample?
  }

  package struct Bound: Sendable {
    package let most: Int
    /// Something was taken for possible that may not be.
    package let isCoarse: Bool
  }

  /// A chain as long as any.
  package let longest: [Link]
  /// The rounds in which a rule fires, at most.
  package let rounds: Int
  /// Some chain may really be so long, as far as the graph tells.
  package let isExact: Bool
  /// Rules that what they do may lead to again; they are held back then.
  package let circles: [Int]
  package let conflicts: [Conflict]
  /// How many pairs of arms write one field.
  package let pairs: Int
  /// Tickets that one event can create.
  package let tickets: Bound
  package let actions: Bound?
  package let messages: Bound?
  /// Tests of conditions that one round can ask.
  package let conditions: Int
}

extension Prover {
  /// The most tickets that one line may create: `grammar/meaning.md`, 4.7.
  private static let ticketLimit = 1_000

  /// Termination, order and worst cases.
  package func proof() throws(BudgetExceeded) -> ProgramProof {
    let longest = graph.longestChain()
    var links: [ProgramProof.Link] = []
    for (place, number) in longest.path.enumerated() {
      let node = chain.nodes[number]
      let next = place + 1 < longest.path.count ? longest.path[place + 1] : nil
      let creates = next.map { next in
        graph.edges[number].contains { $0.to == next && $0.creation != nil }
          && !graph.edges[number].contains { $0.to == next && $0.creation == nil }
      }
      let triggers = next.map { Set(program.rules[chain.nodes[$0].rule].triggers.compactMap(\.happening.facet)) } ?? []
      links.append(
        ProgramProof.Link(
          rule: node.rule, arm: node.arm,
          writes: node.writes.fields.map(\.slot).filter { triggers.contains($0) }, creates: creates ?? false))
    }
    let ticketSum = try most(of: items { item, _ in item.kind == .ticket })
    let tickets = ProgramProof.Bound(
      most: min(ticketSum?.count ?? Self.ticketLimit, Self.ticketLimit), isCoarse: ticketSum?.isCoarse ?? true)
    let actions = try most(of: items { _, _ in true })
    let messages = try most(of: items { item, _ in item.isMessage })
    return ProgramProof(
      longest: links, rounds: longest.rounds, isExact: longest.isExact,
      circles: (0..<ruleCount).filter { graph.reactsToItself($0) },
      conflicts: try conflicts(), pairs: pairCount, tickets: tickets,
      actions: actions.map { ProgramProof.Bound(most: $0.count, isCoarse: $0.isCoarse) },
      messages: messages.map { ProgramProof.Bound(most: $0.count, isCoarse: $0.isCoarse) },
      conditions: try conditions())
  }

  private func conflicts() throws(BudgetExceeded) -> [ProgramProof.Conflict] {
    var found: [ProgramProof.Conflict] = []
    for conflict in chain.conflicts {
      let (first, second) = (chain.nodes[conflict.first], chain.nodes[conflict.second])
      let example = try example(of: conflict.both, in: spaces[conflict.space]) { step in
        for firing in step.firings where firing.rule == first.rule && firing.arm == first.arm {
          let meets = step.firings.contains {
            $0.rule == second.rule && $0.arm == second.arm && $0.round == firing.round && $0.ticket == firing.ticket
          }
          if meets {
            return CounterExample.Finding(count: 2, rules: [first.rule, second.rule].sorted(), round: firing.round)
          }
        }
        return nil
      }
      found.append(
        ProgramProof.Conflict(
          first: min(first.rule, second.rule), second: max(first.rule, second.rule), slot: conflict.slot,
          example: example))
    }
    return found
  }

  /// Pairs of arms of different rules that write one field in different ways.
  private var pairCount: Int {
    var writers: [Int: [FieldSlot: Int]] = [:]
    for node in chain.nodes {
      for (slot, _) in node.writes.fields { writers[node.space, default: [:]][slot, default: 0] += 1 }
    }
    return writers.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
  }

  /// The tests of all rules that one round triggers, at most.
  private func conditions() throws(BudgetExceeded) -> Int {
    var most = 0
    for space in spaces {
      var counts = EffectCounts(in: space.situations.possible, store: space.situations.store)
      for (rule, encoded) in zip(space.rules, space.encoded) where rule < ruleCount {
        let conditions = [program.rules[rule].guardCondition] + program.rules[rule].arms.map(\.condition)
        counts.add([encoded.triggered], weight: conditions.reduce(0) { $0 + ($1?.branches.count ?? 0) })
      }
      most = max(most, counts.most)
    }
    return most
  }
}
