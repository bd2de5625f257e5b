//  The leaf functions that are the engine's own: calendar arithmetic, case folding of one scalar, printing.

import RuleChecker
import RuleEngine

/// A day that exists.
func referenceDay(year: Int, month: Int, day: Int) -> Day {
  guard let day = Day(year: year, month: month, day: day) else { preconditionFailure("the checker refuses such days") }
  return day
}

/// The day of the wall calendar at an instant.
func referenceDay(of instant: Instant, in zone: ZoneTable) -> Day { zone.localDay(of: instant) }

/// An instant plus or minus (`times: -1`) a span.
func referenceInstant(_ instant: Instant, plus span: RuleChecker.Span, times: Int, in zone: ZoneTable) -> Instant {
  let unit: RuleEngine.Span.Unit =
    switch span.unit {
    case .minutes: .minutes
    case .hours: .hours
    case .days: .days
    case .weeks: .weeks
    }
  return zone.adding(RuleEngine.Span(amount: span.amount * times, unit: unit), to: instant)
}

/// A scalar with its case folded (Unicode simple folding).
func referenceFold(_ scalar: Unicode.Scalar) -> Unicode.Scalar { FoldedText(String(scalar)).firstScalar ?? scalar }

extension FoldedText {
  fileprivate var firstScalar: Unicode.Scalar? { String(decoding: bytes, as: UTF8.self).unicodeScalars.first }
}
