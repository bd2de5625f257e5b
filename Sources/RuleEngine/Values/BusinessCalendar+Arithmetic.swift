//  Time in business hours. Hours are wall-clock times of the calendar's zone, made instants day by day, so that on the
//  nights of a clock change the hours that really pass count. Time that runs out just at a closing is over at the next
//  opening: a deadline is an instant at which somebody is there.

extension BusinessCalendar {
  /// Whether the instant is in the calendar's hours: openings included, closings not.
  package func isOpen(at instant: Instant) -> Bool {
    hours(on: zone.localDay(of: instant)).contains { $0.start <= instant && instant < $0.end }
  }

  /// The instant itself if the calendar is open then, else its next opening; `nil` if it never opens again.
  package func nextOpening(notBefore instant: Instant) -> Instant? {
    firstHours(endingAfter: instant).map { max($0.start, instant) }
  }

  /// Microseconds open between two instants; 0 if `end` is not later.
  ///
  /// - Complexity: O(*n*) in the days between.
  package func businessTime(from start: Instant, to end: Instant) -> Int64 {
    guard start < end else { return 0 }
    var total: Int64 = 0
    var day = zone.localDay(of: start)
    let last = zone.localDay(of: end)
    while day <= last {
      for span in hours(on: day) {
        total += max(0, min(span.end, end).microseconds - max(span.start, start).microseconds)
      }
      day = day.following
    }
    return total
  }

  /// The first open instant at which so much open time has passed since `instant`; `nil` if that is never.
  ///
  /// - Complexity: O(*n*) in the days between.
  package func adding(businessMicroseconds: Int64, to instant: Instant) -> Instant? {
    guard businessMicroseconds > 0 else { return instant }
    var rest = businessMicroseconds
    var day = zone.localDay(of: instant)
    while let open = openDay(notBefore: day) {
      for span in hours(on: open) {
        let start = max(span.start, instant)
        let length = span.end.microseconds - start.microseconds
        if length <= 0 { continue }
        if rest < length { return Instant(microseconds: start.microseconds + rest) }
        rest -= length
      }
      day = open.following
    }
    return nil
  }

  /// The latest instant from which so much open time passes until `instant`; `nil` if there never was so much.
  ///
  /// - Complexity: O(*n*) in the days between.
  package func subtracting(businessMicroseconds: Int64, from instant: Instant) -> Instant? {
    guard businessMicroseconds > 0 else { return instant }
    var rest = businessMicroseconds
    var day = zone.localDay(of: instant)
    while let open = openDay(notAfter: day) {
      for span in hours(on: open).reversed() {
        let end = min(span.end, instant)
        let length = end.microseconds - span.start.microseconds
        if length <= 0 { continue }
        if rest <= length { return Instant(microseconds: end.microseconds - rest) }
        rest -= length
      }
      day = open.preceding
    }
    return nil
  }

  /// The same wall-clock time so many business days later (or earlier, if negative); from a day without hours it is counted from the opening of
  /// the next that has some. `nil` if there is no such day.
  ///
  /// - Complexity: O(*n*) in the days between.
  package func adding(businessDays: Int, to instant: Instant) -> Instant? {
    var start = instant
    var day = zone.localDay(of: instant)
    if !isBusinessDay(day) {
      guard let open = openDay(notBefore: day), let opening = hours(on: open).first?.start else { return nil }
      start = opening
      day = open
    }
    let midnight = zone.instant(of: day, secondsOfDay: 0)
    // Wall-clock time of the start: on the day of a clock change the seconds since midnight would be off by the change.
    let wall = start.microseconds + Int64(zone.offset(at: start)) * 1_000_000 - Int64(day.number) * 86_400_000_000
    if businessDays == 0 { return max(start, midnight) }
    for _ in 0..<abs(businessDays) {
      guard let next = businessDays > 0 ? openDay(notBefore: day.following) : openDay(notAfter: day.preceding) else {
        return nil
      }
      day = next
    }
    let (seconds, rest) = wall.quotientAndRemainder(dividingBy: 1_000_000)
    return zone.instant(of: day, secondsOfDay: Int(seconds)).advanced(byMicroseconds: rest)
  }

  // MARK: Days

  private func isBusinessDay(_ day: Day) -> Bool { !intervals(on: day).isEmpty }

  private func intervals(on day: Day) -> [Interval] {
    let weekday = day.weekday
    guard weekday < week.count, !isException(day) else { return [] }
    return week[weekday]
  }

  private func isException(_ day: Day) -> Bool {
    var low = 0
    var high = exceptions.count
    while low < high {
      let middle = (low + high) / 2
      if exceptions[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low < exceptions.count && exceptions[low] == day
  }

  /// The hours of a day as instants.
  private func hours(on day: Day) -> [(start: Instant, end: Instant)] {
    intervals(on: day).map { (instant(day, $0.start), instant(day, $0.end)) }
  }

  private func instant(_ day: Day, _ minute: Int32) -> Instant {
    minute < 1440
      ? zone.instant(of: day, secondsOfDay: Int(minute) * 60) : zone.instant(of: day.following, secondsOfDay: 0)
  }

  private func firstHours(endingAfter instant: Instant) -> (start: Instant, end: Instant)? {
    var day = zone.localDay(of: instant)
    while let open = openDay(notBefore: day) {
      if let span = hours(on: open).first(where: { instant < $0.end && $0.start < $0.end }) { return span }
      day = open.following
    }
    return nil
  }

  private func openDay(notBefore first: Day) -> Day? {
    guard week.contains(where: { !$0.isEmpty }) else { return nil }
    var day = first
    while day.number < Self.lastDay {
      if isBusinessDay(day) { return day }
      day = day.following
    }
    return nil
  }

  private func openDay(notAfter first: Day) -> Day? {
    guard week.contains(where: { !$0.isEmpty }) else { return nil }
    var day = first
    while day.number > Self.firstDay {
      if isBusinessDay(day) { return day }
      day = day.preceding
    }
    return nil
  }

  /// 9999-12-31: nothing is planned later.
  private static let lastDay: Int32 = 2_932_896
  /// 0000-01-01.
  private static let firstDay: Int32 = -719_528
}

extension Day {
  /// 0 is Monday. 1970-01-01 was a Thursday.
  var weekday: Int { ((Int(number) + 3) % 7 + 7) % 7 }

  /// The day after.
  var following: Day { Day(number: number &+ 1) }

  /// The day before.
  var preceding: Day { Day(number: number &- 1) }
}
