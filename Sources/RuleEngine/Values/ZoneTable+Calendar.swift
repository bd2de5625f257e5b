//  Calendar arithmetic in a zone. A wall time that happens twice (the clock goes back) is its first occurrence; one that
//  never happens (the clock goes forward) is read with the offset before the jump, so it moves forward by the jump's
//  length. Both are "the offset that held before the transition".

extension ZoneTable {
  /// Seconds east of Greenwich that hold at `instant`.
  package func offset(at instant: Instant) -> Int32 {
    offset(atSecond: instant.microseconds.flooredDivision(by: 1_000_000))
  }

  /// The day of the wall calendar at `instant`.
  package func localDay(of instant: Instant) -> Day {
    Day(number: Int32(clamping: wallTime(of: instant).day))
  }

  /// The instant at which the wall clock shows `secondsOfDay` (0 to 86,399) on `day`.
  package func instant(of day: Day, secondsOfDay: Int) -> Instant {
    instant(ofWallSecond: Int64(day.number) * 86_400 + Int64(min(max(secondsOfDay, 0), 86_399)), microseconds: 0)
  }

  /// The instant `span` after `instant`: minutes and hours are exact, days and weeks keep the wall time.
  ///
  /// Results stay inside the years 0 to 9999.
  package func adding(_ span: Span, to instant: Instant) -> Instant {
    // The years 0 to 9999 have fewer than 5.3 thousand million minutes: a clamped amount ends at the same bound.
    let amount = min(max(Int64(span.amount), -6_000_000_000), 6_000_000_000)
    switch span.unit {
    case .minutes: return instant.advanced(byMicroseconds: amount.multipliedClamping(by: 60_000_000))
    case .hours: return instant.advanced(byMicroseconds: amount.multipliedClamping(by: 3_600_000_000))
    case .days: return adding(days: amount, to: instant)
    case .weeks: return adding(days: amount * 7, to: instant)
    }
  }

  /// The instant `span` before `instant`; see `adding`.
  package func subtracting(_ span: Span, from instant: Instant) -> Instant {
    adding(Span(amount: span.amount == .min ? .max : -span.amount, unit: span.unit), to: instant)
  }

  private func adding(days: Int64, to instant: Instant) -> Instant {
    // Nothing moves: the second occurrence of a repeated wall time stays what it is.
    if days == 0 { return instant.clampedToPrintable }
    let start = wallTime(of: instant.clampedToPrintable)
    let day = start.day + days
    let printable = Int64(Day.printable.lowerBound) - 1...Int64(Day.printable.upperBound) + 1
    let clampedDay = min(max(day, printable.lowerBound), printable.upperBound)
    return self.instant(ofWallSecond: clampedDay * 86_400 + start.second, microseconds: start.microseconds)
  }

  private func wallTime(of instant: Instant) -> (day: Int64, second: Int64, microseconds: Int64) {
    let utc = instant.microseconds.flooredDivision(by: 1_000_000)
    let wall = utc + Int64(offset(atSecond: utc))
    let day = wall.flooredDivision(by: 86_400)
    return (day, wall - day * 86_400, instant.microseconds &- utc &* 1_000_000)
  }

  private func instant(ofWallSecond wall: Int64, microseconds: Int64) -> Instant {
    // The last transition whose old offset has run out on the wall clock.
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].at &+ Int64(offset(before: middle)) <= wall { low = middle + 1 } else { high = middle }
    }
    var utc = wall - Int64(offset(before: low))
    if low > 0, utc < transitions[low - 1].at { utc = wall - Int64(offset(before: low - 1)) }
    return Instant(microseconds: utc.multipliedClamping(by: 1_000_000)).advanced(byMicroseconds: microseconds)
  }

  /// The offset that holds before the transition at `index`.
  private func offset(before index: Int) -> Int32 { index == 0 ? firstOffset : transitions[index - 1].offset }

  private func offset(atSecond second: Int64) -> Int32 {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].at <= second { low = middle + 1 } else { high = middle }
    }
    return offset(before: low)
  }
}

extension Int64 {
  /// The product, or the nearest bound.
  func multipliedClamping(by factor: Int64) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    guard overflow else { return product }
    return (self < 0) == (factor < 0) ? .max : .min
  }
}
