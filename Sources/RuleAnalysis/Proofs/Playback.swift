internal import RuleEngine

/// What the engine made of one event, as firings of rules.
struct PlayedStep {
  struct Firing: Hashable {
    var ticket: String
    var round: Int
    var rule: Int
    var arm: Int
  }

  let event: Event
  let step: Step
  let firings: [Firing]
}

/// Puts events through the engine. The rules of its program are named by their index, so that traces name them.
struct Playback {
  /// Made when the first event is played: of most rulebooks there is nothing to show.
  private final class Loaded {
    let program: Program
    lazy var rulebook = Rulebook(program: program)

    init(_ program: Program) { self.program = program }
  }

  private let loaded: Loaded
  private var program: Program { loaded.program }
  var rulebook: Rulebook { loaded.rulebook }

  /// `program` with rules named by their index.
  static func named(_ program: Program) -> Program {
    var program = program
    for index in program.rules.indices { program.rules[index].identity = "#\(index)" }
    return program
  }

  /// Precondition: the rules of `program` are named by their index.
  init(_ program: Program) {
    loaded = Loaded(program)
  }

  /// What comes of `events` in order, then of the timers due up to `end`, the first `deliveries` of them or until
  /// `isEnough`; nothing is known before.
  func play(
    _ events: [Event], until end: Instant? = nil, deliveries: Int = 8, isEnough: (PlayedStep) -> Bool = { _ in false }
  ) -> [PlayedStep] {
    var memory = TicketMemory(rulebook: rulebook)
    var played: [PlayedStep] = []
    for event in events { played.append(step(event, memory.handle(event, tracing: true))) }
    guard let end else { return played }
    for _ in 0..<deliveries {
      guard let event = memory.timerDue(until: end) else { break }
      let step = step(event, memory.handle(event, tracing: true))
      played.append(step)
      if isEnough(step) { break }
    }
    return played
  }

  private func step(_ event: Event, _ step: Step) -> PlayedStep {
    var firings: [PlayedStep.Firing] = []
    for entry in step.trace {
      guard let rule = Int(entry.rule.dropFirst()), program.rules.indices.contains(rule) else { continue }
      let arm: Int?
      switch entry.verdict {
      case .fired(let number): arm = number - 1
      case .firedRow(let row): arm = program.rules[rule].arms.firstIndex { $0.row == row }
      default: arm = nil
      }
      if let arm { firings.append(.init(ticket: entry.ticket, round: entry.round, rule: rule, arm: arm)) }
    }
    return PlayedStep(event: event, step: step, firings: firings)
  }
}
