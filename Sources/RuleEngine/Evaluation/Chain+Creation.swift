//  Tickets that rules create. Section 4.7 of grammar/meaning.md.

extension Chain {
  /// The one ticket of a conversation: of two rules that make it, the later in canonical order wins.
  mutating func makeConversationTicket(
    _ runs: [FiredRule], _ changeSet: ChangeSet
  ) -> [ChangeSet] {
    guard let winner = runs.last, let creation = winner.run.creations.first else { return [] }
    for loser in runs.dropLast() {
      note(.lostConflict(field: "ticket", to: core.identity(of: winner.rule)), rule: loser.rule, changeSet)
    }
    var snapshot = winner.run.copy
    snapshot.fields[FieldSlot.created.index] = .instant(now)
    tickets[0].state.madeTicket = true
    let ticket = tickets.count
    let created = start(
      snapshot, rule: winner.rule, ordinal: creation.ordinal, match: winner.match, on: changeSet,
      message: changeSet.message)
    for operation in winner.run.operations {
      if case .rotate(let team) = operation.operation {
        let write = Write(round: round, rule: winner.rule, ordinal: operation.ordinal)
        tickets[ticket].rotation = (team, write, winner.match.ledBy(with: winner.rule))
      }
    }
    for effect in winner.run.effects {
      outputs.append(
        Output(
          content: .effect(effect), write: Write(round: round, rule: winner.rule, ordinal: effect.ordinal),
          ticket: ticket, lookedAt: 0, seesMessage: changeSet.message != nil))
    }
    return created
  }

  /// A ticket with a stage and these fields, nothing else.
  func newSnapshot(stage: Int, fields: [(slot: FieldSlot, value: Value)]) -> TicketSnapshot {
    var values = [Value](repeating: .unknown, count: program.slotCount)
    values[FieldSlot.stage.index] = .option(Int32(stage))
    for (slot, value) in fields { values[slot.index] = value }
    values[FieldSlot.created.index] = .instant(now)
    return TicketSnapshot(id: "", fields: values)
  }

  /// A ticket made on another has its contact.
  func inherit(from origin: TicketSnapshot, to snapshot: inout TicketSnapshot) {
    snapshot.contact = origin.contact
    for (index, property) in program.properties.enumerated() where property.entity != .ticket {
      let slot = FieldSlot.property(index)
      snapshot.fields[slot.index] = origin.fields[slot.index]
    }
  }

  /// Adds a created ticket to the chain; its creation is looked at in the next round.
  mutating func start(
    _ snapshot: TicketSnapshot, rule: Int, ordinal: Int, match: Match, on changeSet: ChangeSet,
    message: Event.Message?
  ) -> [ChangeSet] {
    guard tickets.count <= Self.greatestTicketCount else {
      note(
        .skipped(action: "create ticket", reason: "one event creates at most \(Self.greatestTicketCount) tickets"),
        rule: rule, changeSet)
      return []
    }
    let origin = tickets[changeSet.ticket].id
    let key = core.key(.createTicket, of: rule, "\(ordinal)", event: keyEvent, ticket: origin).text
    // A rule that fires again in a later round for other reasons makes no second ticket: equal keys are one action.
    if tickets.contains(where: { $0.id == key }) { return [] }
    var snapshot = snapshot
    snapshot.id = key
    snapshot.family = family
    snapshot.creator = nil
    snapshot.cc = []
    snapshot.followers = []
    var state = TicketState()
    state.family = family
    state.thread = snapshot.thread
    state.newest = now
    state.name = key
    state.noteCreation(with: snapshot.fields, at: now)
    outputs.append(
      Output(
        content: .creation(tickets.count), write: Write(round: round, rule: rule, ordinal: ordinal),
        ticket: tickets.count, lookedAt: changeSet.ticket))
    tickets.append(Ticket(id: key, known: snapshot, current: snapshot, TicketStateBox(state)))
    let creators = match.ledBy(with: rule).filter { core.rules.with($0) { $0.createsTickets } }
    return [
      ChangeSet(
        ticket: tickets.count - 1, origin: .rules, after: snapshot, isCreation: true, creationLedBy: creators,
        actor: .automation, message: message)
    ]
  }
}
