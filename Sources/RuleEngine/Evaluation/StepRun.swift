//  One step: what a line is (a repeat, late, an echo …), what it changes, and the chain it starts.
//  Section 2 of grammar/meaning.md.

/// The run of one step.
struct StepRun: ~Copyable {
  let core: RulebookCore
  let event: Event
  private var box: TicketStateBox
  private var state: TicketState {
    @inline(__always)
    _read { yield box.state }
    @inline(__always)
    _modify { yield &box.state }
  }
  let isTracing: Bool
  let isRecording: Bool
  /// What the step went through, if it is recorded.
  private(set) var visits: [Visit] = []
  private var program: Program { core.program }

  init(
    core: RulebookCore, event: Event, _ box: consuming TicketStateBox, isTracing: Bool, isRecording: Bool = false
  ) {
    self.core = core
    self.event = event
    self.box = consume box
    self.isTracing = isTracing
    self.isRecording = isRecording
    // Slots and options are laid out by the rulebook's vocabulary: those of another mean nothing here.
    if self.state.layout != core.layout {
      self.state.layout = core.layout
      self.state.snapshot = nil
      self.state.anchors.visit = nil
      self.state.anchors.dates = []
      self.state.changedAt = []
    }
  }

  /// The answer to the line.
  mutating func step() -> Step {
    let id = event.id
    if let newest = state.newest {
      // Asked of a part of the state: a method of all of it copies it.
      if state.seen.has(id, notForgottenAt: newest) { return unanswered(.repeated) }
      if newest.microseconds.subtractingClamping(event.at.microseconds) > TicketState.memory {
        return unanswered(.tooOld)
      }
    }
    switch event.subject {
    case .conversation(let snapshot):
      return state.madeTicket ? unanswered(.repeated) : answerConversation(snapshot, line: id)
    case .ticket(let snapshot): return answerTicket(snapshot, line: id)
    }
  }

  private mutating func unanswered(_ outcome: Step.Outcome) -> Step {
    Step(outcome: outcome, box.take(), created: [], actions: [], trace: [])
  }

  private mutating func answerConversation(_ snapshot: TicketSnapshot, line id: String) -> Step {
    state.noteSeen(id, at: event.at)
    let changeSet = ChangeSet(
      ticket: 0, origin: .line, isConversation: true, after: snapshot, actor: event.actor, message: event.message)
    return run(
      changeSet, of: snapshot.id, line: id, known: snapshot, family: snapshot.id, outcome: .evaluated)
  }

  private mutating func answerTicket(_ line: TicketSnapshot, line lineID: String) -> Step {
    let isLate = state.newest.map { event.at < $0 } ?? false
    let id = line.id
    state.name = state.name ?? id
    let family = line.family ?? state.family ?? id
    let changeSet = changeSet(of: line, isLate: isLate, family: family)
    state.family = family
    state.noteSeen(lineID, at: event.at)
    let outcome: Step.Outcome
    if changeSet.isEcho {
      outcome = .echo
    } else if changeSet.dueTimers.isEmpty, event.content.timer != nil {
      outcome = .staleTimer
    } else {
      outcome = isLate ? .late : .evaluated
    }
    let known = changeSet.after
    return run(changeSet, of: id, line: lineID, known: known, family: family, outcome: outcome)
  }

  /// What a ticket's line changes, and the timers that are due with it.
  private mutating func changeSet(of line: TicketSnapshot, isLate: Bool, family: String) -> ChangeSet {
    var (after, changes, overtaken) = isLate ? changesLate(line) : changesOnTime(line)
    let givesCloseDate =
      event.changes.contains { $0.slot == .closed }
      || (event.isCreation && after.fields[FieldSlot.closed.index].isKnown)
    // Where no line names a family, the ticket's own is the state's.
    let isNamed = after.family != nil || line.family != nil
    after.set(thread: adoptedThread(line), family: isNamed ? family : nil)
    var dueTimers: [TimerMemory.Told] = []
    if let timer = event.timer { dueTimers = takeTimers(dueWith: timer) }
    // In one expression: what is filled in afterwards is copied when it is returned.
    if event.content.cause != nil {
      return ChangeSet(
        ticket: 0, origin: .line, isEcho: true, after: after,
        changes: ownerChange(to: after, line), overtaken: overtaken, actor: event.actor,
        givesCloseDate: givesCloseDate)
    }
    return ChangeSet(
      ticket: 0, origin: .line, after: after,
      changes: changes.map { ChangeSet.Change(slot: $0.slot, before: $0.before, ledBy: .empty) },
      isCreation: event.isCreation, overtaken: overtaken, actor: event.actor, message: event.message,
      dueTimers: dueTimers, givesCloseDate: givesCloseDate)
  }

  /// The timers told for the same instant as the one with `key`; they are the host's no longer.
  private mutating func takeTimers(dueWith key: String) -> [TimerMemory.Told] {
    guard let due = state.timers.told.first(where: { $0.key == key })?.due else { return [] }
    let taken = state.timers.told.filter { $0.due == due }
    state.timers.told.removeAll { $0.due == due }
    return taken
  }

  // MARK: What the line changes

  /// The ticket as a line left it, what the line changed, and what of it somebody changed since.
  private typealias LineChanges = (after: TicketSnapshot, changes: [Event.Change], overtaken: [FieldSlot])

