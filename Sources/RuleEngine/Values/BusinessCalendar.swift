/// When a team works: hours of each weekday on the wall clock of a zone, and days without any.
package struct BusinessCalendar: Sendable, Hashable {
  /// Part of a day, in minutes since midnight: `start` is inside, `end` is not; 1440 is midnight at the day's end.
  package struct Interval: Sendable, Hashable {
    package var start: Int32
    package var end: Int32

    package init(start: Int32, end: Int32) {
      self.start = start
      self.end = end
    }
  }

  /// As the rules write it.
  package var name: String
  /// Whose wall clock the hours are read on.
  package var zone: ZoneTable
  /// Whether it is meant where a rule names no calendar.
  package var isDefault: Bool
  // INVARIANT: seven lists, each sorted and disjoint. What breaks it, in a damaged rulebook, is cut to fit.
  /// The intervals of each weekday, Monday first.
  package var week: [[Interval]]
  // INVARIANT: ascending; look-ups bisect.
  /// Days without hours, such as holidays.
  package var exceptions: [Day]

  package init(name: String, zone: ZoneTable, isDefault: Bool, week: [[Interval]], exceptions: [Day]) {
    self.name = name
    self.zone = zone
    self.isDefault = isDefault
    self.week = week
    self.exceptions = exceptions
  }

  /// Whether `day` has hours and is no exception.
  package func isBusinessDay(_ day: Day) -> Bool {
    hasHours(weekday: day.weekday) && !isException(day)
  }

  /// The wall-clock intervals of `day`: none on an exception.
  package func intervals(on day: Day) -> [Interval] {
    isException(day) ? [] : intervals(weekday: day.weekday)
  }

  /// How many days of a week without exceptions have hours.
  var businessDaysInWeek: Int { (0..<7).count { hasHours(weekday: $0) } }

  /// Microseconds open in a week without exceptions and changes of the offset.
  var microsecondsInWeek: Int64 {
    var minutes: Int64 = 0
    for weekday in 0..<7 {
      var cursor: Int32 = 0
      for interval in intervals(weekday: weekday) {
        let start = max(interval.start, cursor)
        let end = min(interval.end, 1440)
        guard start < end else { continue }
        minutes += Int64(end - start)
        cursor = end
      }
    }
    return minutes * 60_000_000
  }

  /// The intervals of a weekday, 0 being Monday.
  private func intervals(weekday: Int) -> [Interval] {
    week.indices.contains(weekday) ? week[weekday] : []
  }

  private func hasHours(weekday: Int) -> Bool {
    intervals(weekday: weekday).contains { max($0.start, 0) < min($0.end, 1440) }
  }

  private func isException(_ day: Day) -> Bool {
    let index = exceptions.bisected { $0 < day }
    return index < exceptions.count && exceptions[index] == day
  }
}

extension Day {
  /// 0 on a Monday, 6 on a Sunday.
  package var weekday: Int {
    // Day 0 was a Thursday.
    let shifted = (Int(number) + 3) % 7
    return shifted < 0 ? shifted + 7 : shifted
  }

  /// The day `count` days later, kept within what a day can be.
  func advanced(byDays count: Int) -> Day { Day(number: Int32(clamping: Int(number) &+ count)) }
}

extension Array {
  /// The index of the first element that is not before the place looked for; `isBefore` holds up to there and then no
  /// more.
  func bisected(by isBefore: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
