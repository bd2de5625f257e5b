package import RuleChecker
package import RuleEngine

/// Handles lines one after the other and keeps every ticket's state itself.
package struct ReferenceInterpreter {
  /// Whose state it is.
  private struct Subject: Hashable {
    var isConversation: Bool
    var id: String
  }

  private static let memory: Int64 = 7 * 24 * 3600 * 1_000_000

  private let rules: CheckedRules
  private let zone: ZoneTable
  private var states: [Subject: ReferenceState] = [:]
  /// How many rounds the last line had.
  package private(set) var rounds = 0

  package init(rules: CheckedRules, zone: ZoneTable) {
    self.rules = rules
    self.zone = zone
  }

  /// What comes out for a line.
  package mutating func handle(_ event: Event) -> [Action] {
    rounds = 0
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
    if isRepeatOrTooOld(event, state) || state.hasMadeTicket { return [] }
    var set = ReferenceChangeSet(snapshot: snapshot)
    set.isConversation = true
    set.actor = event.actor
    set.message = event.message
    var ticket = ReferenceChain.Ticket(id: snapshot.id, snapshot: snapshot, host: snapshot, family: snapshot.id)
    ticket.isConversation = true
    ticket.next = set
    ticket.fired = state.fired
    let chain = run(ticket, event, now: event.at, isCloseDateGiven: false)
    state.snapshot = snapshot
    state.fired = chain.tickets[0].fired
    state.hasMadeTicket = chain.tickets.contains { $0.creation?.conversation != nil }
    remember(event, in: &state)
    states[subject] = state
    keepCreated(of: chain)
    return ReferenceOutput(chain: chain, event: event).actions()
  }

  // MARK: Sentences 2.1, 2.2, 2.4 to 2.6

  private mutating func handle(_ event: Event, ticket line: TicketSnapshot) -> [Action] {
    let subject = Subject(isConversation: false, id: line.id)
    if let cause = event.cause { giveRealID(to: Subject(isConversation: false, id: cause), subject) }
    var state = states[subject] ?? ReferenceState()
    if isRepeatOrTooOld(event, state) { return [] }
    let ownerBefore = state.snapshot?.value(at: .owner) ?? .unknown
    var set = take(event, line, into: &state)
    let now = max(event.at, state.newest ?? event.at)
    remember(event, in: &state)
    if let cause = event.cause {
      guard let facet = rotationFacet(cause, event, line, ownerBefore: ownerBefore, after: set, &state) else {
        states[subject] = state
        return []
      }
      set = facet
    }
    var ticket = ReferenceChain.Ticket(
      id: line.id, snapshot: set.snapshot, host: set.snapshot, family: state.family ?? line.id)
    ticket.next = set
    ticket.fired = state.fired
    let givesCloseDate =
      event.changes.contains { $0.slot == .closed } || (event.isCreation && set.snapshot.value(at: .closed).isKnown)
    let chain = run(ticket, event, now: now, isCloseDateGiven: givesCloseDate || event.cause != nil)
    keep(chain.tickets[0], now: now, in: &state, chain: chain)
    states[subject] = state
    keepCreated(of: chain)
    return ReferenceOutput(chain: chain, event: event).actions()
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
    state.fired.formUnion(made.fired)
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
    facet.ledBy = [.owner: rotation.ledBy]
    return facet
  }

  // MARK: After the chain

  private func run(
    _ ticket: ReferenceChain.Ticket, _ event: Event, now: Instant, isCloseDateGiven: Bool
  ) -> ReferenceChain {
    let conditions = ReferenceConditions(triggers: ReferenceTriggers(rules: rules), zone: zone, now: now)
    var chain = ReferenceChain(
      rules: rules, conditions: conditions,
      eventID: ticket.isConversation ? ticket.id : event.id, now: now, isCloseDateGiven: isCloseDateGiven)
    chain.tickets = [ticket]
    chain.run()
    return chain
  }

  private func keep(
    _ ticket: ReferenceChain.Ticket, now: Instant, in state: inout ReferenceState, chain: ReferenceChain
  ) {
    state.snapshot = ticket.snapshot
    state.fired = ticket.fired
    state.thread = ticket.snapshot.thread
    for slot in ticket.lastChanges.keys { state.changedAt[slot] = now }
    // A rotation is no change of the owner: the line that reports its choice may bear an earlier instant.
    if let rotation = ticket.rotation {
      let key = chain.key("rotate", rotation.place.rule, ordinal: "owner", of: ticket.id)
      state.rotations[key] = ReferenceState.PendingRotation(ledBy: rotation.ledBy)
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
