import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  /// `duration` as a whole number of units.
  mutating func span(_ duration: DurationSyntax) -> Span? {
    var calendar: CalendarIndex?
    if duration.isBusiness {
      if case .weeks = duration.unit {
        let days = duration.amount * 5
        let isWhole = days == days.rounded() && (1...10_000).contains(days)
        report(
          .businessWeeks(at: duration.range)
            .with(fix: isWhole ? replacing(duration.range, with: "\(Int(days)) business days", .unsafe) : nil))
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
          at: duration.range, "a duration is a whole number of units",
          help: wholeSpelling(of: amount * minutes).map { "write `\($0)`" }
            ?? "write whole minutes, hours, days or weeks"
        )
        .with(
          fix: duration.isBusiness
            ? nil : wholeSpelling(of: amount * minutes).flatMap { replacing(duration.range, with: $0) }))
      return nil
    }
    return Span(amount: Int(amount), unit: unit, calendar: calendar)
  }

  /// `duration` for a date, which has no time of day.
  mutating func daySpan(_ duration: DurationSyntax, for field: TypedField) -> Span? {
    guard let span = span(duration) else { return nil }
    switch span.unit {
    case .days, .weeks: return span
    case .minutes, .hours:
      let minutes = span.unit == .hours ? span.amount * 60 : span.amount
      let days = minutes % 1440 == 0 && !duration.isBusiness ? minutes / 1440 : nil
      let text = days.map { $0 == 1 ? "1 day" : "\($0) days" }
      report(
        .needsDays(field.words, at: duration.range).declared(at: field.place)
          .with(help: text.map { "write `\($0)`" }, fix: text.flatMap { replacing(duration.range, with: $0) }))
      return nil
    }
  }

  private func wholeSpelling(of minutes: Double) -> String? {
    guard minutes == minutes.rounded() else { return nil }
    let whole = Int(minutes)
    if whole % 60 == 0 { return whole == 60 ? "1 hour" : "\(whole / 60) hours" }
    return whole == 1 ? "1 minute" : "\(whole) minutes"
  }
}
