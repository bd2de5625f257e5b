import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  private static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

  /// Adds a calendar.
  mutating func declare(_ syntax: CalendarSyntax) {
    let name = syntax.name
    if let known = vocabulary.calendars[name.text] {
      report(
        .declaredTwice("calendar", name, first: known.map { vocabulary.schema.calendars[$0.value].range })
          .with(fix: removing(syntax.range, .unsafe)))
      return
    }
    let errorsBefore = errorCount
    if syntax.isDefault, let first = vocabulary.schema.calendars.first(where: \.isDefault) {
      report(
        .secondDefault("calendar", name, other: first.name, first: first.range)
          .with(fix: word("default", in: syntax.range).map { .remove($0, .unsafe) }))
    }
    if !Checker.mayBeZone(syntax.zone.text) { report(.noZone(syntax.zone)) }
    let week = week(of: syntax)
    let exceptions = syntax.exceptions.compactMap { day($0) }
    guard errorCount == errorsBefore, !syntax.isBroken else {
      vocabulary.calendars[name.text] = .some(nil)
      return
    }
    vocabulary.calendars[name.text] = CalendarIndex(vocabulary.schema.calendars.count)
    vocabulary.schema.calendars.append(
      Calendar(
        name: name.text, zone: syntax.zone.text, isDefault: syntax.isDefault, week: week,
        exceptions: Set(exceptions).sorted { ($0.year, $0.month, $0.day) < ($1.year, $1.month, $1.day) },
        range: name.range, zoneRange: syntax.zone.range))
  }

  /// Whether `name` reads like `Area/Place`; whether it exists is for the compiler to find out.
  private static func mayBeZone(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return name.utf8.count <= 100
      && parts.allSatisfy { part in
        part.utf8.first.map { UInt8(ascii: "A") <= $0 } == true
          && part.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
              || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "_+-".utf8.contains(byte)
          }
      }
  }

  private mutating func week(of syntax: CalendarSyntax) -> [[Calendar.Interval]] {
    var week: [[Calendar.Interval]] = Array(repeating: [], count: 7)
    var places: [SourceRange?] = Array(repeating: nil, count: 7)
    for hours in syntax.hours {
      let intervals = intervals(hours)
      guard (1...7).contains(hours.firstDay), (1...7).contains(hours.lastDay) else { continue }
      // `Saturday to Monday` goes round.
      let length = (hours.lastDay - hours.firstDay + 7) % 7
      for step in 0...length {
        let day = (hours.firstDay - 1 + step) % 7
        if let first = places[day] {
          report(.dayTwice(Checker.days[day], at: hours.range, first: first))
          break
        }
        places[day] = hours.range
        week[day] = intervals
      }
    }
    return week
  }

  /// The intervals of a day, sorted, those that touch joined.
  private mutating func intervals(_ hours: CalendarSyntax.Hours) -> [Calendar.Interval] {
    var joined: [Calendar.Interval] = []
    var last: SourceRange?
    for span in hours.spans.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      guard span.start < span.end, (0...1440).contains(span.start), (0...1440).contains(span.end) else {
        report(.emptyInterval(words(at: span.range), at: span.range))
        continue
      }
      if let previous = joined.last, let last, span.start < previous.end {
        let isFirst = span.range.start < last.start
        report(
          .overlap(
            words(at: isFirst ? last : span.range), at: isFirst ? last : span.range, first: isFirst ? span.range : last)
        )
        continue
      }
      if joined.last?.end == span.start, let index = joined.indices.last {
        joined[index].end = span.end
      } else {
        joined.append(Calendar.Interval(start: span.start, end: span.end))
      }
      last = span.range
    }
    return joined
  }

  private mutating func day(_ value: ValueSyntax) -> Calendar.Date? {
    guard case .date(let year, let month, let day) = value.kind else {
      report(.noSuchDay(words(at: value.range), at: value.range, help: "write a date as `2026-12-25`, without quotes"))
      return nil
    }
    guard exists(year: year, month: month, day: day, at: value.range) else { return nil }
    return Calendar.Date(year: year, month: month, day: day)
  }

  /// The calendar `name`, or without one the calendar that is meant then.
  mutating func calendar(named name: NameSyntax?, at range: SourceRange) -> CalendarIndex? {
    guard let name else {
      if let standard = vocabulary.defaultCalendar { return standard }
      let isBroken = vocabulary.calendars.values.contains { $0 == nil }
      if isBroken { return nil }
      if saidNoDefaultCalendar {
        countKnownError()
      } else {
        let calendars = vocabulary.schema.calendars
        let labels = calendars.prefix(3).map { Diagnostic.Label("one of them", at: $0.range) }
        let zone = calendars.first.map { $0.zoneRange }
        report(
          .noDefaultCalendar(at: range, among: calendars.map(\.name))
            .with(labels: labels, fix: zone.map { .insert("default", after: $0, .unsafe) }))
      }
      saidNoDefaultCalendar = true
      return nil
    }
    if let known = vocabulary.calendars[name.text] { return known }
    reportUnknown(.calendar, name.text, at: name.range)
    return nil
  }
}
