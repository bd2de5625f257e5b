//  How the hours of a day lie on the line of time. The days of a calendar tile that line: a day runs from its midnight
//  to the next one, each read as `ZoneTable.instant(of:secondsOfDay:)` reads wall times (the first of two, moved forward
//  in a gap). An interval runs from the instant of its start to the instant of its end, so on the night of a change it
//  is an hour shorter or longer in real time, as the shift of somebody at work is. Two cases need care:
//  - a wall time in a gap moves forward, possibly past an interval that starts right after the gap: an interval begins
//    no earlier than the one before it ended, so nothing counts twice;
//  - a day that a zone skipped (Samoa, 2011-12-30) has no length, and its hours are cut to nothing.

/// A time during which a calendar is open without pause; `end` is outside.
struct Opening: Sendable, Hashable {
  var start: Instant
  var end: Instant

  func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }
}

extension BusinessCalendar {
  /// The days whose wall clock can show an instant that prints.
  static let days = Day(number: Day.printable.lowerBound - 2)...Day(number: Day.printable.upperBound + 2)

  /// The day of the calendar's tiling that `instant` lies in.
  func day(of instant: Instant) -> Day {
    var day = zone.localDay(of: instant)
    // After a clock went back over midnight, or a day was skipped, the wall's date is one beside it. Three steps are
    // more than any zone needs; a damaged table must not keep us longer.
    for _ in 0..<3 where instant < start(of: day) { day = day.advanced(byDays: -1) }
    for _ in 0..<3 where instant >= start(of: day.advanced(byDays: 1)) { day = day.advanced(byDays: 1) }
    return day
  }

  /// The midnight at which `day` begins.
  func start(of day: Day) -> Instant { zone.instant(of: day, secondsOfDay: 0) }

  /// When the calendar is open on `day`, in order.
  func openings(on day: Day) -> [Opening] {
    let intervals = intervals(on: day)
    if intervals.isEmpty { return [] }
    var openings: [Opening] = []
    openings.reserveCapacity(intervals.count)
    var cursor = start(of: day)
    let dayEnd = start(of: day.advanced(byDays: 1))
    for interval in intervals {
      let start = max(instant(of: day, minute: interval.start), cursor)
      let end = min(instant(of: day, minute: interval.end), dayEnd)
      guard start < end else { continue }
      openings.append(Opening(start: start, end: end))
      cursor = end
    }
    return openings
  }

  /// How many weeks beginning with `day` have neither exceptions nor a change of the offset: each is open for
  /// `microsecondsInWeek`.
  func regularWeeks(from day: Day) -> Int {
    var count = Int(Self.days.upperBound.number) - Int(day.number)
    let exception = exceptions.bisected { $0 < day }
    if exception < exceptions.count { count = min(count, Int(exceptions[exception].number) - Int(day.number)) }
    let second = start(of: day).microseconds.flooredDivision(by: 1_000_000)
    let change = zone.transitions.bisected { $0.at <= second - Self.quietSeconds }
    if change < zone.transitions.count {
      let (distance, overflow) = zone.transitions[change].at.subtractingReportingOverflow(second)
      if !overflow { count = min(count, Int((distance - Self.quietSeconds) / 86_400)) }
    }
    return max(count, 0) / 7
  }

  /// How many weeks ending before `day` have neither exceptions nor a change of the offset.
  func regularWeeks(before day: Day) -> Int {
    var count = Int(day.number) - Int(Self.days.lowerBound.number)
    let exception = exceptions.bisected { $0 < day }
    if exception > 0 { count = min(count, Int(day.number) - Int(exceptions[exception - 1].number) - 1) }
    let second = start(of: day).microseconds.flooredDivision(by: 1_000_000)
    let change = zone.transitions.bisected { $0.at < second + Self.quietSeconds }
    if change > 0 {
      let (distance, overflow) = second.subtractingReportingOverflow(zone.transitions[change - 1].at)
      if !overflow { count = min(count, Int((distance - Self.quietSeconds) / 86_400)) }
    }
    return max(count, 0) / 7
  }

  /// No change of an offset moves a wall time by more than this.
  private static let quietSeconds: Int64 = 2 * 86_400

  private func instant(of day: Day, minute: Int32) -> Instant {
    if minute >= 1440 { return start(of: day.advanced(byDays: 1)) }
    return zone.instant(of: day, secondsOfDay: Int(max(minute, 0)) * 60)
  }
}
