import RuleEngine

/// Calendars and zones for tests, made from the rules of their clocks: no database is needed.
enum SampleCalendar {
  /// Rome, Berlin: an hour ahead from the last Sunday of March to that of October, 01:00 UTC.
  static let centralEurope = zone("Europe/Rome", standard: 3600) { year in
    (
      sunday(onOrBefore: 31, month: 3, year: year) * 86_400 + 3600,
      sunday(onOrBefore: 31, month: 10, year: year) * 86_400 + 3600
    )
  }

  /// New York: from the second Sunday of March to the first of November, 02:00 on the clock.
  static let newYork = zone("America/New_York", standard: -18_000) { year in
    (
      sunday(onOrBefore: 14, month: 3, year: year) * 86_400 + 7 * 3600,
      sunday(onOrBefore: 7, month: 11, year: year) * 86_400 + 6 * 3600
    )
  }

  /// Its clock jumps over midnight, ahead and back, on Sundays of March and October.
  static let midnight = zone("Test/Midnight", standard: 0) { year in
    (
      sunday(onOrBefore: 31, month: 3, year: year) * 86_400 - 1800,
      sunday(onOrBefore: 31, month: 10, year: year) * 86_400 - 1800
    )
  }

  /// Without changes.
  static let kolkata = ZoneTable(name: "Asia/Kolkata", firstOffset: 19_800, transitions: [])

  /// It had no 30 December 2011.
  static let samoa = ZoneTable(
    name: "Pacific/Apia", firstOffset: -36_000, transitions: [.init(at: 1_325_239_200, offset: 50_400)])

  /// A calendar with the same intervals, in hours, on the given weekdays, Monday being 0.
  static func calendar(
    zone: ZoneTable = .utc, hours: [(Double, Double)], weekdays: [Int] = [0, 1, 2, 3, 4], exceptions: [String] = []
  ) -> BusinessCalendar {
    let intervals = hours.map { BusinessCalendar.Interval(start: Int32($0.0 * 60), end: Int32($0.1 * 60)) }
    return BusinessCalendar(
      name: "Office", zone: zone, isDefault: true, week: (0..<7).map { weekdays.contains($0) ? intervals : [] },
      exceptions: exceptions.compactMap { Day(iso8601: Array($0.utf8)) })
  }

  /// A calendar of quarters of an hour, often with several intervals a day and days off.
  static func random(_ numbers: inout Numbers) -> BusinessCalendar {
    let zones = [centralEurope, newYork, kolkata, midnight, samoa, .utc]
    var week: [[BusinessCalendar.Interval]] = []
    for _ in 0..<7 {
      var day: [BusinessCalendar.Interval] = []
      var minute = numbers.below(40) * 15
      while minute < 1440, numbers.below(4) > 0 {
        let end = min(minute + 15 + numbers.below(30) * 15, 1440)
        day.append(.init(start: Int32(minute), end: Int32(end)))
        minute = end + numbers.below(20) * 15
      }
      week.append(day)
    }
    if week.allSatisfy(\.isEmpty) { week[numbers.below(7)] = [.init(start: 0, end: 1440)] }
    // Around the change of 2012-03-25, and a few years off it.
    let exceptions = Set((0..<numbers.below(12)).map { _ in Int32(15_424 + numbers.below(60)) })
    return BusinessCalendar(
      name: "Random", zone: zones[numbers.below(zones.count)], isDefault: false, week: week,
      exceptions: exceptions.sorted().map { Day(number: $0) })
  }

  private static func zone(
    _ name: String, standard: Int32, changes: (Int) -> (ahead: Int64, back: Int64)
  ) -> ZoneTable {
    var transitions: [ZoneTable.Transition] = []
    for year in 2008...2037 {
      let (ahead, back) = changes(year)
      transitions.append(.init(at: ahead, offset: standard + 3600))
      transitions.append(.init(at: back, offset: standard))
    }
    return ZoneTable(name: name, firstOffset: standard, transitions: transitions)
  }

  private static func sunday(onOrBefore day: Int, month: Int, year: Int) -> Int64 {
    guard let day = Day(year: year, month: month, day: day) else { preconditionFailure("a day that exists") }
    return Int64(Int(day.number) - (day.weekday + 1) % 7)
  }
}

/// Seeded random numbers: the same on every machine.
struct Numbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number from 0 up to, not including, `limit`.
  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}
