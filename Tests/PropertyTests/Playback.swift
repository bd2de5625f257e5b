import ReferenceInterpreter
import RuleEngine

/// One line as it was played: a host's own, or one that delivers a timer.
struct Played {
  let event: Event
  let actions: [Action]

  /// For comparing: everything that can be seen.
  var words: [String] {
    let delivery = event.timer == event.id ? ["deliver \(event.id) at \(event.at.iso8601)"] : []
    return delivery + actions.map(\.json)
  }
}

/// Lines with the rulebooks that answer them.
struct Script {
  var rulebook: AcceptedRulebook
  /// Takes over before the line of this index.
  var second: (rulebook: AcceptedRulebook, at: Int)?
  /// States go through their bytes after every line.
  var isRecoded = false
  var lines: [String] = []
  /// After the last line all timers up to here are delivered.
  var end: Instant?

  /// Before one line; and after the last one, where rules may have made thousands of tickets with a timer each.
  static let mostDeliveries = 1_000
  static let mostDeliveriesAtEnd = 300
}

/// The reference interpreter as `rulesc run` would drive it.
struct ReferencePlayer {
  private(set) var interpreter: ReferenceInterpreter

  init(_ rulebook: AcceptedRulebook) {
    interpreter = ReferenceInterpreter(
      rules: rulebook.rules, zone: rulebook.zone, calendars: rulebook.calendars, rulebook: rulebook.bytes)
  }

  mutating func change(to rulebook: AcceptedRulebook) {
    interpreter.change(
      rules: rulebook.rules, zone: rulebook.zone, calendars: rulebook.calendars, rulebook: rulebook.bytes)
  }

  /// Delivers what is due before the line, then the line.
  mutating func play(_ event: Event) -> [Played] {
    var played: [Played] = []
    while played.count < Script.mostDeliveries, let delivery = interpreter.delivery(before: event) {
      played.append(handle(delivery))
    }
    return played + [handle(event)]
  }

  /// Delivers the rest.
  mutating func finish(until end: Instant) -> [Played] {
    var played: [Played] = []
    while played.count < Script.mostDeliveriesAtEnd, let delivery = interpreter.delivery(until: end) {
      played.append(handle(delivery))
    }
    return played
  }

  private mutating func handle(_ event: Event) -> Played {
    let actions = interpreter.handle(event)
    if interpreter.isUnheard, event.timer == event.id { interpreter.forget(event) }
    return Played(event: event, actions: actions)
  }
}

/// The engine as `rulesc run` drives it.
struct EnginePlayer {
  private(set) var memory: TicketMemory
  let isRecoded: Bool
  private(set) var outcomes: [Step.Outcome] = []

  let usesIndex: Bool

  init(_ rulebook: AcceptedRulebook, isRecoded: Bool, usesIndex: Bool) {
    memory = TicketMemory(rulebook: usesIndex ? rulebook.engine : rulebook.engine.withoutIndex)
    self.isRecoded = isRecoded
    self.usesIndex = usesIndex
  }

  mutating func change(to rulebook: AcceptedRulebook) {
    memory.change(to: usesIndex ? rulebook.engine : rulebook.engine.withoutIndex)
  }

  mutating func play(_ event: Event) -> [Played] {
    var played: [Played] = []
    while played.count < Script.mostDeliveries, let delivery = memory.timerDue(before: event) {
      played.append(handle(delivery))
    }
    return played + [handle(event)]
  }

  /// Delivers the rest.
  mutating func finish(until end: Instant) -> [Played] {
    var played: [Played] = []
    while played.count < Script.mostDeliveriesAtEnd, let delivery = memory.timerDue(until: end) {
      played.append(handle(delivery))
    }
    return played
  }

  private mutating func handle(_ event: Event) -> Played {
    let step = memory.handle(event)
    outcomes.append(step.outcome)
    if isRecoded {
      do { try memory.recodeStates(of: event, step) } catch {
        preconditionFailure("the engine refuses its own state: \(error)")
      }
    }
    return Played(event: event, actions: step.actions)
  }
}
