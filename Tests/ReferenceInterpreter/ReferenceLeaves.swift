//  The leaf functions that are the engine's own: calendar arithmetic, case folding of one scalar, printing.

import RuleChecker
import RuleEngine
import RuleSchema

/// A day that exists.
func referenceDay(year: Int, month: Int, day: Int) -> Day {
  guard let day = Day(year: year, month: month, day: day) else { preconditionFailure("the checker refuses such days") }
  return day
}

/// The day of the wall calendar at an instant.
func referenceDay(of instant: Instant, in zone: ZoneTable) -> Day { zone.localDay(of: instant) }

/// An instant plus or minus (`times: -1`) a span; nothing where the calendar has no such time.
func referenceInstant(
  _ instant: Instant, plus span: RuleChecker.Span, times: Int, in zone: ZoneTable, _ calendars: [BusinessCalendar]
) -> Instant? {
  guard let calendar = span.calendar else {
    let unit: RuleEngine.Span.Unit =
      switch span.unit {
      case .minutes: .minutes
      case .hours: .hours
      case .days: .days
      case .weeks: .weeks
      }
    return zone.adding(RuleEngine.Span(amount: span.amount * times, unit: unit), to: instant)
  }
  let business = calendars[calendar.value]
  let length: Int64 = span.unit == .minutes ? 60_000_000 : 3_600_000_000
  let open = Int64(span.amount) * Int64(abs(times)) * length
  switch span.unit {
  case .days, .weeks: return business.adding(businessDays: span.amount * times, to: instant)
  case .minutes, .hours:
    return times < 0
      ? latest(open: open, before: instant, business) : business.adding(businessMicroseconds: open, to: instant)
  }
}

/// The latest instant from which so much open time passes until `end`.
private func latest(open: Int64, before end: Instant, _ calendar: BusinessCalendar) -> Instant? {
  let day: Int64 = 86_400_000_000
  var days: Int64 = 1
  while calendar.businessTime(from: end.advanced(byMicroseconds: -days * day), to: end) < open {
    days *= 2
    if days > 500_000 { return nil }
  }
  var early = end.microseconds - days * day
  var late = end.microseconds
  while late - early > 1 {
    let middle = (early + late) / 2
    if calendar.businessTime(from: Instant(microseconds: middle), to: end) >= open {
      early = middle
    } else {
      late = middle
    }
  }
  return Instant(microseconds: early)
}

/// A scalar with its case folded (Unicode simple folding).
func referenceFold(_ scalar: Unicode.Scalar) -> Unicode.Scalar { FoldedText(String(scalar)).firstScalar ?? scalar }

extension FoldedText {
  fileprivate var firstScalar: Unicode.Scalar? { String(decoding: bytes, as: UTF8.self).unicodeScalars.first }
}
