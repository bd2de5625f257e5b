import RuleEngine
import RuleSource
import Testing

/// Section 11 of `grammar/meaning.md`, one property a sentence.
@Suite("What always holds")
struct TheoremTests {
  private static let cases = max(50, PropertySettings.cases / 8)

  @Test("A chain has at most as many rounds for a ticket as there are rules, plus one")
  func termination() {
    var run = PropertyRun(salt: 2)
    run.forEachCase(Self.cases) { sample, _ in
      var memory = TicketMemory(rulebook: sample.rulebook.engine)
      for event in sample.events {
        var rounds: [String: Set<Int>] = [:]
        for entry in memory.handle(event, tracing: true).trace { rounds[entry.ticket, default: []].insert(entry.round) }
        for (ticket, seen) in rounds where seen.count > sample.rulebook.text.rules.count + 1 {
          fail("\(seen.count) rounds of \(ticket)", sample)
        }
      }
      return true
    }
    report("termination", run)
  }

  @Test("The same input gives the same bytes")
  func determinism() {
    var run = PropertyRun(salt: 3)
    run.forEachCase(Self.cases) { sample, _ in
      guard let again = AcceptedRulebook(sample.rulebook.text) else { return false }
      var memories = [sample.rulebook.engine, again.engine].map { TicketMemory(rulebook: $0) }
      for event in sample.events {
        let first = memories[0].handle(event)
        let second = memories[1].handle(event, tracing: true)
        if first.actions.map(\.json) != second.actions.map(\.json) || first.state != second.state {
          fail("\(event.id) gave something else", sample)
          return false
        }
      }
      return true
    }
    report("determinism", run)
  }

  @Test("The order of rules decides only the order of what comes out")
  func orderIndependence() {
    var run = PropertyRun(salt: 4)
    run.forEachCase(Self.cases) { sample, _ in
      var random = SplitMix64(seed: sample.seed)
      var text = sample.rulebook.text
      text.rules.shuffle(using: &random)
      guard let permuted = AcceptedRulebook(text) else {
        fail("the permuted rulebook is refused", sample)
        return false
      }
      var memory = TicketMemory(rulebook: sample.rulebook.engine)
      var other = TicketMemory(rulebook: permuted.engine)
      for event in sample.events {
        let first = memory.handle(event, tracing: true)
        let second = other.handle(event)
        // A conflict that slipped through is settled by order: what follows may differ.
        if first.trace.contains(where: \.isConflict) { return true }
        if first.actions.map(\.json).sorted() != second.actions.map(\.json).sorted() {
          fail("\(event.id) gave\n\(second.actions.map(\.json))\nin another order:\n\(text.printed)", sample)
          return false
        }
      }
      return true
    }
    report("order independence", run)
  }

