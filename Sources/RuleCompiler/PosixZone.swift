internal import RuleEngine

/// A POSIX `TZ` rule such as `CET-1CEST,M3.5.0,M10.5.0/3`: what holds after a zone's last transition.
struct PosixZone {
  struct Daylight {
    let offset: Int32
    let start: Change
    let end: Change
  }

  /// When in a year the clock changes.
  struct Change {
    enum DayRule {
      /// Day 1 to 365; February 29 is never counted.
      case julian(Int)
      /// Day 0 to 365, February 29 counted.
      case dayOfYear(Int)
      /// The `week`th `weekday` (0: Sunday) of the month; week 5 is the last.
      case weekday(month: Int, week: Int, weekday: Int)
    }

    let rule: DayRule
    /// Seconds after local midnight; from -167 to 167 hours.
    let secondOfDay: Int
  }

  /// Seconds east of Greenwich.
  let standardOffset: Int32
  let daylight: Daylight?

  /// Reads a rule, or `nil` where it is none.
  init?(_ text: ArraySlice<UInt8>) {
    var scanner = Scanner(rest: text)
    guard scanner.skipName(), let west = scanner.time() else { return nil }
    standardOffset = Int32(-west)
    if scanner.rest.isEmpty {
      daylight = nil
      return
    }
    guard scanner.skipName() else { return nil }
    var daylightOffset = standardOffset + 3600
    if scanner.rest.first != UInt8(ascii: ",") {
      guard let west = scanner.time() else { return nil }
      daylightOffset = Int32(-west)
    }
    guard scanner.skip(","), let start = scanner.change(), scanner.skip(","), let end = scanner.change(),
      scanner.rest.isEmpty
    else { return nil }
    daylight = Daylight(offset: daylightOffset, start: start, end: end)
  }

  /// The transitions of these years in order; none where there is no daylight saving time.
  func transitions(from firstYear: Int, through lastYear: Int) -> [ZoneTable.Transition] {
    guard let daylight, firstYear <= lastYear else { return [] }
    var transitions: [ZoneTable.Transition] = []
    for year in firstYear...lastYear {
      let start = daylight.start.wallSecond(inYear: year) - Int64(standardOffset)
      let end = daylight.end.wallSecond(inYear: year) - Int64(daylight.offset)
      let onSavingTime = ZoneTable.Transition(at: start, offset: daylight.offset)
      let onStandardTime = ZoneTable.Transition(at: end, offset: standardOffset)
      transitions += start <= end ? [onSavingTime, onStandardTime] : [onStandardTime, onSavingTime]
    }
    // A change may be so many hours from the day it is named by that it lies in another year.
    let isInOrder = zip(transitions, transitions.dropFirst()).allSatisfy { $0.at <= $1.at }
    return isInOrder ? transitions : transitions.sorted { $0.at < $1.at }
  }
}

extension PosixZone.Change {
  /// Seconds from the epoch to the change as the wall clock counts them.
  fileprivate func wallSecond(inYear year: Int) -> Int64 {
    let day: Int64
    switch rule {
    case .julian(let number):
      let isLeapYear = Day(year: year, month: 2, day: 29) != nil
      day = Self.firstDay(of: year) + Int64(number - 1 + (isLeapYear && number > 59 ? 1 : 0))
    case .dayOfYear(let number): day = Self.firstDay(of: year) + Int64(number)
    case .weekday(let month, let week, let weekday):
      let first = Int(Day(year: year, month: month, day: 1)?.number ?? 0)
      // 1970-01-01 was a Thursday.
      let firstWeekday = ((first + 4) % 7 + 7) % 7
      var dayOfMonth = 1 + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
      while Day(year: year, month: month, day: dayOfMonth) == nil { dayOfMonth -= 7 }
      day = Int64(first + dayOfMonth - 1)
    }
    return day * 86_400 + Int64(secondOfDay)
  }

  private static func firstDay(of year: Int) -> Int64 { Int64(Day(year: year, month: 1, day: 1)?.number ?? 0) }
}

/// Takes a rule apart from the left.
private struct Scanner {
  var rest: ArraySlice<UInt8>

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// `CET` or `<+03>`.
  mutating func skipName() -> Bool {
    if skip("<") {
      guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
      rest = rest[(close + 1)...]
      return true
    }
    let length = rest.prefix { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }.count
    rest.removeFirst(length)
    return length >= 3
  }

  mutating func number(atMost limit: Int) -> Int? {
    let digits = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }
    guard (1...3).contains(digits.count) else { return nil }
    let value = digits.reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) }
    rest.removeFirst(digits.count)
    return value <= limit ? value : nil
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  mutating func time() -> Int? {
    let isNegative = skip("-")
    if !isNegative { _ = skip("+") }
    guard var seconds = number(atMost: 167).map({ $0 * 3600 }) else { return nil }
    if skip(":") {
      guard let minutes = number(atMost: 59) else { return nil }
      seconds += minutes * 60
      if skip(":") {
        guard let more = number(atMost: 59) else { return nil }
        seconds += more
      }
    }
    return isNegative ? -seconds : seconds
  }

  mutating func change() -> PosixZone.Change? {
    guard let rule = dayRule() else { return nil }
    guard skip("/") else { return PosixZone.Change(rule: rule, secondOfDay: 7200) }
    return time().map { PosixZone.Change(rule: rule, secondOfDay: $0) }
  }

  private mutating func dayRule() -> PosixZone.Change.DayRule? {
    if skip("M") {
      guard let month = number(atMost: 12), month > 0, skip("."), let week = number(atMost: 5), week > 0, skip("."),
        let weekday = number(atMost: 6)
      else { return nil }
      return .weekday(month: month, week: week, weekday: weekday)
    }
    if skip("J") { return number(atMost: 365).flatMap { $0 > 0 ? .julian($0) : nil } }
    return number(atMost: 365).map { .dayOfYear($0) }
  }
}
