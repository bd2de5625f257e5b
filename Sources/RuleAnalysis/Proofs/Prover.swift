package import RuleEngine

/// Decides claims about all tickets and events of a program.
///
/// Of one round everything is decided exactly, as far as facts are. Of chains more is taken for possible than is, never
/// less: what is proved holds; a claim is refuted only by events that were put through the engine.
package struct Prover {
  let program: Program
  /// Rules from here on are probes of promises.
  let ruleCount: Int
  let playback: Playback
  let graph: ChainGraph
  /// One space or more had too many situations: nothing is known of it.
  let isIncomplete: Bool
  let nodesOf: [[Int]]

  var chain: ChainNodes { graph.chain }
  var spaces: [AnalysedSpace] { chain.spaces }

  /// Claims about the first `ruleCount` rules of `program`; the others are probes.
  ///
  /// Throws: there are too many situations for any answer.
  package init(_ program: Program, ruleCount: Int, nodeBudget: Int = 2_000_000) throws(BudgetExceeded) {
    try self.init(AnalysedRulebook(program, nodeBudget: nodeBudget), ruleCount: ruleCount)
  }

  /// The same for a program whose spaces are there.
  init(_ analysed: AnalysedRulebook, ruleCount: Int) throws(BudgetExceeded) {
    program = analysed.program
    self.ruleCount = ruleCount
    playback = analysed.playback
    isIncomplete = !analysed.undecided.isEmpty
    if isIncomplete { throw BudgetExceeded() }
    graph = try ChainGraph(ChainNodes(program: program, spaces: analysed.spaces, ruleCount: ruleCount))
    var nodesOf: [[Int]] = Array(repeating: [], count: program.rules.count)
    for (number, node) in graph.chain.nodes.enumerated() { nodesOf[node.rule].append(number) }
    self.nodesOf = nodesOf
  }

  /// What is known of a promise.
  package func verdict(of promise: ProgramPromise) -> ProofVerdict {
    // A share for each question, so that a hard one does not keep the others from being answered.
    limited(spaces[...]) { () throws(BudgetExceeded) in try decide(promise) }
      ?? .unknown("there are too many situations to look at")
  }

  private func limited(
    _ rest: ArraySlice<AnalysedSpace>, _ body: () throws(BudgetExceeded) -> ProofVerdict
  ) -> ProofVerdict? {
    guard let first = rest.first?.situations.store else {
      do throws(BudgetExceeded) { return try body() } catch { return nil }
    }
    return first.limited(to: first.left / 3) { () throws(BudgetExceeded) in limited(rest.dropFirst(), body) } ?? nil
  }

  private func decide(_ promise: ProgramPromise) throws(BudgetExceeded) -> ProofVerdict {
    switch promise.kind {
    case .counts(let quantity, let effect, let recipient, .round(let probe)):
      try roundVerdict(promise.pipeline, quantity, effect, recipient, probe, isAny: false)
    case .counts(let quantity, let effect, let recipient, .anyRound(let probe)):
      try roundVerdict(promise.pipeline, quantity, effect, recipient, probe, isAny: true)
    case .counts(let quantity, let effect, let recipient, .event):
      try eventVerdict(promise.pipeline, quantity, effect, recipient)
    case .created(let probe, let state): try createdVerdict(probe, state)
    case .neverMoves(let from, let to): try movesVerdict(promise.pipeline, from, to)
    }
  }

  // MARK: Examples

  private static let tries = 6

  /// Events in which `diagram` holds and of which `finding` finds what it looks for, put through the engine.
  func example(
    of diagram: Diagram, in space: AnalysedSpace, finding: (PlayedStep) -> CounterExample.Finding?
  ) throws(BudgetExceeded) -> CounterExample? {
    let situations = space.situations
    let store = situations.store
    var limited: [Diagram] = []
    var due: [Diagram] = []
    for fact in situations.facts {
      switch fact {
      case .isUsedUp: limited.append(try situations.holds(fact))
      case .isDue: due.append(try situations.holds(fact))
      default: break
      }
    }
    let (isLimited, isDue) = (try store.any(limited), try store.any(due))
    let plain = try store.without(diagram, store.or(isLimited, isDue))
    let used = try store.without(store.and(diagram, isLimited), isDue)
    let timed = try store.and(diagram, isDue)
    // Tickets of another pipeline that the rulebook does not know are a last resort: people do not recognise them.
    let isFamiliar = try isFamiliar(in: space)
    var parts: [(part: Diagram, isTimed: Bool, isTwice: Bool)] = []
    for (part, isTimed, isTwice) in [(plain, false, false), (used, false, true), (timed, true, false)] {
      parts.append((try store.and(part, isFamiliar), isTimed, isTwice))
      parts.append((try store.without(part, isFamiliar), isTimed, isTwice))
    }
    for (part, isTimed, isTwice) in parts {
      var left = part
      for _ in 0..<Self.tries {
        guard left != .never, case .found(let witness) = try situations.witness(of: left, rulebook: playback.rulebook)
        else { break }
        for line in isTimed ? arming(witness.line) : [witness.line] {
          if let example = example(line, isTimed: isTimed, isTwice: isTwice, finding) { return example }
        }
        left = try store.without(left, alike(witness, in: space))
      }
    }
    return nil
  }

  /// The ticket is a new one, or was in a stage that is known.
  private func isFamiliar(in space: AnalysedSpace) throws(BudgetExceeded) -> Diagram {
    let situations = space.situations
    guard case .pipeline(let pipeline) = space.scope else { return .always }
    return try situations.store.or(
      situations.isCreation(), situations.wasStage { program.stages[$0].pipeline == pipeline })
  }

  /// The situations in which the same arms fire, and perhaps more.
  private func alike(_ witness: Witness, in space: AnalysedSpace) throws(BudgetExceeded) -> Diagram {
    let situations = space.situations
    let model = EventModel(witness.event, in: situations, rulebook: playback.rulebook)
    var result = Diagram.always
    for node in chain.nodes where node.fires != .never && spaces[node.space].scope == space.scope {
      if model.satisfies(node.fires, in: situations) { result = try situations.store.and(result, node.fires) }
    }
    return result
  }

  /// The line, and the same with mail to and from the contact, from which timers count.
  func arming(_ line: String) -> [String] {
    var lines = [line]
    guard !line.contains("\"message\":"), line.contains("\"ticket\":{\"id\":\"T-1\","), line.last == "}" else {
      return lines
    }
    let threaded =
      line.contains("\"thread\":")
      ? line
      : line.replacing(
        "\"ticket\":{\"id\":\"T-1\",", with: "\"ticket\":{\"id\":\"T-1\",\"thread\":\"TH-1\",", maxReplacements: 1)
    for message in [
      "\"direction\":\"out\",\"origin\":\"ticket\",\"thread\":\"TH-1\"",
      "\"direction\":\"in\",\"thread\":\"TH-1\",\"from\":\"ann@customer.example\"",
    ] {
      lines.append(threaded.dropLast() + ",\"message\":{\"kind\":\"email\",\(message)}}")
    }
    return lines
  }

  private func example(
    _ line: String, isTimed: Bool, isTwice: Bool, _ finding: (PlayedStep) -> CounterExample.Finding?
  ) -> CounterExample? {
    guard let last = try? playback.rulebook.event(from: Array(line.utf8)) else { return nil }
    var lines = [line]
    var events = [last]
    if isTwice {
      // What is used up the second time was used the first time.
      let first = line.replacing("\"id\":\"e-1\"", with: "\"id\":\"e-0\"", maxReplacements: 1)
      guard let event = try? playback.rulebook.event(from: Array(first.utf8)) else { return nil }
      lines.insert(first, at: 0)
      events.insert(event, at: 0)
    }
    let end = isTimed ? Instant(microseconds: last.at.microseconds + Self.year) : nil
    let played = playback.play(events, until: end)
    for (place, step) in played.enumerated() {
      guard let found = finding(step) else { continue }
      return CounterExample(
        lines: Array(lines.prefix(place + 1)), events: Array(events.prefix(place + 1)),
        until: place < events.count ? nil : step.event.at, finding: found)
    }
    return nil
  }

  private static let year: Int64 = 366 * 86_400_000_000
}
