//  What is kept of the tickets of a chain.

extension Chain {
  /// No round wrote anything, sent anything or made a ticket.
  var hasNothingToPutOut: Bool {
    outputs.isEmpty && tickets.count == 1 && tickets[0].lastWrites.isEmpty && tickets[0].rotation == nil
  }

  /// The state of the last ticket, which leaves the chain: what is moved is not copied.
  mutating func takeLastState() -> TicketStateBox {
    finishState(of: tickets.count - 1)
    let box = tickets[tickets.count - 1].box.take()
    tickets.removeLast()
    return box
  }

  private mutating func finishState(of index: Int) {
    tickets[index].state.layout = core.layout
    if index == 0, event.content.isConversation { return }
    tickets[index].state.timers.rulebook = core.id
    var kept = tickets[index].current.withoutMessage
    if event.isLong { kept.detachTexts() }
    tickets[index].state.snapshot = consume kept
    guard let rotation = tickets[index].rotation, let rule = rotation.write.rule else { return }
    let key = core.key(.rotate, of: rule, "owner", event: keyEvent, ticket: tickets[index].id).text
    let names = rotation.ledBy.members.map { core.stateName(of: $0) }
    if !tickets[index].state.pendingRotations.contains(where: { $0.key == key }) {
      tickets[index].state.pendingRotations.append(TicketState.PendingRotation(key: key, ledBy: names))
    }
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
