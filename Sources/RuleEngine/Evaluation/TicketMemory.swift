/// Keeps the states of all tickets of a run in memory: the engine for hosts that read a log from end to end, and what
/// `rulesc run` uses. A host with a database keeps `Step.state` itself, and timers where it keeps those.
public struct TicketMemory: Sendable {
  /// The rulebook that answers.
  public private(set) var rulebook: Rulebook
  private var states = StateTable()
  private var timers = TimerQueue()

  /// A memory that knows no ticket.
  public init(rulebook: Rulebook) { self.rulebook = rulebook }

  /// Answers one event and remembers what follows from it.
  public mutating func handle(_ event: Event, tracing isTracing: Bool = false) -> Step {
    let (step, home) = answer(event, tracing: isTracing)
    keep(step, of: event, at: home)
    return step
  }

  /// Answers one event. What is remembered of its ticket has left the memory: the step must be kept.
  mutating func answer(_ event: Event, tracing isTracing: Bool) -> (step: Step, home: StateTable.Home) {
    var (box, home) = takeState(of: event)
    // Whoever changes the state must be the only one who holds it.
    return (rulebook.step(event, from: box.take(), tracing: isTracing), home)
  }

  /// As `handle`, with what the step went through.
  package mutating func visits(of event: Event, tracing isTracing: Bool) -> (step: Step, visits: [Visit]) {
    var (box, home) = takeState(of: event)
    let answer = rulebook.visits(of: event, from: box.take(), tracing: isTracing)
    keep(answer.step, of: event, at: home)
    return answer
  }

  /// What is remembered of the event's ticket, which leaves the memory, and where it is to be kept afterwards.
  private mutating func takeState(of event: Event) -> (box: TicketStateBox, home: StateTable.Home) {
    let home = states.home(of: event.subjectKey)
    var known = states.lend(home)
    // The line that reports a creation brings the ticket's real id: what was kept under the provisional one is its own.
    if let provisionalKey = provisionalKey(of: event), let provisional = states.remove(provisionalKey) {
      if known == nil { known = provisional } else { known?.state.adopt(provisional.state) }
      timers.remove(provisionalKey)
    }
    return (known.take() ?? TicketStateBox(TicketState()), home)
  }

  /// Remembers what an answer leaves of its event's ticket, and of those it created.
  mutating func keep(_ step: consuming Step, of event: Event, at home: StateTable.Home) {
    for ticket in step.created { keep(ticket.box, under: Event.subjectKey(ofTicket: ticket.provisionalID)) }
    var box = step.box.take()
    // A delivery of its own that is no news leaves the queue, or it would come again for ever.
    if event.content.timer != nil, event.timer == event.id, step.outcome == .repeated || step.outcome == .tooOld {
      box.state.timers.told.removeAll { $0.key == event.id }
    }
    keep(consume box, at: home)
  }

  /// What `handle` would answer to the event, with every reason; nothing is remembered.
  package func trial(of event: Event) -> Step {
    var known = states[event.subjectKey]
    if let key = provisionalKey(of: event), let provisional = states[key] {
      if known == nil { known = provisional } else { known?.adopt(provisional) }
    }
    return rulebook.step(event, from: known ?? TicketState(), tracing: true)
  }

  /// The line that delivers the next timer that the event's ticket has due before the event; `nil` if there is none.
  ///
  /// - Complexity: O(*t*) in the timers of the ticket.
  public func timerDue(before event: Event) -> Event? {
    if timers.isEmpty { return nil }
    let keys = [event.subjectKey, provisionalKey(of: event)].compactMap(\.self)
    let due = keys.compactMap { key in states.firstTimer(of: key).map { (key, $0) } }.min { $0.1.due < $1.1.due }
    guard let (key, timer) = due, timer.due < event.at else { return nil }
    return states[key]?.delivery(of: timer)
  }

  /// The line that delivers the next timer of any ticket due no later than `end`; `nil` if there is none.
  ///
  /// - Complexity: O(log *n*) in the timers of all tickets.
  public mutating func timerDue(until end: Instant) -> Event? {
    guard let next = firstTimer(until: end), let state = states[next.ticket] else { return nil }
    return state.timers.first.flatMap { state.delivery(of: $0) }
  }

  /// When the next timer of any ticket is due, and of which, if that is no later than `end`.
  mutating func firstTimer(until end: Instant) -> TimerQueue.Entry? {
    while let next = timers.first, next.due <= end {
      if states.firstTimer(of: next.ticket)?.due == next.due { return next }
      // Cancelled or moved since.
      timers.removeFirst()
    }
    return nil
  }

  /// Forgets a ticket.
  ///
  /// - Returns: what was remembered of it.
  mutating func remove(_ key: String) -> TicketStateBox? {
    timers.remove(key)
    return states.remove(key)
  }

  /// Goes on with another rulebook; what is remembered of tickets stays.
  package mutating func change(to rulebook: Rulebook) { self.rulebook = rulebook }

  /// Replaces the states that a step made of an event by what is read back from their bytes.
  package mutating func recodeStates(of event: Event, _ step: Step) throws(TicketStateError) {
    for key in [event.subjectKey] + step.created.map({ Event.subjectKey(ofTicket: $0.provisionalID) }) {
      guard let state = states[key] else { continue }
      let read = try TicketState(encoded: state.encoded(by: rulebook), for: rulebook)
      states.put(TicketStateBox(read), at: states.home(of: key))
    }
  }

  private func provisionalKey(of event: Event) -> String? {
    event.adoptedTicket.map(Event.subjectKey(ofTicket:))
  }

  /// Remembers a ticket or conversation by its `Event.subjectKey`.
  mutating func keep(_ box: consuming TicketStateBox, under key: String) {
    keep(consume box, at: states.home(of: key))
  }

  private mutating func keep(_ box: consuming TicketStateBox, at home: StateTable.Home) {
    box.detachTexts()
    if let timer = box.state.timers.first { timers.insert(home.key, due: timer.due) }
    states.put(consume box, at: home)
  }
}

extension TicketState {
  /// The line that delivers a timer: at its instant, or at the ticket's newest if that is later.
  fileprivate func delivery(of timer: TimerMemory.Told) -> Event? {
    guard let snapshot else { return nil }
    return Event(
      id: timer.key, at: max(timer.due, newest ?? timer.due), actor: nil, subject: .ticket(snapshot), changes: [],
      isCreation: false, message: nil, cause: nil, timer: timer.key)
  }
}
