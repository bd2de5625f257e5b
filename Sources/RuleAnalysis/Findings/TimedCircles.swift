internal import RuleEngine

/// Looks for stages that tickets go round for ever because timers move them on.
///
/// Which move can follow which is looked up in the diagrams, more than can be; a circle is told only if a ticket went round
/// it in the engine, with nothing happening but its timers, and came back as it was.
struct TimedCircles {
  /// A move of a rule out of one stage.
  private struct Move: Hashable {
    /// Index into the chain's nodes.
    var node: Int
    var source: Int
    var target: Int
  }

  let prover: Prover
  private var moves: [Move] = []
  /// Places in `moves`, by source.
  private var leaving: [Int: [Int]] = [:]
  /// For each stage the stages that it can lead to and that lead back.
  private var part: [Int: Int] = [:]
  /// How many followers of moves are still looked at.
  private var steps = 200_000
  /// How many lines are still tried.
  private var tries = 200

  private var program: Program { prover.program }

  private static let laps = 3
  private static let longestCircle = 12
  private static let deliveries = 1_000

  init(_ prover: Prover) throws(BudgetExceeded) {
    self.prover = prover
    for (number, node) in prover.chain.nodes.enumerated() {
      guard let target = node.writes.stage, case .pipeline(let pipeline) = prover.spaces[node.space].scope,
        !program.rules[node.rule].hasEndingLimit
      else { continue }
      let situations = prover.spaces[node.space].situations
      for source in program.pipelines[pipeline].stages where source != target {
        guard situations.store.meets(node.fires, try situations.isIn(source)) else { continue }
        leaving[source, default: []].append(moves.count)
        moves.append(Move(node: number, source: source, target: target))
      }
    }
    // Most rulebooks have none.
    guard moves.contains(where: { prover.program.rules[prover.chain.nodes[$0.node].rule].timer != nil }) else {
      moves = []
      return
    }
    let targets = leaving.mapValues { Set($0.map { moves[$0].target }).sorted() }
    let stages = Array(program.stages.indices)
    for (number, stages) in StrongParts.find(stages, { targets[$0] ?? [] }).enumerated() {
      for stage in stages { part[stage] = number }
    }
  }

  /// The circles that were seen, each once, at its first timed rule.
  mutating func find() throws(BudgetExceeded) -> [ChainFinding] {
    var found: [ChainFinding] = []
    var told: Set<Int> = []
    for place in moves.indices where isTimed(moves[place]) {
      let rule = prover.chain.nodes[moves[place].node].rule
      guard !told.contains(rule), part[moves[place].source] == part[moves[place].target],
        let circle = way(from: place), let example = try example(of: circle)
      else { continue }
      let rules = circle.map { prover.chain.nodes[$0.node].rule }
      told.formUnion(rules)
      let steps = zip(rules, circle).map { ChainFinding.CircleStep(rule: $0, stage: $1.source) }
      found.append(ChainFinding(rule: rule, kind: .goesRound(steps), example: example))
    }
    return found
  }

  private func isTimed(_ move: Move) -> Bool { program.rules[prover.chain.nodes[move.node].rule].timer != nil }

  // MARK: Ways

  /// The shortest way from a move back to it.
  private mutating func way(from start: Int) -> [Move]? {
    var previous: [Int: Int] = [:]
    var queue = [start]
    var place = 0
    while place < queue.count {
      let here = queue[place]
      place += 1
      for next in leaving[moves[here].target] ?? [] where part[moves[next].target] == part[moves[start].source] {
        steps -= 1
        if steps < 0 { return nil }
        guard canFollow(moves[next], after: moves[here]) else { continue }
        if next == start {
          var way = [moves[here]]
          var step = here
          while let before = previous[step] {
            way.append(moves[before])
            step = before
          }
          return way.count > 1 && way.count <= Self.longestCircle ? way.reversed() : nil
        }
        if previous[next] == nil {
          previous[next] = here
          queue.append(next)
        }
      }
    }
    return nil
  }

  private func canFollow(_ next: Move, after move: Move) -> Bool {
    if isTimed(next) { return true }
    return prover.graph.edges[move.node].contains { $0.to == next.node && $0.creation == nil }
  }

  // MARK: Examples

  /// An event after which a ticket goes round, as was tried; up to the start of the second lap.
  private mutating func example(of circle: [Move]) throws(BudgetExceeded) -> CounterExample? {
    guard let first = circle.first else { return nil }
    for move in circle where try dependsOnTime(move) { return nil }
    let space = prover.spaces[prover.chain.nodes[first.node].space]
    let situations = space.situations
    let store = situations.store
    let isNew = try store.or(situations.isCreation(), situations.isChanged(.stage))
    // First tickets on which the circle writes what is there, then any.
    let follows: Set<FieldSlot> = [.stage, .pipeline, .closed]
    var written = follows
    for move in circle {
      let writes = prover.chain.nodes[move.node].writes
      written.formUnion(writes.fields.map(\.slot))
      if writes.rotates || written.contains(.owner) { written.formUnion([.owner, .ownerEmail, .ownerTeams]) }
    }
    for slots in written == follows ? [written] : [follows, written] {
      let start = try self.start(of: circle, besides: slots, in: space)
      for region in [try store.and(start, isNew), start] {
        var left = try situations.plainest(of: region)
        for _ in 0..<4 {
          guard left != .never, case .found(let witness) = try situations.witness(of: left, rulebook: rulebook)
          else { break }
          for line in prover.arming(witness.line) {
            tries -= 1
            if tries < 0 { return nil }
            if let example = lap(line, circle, space) { return example }
          }
          left = try store.without(left, situation(of: witness, in: situations))
        }
      }
    }
    return nil
  }

