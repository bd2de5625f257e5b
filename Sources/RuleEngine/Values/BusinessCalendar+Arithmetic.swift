//  Business time. An instant is open or it is not, and the line of open instants has no gaps of its own: 12:30, when
//  the morning ends, is the same point as 13:30, when the afternoon begins, and the point is named by the open one,
//  13:30. So four business hours after 08:30 are 13:30, and a result is always an instant at which somebody is there.
//
//  Walks go day by day, and week by week where neither an exception nor a change of the offset lies ahead.

extension BusinessCalendar {
  /// Whether `instant` is within the hours.
  package func isOpen(at instant: Instant) -> Bool {
    let instant = instant.clampedToPrintable
    return openings(on: day(of: instant)).contains { $0.contains(instant) }
  }

  /// The microseconds open between two instants; 0 where `end` is not the later one.
  ///
  /// Complexity: the days between, whole weeks at once where nothing interrupts them.
  package func businessTime(from start: Instant, to end: Instant) -> Int64 {
    let start = start.clampedToPrintable
    let end = end.clampedToPrintable
    guard start < end else { return 0 }
    let week = microsecondsInWeek
    let last = day(of: end)
    var day = day(of: start)
    var sum: Int64 = 0
    while day <= last {
      for opening in openings(on: day) {
        sum += max(min(opening.end, end).microseconds - max(opening.start, start).microseconds, 0)
      }
      day = day.advanced(byDays: 1)
      // The last day is cut at `end`, so no week may hold it.
      let weeks = min(regularWeeks(from: day), max(Int(last.number) - Int(day.number), 0) / 7)
      sum += Int64(weeks) * week
      day = day.advanced(byDays: weeks * 7)
    }
    return sum
  }

  /// The first open instant with `amount` microseconds of open time between `instant` and it; a negative amount goes
  /// back, to the last open instant with that much open time between it and `instant`.
  ///
  /// With 0 it is `nextOpening(notBefore:)`. `nil` where the calendar never opens or the years 0 to 9999 end first.
  package func adding(businessMicroseconds amount: Int64, to instant: Instant) -> Instant? {
    let week = microsecondsInWeek
    guard week > 0 else { return nil }
    if amount < 0 {
      return instantBack(Int64(clamping: amount.magnitude), of: week, from: instant.clampedToPrintable)
    }
    return instantAhead(amount, of: week, from: instant.clampedToPrintable)
  }

  /// The instant itself if it is open, else the next opening.
  ///
  /// `nil` where the calendar does not open before the end of year 9999.
  package func nextOpening(notBefore instant: Instant) -> Instant? {
    adding(businessMicroseconds: 0, to: instant)
  }

  /// The same wall time `count` business days later, or earlier if it is negative.
  ///
  /// An instant on any other day counts from the first opening of the next business day; 0 gives the instant itself, or
  /// that opening. The result need not be open: days can have different hours. `nil` where the calendar never opens or
  /// the years 0 to 9999 end first.
  package func adding(businessDays count: Int, to instant: Instant) -> Instant? {
    let instant = instant.clampedToPrintable
    let today = zone.localDay(of: instant)
    if isBusinessDay(today) {
      if count == 0 { return instant }
      guard let day = businessDay(count, from: today) else { return nil }
      let wall = instant.microseconds + Int64(zone.offset(at: instant)) * 1_000_000
      let ofDay = wall - wall.flooredDivision(by: Self.microsecondsInDay) * Self.microsecondsInDay
      return zone.instant(of: day, secondsOfDay: Int(ofDay / 1_000_000)).advanced(byMicroseconds: ofDay % 1_000_000)
    }
    guard let first = businessDay(1, from: today),
      let opening = intervals(on: first).first(where: { max($0.start, 0) < min($0.end, 1440) }),
      let day = businessDay(count, from: first)
    else { return nil }
    return zone.instant(of: day, secondsOfDay: Int(max(opening.start, 0)) * 60)
  }

  private static let microsecondsInDay: Int64 = 86_400_000_000

  private func instantAhead(_ amount: Int64, of week: Int64, from instant: Instant) -> Instant? {
    var rest = amount
    var day = day(of: instant)
    while day <= Self.days.upperBound {
      for opening in openings(on: day) where instant < opening.end {
        let start = max(opening.start, instant)
        let length = opening.end.microseconds - start.microseconds
        // Not `<=`: the end of an opening is the start of the next one.
        if rest < length { return Instant(microseconds: start.microseconds + rest) }
        rest -= length
      }
      day = day.advanced(byDays: 1)
      let weeks = min(Int64(regularWeeks(from: day)), rest / week)
      rest -= weeks * week
      day = day.advanced(byDays: Int(weeks) * 7)
    }
    return nil
  }

  private func instantBack(_ amount: Int64, of week: Int64, from instant: Instant) -> Instant? {
    var rest = amount
    var day = day(of: instant)
    while day >= Self.days.lowerBound {
      for opening in openings(on: day).reversed() where opening.start < instant {
        let end = min(opening.end, instant)
        let length = end.microseconds - opening.start.microseconds
        if rest <= length { return Instant(microseconds: end.microseconds - rest) }
        rest -= length
      }
      // Something is left, so `rest - 1` leaves the last microsecond to the days.
      let weeks = min(Int64(regularWeeks(before: day)), (rest - 1) / week)
      rest -= weeks * week
      day = day.advanced(byDays: Int(weeks) * -7 - 1)
    }
    return nil
  }

  /// The business day `count` after `day`, which need not be one; before it, if the count is negative.
  private func businessDay(_ count: Int, from day: Day) -> Day? {
    let inWeek = businessDaysInWeek
    guard inWeek > 0 else { return nil }
    let isBack = count < 0
    var rest = count.magnitude
    var day = day
    while rest > 0 {
      // The last one is left to the steps, because a week can end with days off.
      let weeks = min(plainWeeks(beside: day, isBack: isBack), Int(clamping: (rest - 1) / UInt(inWeek)))
      rest -= UInt(weeks * inWeek)
      day = day.advanced(byDays: isBack ? weeks * -7 - 1 : weeks * 7 + 1)
      guard Day.printable.contains(day.number) else { return nil }
      if isBusinessDay(day) { rest -= 1 }
    }
    return day
  }

  /// How many weeks right after `day`, or right before it, have no exceptions.
  private func plainWeeks(beside day: Day, isBack: Bool) -> Int {
    if isBack {
      let index = exceptions.bisected { $0 < day }
      let last = index > 0 ? exceptions[index - 1] : Self.days.lowerBound
      return max(Int(day.number) - Int(last.number) - 1, 0) / 7
    }
    let index = exceptions.bisected { $0 <= day }
    let first = index < exceptions.count ? exceptions[index] : Self.days.upperBound
    return max(Int(first.number) - Int(day.number) - 1, 0) / 7
  }
}
