/// A ticket or conversation as an event left it, to be asked single questions: what `rulesc why` searches with.
package struct EventView: Sendable {
  private let view: RoundView

  /// What a first round sees of `event`.
  package init(rulebook: Rulebook, event: Event) {
    view = RoundView(core: rulebook.core, line: event)
  }

  /// Whether a test holds.
  package func holds(_ test: Program.Test) -> Bool { view.holds(test) }

  /// Whether a condition holds; no condition always does.
  package func holds(_ condition: Program.Condition?) -> Bool {
    guard let condition else { return true }
    var memo = RoundMemo()
    return view.evaluate(condition, &memo).holds
  }

  /// Whether a trigger matches.
  package func matches(_ trigger: Program.Trigger) -> Bool { view.matches(trigger) }

  /// The value of a field.
  package func value(of slot: FieldSlot) -> Value { view.value(of: slot) }

  /// The value before the event: unknown on a creation, the present one if the field did not change.
  package func valueBefore(of slot: FieldSlot) -> Value { view.valueBefore(of: slot) }

  /// Whether the event changed the field; never on a creation.
  package func isChanged(_ slot: FieldSlot) -> Bool { view.isChanged(slot) }

  /// Whether the message is on the ticket's thread, from its contact, and to its contact; no message is nothing of it.
  package var messageFacts: (isOnThread: Bool, isFromContact: Bool, isToContact: Bool) {
    guard let message = view.changeSet.message else { return (false, false, false) }
    return (view.isOnTicketsThread(message), view.isFromContact(message), view.isSentToContact(message))
  }

  /// Whether the actor's address, without one the id, is on the list.
  package func isActor(onList list: Int) -> Bool { view.isBy(.list(list)) }

  /// The instant of the event, and its day in the portal's zone.
  package var now: Instant { view.now }
  package var today: Day { view.today }

  /// The bounds that a span from the event's instant has, forwards and backwards.
  package func instants(around span: Span) -> [Instant] {
    [view.program.instant(adding: span, to: view.now), view.program.instant(subtracting: span, from: view.now)]
      .compactMap(\.self)
  }

  /// The first quarter of an hour after the event, within two weeks, at which the calendar is open, or is not.
  package func instant(isOpen: Bool, in calendar: Int) -> Instant? {
    guard view.program.calendars.indices.contains(calendar) else { return nil }
    for quarter in 1...(14 * 96) {
      let instant = Instant(microseconds: view.now.microseconds &+ Int64(quarter) * 900_000_000)
      if view.program.calendars[calendar].isOpen(at: instant) == isOpen { return instant }
    }
    return nil
  }
}

extension Step {
  /// A ticket of the step as it was at its end.
  package func snapshot(ofTicket id: String) -> TicketSnapshot? {
    if let snapshot = created.first(where: { $0.provisionalID == id })?.state.snapshot { return snapshot }
    return state.snapshot?.id == id ? state.snapshot : nil
  }

  /// When the event was evaluated: a late one at the newest instant of its ticket.
  package func instant(of event: Event) -> Instant { max(event.at, state.newest ?? event.at) }

  /// The thread the line's ticket has after the step.
  package var thread: String? { state.thread }

  /// When the rule's timer is due, if one is armed for the line's ticket.
  package func timerDue(ofRule identity: String) -> Instant? {
    state.timers.told.filter { $0.identity == identity }.map(\.due).min()
  }
}

extension Program {
  /// A value as people read it; empty for unknown.
  package func words(of value: Value, for slot: FieldSlot) -> String { label(of: slot, value) }

  /// A recipient as rules write it.
  package func words(of recipient: Recipient) -> String { name(of: recipient) }
}

extension Program.Trigger.Happening {
  /// The field whose change it matches, if it is one field's.
  package var changedField: FieldSlot? { slot }
}