  /// Where every move of the circle can be made some time later, as far as its rules do not write the fields in `written`.
  private func start(
    of circle: [Move], besides written: Set<FieldSlot>, in space: AnalysedSpace
  ) throws(BudgetExceeded) -> Diagram {
    let situations = space.situations
    let store = situations.store
    var start = situations.possible
    if let first = circle.first { start = try store.and(start, situations.isIn(first.source)) }
    for move in circle where prover.spaces[prover.chain.nodes[move.node].space].scope == space.scope {
      start = try store.and(start, asked(of: move, besides: written, situations))
    }
    for fact in situations.facts {
      if case .isDue = fact { start = try store.without(start, situations.holds(fact)) }
    }
    return start
  }

  private func situation(of witness: Witness, in situations: Situations) throws(BudgetExceeded) -> Diagram {
    let model = EventModel(witness.event, in: situations, rulebook: rulebook)
    var cube = Diagram.always
    for fact in situations.facts.reversed() {
      cube = try situations.store.and(situations.diagram(fact, is: model.index(of: fact, in: situations)), cube)
    }
    return cube
  }

  private var rulebook: Rulebook { prover.playback.rulebook }

  /// When the move's arm can be taken some time later: the rules of the circle write `written`, and nobody else anything.
  private func asked(
    of move: Move, besides written: Set<FieldSlot>, _ situations: Situations
  ) throws(BudgetExceeded) -> Diagram {
    let store = situations.store
    let asked = try store.and(prover.chain.nodes[move.node].fires, situations.isIn(move.source))
    var isMarked = Array(repeating: false, count: situations.variableCount)
    for fact in situations.facts {
      switch fact {
      case .value(let slot), .member(let slot, _), .otherMembers(let slot), .fits(let slot, _):
        if !written.contains(slot), !Program.isOfMessage(slot) { continue }
      default: break
      }
      for variable in situations.variables(of: fact) { isMarked[variable] = true }
    }
    return try store.exists(isMarked, asked)
  }

  /// Whether it, or a rule that overrides it, asks for what time changes by itself.
  private func dependsOnTime(_ move: Move) throws(BudgetExceeded) -> Bool {
    let node = prover.chain.nodes[move.node]
    let situations = prover.spaces[node.space].situations
    for (number, rule) in program.rules.enumerated() where number == node.rule || rule.overrides.contains(node.rule) {
      var conditions = [rule.guardCondition] + rule.arms.map(\.condition)
      if case .whileTrue(let condition, _)? = rule.timer?.kind { conditions.append(condition) }
      if case .everyWhile(let condition, _)? = rule.timer?.kind { conditions.append(condition) }
      for condition in conditions.compactMap(\.self) {
        let asked = situations.facts(of: try situations.diagram(condition, in: program))
        if asked.contains(where: \.changesWithTime) { return true }
      }
    }
    return false
  }

  /// The ticket of the line goes round more than once with nobody doing anything, and is then as it was.
  private func lap(_ line: String, _ circle: [Move], _ space: AnalysedSpace) -> CounterExample? {
    guard let event = try? rulebook.event(from: Array(line.utf8)) else { return nil }
    let end = Instant(microseconds: event.at.microseconds + 20 * 366 * 86_400_000_000)
    // Other timers run, too: a reminder every day, say.
    var starts = 0
    let played = prover.playback.play([event], until: end, deliveries: Self.deliveries) { step in
      starts += fires(circle[0], in: step) ? 1 : 0
      // The first lap starts as the event left the ticket, and may be another.
      return starts > Self.laps + 1
    }
    let moved = played.indices.filter { place in fires(circle[0], in: played[place]) }
    guard moved.count > Self.laps else { return nil }
    let laps = moved.suffix(Self.laps + 1)
    // Where a rule takes the move back at once, nothing comes out.
    let isSeen = played[(laps.last ?? 0)].step.actions.contains { if case .move = $0.kind { true } else { false } }
    guard isSeen else { return nil }
    var earlier: (place: Int, fields: [Value])?
    for place in laps {
      guard place > 0, case .ticket(let snapshot) = played[place].event.subject else { return nil }
      // What no rule asks for may differ: it decides nothing.
      let fields = space.situations.needs.slots.slots.filter { !Program.isOfMessage($0) }
        .map { snapshot.fields[$0.index] }
      if let earlier {
        guard earlier.fields == fields else { return nil }
        for move in circle where !(earlier.place..<place).contains(where: { fires(move, in: played[$0]) }) {
          return nil
        }
      }
      earlier = (place, fields)
    }
    let rules = Set(circle.map { prover.chain.nodes[$0.node].rule })
    return CounterExample(
      lines: [line], events: [event], until: played[moved[1]].event.at,
      finding: CounterExample.Finding(count: Self.laps, rules: rules.sorted(), round: nil))
  }

  private func fires(_ move: Move, in step: PlayedStep) -> Bool {
    let node = prover.chain.nodes[move.node]
    return step.firings.contains { $0.rule == node.rule && $0.arm == node.arm && $0.ticket == step.event.ticketID }
  }
}

extension Program.Rule {
  /// It fires no more than so often for a ticket, or in a time. Once per visit of a stage is as often as it goes round.
  fileprivate var hasEndingLimit: Bool { limits.contains { $0 != .oncePerStageVisit } }
}

extension Fact {
  /// Whether it may differ later though nobody changes the ticket.
  fileprivate var changesWithTime: Bool {
    switch self {
    case .distance: true
    case .test(let test):
      switch test {
      case .equalsField, .comparesField, .isBefore(_, .valueOf), .isAfter(_, .valueOf), .isDay(_, .valueOf): false
      default: true
      }
    default: false
    }
  }
}
