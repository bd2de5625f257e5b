import RuleAnalysis
import RuleEngine
import Testing

/// Whatever the engine moves is drawn.
@Suite("The graph has every move that the engine makes")
struct GraphTests {
  private static let cases = max(50, PropertySettings.cases / 16)

  @Test("A rule that moves a ticket in the engine has an edge from where the ticket was to where it goes")
  func moves() throws {
    var run = PropertyRun(salt: 23)
    var moves = 0
    var drawn = 0
    var undecided = 0
    run.forEachCase(Self.cases) { sample, _ in
      let rulebook = sample.rulebook.engine
      let program = rulebook.program
      let graphs = GraphFinder.find(in: program).graphs
      let edges = graphs.flatMap(\.transitions)
      drawn += edges.count
      undecided += edges.count { !$0.certainty.isShown }
      for event in sample.events {
        let view = EventView(rulebook: rulebook, event: event)
        guard case .ticket(let ticket) = event.subject, case .option(let stage) = view.value(of: .stage) else {
          continue
        }
        let step = rulebook.step(event, from: TicketState(), tracing: true)
        guard step.outcome == .evaluated else { continue }
        let first = step.trace.filter { $0.round == 1 && $0.ticket == ticket.id }
        let dropped = Set(first.filter { $0.verdict == .moveDropped }.map(\.rule))
        for entry in first {
          let rule = program.rules.firstIndex {
            $0.identity == entry.rule && $0.pipeline == program.stages[Int(stage)].pipeline
          }
          guard let rule, let target = Self.target(of: entry, program.rules[rule]), target != Int(stage),
            !dropped.contains(entry.rule)
          else { continue }
          moves += 1
          let isDrawn = edges.contains {
            $0.kind == .move && $0.rule == rule && $0.source == .stage(Int(stage)) && $0.target == target
          }
          if !isDrawn {
            fail("\(event.id): rule `\(entry.rule)` moves from \(stage) to \(target), which is not drawn", sample)
            return false
          }
        }
      }
      return true
    }
    report("graph", run)
    print("properties: \(moves) moves of the engine, \(drawn) edges, \(undecided) undecided")
    #expect(moves > 0)
    #expect(undecided * 50 <= drawn)
  }

  @Test("The example of an edge makes the engine take it")
  func examples() throws {
    var run = PropertyRun(salt: 25)
    var tried = 0
    run.forEachCase(Self.cases) { sample, _ in
      let rulebook = sample.rulebook.engine
      let program = rulebook.program
      for edge in GraphFinder.find(in: program).graphs.flatMap(\.transitions) where edge.kind == .move && !edge.isTimed
      {
        guard case .shown(let line) = edge.certainty, case .stage = edge.source else { continue }
        guard let event = try? rulebook.event(from: Array(line.utf8)) else {
          fail("\(line) is no event", sample)
          return false
        }
        let step = rulebook.step(event, from: TicketState(), tracing: true)
        let entries = step.trace.filter { $0.round == 1 && $0.rule == program.rules[edge.rule].identity }
        tried += 1
        if !entries.contains(where: { Self.target(of: $0, program.rules[edge.rule]) == edge.target })
          || entries.contains(where: { $0.verdict == .moveDropped })
        {
          fail(
            "rule `\(program.rules[edge.rule].identity)` does not move to \(edge.target) in \(line): \(entries)", sample
          )
          return false
        }
      }
      return true
    }
    report("graph examples", run)
    #expect(tried > Self.cases / 2)
  }

  /// Where an entry that says that a rule fired moves the ticket.
  private static func target(of entry: TraceEntry, _ rule: Program.Rule) -> Int? {
    let arm: Program.Arm? =
      switch entry.verdict {
      case .fired(let arm): rule.arms.indices.contains(arm - 1) ? rule.arms[arm - 1] : nil
      case .firedRow(let row): rule.arms.first { $0.row == row }
      default: nil
      }
    return arm?.actions.reversed().compactMap { action in
      if case .move(let stage) = action { stage } else { nil }
    }.first
  }

  @Test("Where the situations are too many, everything that is written is drawn, as undecided")
  func budget() throws {
    var run = PropertyRun(salt: 24)
    var edges = 0
    run.forEachCase(Self.cases / 3) { sample, _ in
      let program = sample.rulebook.engine.program
      let exact = GraphFinder.find(in: program).graphs.flatMap(\.transitions)
      let rough = GraphFinder.find(in: program, nodeBudget: 3).graphs
      let all = rough.flatMap(\.transitions)
      edges += all.count
      for edge in exact
      where !all.contains(where: { $0.rule == edge.rule && $0.source == edge.source && $0.target == edge.target }) {
        fail("\(edge) is missing without a budget", sample)
        return false
      }
      if all.contains(where: \.certainty.isShown) || rough.contains(where: { !$0.silent.isEmpty }) {
        fail("something is decided without a budget", sample)
        return false
      }
      return true
    }
    report("graph without a budget", run)
    #expect(edges > Self.cases / 3)
  }
}
