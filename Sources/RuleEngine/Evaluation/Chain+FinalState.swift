//  What is kept of the tickets of a chain.

extension Chain {
  /// No round wrote anything, sent anything or made a ticket.
  var hasNothingToPutOut: Bool {
    outputs.isEmpty && tickets.count == 1 && tickets[0].lastWrite.isEmpty && tickets[0].rotation == nil
  }

  /// The state of a ticket after the chain, taken out of it.
  mutating func takeFinalState(of index: Int) -> TicketState {
    var state = TicketState()
    swap(&state, &tickets[index].state)
    state.layout = core.layout
    if case .conversation = event.subject, index == 0 { return state }
    state.timers.rulebook = core.id
    state.snapshot = tickets[index].current.withoutMessage
    if let rotation = tickets[index].rotation, let rule = rotation.write.rule {
      let key = program.key("rotate", of: rule, "owner", event: keyEvent, ticket: tickets[index].id)
      let names = rotation.ledBy.members.map { program.stateName(of: $0) }
      if !state.pendingRotations.contains(where: { $0.key == key }) {
        state.pendingRotations.append(TicketState.PendingRotation(key: key, ledBy: names))
      }
    }
    return state
  }
}

extension TicketSnapshot {
  /// What is kept: a message belongs to its line.
  fileprivate var withoutMessage: TicketSnapshot {
    var kept = self
    for slot in [FieldSlot.messageSubject, .messageFrom, .messageText] where fields[slot.index].isKnown {
      kept.fields[slot.index] = .unknown
    }
    if since != nil { kept.since = nil }
    return kept
  }
}
