import Foundation
import RuleCompiler
import RuleEngine
import Testing

@Suite("Business hours")
struct BusinessCalendarTests {
  private struct Definition: Decodable {
    var zone: String
    var hours: [String: [String: String]]
    var holidays: [String]
  }

  private struct Header: Decodable { var schedules: [String: Definition] }

  private struct Row: Decodable {
    var schedule: String
    var from: String
    var to: String
    var business_seconds: Int64
    var plus_4h: String
    var plus_90m: String
    var in_hours_at_from: Bool
  }

  private static func minute(_ text: String) -> Int32 {
    let parts = text.split(separator: ":").compactMap { Int32($0) }
    return parts.count == 2 ? parts[0] * 60 + parts[1] : 0
  }

  private static func calendar(_ name: String, _ definition: Definition) throws -> BusinessCalendar {
    let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map { day in
      (definition.hours[day] ?? [:]).map { BusinessCalendar.Interval(start: minute($0), end: minute($1)) }
        .sorted { $0.start < $1.start }
    }
    return BusinessCalendar(
      name: name, zone: try ZoneReader().zone(named: definition.zone), isDefault: false, week: week,
      exceptions: definition.holidays.compactMap { Day(iso8601: Array($0.utf8)) }.sorted())
  }

  private static func instant(_ text: String) throws -> Instant {
    try #require(Instant(iso8601: Array(text.utf8)))
  }

  @Test("All rows of the two independent implementations", .enabled(if: SharedData.has("time/business_hours.ndjson")))
  func vectors() throws {
    let lines = try #require(SharedData.bytes("time/business_hours.ndjson")).split(separator: UInt8(ascii: "\n"))
    let header = try JSONDecoder().decode(Header.self, from: Data(lines[0]))
    var calendars: [String: BusinessCalendar] = [:]
    for (name, definition) in header.schedules { calendars[name] = try Self.calendar(name, definition) }
    var wrong: [String] = []
    for line in lines.dropFirst() {
      let row = try JSONDecoder().decode(Row.self, from: Data(line))
      let calendar = try #require(calendars[row.schedule])
      let (from, to) = (try Self.instant(row.from), try Self.instant(row.to))
      let isRight =
        calendar.businessTime(from: from, to: to) == row.business_seconds * 1_000_000
        && calendar.adding(businessMicroseconds: 4 * 3_600_000_000, to: from)?.iso8601 == row.plus_4h
        && calendar.adding(businessMicroseconds: 90 * 60_000_000, to: from)?.iso8601 == row.plus_90m
        && calendar.isOpen(at: from) == row.in_hours_at_from
      if !isRight { wrong.append(String(decoding: line, as: UTF8.self)) }
    }
    #expect(lines.count == 1021)
    #expect(wrong == [])
  }

  private static let office = BusinessCalendar(
    name: "Office", zone: .utc, isDefault: true,
    week: Array(repeating: [.init(start: 540, end: 720), .init(start: 780, end: 1020)], count: 5) + [[], []],
    exceptions: ["2026-12-25", "2027-01-01"].compactMap { Day(iso8601: Array($0.utf8)) })

  @Test(
    "Business days keep the time of day",
    arguments: [
      ("2026-11-24T10:00:00Z", 1, "2026-11-25T10:00:00Z"), ("2026-11-27T10:00:00Z", 1, "2026-11-30T10:00:00Z"),
      ("2026-11-28T22:00:00Z", 1, "2026-12-01T09:00:00Z"), ("2026-12-24T16:59:59.5Z", 1, "2026-12-28T16:59:59.5Z"),
      ("2026-11-28T22:00:00Z", 0, "2026-11-30T09:00:00Z"), ("2026-11-30T03:00:00Z", -1, "2026-11-27T03:00:00Z"),
    ])
  func businessDays(_ from: String, _ days: Int, _ expected: String) throws {
    #expect(Self.office.adding(businessDays: days, to: try Self.instant(from))?.iso8601 == expected)
  }

  @Test("Openings are in, closings are out")
  func edges() throws {
    #expect(Self.office.isOpen(at: try Self.instant("2026-11-24T09:00:00Z")))
    #expect(!Self.office.isOpen(at: try Self.instant("2026-11-24T12:00:00Z")))
    #expect(
      Self.office.nextOpening(notBefore: try Self.instant("2026-11-24T12:00:00Z"))?.iso8601 == "2026-11-24T13:00:00Z")
    #expect(
      Self.office.nextOpening(notBefore: try Self.instant("2026-12-25T10:00:00Z"))?.iso8601 == "2026-12-28T09:00:00Z")
    let never = BusinessCalendar(
      name: "Never", zone: .utc, isDefault: false, week: Array(repeating: [], count: 7), exceptions: [])
    let now = try Self.instant("2026-11-24T12:00:00Z")
    #expect(never.nextOpening(notBefore: now) == nil && never.adding(businessDays: 1, to: now) == nil)
    #expect(never.adding(businessMicroseconds: 1, to: now) == nil && never.businessTime(from: now, to: now) == 0)
    #expect(Self.office.adding(businessMicroseconds: .max, to: now) == nil)
  }
}
