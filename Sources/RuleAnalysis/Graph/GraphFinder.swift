package import RuleEngine

/// Finds what the rules of a program can do to where tickets are.
///
/// For every arm that moves a ticket, and for every stage, the analysis is asked for a situation with that stage in which
/// the arm is taken. Where there is none, there is no transition; where one is found, it was tried.
package struct GraphFinder {
  private let program: Program
  private let rulebook: Rulebook
  private let nodeBudget: Int
  private var graphs: [PipelineGraph]
  private var arms: [[ArmExample]]
  private var finder: CircleFinder

  /// The graphs of every pipeline, and for each rule an example for each arm.
  package static func find(
    in program: Program, nodeBudget: Int = 2_000_000
  ) -> (graphs: [PipelineGraph], examples: [[ArmExample]]) {
    var finder = GraphFinder(program, nodeBudget: nodeBudget)
    finder.find()
    return (finder.graphs, finder.arms)
  }

  private init(_ program: Program, nodeBudget: Int) {
    self.program = program
    self.nodeBudget = nodeBudget
    rulebook = Rulebook(program: program)
    graphs = program.pipelines.indices.map { PipelineGraph(pipeline: $0) }
    arms = program.rules.map { rule in
      rule.arms.indices.map { ArmExample(arm: $0, outcome: .undecided) }
    }
    finder = CircleFinder(program: program)
  }

  private mutating func find() {
    for (scope, rules) in AnalysedSpace.scopes(of: program) {
      let space = try? AnalysedSpace(scope: scope, rules: rules, program: program, nodeBudget: nodeBudget)
      if space == nil { for pipeline in pipelines(of: scope) { graphs[pipeline].isUndecided = true } }
      for rule in rules { find(rule, scope, space) }
    }
    finder.markCircles()
    for transition in finder.transitions { place(transition) }
    for index in graphs.indices { sort(&graphs[index]) }
  }

  private func pipelines(of scope: Situations.Scope) -> [Int] {
    if case .pipeline(let pipeline) = scope { [pipeline] } else { Array(program.pipelines.indices) }
  }

  private mutating func find(_ rule: Int, _ scope: Situations.Scope, _ space: AnalysedSpace?) {
    var found: [Ask: PipelineGraph.Transition] = [:]
    var stages: Set<Int> = []
    var canFire = false
    for arm in program.rules[rule].arms.indices {
      let fires = space.flatMap { try? $0.fires(rule, arm: arm) }
      if fires == .never {
        arms[rule][arm].outcome = .impossible
        continue
      }
      canFire = true
      let effect = Effect(of: program.rules[rule].arms[arm], inConversation: scope == .conversations)
      for ask in asks(effect, rule, scope) {
        let situation = fires.flatMap { fires in space.flatMap { try? $0.diagram(fires, ask, rule) } }
        guard let certainty = certainty(of: situation, space, rule, arm) else { continue }
        record(ask, rule, arm, certainty, &found)
        if let space, let situation { finder.note(ask.source, rule, arm, ask.target, situation, space) }
      }
      if arms[rule][arm].outcome == .undecided, let fires, let space {
        arms[rule][arm].outcome = outcome(of: fires, space, rule)
      }
      if effect.actsInPlace { stages.formUnion(self.stages(scope, fires, space)) }
    }
    if !canFire { graphs[program.rules[rule].pipeline].silent.append(rule) }
    if !stages.isEmpty {
      graphs[program.rules[rule].pipeline].residents.append(.init(rule: rule, stages: stages.sorted()))
    }
    finder.add(found.keys.sorted().compactMap { found[$0] })
  }

  /// Everything that an arm may do to where a ticket is.
  private func asks(_ effect: Effect, _ rule: Int, _ scope: Situations.Scope) -> [Ask] {
    guard case .pipeline(let pipeline) = scope else {
      return effect.creations.prefix(1).map { Ask(source: nil, target: effect.move ?? $0, kind: .creation) }
    }
    var asks: [Ask] = []
    for stage in program.pipelines[pipeline].stages {
      if let target = effect.move, target != stage { asks.append(Ask(source: stage, target: target, kind: .move)) }
      for target in effect.creations { asks.append(Ask(source: stage, target: target, kind: .creation)) }
    }
    return asks
  }

  /// `nil`: it is impossible.
  private mutating func certainty(
    of situation: Diagram?, _ space: AnalysedSpace?, _ rule: Int, _ arm: Int
  ) -> PipelineGraph.Certainty? {
    guard let space, let situation else { return .undecided }
    if situation == .never { return nil }
    let outcome = outcome(of: situation, space, rule)
    guard case .event(let line, _) = outcome else { return .undecided }
    if arms[rule][arm].outcome == .undecided { arms[rule][arm].outcome = outcome }
    return .shown(line)
  }

  private func outcome(of situation: Diagram, _ space: AnalysedSpace, _ rule: Int) -> ArmExample.Outcome {
    switch try? space.situations.witness(of: situation, rulebook: rulebook) {
    case .found(let witness):
      .event(line: witness.line, isDue: witness.due.contains(program.rules[rule].identity))
    // The diagram is not empty: that no event was found of its last situations is no proof.
    case .impossible, .undecided, nil: .undecided
    }
  }

  private func record(
    _ ask: Ask, _ rule: Int, _ arm: Int, _ certainty: PipelineGraph.Certainty,
    _ found: inout [Ask: PipelineGraph.Transition]
  ) {
    if var known = found[ask] {
      known.arms.append(arm)
      if !known.certainty.isShown { known.certainty = certainty }
      found[ask] = known
      return
    }
    found[ask] = PipelineGraph.Transition(
      kind: ask.kind, rule: rule, arms: [arm], source: ask.source.map { .stage($0) } ?? .conversation,
      target: ask.target, isTimed: program.rules[rule].timer != nil, certainty: certainty)
  }

  /// The stages in which an arm can be taken.
  private func stages(_ scope: Situations.Scope, _ fires: Diagram?, _ space: AnalysedSpace?) -> [Int] {
    guard case .pipeline(let pipeline) = scope else { return [] }
    return program.pipelines[pipeline].stages.filter { stage in
      guard let fires, let space, let found = try? space.situations.store.and(fires, space.situations.isIn(stage))
      else { return true }
      return found != .never
    }
  }

  /// A transition to another pipeline is seen in both.
  private mutating func place(_ transition: PipelineGraph.Transition) {
    let home =
      if case .stage(let stage) = transition.source { program.stages[stage].pipeline } else {
        program.rules[transition.rule].pipeline
      }
    let away = program.stages[transition.target].pipeline
    if home == away || transition.source != .conversation { graphs[home].transitions.append(transition) }
    guard home != away else { return }
    var arrival = transition
    if case .stage = transition.source { arrival.source = .pipeline(home) }
    let same = graphs[away].transitions.firstIndex {
      $0.rule == arrival.rule && $0.source == arrival.source && $0.target == arrival.target && $0.kind == arrival.kind
    }
    guard let same else { return graphs[away].transitions.append(arrival) }
    let known = graphs[away].transitions[same]
    graphs[away].transitions[same].arms = Set(known.arms + arrival.arms).sorted()
    if !known.certainty.isShown { graphs[away].transitions[same].certainty = arrival.certainty }
    if known.circle == nil { graphs[away].transitions[same].circle = arrival.circle }
  }

  private func sort(_ graph: inout PipelineGraph) {
    func key(_ transition: PipelineGraph.Transition) -> (Int, Int, Int, Int, Int, Int) {
      let (group, source) =
        switch transition.source {
        case .conversation: (0, 0)
        case .pipeline(let pipeline): (1, pipeline)
        case .stage(let stage): (2, stage)
        }
      return (group, source, transition.target, transition.rule, transition.kind == .move ? 0 : 1, 0)
    }
    graph.transitions.sort { key($0) < key($1) }
    graph.residents.sort { $0.rule < $1.rule }
    graph.silent.sort()
  }
}

