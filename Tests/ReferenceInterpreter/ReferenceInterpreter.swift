package import RuleChecker
package import RuleEngine
import RuleSchema

/// Handles lines one after the other and keeps every ticket's state itself.
package struct ReferenceInterpreter {
  /// Whose state it is.
  private struct Subject: Hashable {
    var isConversation: Bool
    var id: String
  }

  private static let memory: Int64 = 7 * 24 * 3600 * 1_000_000

  private var rules: CheckedRules
  private var zone: ZoneTable
  private var calendars: [BusinessCalendar]
  /// Tells the rulebook from others.
  private var rulebook: [UInt8]
  private var states: [Subject: ReferenceState] = [:]
  /// How many rounds the last line had.
  package private(set) var rounds = 0
  /// Whether the last line was a repeat or too old.
  package private(set) var isUnheard = false

  /// `rulebook` are any bytes that tell the rulebook from others.
  package init(rules: CheckedRules, zone: ZoneTable, calendars: [BusinessCalendar], rulebook: [UInt8]) {
    self.rules = rules
    self.zone = zone
    self.calendars = calendars
    self.rulebook = rulebook
  }

  /// Goes on with another rulebook of the same vocabulary.
  package mutating func change(
    rules: CheckedRules, zone: ZoneTable, calendars: [BusinessCalendar], rulebook: [UInt8]
  ) {
    self.rules = rules
    self.zone = zone
    self.calendars = calendars
    self.rulebook = rulebook
  }

  /// What comes out for a line.
  package mutating func handle(_ event: Event) -> [Action] {
    rounds = 0
    isUnheard = false
    switch event.subject {
    case .conversation(let snapshot): return handle(event, conversation: snapshot)
    case .ticket(let snapshot): return handle(event, ticket: snapshot)
    }
  }

  /// The ids of everything it has a state of; created tickets that have no id yet by their provisional one.
  package var ticketIDs: [String] { states.keys.filter { !$0.isConversation }.map(\.id).sorted() }

  // MARK: Sentence 2.3

  private mutating func handle(_ event: Event, conversation snapshot: TicketSnapshot) -> [Action] {
    let subject = Subject(isConversation: true, id: snapshot.id)
    var state = states[subject] ?? ReferenceState()
    isUnheard = isRepeatOrTooOld(event, state) || state.hasMadeTicket
    if isUnheard { return [] }
    var set = ReferenceChangeSet(snapshot: snapshot)
    set.isConversation = true
    set.actor = event.actor
    set.message = event.message
    var ticket = ReferenceChain.Ticket(
      id: snapshot.id, snapshot: snapshot, host: snapshot, family: snapshot.id, name: snapshot.id)
    ticket.isConversation = true
    ticket.next = set
    ticket.limits = state.limits
    var chain = run(ticket, event, now: event.at, isCloseDateGiven: false)
    let actions = settle(&chain, event)
    state.snapshot = snapshot
    state.limits = chain.tickets[0].limits
    state.hasMadeTicket = chain.tickets.contains { $0.creation?.conversation != nil }
    remember(event, in: &state)
    states[subject] = state
    keepCreated(of: chain)
    return actions
  }

  // MARK: Sentences 2.1, 2.2, 2.4 to 2.6

  private mutating func handle(_ event: Event, ticket line: TicketSnapshot) -> [Action] {
    let subject = Subject(isConversation: false, id: line.id)
    if let cause = event.cause { giveRealID(to: Subject(isConversation: false, id: cause), subject) }
    var state = states[subject] ?? ReferenceState()
    isUnheard = isRepeatOrTooOld(event, state)
    if isUnheard { return [] }
    let isFirst = state.newest == nil
    state.name = state.name ?? line.id
    let ownerBefore = state.snapshot?.value(at: .owner) ?? .unknown
    var set = take(event, line, into: &state)
    let now = max(event.at, state.newest ?? event.at)
    remember(event, in: &state)
    if let cause = event.cause {
      let facet = rotationFacet(cause, event, line, ownerBefore: ownerBefore, after: set, &state)
      let actions = echo(event, set, now, &state, isEnd: facet == nil)
      guard let facet else {
        states[subject] = state
        return actions
      }
      set = facet
    }
    var ticket = ReferenceChain.Ticket(
      id: line.id, snapshot: set.snapshot, host: set.snapshot, family: state.family ?? line.id,
      name: state.name ?? line.id)
    ticket.next = set
    ticket.limits = state.limits
    ticket.anchors = state.anchors
    ticket.timers = state.timers
    let due = takeDue(event, &ticket.timers)
    let givesCloseDate =
      event.changes.contains { $0.slot == .closed } || (event.isCreation && set.snapshot.value(at: .closed).isKnown)
    var chain = run(
      ticket, event, now: now, isCloseDateGiven: givesCloseDate || event.cause != nil,
      since: isFirst && event.cause == nil ? line.since : nil, due: due)
    let actions = settle(&chain, event)
    keep(chain.tickets[0], now: now, in: &state, chain: chain)
    states[subject] = state
    keepCreated(of: chain)
    return actions
  }

  /// A created ticket gets its real id; a state that is there already takes over what it cannot know.
  private mutating func giveRealID(to provisional: Subject, _ subject: Subject) {
    guard provisional != subject, let made = states.removeValue(forKey: provisional) else { return }
    guard var state = states[subject] else {
      states[subject] = made
      return
    }
    state.thread = state.thread ?? made.thread
    state.snapshot?.thread = state.thread
    state.family = state.family ?? made.family
    state.limits.fired.formUnion(made.limits.fired)
    state.rotations.merge(made.rotations) { own, _ in own }
    states[subject] = state
  }

  private func isRepeatOrTooOld(_ event: Event, _ state: ReferenceState) -> Bool {
    if state.seen[event.id] != nil { return true }
    guard let newest = state.newest else { return false }
    return newest.microseconds - event.at.microseconds > Self.memory
  }

  private func remember(_ event: Event, in state: inout ReferenceState) {
    let newest = max(event.at, state.newest ?? event.at)
    state.newest = newest
    state.seen[event.id] = event.at
    state.seen = state.seen.filter { newest.microseconds - $0.value.microseconds <= Self.memory }
  }

  /// Sentences 2.5 and 2.6: the state takes the line; what is left is the change-set of round 1.
  private func take(_ event: Event, _ line: TicketSnapshot, into state: inout ReferenceState) -> ReferenceChangeSet {
    var snapshot = line
    snapshot.creator = line.creator ?? (event.isCreation ? event.actor?.id : nil)
    snapshot.thread = line.thread ?? state.thread
    var before: [FieldSlot: Value] = [:]
    var overtaken: Set<FieldSlot> = []
    for change in event.changes { before[change.slot] = change.before }
    if let newest = state.newest, let kept = state.snapshot, event.at < newest {
      // Late: only fields nobody changed since take the line's value.
      var merged = kept
      for slot in Self.fields(of: line) {
        let isNamed = before[slot] != nil
        let isGiven = event.isCreation && line.value(at: slot).isKnown
        guard isNamed || isGiven else { continue }
        if let changed = state.changedAt[slot], changed > event.at {
          before[slot] = nil
          if event.isCreation { overtaken.insert(slot) }
          continue
        }
        merged.set(slot, to: line.value(at: slot))
        if slot == .stage { merged.foreignPipeline = line.foreignPipeline }
        if slot == .owner {
          for slot in [FieldSlot.ownerEmail, .ownerTeams] { merged.set(slot, to: line.value(at: slot)) }
        }
      }
      merged.creator = kept.creator ?? snapshot.creator
      merged.thread = state.thread ?? line.thread
      snapshot = merged
    }
    for slot in changedSlots(event, line, before) {
      state.changedAt[slot] = max(event.at, state.changedAt[slot] ?? event.at)
    }
    if snapshot.thread == nil, let message = event.message, isSentFromTicket(message) {
      snapshot.thread = message.thread
    }
    state.thread = snapshot.thread
    state.family = line.family ?? state.family
    state.snapshot = snapshot
    var set = ReferenceChangeSet(snapshot: snapshot)
    set.isCreation = event.isCreation
    set.overtaken = overtaken
    set.before = event.isCreation ? [:] : before
    set.actor = event.actor
    set.message = event.message
    return set
  }

  /// The fields that snapshots store: not what a message or the contact's address say.
  private static func fields(of snapshot: TicketSnapshot) -> [FieldSlot] {
    let builtIn: [FieldSlot] = [.stage, .owner, .team, .inbox, .channel, .created, .closed]
    let properties = FieldSlot.builtInCount..<max(FieldSlot.builtInCount, snapshot.fields.count)
    return builtIn + properties.map { FieldSlot(index: $0) }
  }

  private func changedSlots(_ event: Event, _ line: TicketSnapshot, _ before: [FieldSlot: Value]) -> [FieldSlot] {
    let given = Self.fields(of: line).filter { line.value(at: $0).isKnown }
    return Array(before.keys) + (event.isCreation ? given : [])
  }

  private func isSentFromTicket(_ message: Event.Message) -> Bool {
    message.direction == .outgoing && message.kind == "email"
      && (message.origin == .ticket || message.origin == .automation)
  }

  /// Sentence 2.4: the owner that a rotation chose, the only thing an echo can tell.
  private func rotationFacet(
    _ cause: String, _ event: Event, _ line: TicketSnapshot, ownerBefore: Value, after set: ReferenceChangeSet,
    _ state: inout ReferenceState
  ) -> ReferenceChangeSet? {
    guard let rotation = state.rotations.removeValue(forKey: cause) else { return nil }
    let owner = line.value(at: .owner)
    let named = event.changes.first { $0.slot == .owner }?.before
    guard named != nil || ownerBefore != owner, set.snapshot.value(at: .owner) == owner else { return nil }
    var facet = ReferenceChangeSet(snapshot: set.snapshot)
    facet.actor = event.actor
    facet.before = [.owner: named ?? .unknown]
    facet.ledBy = [.owner: indices(of: rotation.ledBy)]
    return facet
  }

  // MARK: A host's timers (sentence 8.5, `rulesc run`)

  /// The line that delivers the next timer due before a line of the ticket.
  package func delivery(before event: Event) -> Event? {
    guard case .ticket(let snapshot) = event.subject else { return nil }
    let ids = [snapshot.id] + [event.cause].compactMap(\.self).filter { $0 != snapshot.id }
    let all = ids.compactMap { states[Subject(isConversation: false, id: $0)] }.compactMap(first)
    return all.filter { $0.timer.due < event.at }.min { $0.timer.due < $1.timer.due }.flatMap(delivery)
  }

  /// The line that delivers the next timer of any ticket up to and including `end`: the earliest first, then by the
  /// tickets' ids.
  package func delivery(until end: Instant) -> Event? {
    let all = states.compactMap { subject, state in first(of: state).map { (id: subject.id, first: $0) } }
    let due = all.filter { $0.first.timer.due <= end }
    return due.min { ($0.first.timer.due, $0.id) < ($1.first.timer.due, $1.id) }.flatMap { delivery(of: $0.first) }
  }

  /// A timer that was delivered is no longer waited for, whatever the engine made of the line.
  package mutating func forget(_ event: Event) {
    guard case .ticket(let snapshot) = event.subject, let timer = event.timer else { return }
    states[Subject(isConversation: false, id: snapshot.id)]?.timers.told.removeAll { $0.key == timer }
  }

  private func first(
    of state: ReferenceState
  ) -> (state: ReferenceState, timer: ReferenceTimers.Told)? {
    state.timers.told.min { $0.due < $1.due }.map { (state, $0) }
  }

  private func delivery(of timer: (state: ReferenceState, timer: ReferenceTimers.Told)) -> Event? {
    guard let snapshot = timer.state.snapshot else { return nil }
    let due = timer.timer.due
    return Event(
      id: timer.timer.key, at: max(due, timer.state.newest ?? due), actor: nil, subject: .ticket(snapshot), changes: [],
      isCreation: false, message: nil, cause: nil, timer: timer.timer.key)
  }

  // MARK: After the chain

  private mutating func run(
    _ ticket: ReferenceChain.Ticket, _ event: Event, now: Instant, isCloseDateGiven: Bool,
    since: Instant? = nil, due: [ReferenceTimers.Told] = []
  ) -> ReferenceChain {
    let conditions = ReferenceConditions(
      triggers: ReferenceTriggers(rules: rules), zone: zone, calendars: calendars, now: now)
    var chain = ReferenceChain(
      rules: rules, rulebook: rulebook, conditions: conditions, lineID: event.id,
      eventID: ticket.isConversation ? ticket.id : event.id, line: ReferenceChain.LineTime(at: event.at, since: since),
      now: now, isCloseDateGiven: isCloseDateGiven)
    chain.tickets = [ticket]
    chain.due = due
    chain.run()
    rounds = chain.rounds
    return chain
  }

  /// What comes out, timers last; answers are counted.
  private func settle(_ chain: inout ReferenceChain, _ event: Event) -> [Action] {
    let (actions, answers) = ReferenceOutput(chain: chain, event: event).actions()
    for (ticket, count) in answers {
      chain.tickets[ticket].limits.answers += Array(repeating: chain.now, count: count)
    }
    return actions + chain.settleTimers()
  }

  /// Sentence 8.5: the timers that are due with the line; they are no longer told.
  private func takeDue(_ event: Event, _ timers: inout ReferenceTimers) -> [ReferenceTimers.Told] {
    guard let key = event.timer, let named = timers.told.first(where: { $0.key == key }) else { return [] }
    let due = timers.told.filter { $0.due == named.due }
    timers.told.removeAll { $0.due == named.due }
    return due
  }

  /// An echo: no rule looks, but anchors follow, and what is armed may change.
  private mutating func echo(
    _ event: Event, _ set: ReferenceChangeSet, _ now: Instant, _ state: inout ReferenceState, isEnd: Bool
  ) -> [Action] {
    var ticket = ReferenceChain.Ticket(
      id: set.snapshot.id, snapshot: set.snapshot, host: set.snapshot, family: "", name: state.name ?? "")
    ticket.anchors = state.anchors
    ticket.timers = state.timers
    _ = takeDue(event, &ticket.timers)
    var chain = run(ticket, event, now: now, isCloseDateGiven: true)
    chain.rounds = 1
    chain.tickets[0].anchors.visit?.stage = set.snapshot.value(at: .stage)
    chain.follow(0, set, "\(event.id)/1")
    let actions = isEnd ? chain.settleTimers() : []
    state.anchors = chain.tickets[0].anchors
    state.timers = chain.tickets[0].timers
    return actions
  }

  /// The rules of these names that the rulebook has.
  private func indices(of names: Set<String>) -> Set<Int> {
    Set(rules.rules.indices.filter { names.contains(name(of: $0)) })
  }

  private func name(of rule: Int) -> String {
    rules.schema.pipelines[rules.rules[rule].pipeline.value].id + "\n" + rules.rules[rule].identity
  }

  private func keep(
    _ ticket: ReferenceChain.Ticket, now: Instant, in state: inout ReferenceState, chain: ReferenceChain
  ) {
    state.snapshot = ticket.snapshot
    state.name = ticket.name
    state.limits = ticket.limits
    state.anchors = ticket.anchors
    state.timers = ticket.timers
    state.thread = ticket.snapshot.thread
    for slot in ticket.lastChanges.keys { state.changedAt[slot] = now }
    // A rotation is no change of the owner: the line that reports its choice may bear an earlier instant.
    if let rotation = ticket.rotation {
      let key = chain.key("rotate", rotation.place.rule, ordinal: "owner", of: ticket.id)
      state.rotations[key] = ReferenceState.PendingRotation(ledBy: Set(rotation.ledBy.map(name)))
    }
  }

  private mutating func keepCreated(of chain: ReferenceChain) {
    for ticket in chain.tickets where ticket.creation != nil {
      var state = ReferenceState()
      state.newest = chain.now
      state.family = ticket.family
      for slot in Self.fields(of: ticket.host) where ticket.host.value(at: slot).isKnown {
        state.changedAt[slot] = chain.now
      }
      keep(ticket, now: chain.now, in: &state, chain: chain)
      states[Subject(isConversation: false, id: ticket.id)] = state
    }
  }
}