  private mutating func changesOnTime(_ line: TicketSnapshot) -> LineChanges {
    for change in event.changes { state.noteChange(of: change.slot, at: event.at) }
    if event.isCreation { state.noteCreation(with: line.fields, at: event.at) }
    return (line, event.changes, [])
  }

  /// The newest state with the changes that nobody overtook.
  private mutating func changesLate(_ line: TicketSnapshot) -> LineChanges {
    var after = state.snapshot ?? line
    after.id = line.id
    var overtaken: [FieldSlot] = []
    func take(_ slot: FieldSlot) -> Bool {
      if state.wasChanged(slot, after: event.at) {
        overtaken.append(slot)
        return false
      }
      after.fields[slot.index] = line.fields[slot.index]
      if slot == .owner {
        // What the line tells of the owner comes with the owner.
        for fact in [FieldSlot.ownerEmail, .ownerTeams] { after.fields[fact.index] = line.fields[fact.index] }
      }
      state.noteChange(of: slot, at: event.at)
      return true
    }
    var changes: [Event.Change] = []
    for change in event.changes where take(change.slot) { changes.append(change) }
    if event.isCreation {
      // The address of the contact and what is told of the owner are no fields of their own.
      let facts: [FieldSlot] = [.contactEmail, .ownerEmail, .ownerTeams]
      for (index, value) in line.fields.enumerated() where value.isKnown {
        let slot = FieldSlot(index: index)
        if !facts.contains(slot) { _ = take(slot) }
      }
      if after.creator == nil { after.creator = line.creator }
    }
    return (after, changes, overtaken)
  }

  /// A ticket without a thread takes that of the first e-mail sent from it.
  private mutating func adoptedThread(_ line: TicketSnapshot) -> String? {
    var thread = line.thread ?? state.thread
    if thread == nil, let message = event.message, message.direction == .outgoing, message.isEmail,
      message.origin == .ticket || message.origin == .automation
    {
      thread = message.thread
    }
    state.thread = thread
    return thread
  }

  /// What an echo tells that the engine could not know: the owner that a rotation chose.
  private mutating func ownerChange(
    to known: TicketSnapshot, _ line: TicketSnapshot
  ) -> [ChangeSet.Change] {
    guard let cause = event.cause, let index = state.pendingRotations.firstIndex(where: { $0.key == cause }) else {
      return []
    }
    let ownerBefore = state.snapshot?.fields[FieldSlot.owner.index] ?? .unknown
    let rotation = state.pendingRotations.remove(at: index)
    let owner = line.fields[FieldSlot.owner.index]
    let named = event.changes.first { $0.slot == .owner }?.before
    // A late echo that somebody overtook tells nothing, nor one whose owner the state had already.
    guard known.fields[FieldSlot.owner.index] == owner, named != nil || ownerBefore != owner else { return [] }
    let before = named ?? .unknown
    var ledBy = RuleSet.empty
    for name in rotation.ledBy {
      for rule in core.rules.indices where core.stateName(of: rule) == name { ledBy.insert(rule) }
    }
    return [ChangeSet.Change(slot: .owner, before: before, ledBy: ledBy)]
  }

  // MARK: The chain

  private mutating func run(
    _ changeSet: consuming ChangeSet, of ticket: String, line: String, known: TicketSnapshot, family: String,
    outcome: Step.Outcome
  ) -> Step {
    let now = state.newest ?? event.at
    let hasTimers = core.index.hasTimers || !state.timers.told.isEmpty
    var chain = Chain(
      core: core, event: event, eventID: line, now: now, family: family, isTracing: isTracing, isRecording: isRecording,
      first: Chain.Ticket(id: ticket, known: known, current: known, box.take()))
    // An echo without a rotation's owner starts no round.
    if outcome == .echo, changeSet.changes.isEmpty {
      chain.followAnchors(RoundView(core: core, changeSet: changeSet, now: now))
    } else {
      chain.run(consume changeSet)
    }
    if isRecording { swap(&visits, &chain.visits) }
    if chain.hasNothingToPutOut, !hasTimers, !isTracing {
      return Step(outcome: outcome, chain.takeLastState(), created: [], actions: [], trace: [])
    }
    var assembly = ActionAssembly(consume chain)
    assembly.limitAnswers()
    for (ticket, count) in assembly.answers {
      assembly.chain.tickets[ticket].state.answers.removeAll { !core.program.answerLimit.counts($0, at: now) }
      assembly.chain.tickets[ticket].state.answers += repeatElement(now, count: count)
    }
    var actions = assembly.takeActions()
    if hasTimers {
      for ticket in assembly.chain.tickets.indices { actions += assembly.chain.timerActions(of: ticket) }
    }
    var created: [Step.CreatedTicket] = []
    while let last = assembly.chain.tickets.last?.id, assembly.chain.tickets.count > 1 {
      created.append(Step.CreatedTicket(provisionalID: last, assembly.chain.takeLastState()))
    }
    created.reverse()
    return Step(
      outcome: outcome, assembly.chain.takeLastState(), created: created, actions: actions,
      trace: isTracing ? Self.inOrder(assembly.chain.trace + assembly.trace) : [])
  }

  /// By round; what was left out at the end of the chain stands after what fired.
  private static func inOrder(_ trace: [TraceEntry]) -> [TraceEntry] {
    trace.enumerated().sorted { ($0.element.round, $0.offset) < ($1.element.round, $1.offset) }.map(\.element)
  }
}
