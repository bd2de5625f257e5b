package import RuleEngine

/// Something a version did, without the names that only identify it.
package struct ReplayDeed: Sendable {
  /// What makes two deeds the same: rule names and keys are no part of it.
  struct Essence: Hashable, Sendable {
    let ticket: String
    let at: Instant
    let kind: Action.Kind
  }

  let essence: Essence
  /// The rule that did it.
  package let rule: String
  /// A timer led to it, not the line itself.
  package let isByTimer: Bool

  package var ticket: String { essence.ticket }
  package var at: Instant { essence.at }
  package var kind: Action.Kind { essence.kind }
}

/// Why one version did what it did.
package struct ReplayReason: Sendable {
  package let entry: TraceEntry
  package let isByTimer: Bool
}

/// One of the two versions, as it goes through the log.
struct ReplaySide {
  private var memory: TicketMemory
  /// What came out since the last comparison.
  private(set) var deeds: [ReplayDeed] = []
  private(set) var reasons: [ReplayReason] = []
  /// What created tickets are called, by their keys: keys have the rule's name in them.
  private var names: [String: String] = [:]
  var isTracing = false

  init(_ rulebook: Rulebook) { memory = TicketMemory(rulebook: rulebook) }

  func event(from line: [UInt8]) throws(EventProblem) -> Event { try memory.rulebook.event(from: line) }

  /// When the next timer is due, of those due up to `end`.
  mutating func nextTimer(until end: Instant) -> Instant? { memory.timerDue(until: end)?.at }

  /// The line goes in, after the timers its ticket has due.
  mutating func answer(_ event: Event) {
    clear()
    while let timer = memory.timerDue(before: event) { handle(timer, isTimer: true) }
    handle(event, isTimer: event.timer != nil)
  }

  mutating func deliverTimers(until end: Instant) {
    clear()
    while let timer = memory.timerDue(until: end) { handle(timer, isTimer: true) }
  }

  private mutating func clear() {
    deeds.removeAll(keepingCapacity: true)
    reasons.removeAll(keepingCapacity: true)
  }

  private mutating func handle(_ event: Event, isTimer: Bool) {
    let step = memory.handle(event, tracing: isTracing)
    let subject = event.subjectKey.drop { $0 != ":" }.dropFirst()
    for (number, created) in step.created.enumerated() {
      names[created.provisionalID] =
        "new ticket \(number + 1) of \(names[String(subject)] ?? String(subject)) at \(event.at.iso8601)"
    }
    for action in step.actions {
      // Timers are means: what they lead to is compared when they are due.
      switch action.kind {
      case .armTimer, .cancelTimer: continue
      default: break
      }
      let essence = ReplayDeed.Essence(
        ticket: names[action.ticket] ?? action.ticket, at: action.at, kind: contents(of: action.kind))
      deeds.append(ReplayDeed(essence: essence, rule: action.rule, isByTimer: isTimer))
    }
    if isTracing { reasons += step.trace.map { ReplayReason(entry: $0, isByTimer: isTimer) } }
  }

  /// What a creation makes, without the keys of its chain.
  private func contents(of kind: Action.Kind) -> Action.Kind {
    guard case .createTicket(let new) = kind else { return kind }
    return .createTicket(
      Action.NewTicket(
        pipeline: new.pipeline, stage: new.stage, conversation: new.conversation,
        origin: new.origin.map { names[$0] ?? $0 }, family: "", contactID: new.contactID,
        contactEmail: new.contactEmail, channel: new.channel, inbox: new.inbox, thread: new.thread, owner: new.owner,
        team: new.team, properties: new.properties))
  }
}
