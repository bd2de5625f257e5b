import Foundation
import RuleEngine
import Testing

private let hour: Int64 = 3_600_000_000

@Suite("Business calendars")
struct BusinessCalendarTests {
  private func at(_ text: String) throws -> Instant { try #require(Instant(iso8601: text)) }

  private let office = SampleCalendar.calendar(
    zone: SampleCalendar.centralEurope, hours: [(9, 12.5), (13.5, 18)], exceptions: ["2026-04-03", "2026-04-06"])

  @Test(
    "A result at closing time is the next opening",
    arguments: [
      ("2026-01-05T07:00:00Z", 0, "2026-01-05T08:00:00Z"),  // before the opening
      ("2026-01-05T08:00:00Z", 0, "2026-01-05T08:00:00Z"), ("2026-01-05T11:30:00Z", 0, "2026-01-05T12:30:00Z"),
      ("2026-01-05T08:00:00Z", 210, "2026-01-05T12:30:00Z"), ("2026-01-05T08:00:00Z", 209, "2026-01-05T11:29:00Z"),
      ("2026-01-05T08:00:00Z", 480, "2026-01-06T08:00:00Z"), ("2026-01-09T16:30:00Z", 60, "2026-01-12T08:30:00Z"),
      ("2026-04-02T15:30:00Z", 60, "2026-04-07T07:30:00Z"),  // over Easter
      ("2026-01-06T08:00:00Z", -480, "2026-01-05T08:00:00Z"), ("2026-01-12T08:30:00Z", -60, "2026-01-09T16:30:00Z"),
      ("2026-01-05T12:30:00Z", -1, "2026-01-05T11:29:00Z"), ("2026-04-07T07:30:00Z", -60, "2026-04-02T15:30:00Z"),
    ])
  func closingTime(start: String, minutes: Int64, end: String) throws {
    #expect(office.adding(businessMicroseconds: minutes * 60_000_000, to: try at(start))?.iso8601 == end)
  }

  @Test(
    "Business days keep the wall time and skip exceptions",
    arguments: [
      ("2026-01-05T07:00:00Z", 0, "2026-01-05T07:00:00Z"), ("2026-01-05T20:15:00.5Z", 5, "2026-01-12T20:15:00.5Z"),
      ("2026-01-10T20:00:00Z", 0, "2026-01-12T08:00:00Z"), ("2026-01-10T20:00:00Z", 1, "2026-01-13T08:00:00Z"),
      ("2026-01-09T10:00:00Z", 1, "2026-01-12T10:00:00Z"), ("2026-01-12T10:00:00Z", -1, "2026-01-09T10:00:00Z"),
      ("2026-04-02T10:00:00Z", 1, "2026-04-07T10:00:00Z"), ("2026-04-07T10:00:00Z", -1, "2026-04-02T10:00:00Z"),
      ("2026-04-04T10:00:00Z", 0, "2026-04-07T07:00:00Z"), ("2026-03-27T10:00:00Z", 1, "2026-03-30T09:00:00Z"),
      ("2026-01-05T10:00:00Z", 260, "2027-01-06T10:00:00Z"), ("2027-01-06T10:00:00Z", -260, "2026-01-05T10:00:00Z"),
    ])
  func businessDays(start: String, count: Int, end: String) throws {
    #expect(office.adding(businessDays: count, to: try at(start))?.iso8601 == end)
  }

  @Test(
    "A night shift is an hour shorter or longer where the clock changes",
    arguments: [
      ("2026-03-28T12:00:00Z", 7, "2026-03-29T04:00:00Z"), ("2026-10-24T12:00:00Z", 9, "2026-10-25T05:00:00Z"),
      ("2026-03-21T12:00:00Z", 8, "2026-03-22T05:00:00Z"),
    ])
  func nightShift(start: String, hours: Int64, end: String) throws {
    var calendar = SampleCalendar.calendar(zone: SampleCalendar.centralEurope, hours: [], weekdays: [])
    calendar.week[5] = [.init(start: 22 * 60, end: 1440)]
    calendar.week[6] = [.init(start: 0, end: 6 * 60)]
    let (start, end) = (try at(start), try at(end))
    #expect(calendar.businessTime(from: start, to: end) == hours * hour)
    let lastSecond = calendar.adding(businessMicroseconds: hours * hour - 1_000_000, to: start)
    #expect(lastSecond == end.advanced(byMicroseconds: -1_000_000))
    #expect(!calendar.isOpen(at: end) && calendar.isOpen(at: end.advanced(byMicroseconds: -1)))
  }

  private static let clockChanges: [(start: String, end: String, hours: [(Double, Double)], open: Double)] = [
    // 01:00 to 02:30 ends at 03:30, because 02:30 moves forward; the next interval goes on from there.
    ("2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z", [(1, 2.5), (3, 5)], 3),
    ("2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z", [(2, 3)], 0),
    ("2026-10-25T00:00:00Z", "2026-10-25T04:00:00Z", [(2, 2.5)], 0.5),
    ("2026-10-25T00:00:00Z", "2026-10-25T04:00:00Z", [(2.5, 3)], 1.5),
  ]

  @Test(
    "Intervals that touch a gap count nothing twice; of two equal hours the first begins and ends them",
    arguments: clockChanges)
  func atTheChange(start: String, end: String, hours: [(Double, Double)], open: Double) throws {
    let calendar = SampleCalendar.calendar(
      zone: SampleCalendar.centralEurope, hours: hours, weekdays: [6])
    #expect(calendar.businessTime(from: try at(start), to: try at(end)) == Int64(open * Double(hour)))
  }

  @Test(
    "Around the clock, business time is time",
    arguments: [
      SampleCalendar.centralEurope, SampleCalendar.newYork, SampleCalendar.midnight, SampleCalendar.samoa,
      SampleCalendar.kolkata,
    ])
  func aroundTheClock(zone: ZoneTable) throws {
    let calendar = SampleCalendar.calendar(zone: zone, hours: [(0, 24)], weekdays: Array(0..<7))
    var wrong: [String] = []
    let start = try at("2011-12-01T00:00:07Z")
    for step in 0..<500 {
      let instant = start.advanced(byMicroseconds: Int64(step) * 2931 * 1_000_000)
      let later = instant.advanced(byMicroseconds: Int64(step) * 31 * hour)
      if !calendar.isOpen(at: later) || calendar.nextOpening(notBefore: later) != later
        || calendar.businessTime(from: instant, to: later) != Int64(step) * 31 * hour
        || calendar.adding(businessMicroseconds: Int64(step) * 31 * hour, to: instant) != later
        || calendar.adding(businessMicroseconds: Int64(step) * -31 * hour, to: later) != instant
      {
        wrong.append(instant.iso8601)
      }
    }
    #expect(wrong == [])
  }

  @Test("A day that the zone skipped has no hours")
  func skippedDay() throws {
    let calendar = SampleCalendar.calendar(zone: SampleCalendar.samoa, hours: [(9, 17)])
    // Thursday the 29th, then Saturday the 31st; Monday is 2 January.
    let next = calendar.adding(businessMicroseconds: 8 * hour, to: try at("2011-12-29T19:00:00Z"))
    #expect(next?.iso8601 == "2012-01-01T19:00:00Z")
  }

  @Test("A calendar that never opens gives nothing")
  func neverOpen() throws {
    let start = try at("2026-01-05T08:00:00Z")
    for calendar in [
      SampleCalendar.calendar(hours: []), SampleCalendar.calendar(hours: [(9, 9), (12, 10), (25, 30)]),
      BusinessCalendar(name: "", zone: .utc, isDefault: false, week: [], exceptions: []),
    ] {
      let instants = [
        calendar.nextOpening(notBefore: start), calendar.adding(businessMicroseconds: 1, to: start),
        calendar.adding(businessMicroseconds: -1, to: start), calendar.adding(businessDays: 0, to: start),
        calendar.adding(businessDays: -3, to: start),
      ]
      #expect(instants == [nil, nil, nil, nil, nil])
      #expect(calendar.businessTime(from: start, to: Instant(microseconds: .max)) == 0 && !calendar.isOpen(at: start))
    }
  }

  @Test("A run of exceptions is passed over, however long")
  func longRun() throws {
    var calendar = SampleCalendar.calendar(hours: [(9, 17)])
    let first = try #require(Day(year: 2026, month: 1, day: 6))
    calendar.exceptions = (0..<20_000).map { Day(number: first.number + Int32($0)) }
    let start = try at("2026-01-05T16:00:00Z")
    let end = "2080-10-09T10:00:00Z"
    #expect(calendar.adding(businessMicroseconds: 2 * hour, to: start)?.iso8601 == end)
    #expect(calendar.adding(businessMicroseconds: -2 * hour, to: try at(end)) == start)
    #expect(calendar.adding(businessDays: 1, to: start)?.iso8601 == "2080-10-09T16:00:00Z")
    #expect(calendar.businessTime(from: start, to: try at(end)) == 2 * hour)
  }

  @Test("Huge amounts end at once, at an instant or at nothing", .timeLimit(.minutes(10)))
  func hugeAmounts() throws {
    let start = try at("2026-01-05T08:00:00Z")
    let later = try #require(office.adding(businessMicroseconds: 10_000_000 * hour, to: start))
    #expect(later.iso8601.hasPrefix("68"))
    #expect(office.businessTime(from: start, to: later) == 10_000_000 * hour)
    for amount in [Int64.max, Int64.min] {
      #expect(office.adding(businessMicroseconds: amount, to: start) == nil)
      #expect(office.adding(businessDays: Int(amount), to: start) == nil)
    }
    #expect(office.adding(businessDays: 1_000_000, to: start)?.iso8601 == "5859-02-02T08:00:00Z")
  }

  @Test("Instants at the ends of time, damaged zones and damaged weeks never trap", .timeLimit(.minutes(10)))
  func extremes() {
    let damaged = ZoneTable(
      name: "X", firstOffset: .max,
      transitions: [.init(at: .max, offset: .min), .init(at: 0, offset: .max), .init(at: .min, offset: 0)])
    var calendars = [
      SampleCalendar.calendar(zone: damaged, hours: [(0, 24)]), office,
      SampleCalendar.calendar(zone: SampleCalendar.kolkata, hours: [(-5, 50), (3, 1)]),
    ]
    calendars[0].exceptions = [Day(number: .max), Day(number: .min), Day(number: 0)]
    let instants = [Int64.min, .max, 0, -62_167_219_200_000_000, 253_402_300_799_999_999].map {
      Instant(microseconds: $0)
    }
    for calendar in calendars {
      for instant in instants {
        _ = calendar.isOpen(at: instant)
        let found = [Int64.min, -1, 0, 1, .max].map { calendar.adding(businessMicroseconds: $0, to: instant) }
        let days = [Int.min, -1, 0, 1, .max].map { calendar.adding(businessDays: $0, to: instant) }
        #expect((found + days).allSatisfy { $0.map(Instant.printable.contains) ?? true })
        for other in instants { #expect(calendar.businessTime(from: instant, to: other) >= 0) }
      }
    }
  }
}