  @Test("A stream split by family gives the same")
  func splitByFamily() {
    var run = PropertyRun(salt: 5)
    run.forEachCase(Self.cases) { sample, _ in
      var whole = TicketMemory(rulebook: sample.rulebook.engine)
      var parts = (0..<3).map { _ in TicketMemory(rulebook: sample.rulebook.engine) }
      var families = Families()
      for event in sample.events {
        let family = families.family(of: event)
        let first = whole.handle(event).actions
        let second = parts[Int(family.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) } % 3)].handle(event).actions
        families.note(first)
        if first.map(\.json) != second.map(\.json) {
          fail("\(event.id) gave\n\(second.map(\.json))\nin family \(family)", sample)
          return false
        }
      }
      return true
    }
    report("split by family", run)
  }

  @Test("An evaluator answers as a step from empty state does")
  func evaluator() {
    var run = PropertyRun(salt: 13)
    var shortWays = 0
    run.forEachCase(2 * Self.cases) { sample, _ in
      var evaluator = Evaluator(sample.rulebook.engine)
      for event in sample.events {
        let actions = sample.rulebook.engine.step(event, from: TicketState()).actions
        evaluator.evaluate(event)
        if !evaluator.tookLongWay { shortWays += 1 }
        var lines: [UInt8] = []
        evaluator.writeActions(of: event, into: &lines)
        let expected = actions.map { $0.json + "\n" }.joined()
        if evaluator.actions(of: event) != actions || evaluator.actionCount != actions.count
          || String(decoding: lines, as: UTF8.self) != expected
        {
          fail("\(event.id) gave \(evaluator.actions(of: event).map(\.json))\ninstead of\n\(expected)", sample)
          return false
        }
      }
      return true
    }
    #expect(shortWays > 100)
    report("evaluator, \(shortWays) lines the short way", run)
  }

  @Test("A line delivered twice, or an echo, changes nothing")
  func idempotence() {
    var run = PropertyRun(salt: 6)
    run.forEachCase(Self.cases) { sample, _ in
      var once = TicketMemory(rulebook: sample.rulebook.engine)
      var twice = TicketMemory(rulebook: sample.rulebook.engine)
      for event in sample.events {
        let first = once.handle(event)
        let second = twice.handle(event)
        let third = twice.handle(event)
        let isTooOld = third.outcome == .tooOld
        if first.actions != second.actions || !third.actions.isEmpty || third.state != second.state
          || !(third.outcome == .repeated || isTooOld)
        {
          fail("\(event.id) twice gave \(third.outcome) \(third.actions.map(\.json))", sample)
          return false
        }
        if let cause = event.cause, !cause.hasPrefix("rotate-"), !first.actions.allSatisfy(\.isTimer) {
          fail("the echo \(event.id) fired something", sample)
          return false
        }
      }
      return true
    }
    report("idempotence", run)
  }

  @Test("State that goes through its bytes after every line changes nothing")
  func stateEncoding() {
    var run = PropertyRun(salt: 8)
    run.forEachCase(Self.cases, isEdited: true) { sample, _ in
      var script = sample.script
      script.isRecoded = false
      let kept = Comparison.engine(script)
      script.isRecoded = true
      if Comparison.engine(script) != kept {
        fail("states read back from their bytes gave something else", sample)
        return false
      }
      return true
    }
    report("state encoding", run)
  }

  @Test("Where no memory is needed, state changes nothing")
  func stateless() {
    var run = PropertyRun(salt: 7)
    run.forEachCase(Self.cases, isOrderly: true, where: { !$0.engine.needsMemory }) { sample, _ in
      var memory = TicketMemory(rulebook: sample.rulebook.engine)
      for event in sample.events {
        let with = memory.handle(event).actions
        let without = sample.rulebook.engine.step(event, from: TicketState()).actions
        if with != without {
          fail("\(event.id) gave\n\(without.map(\.json))\nwithout state, and with it\n\(with.map(\.json))", sample)
          return false
        }
      }
      return true
    }
    report("with state equals without state", run)
  }

}

/// Records that a property does not hold of a case.
func fail(_ what: String, _ sample: PropertyCase) {
  Issue.record(
    "seed \(sample.seed): \(what)\n\(sample.rulebook.text.printed)\n\(sample.lines.joined(separator: "\n"))")
}

/// Says what was tried.
func report(_ name: String, _ run: PropertyRun) { print("properties: \(name):", run.totals.printed) }

extension Action {
  fileprivate var isTimer: Bool {
    switch kind {
    case .armTimer, .cancelTimer: true
    default: false
    }
  }
}

extension TraceEntry {
  fileprivate var isConflict: Bool { if case .lostConflict = verdict { true } else { false } }
}

/// Which family a line belongs to, as a host derives it.
private struct Families {
  /// Of created tickets, by provisional and by real id.
  private var families: [String: String] = [:]

  mutating func family(of event: Event) -> String {
    switch event.subject {
    case .conversation(let snapshot): return snapshot.id
    case .ticket(let snapshot):
      if let cause = event.cause, let family = families[cause] { families[snapshot.id] = family }
      return snapshot.family ?? families[snapshot.id] ?? snapshot.id
    }
  }

  mutating func note(_ actions: [Action]) {
    for action in actions { if case .createTicket(let new) = action.kind { families[action.key] = new.family } }
  }
}