/// A question: can a ticket get from there to there?
private struct Ask: Hashable, Comparable {
  /// `nil`: a new conversation.
  var source: Int?
  var target: Int
  var kind: PipelineGraph.Kind

  static func < (left: Ask, right: Ask) -> Bool {
    (left.source ?? -1, left.target, left.kind == .move ? 0 : 1)
      < (right.source ?? -1, right.target, right.kind == .move ? 0 : 1)
  }
}

/// What an arm does to where tickets are.
private struct Effect {
  /// The stage it moves to; of several moves the last counts.
  var move: Int?
  /// The stages in which it creates tickets, each once.
  var creations: [Int] = []
  /// It does something, and does not move or create.
  var actsInPlace = false

  init(of arm: Program.Arm, inConversation: Bool) {
    for action in arm.actions {
      switch action {
      case .move(let stage): move = stage
      case .createTicket(let stage, _): if !creations.contains(stage) { creations.append(stage) }
      default: actsInPlace = !inConversation
      }
    }
    if move != nil || !creations.isEmpty { actsInPlace = false }
  }
}

extension AnalysedSpace {
  /// Where an arm that fires does what is asked.
  fileprivate func diagram(_ fires: Diagram, _ ask: Ask, _ rule: Int) throws(BudgetExceeded) -> Diagram {
    guard let source = ask.source else { return fires }
    let here = try situations.store.and(fires, situations.isIn(source))
    guard ask.kind == .move, situations.program.rules[rule].timer == nil else { return here }
    // A save that sends a message and sets the stage has chosen its stage (section 4.7 of grammar/meaning.md).
    var others: [Diagram] = []
    for trigger in situations.program.rules[rule].triggers where !trigger.happening.isOfMessage {
      others.append(try situations.diagram(trigger))
    }
    let saved = try situations.store.without(situations.isChanged(.stage), situations.store.any(others))
    return try situations.store.without(here, situations.store.without(saved, situations.isMessage(.none)))
  }
}

extension Situations {
  /// The ticket is in that stage of the space's pipeline (an index into `Program.stages`).
  func isIn(_ stage: Int) throws(BudgetExceeded) -> Diagram { try isStage { $0 == stage } }
}
