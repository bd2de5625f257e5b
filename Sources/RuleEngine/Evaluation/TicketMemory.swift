/// Keeps the states of all tickets of a run in memory: the engine for hosts that read a log from end to end, and what
/// `rulesc run` uses. A host with a database keeps `Step.state` itself.
public struct TicketMemory: Sendable {
  /// The rulebook that answers.
  public let rulebook: Rulebook
  private var states: [String: TicketState] = [:]

  /// A memory that knows no ticket.
  public init(rulebook: Rulebook) { self.rulebook = rulebook }

  /// Answers one event and remembers what follows from it.
  public mutating func handle(_ event: Event, tracing isTracing: Bool = false) -> Step {
    let key = event.subjectKey
    var state = states.removeValue(forKey: key)
    // The line that reports a creation brings the ticket's real id: what was kept under the provisional one is its own.
    if let cause = event.cause, "ticket:" + cause != key,
      let provisional = states.removeValue(forKey: "ticket:" + cause)
    {
      if state == nil { state = provisional } else { state?.adopt(provisional) }
    }
    let step = rulebook.step(event, from: state.take() ?? TicketState(), tracing: isTracing)
    states[key] = step.state
    for ticket in step.created { states["ticket:" + ticket.provisionalID] = ticket.state }
    return step
  }
}
