package import RuleEngine

/// Something about chains of rules that events show. Rules are indices into `Program.rules`.
package struct ChainFinding: Sendable {
  package enum Kind: Sendable, Hashable {
    /// What the rule does leads to the rule again, which is held back (sentence 4.3 of `grammar/meaning.md`): the rules in
    /// between, in order.
    case reactsToItself(through: [Int])
    /// In the same chain the rule gives a field back the value that it had before the other rule wrote it.
    case undoes(Int, FieldSlot)
    /// The condition of `while` holds for every ticket, so that the timer never ends.
    case neverEnds
    /// Timers move a ticket round these stages for ever; the first step is the rule's.
    case goesRound([CircleStep])
  }

  /// A rule moves a ticket on from a stage (an index into `Program.stages`).
  package struct CircleStep: Sendable, Hashable {
    package let rule: Int
    package let stage: Int
  }

  package let rule: Int
  package let kind: Kind
  /// The events that show it; `nil` where it takes none.
  package let example: CounterExample?
}

/// What chains of a program's rules do that their authors may not have meant. Only what an event showed is told.
package struct ChainFindings: Sendable {
  package private(set) var all: [ChainFinding] = []

  /// Looks at all rules.
  ///
  /// Throws: there are too many situations for any answer.
  package init(_ analysed: AnalysedRulebook) throws(BudgetExceeded) {
    let program = analysed.program
    let prover = try Prover(analysed, ruleCount: program.rules.count)
    var looping: Set<Int> = []
    var circles: [Set<Int>] = []
    for rule in program.rules.indices {
      // A circle is told once, at its first rule.
      if !looping.contains(rule), let finding = try prover.loop(of: rule) {
        if case .reactsToItself(let through) = finding.kind {
          looping.formUnion(through)
          circles.append(Set(through + [rule]))
        }
        all.append(finding)
      }
      if try prover.neverEnds(rule) { all.append(ChainFinding(rule: rule, kind: .neverEnds, example: nil)) }
    }
    for rule in program.rules.indices {
      all += try prover.undoing(by: rule).filter { finding in
        // That a circle undoes itself is told with the circle.
        guard case .undoes(let other, _) = finding.kind else { return true }
        return !circles.contains { $0.contains(rule) && $0.contains(other) }
      }
    }
    var timed = try TimedCircles(prover)
    all += try timed.find()
  }
}

extension Prover {
  /// An event after which the rule is held back, since what it did led to it again.
  fileprivate func loop(of rule: Int) throws(BudgetExceeded) -> ChainFinding? {
    guard graph.reactsToItself(rule) else { return nil }
    let way = path(from: rule)
    let through = way.map { chain.nodes[$0].rule }
    for number in nodesOf[rule] {
      let node = chain.nodes[number]
      // It would write what is there: nobody misses that.
      if through.isEmpty, program.rules[rule].arms[node.arm].actions.allSatisfy(\.isIdempotent) { continue }
      let name = program.rules[rule].identity
      let found = try example(of: start(at: node, leadingThrough: way), in: spaces[node.space]) { step in
        let fires = step.firings.first { $0.rule == rule }
        guard let first = fires?.round else { return nil }
        let isHeld = step.step.trace.contains { $0.rule == name && $0.round > first && $0.verdict == .heldBack }
        return isHeld ? CounterExample.Finding(count: 1, rules: [rule], round: first) : nil
      }
      guard let found else { continue }
      return ChainFinding(rule: rule, kind: .reactsToItself(through: through), example: found)
    }
    return nil
  }

  /// When the arm fires on a ticket for which those on the way are likely to fire after it: what nobody writes stays.
  private func start(at node: ChainNode, leadingThrough way: [Int]) throws(BudgetExceeded) -> Diagram {
    let situations = spaces[node.space].situations
    let store = situations.store
    var start = node.fires
    var written = Set(node.writes.fields.map(\.slot))
    for number in way + nodesOf[node.rule].prefix(1) where chain.nodes[number].space == node.space {
      var needed = chain.nodes[number].fires
      needed = try store.exists(chain.volatile[node.space], needed)
      for fact in situations.facts where fact.slot.map(written.contains) ?? false {
        needed = try store.exists(situations.variables(of: fact), needed)
      }
      let both = try store.and(start, needed)
      if both == .never { break }
      start = both
      written.formUnion(chain.nodes[number].writes.fields.map(\.slot))
    }
    return start
  }

