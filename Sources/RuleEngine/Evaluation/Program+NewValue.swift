extension Program {
  /// What a new value is at `now`, read from `snapshot`, with the slot whose options it means where it is read from one.
  func value(
    of new: NewValue, at now: Instant, isDate: Bool, in snapshot: TicketSnapshot, message: Event.Message? = nil
  ) -> (slot: FieldSlot, value: Value) {
    switch new {
    case .literal(.text("")): return (.messageText, .unknown)
    case .literal(let value): return (.messageText, value)
    case .now: return (.created, .instant(now))
    case .today: return (.created, .day(zone.localDay(of: now)))
    case .fromNow(let span):
      guard let instant = instant(adding: span, to: now) else { return (.created, .unknown) }
      return (.created, isDate ? .day(zone.localDay(of: instant)) : .instant(instant))
    case .valueOf(let slot): return (slot, value(of: slot, in: snapshot, message: message))
    }
  }

  /// The instant `span` after `instant`, in plain or in business time; `nil` if the calendar has no such time.
  package func instant(adding span: Span, to instant: Instant) -> Instant? {
    guard let calendar = span.calendar else { return zone.adding(span, to: instant) }
    let amount = Int64(span.amount)
    switch span.unit {
    case .minutes: return calendars[calendar].adding(businessMicroseconds: amount * 60_000_000, to: instant)
    case .hours: return calendars[calendar].adding(businessMicroseconds: amount * 3_600_000_000, to: instant)
    case .days, .weeks: return calendars[calendar].adding(businessDays: span.amount, to: instant)
    }
  }

  /// The instant `span` before `instant`, in plain or in business time; `nil` if the calendar has no such time.
  package func instant(subtracting span: Span, from instant: Instant) -> Instant? {
    guard let calendar = span.calendar else { return zone.subtracting(span, from: instant) }
    let amount = Int64(span.amount)
    switch span.unit {
    case .minutes: return calendars[calendar].adding(businessMicroseconds: -amount * 60_000_000, to: instant)
    case .hours: return calendars[calendar].adding(businessMicroseconds: -amount * 3_600_000_000, to: instant)
    case .days, .weeks: return calendars[calendar].adding(businessDays: -span.amount, to: instant)
    }
  }
}
