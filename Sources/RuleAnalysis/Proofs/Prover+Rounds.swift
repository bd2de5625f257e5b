internal import RuleEngine

//  Promises about single rounds: exact, since what a round does depends on its situation alone.

extension Prover {
  private static let parts = 30

  func roundVerdict(
    _ pipeline: Int, _ quantity: ProgramPromise.Quantity, _ effect: ProgramPromise.Effect,
    _ recipient: Program.Recipient?, _ probe: Int, isAny: Bool
  ) throws(BudgetExceeded) -> ProofVerdict {
    guard let space = spaces.first(where: { $0.rules.contains(probe) }) else { return .proved }
    let store = space.situations.store
    let counted = countedItems(effect, recipient) { $0.pipeline == pipeline }
    let applies =
      isAny
      ? try store.and(
        space.situations.possible, space.situations.diagram(program.rules[probe].guardCondition, in: program))
      : try space.fires(probe, arm: 0)
    var counts = EffectCounts(in: applies, store: store)
    for (_, nodes) in counted {
      let here = nodes.filter { spaces[chain.nodes[$0].space].scope == space.scope }
      counts.add(here.map { chain.nodes[$0].fires })
    }
    let broken = try counts.situations { !quantity.allows($0) }
    if broken == .never {
      // In a chain a rule may be held back though it holds.
      let doubtful =
        quantity.least > 0 ? counted.flatMap(\.nodes).filter { graph.reactsToItself(chain.nodes[$0].rule) } : []
      for number in doubtful where spaces[chain.nodes[number].space].scope == space.scope {
        let found = try example(of: chain.nodes[number].fires, in: space) { step in
          finding(in: step, counted, probe: probe, isAny: isAny, breaks: { !quantity.allows($0) })
        }
        if let found { return .refuted(found) }
      }
      if let rule = doubtful.first.map({ chain.nodes[$0].rule }) {
        return .unknown(
          "in every event it is kept, but \(name(rule)) may lead to itself and is held back then (grammar/meaning.md, 4.3)"
        )
      }
      return .proved
    }
    let found = try example(of: broken, in: space) { step in
      finding(in: step, counted, probe: probe, isAny: isAny, breaks: { !quantity.allows($0) })
    }
    if let found { return .refuted(found) }
    // One rule after the other: where many things are asked of one text, an example of them all is hard to write.
    for number in counted.flatMap(\.nodes).filter({ chain.nodes[$0].space == chain.space(of: space) }).prefix(
      Self.parts)
    {
      let part = try store.and(broken, chain.nodes[number].fires)
      let found = try example(of: part, in: space) { step in
        finding(in: step, counted, probe: probe, isAny: isAny, breaks: { !quantity.allows($0) })
      }
      if let found { return .refuted(found) }
    }
    return .unknown("some situation may break it, but no event that was tried does")
  }

  /// The things that count, with the nodes that do them, in order.
  func countedItems(
    _ effect: ProgramPromise.Effect, _ recipient: Program.Recipient?, where isRule: (Program.Rule) -> Bool
  ) -> [(key: EffectItem.Key, nodes: [Int])] {
    items { item, rule in isRule(program.rules[rule]) && item.isCounted(as: effect, to: recipient) }
  }

  func items(where isCounted: (EffectItem, Int) -> Bool) -> [(key: EffectItem.Key, nodes: [Int])] {
    var found: [(key: EffectItem.Key, nodes: [Int])] = []
    var places: [EffectItem.Key: Int] = [:]
    for (number, node) in chain.nodes.enumerated() {
      for item in node.items where isCounted(item, node.rule) {
        if let place = places[item.key] {
          if found[place].nodes.last != number { found[place].nodes.append(number) }
        } else {
          places[item.key] = found.count
          found.append((item.key, [number]))
        }
      }
    }
    return found
  }

  /// The first round of the step in which the probe fires and the count is wrong.
  private func finding(
    in step: PlayedStep, _ counted: [(key: EffectItem.Key, nodes: [Int])], probe: Int, isAny: Bool,
    breaks: (Int) -> Bool
  ) -> CounterExample.Finding? {
    var rounds = step.firings.filter { $0.rule == probe }
    if isAny, case .ticket = step.event.subject {
      // Timers are no triggers of the probe: what the first round looks at is the event itself.
      rounds.removeAll { $0.round == 1 }
      let view = EventView(rulebook: playback.rulebook, event: step.event)
      let isHere = view.value(of: .pipeline) == .option(Int32(program.rules[probe].pipeline))
      if isHere, view.holds(program.rules[probe].guardCondition) {
        rounds.insert(.init(ticket: step.event.ticketID, round: 1, rule: probe, arm: 0), at: 0)
      }
    }
    for round in rounds {
      var count = 0
      var rules: Set<Int> = []
      let here = step.firings.filter { $0.ticket == round.ticket && $0.round == round.round }
      for (_, nodes) in counted {
        let doing = nodes.filter { node in
          here.contains { $0.rule == chain.nodes[node].rule && $0.arm == chain.nodes[node].arm }
        }
        if doing.isEmpty { continue }
        count += 1
        rules.formUnion(doing.map { chain.nodes[$0].rule })
      }
      if breaks(count) {
        return CounterExample.Finding(count: count, rules: rules.sorted(), round: round.round)
      }
    }
    return nil
  }

  /// How a rule is named in reasons; callers put its title there.
  func name(_ rule: Int) -> String { "rule #\(rule)#" }
}