  /// The arms on the shortest way from what a rule does to the rule itself.
  private func path(from rule: Int) -> [Int] {
    var previous: [Int: Int] = [:]
    var queue = nodesOf[rule]
    var seen = Set(queue)
    var place = 0
    while place < queue.count {
      let node = queue[place]
      place += 1
      for edge in graph.edges[node] {
        if chain.nodes[edge.to].rule == rule {
          var way: [Int] = []
          var here: Int? = node
          while let step = here, chain.nodes[step].rule != rule {
            way.append(step)
            here = previous[step]
          }
          return way.reversed()
        }
        if seen.insert(edge.to).inserted {
          previous[edge.to] = node
          queue.append(edge.to)
        }
      }
    }
    return []
  }

  /// Rules whose write of a field this one takes back in the round after.
  fileprivate func undoing(by rule: Int) throws(BudgetExceeded) -> [ChainFinding] {
    var found: [ChainFinding] = []
    for (number, node) in chain.nodes.enumerated() where node.rule != rule {
      for edge in graph.edges[number] where edge.creation == nil && chain.nodes[edge.to].rule == rule {
        for (slot, written) in node.writes.fields {
          guard case .literal(let first) = written,
            case .literal(let second)? = chain.nodes[edge.to].writes.written(slot),
            first != second
          else { continue }
          let situations = spaces[node.space].situations
          // Where the field was what it becomes again.
          let start = try situations.store.and(
            self.start(at: node, leadingThrough: [edge.to]), chain.value(slot, is: .literal(second), in: situations))
          if start == .never { continue }
          let shown = try example(of: start, in: spaces[node.space]) { step in
            let fired = step.firings.first { $0.rule == node.rule && $0.arm == node.arm && $0.round == 1 }
            let undone = step.firings.contains { $0.rule == rule && $0.round == 2 && $0.ticket == fired?.ticket }
            guard fired != nil, undone, step.event.value(of: slot) == second else { return nil }
            return CounterExample.Finding(count: 2, rules: [node.rule, rule], round: 2)
          }
          guard let shown, !found.contains(where: { $0.kind == .undoes(node.rule, slot) }) else { continue }
          found.append(ChainFinding(rule: rule, kind: .undoes(node.rule, slot), example: shown))
        }
      }
    }
    return found
  }

  /// Whether the rule is one `while` a condition that every ticket fulfils.
  fileprivate func neverEnds(_ rule: Int) throws(BudgetExceeded) -> Bool {
    guard let node = nodesOf[rule].first.map({ chain.nodes[$0] }) else { return false }
    switch program.rules[rule].timer?.kind {
    case .whileTrue(let condition, _), .everyWhile(let condition, _):
      let situations = spaces[node.space].situations
      return try situations.store.without(situations.possible, situations.diagram(condition, in: program)) == .never
    case .inStage, .withoutReply, .withoutAnswer, .withoutActivity, .before, .after, .reached, .everyDays, nil:
      return false
    }
  }
}

extension Event {
  /// The value of a field after the event.
  fileprivate func value(of slot: FieldSlot) -> Value {
    switch subject {
    case .ticket(let snapshot), .conversation(let snapshot): snapshot.fields[slot.index]
    }
  }
}

extension Program.Action {
  /// Doing it twice is doing it once.
  fileprivate var isIdempotent: Bool {
    switch self {
    case .move, .set(_, .literal), .clear, .raise, .add, .remove, .removeAll, .assign: true
    case .createTicket, .set, .increase, .rotate, .sendNotification, .sendEmail, .sendMessage, .notify, .createTask,
      .addNote, .call:
      false
    }
  }
}

extension Fact {
  /// The field that it is about.
  fileprivate var slot: FieldSlot? {
    switch self {
    case .value(let slot), .before(let slot), .changed(let slot), .member(let slot, _), .memberBefore(let slot, _),
      .otherMembers(let slot), .fits(let slot, _), .distance(let slot, _):
      slot
    default: nil
    }
  }
}
