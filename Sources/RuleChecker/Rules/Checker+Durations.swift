import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  /// `duration` as a whole number of units.
  mutating func span(_ duration: DurationSyntax) -> Span? {
    var calendar: CalendarIndex?
    if duration.isBusiness {
      if case .weeks = duration.unit {
        report(.businessWeeks(at: duration.range))
        return nil
      }
      calendar = self.calendar(named: nil, at: duration.range)
      if calendar == nil { return nil }
    }
    let (unit, minutes): (Span.Unit, Double) =
      switch duration.unit {
      case .minutes: (.minutes, 1)
      case .hours: (.hours, 60)
      case .days: (.days, 1440)
      case .weeks: (.weeks, 10_080)
      }
    let amount = duration.amount
    guard amount > 0, amount.isFinite else {
      report(
        .badDuration(at: duration.range, "a duration must be more than nothing", help: "write a whole number from 1"))
      return nil
    }
    guard amount * minutes <= 100_000 * 1440 else {
      report(.badDuration(at: duration.range, "this duration is longer than 100,000 days", help: "write a shorter one"))
      return nil
    }
    guard amount == amount.rounded() else {
      report(
        .badDuration(
          at: duration.range, "a duration is a whole number of units", help: wholeSpelling(of: amount * minutes)))
      return nil
    }
    return Span(amount: Int(amount), unit: unit, calendar: calendar)
  }

  /// `duration` for a date, which has no time of day.
  mutating func daySpan(_ duration: DurationSyntax, for words: String) -> Span? {
    guard let span = span(duration) else { return nil }
    switch span.unit {
    case .days, .weeks: return span
    case .minutes, .hours:
      report(.needsDays(words, at: duration.range))
      return nil
    }
  }

  private func wholeSpelling(of minutes: Double) -> String {
    guard minutes == minutes.rounded() else { return "write whole minutes, hours, days or weeks" }
    let whole = Int(minutes)
    return whole % 60 == 0 ? "write `\(whole / 60) hours`" : "write `\(whole) minutes`"
  }
}
