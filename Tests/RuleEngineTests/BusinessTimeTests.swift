import Foundation
import RuleEngine
import Testing

@Suite("Business time at large")
struct BusinessTimeTests {
  @Test("Every vector of real tickets holds", .enabled(if: SharedData.has("time/business_hours.ndjson"), "no vectors"))
  func vectors() throws {
    let bytes = try #require(SharedData.bytes("time/business_hours.ndjson"))
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let head = try JSONDecoder().decode(Head.self, from: Data(try #require(lines.first)))
    let calendars = try head.schedules.mapValues { try $0.calendar }
    var wrong: [String] = []
    for line in lines.dropFirst() {
      let row = try JSONDecoder().decode(Row.self, from: Data(line))
      let calendar = try #require(calendars[row.schedule])
      let from = try #require(Instant(iso8601: row.from))
      let to = try #require(Instant(iso8601: row.to))
      let isHoliday = calendar.exceptions.contains(calendar.zone.localDay(of: from))
      if calendar.businessTime(from: from, to: to) != row.business_seconds * 1_000_000
        || calendar.adding(businessMicroseconds: 14_400_000_000, to: from)?.iso8601 != row.plus_4h
        || calendar.adding(businessMicroseconds: 5_400_000_000, to: from)?.iso8601 != row.plus_90m
        || calendar.isOpen(at: from) != row.in_hours_at_from || isHoliday != row.on_holiday_at_from
      {
        wrong.append(String(decoding: line, as: UTF8.self))
      }
    }
    #expect(wrong == [])
    #expect(lines.count == 1021)
  }

  @Test("There and back: the time until `adding` is what was added, ahead and back, and the result is open")
  func roundTrip() {
    var numbers = Numbers(seed: 1)
    var wrong: [String] = []
    for round in 0..<300 {
      let calendar = SampleCalendar.random(&numbers)
      for _ in 0..<10 {
        let start = instant(&numbers)
        let amount = Int64(numbers.below(numbers.below(2) == 0 ? 900 : 200_000)) * 900_000_000 + 1
        guard let end = calendar.adding(businessMicroseconds: amount, to: start),
          let before = calendar.adding(businessMicroseconds: -amount, to: start)
        else {
          wrong.append("\(round): nothing")
          continue
        }
        if calendar.businessTime(from: start, to: end) != amount || !calendar.isOpen(at: end)
          || calendar.businessTime(from: before, to: start) != amount || !calendar.isOpen(at: before)
          || calendar.nextOpening(notBefore: end) != end
        {
          wrong.append("\(round) \(calendar.zone.name) \(start.iso8601) \(amount)")
        }
      }
    }
    #expect(wrong == [])
  }

  @Test("Counting open quarters of an hour gives the same time, and away from changes the wall clock decides")
  func quarters() {
    var numbers = Numbers(seed: 2)
    var wrong: [String] = []
    let quarter: Int64 = 900_000_000
    for round in 0..<30 {
      let calendar = SampleCalendar.random(&numbers)
      let start = Instant(microseconds: 15_423 * 86_400_000_000 + Int64(numbers.below(96 * 40)) * quarter)
      var open: Int64 = 0
      var now = start
      for _ in 0..<96 * numbers.below(60) {
        let isOpen = calendar.isOpen(at: now)
        if isOpen { open += quarter }
        let second = now.microseconds / 1_000_000
        let isQuiet = calendar.zone.transitions.allSatisfy { abs($0.at - second) > 100_000 }
        let minute = Int32((second + Int64(calendar.zone.offset(at: now))) % 86_400 / 60)
        let hours = calendar.intervals(on: calendar.zone.localDay(of: now))
        if isQuiet, isOpen != hours.contains(where: { $0.start <= minute && minute < $0.end }) {
          wrong.append("\(round) \(now.iso8601)")
        }
        now = now.advanced(byMicroseconds: quarter)
      }
      if calendar.businessTime(from: start, to: now) != open { wrong.append("\(round) \(calendar.zone.name)") }
    }
    #expect(wrong == [])
  }

  @Test("Business days counted one by one are business days counted at once")
  func days() {
    var numbers = Numbers(seed: 3)
    var wrong = 0
    for _ in 0..<200 {
      let calendar = SampleCalendar.random(&numbers)
      let start = instant(&numbers)
      let count = numbers.below(60)
      let sign = numbers.below(2) == 0 ? 1 : -1
      var left = count
      var day = calendar.zone.localDay(of: calendar.adding(businessDays: 0, to: start) ?? start)
      while left > 0 {
        day = Day(number: day.number + Int32(sign))
        if calendar.isBusinessDay(day) { left -= 1 }
      }
      let found = calendar.adding(businessDays: count * sign, to: start)
      // A wall time in a gap over midnight moves to the next day.
      if let found, calendar.zone.name != "Test/Midnight", calendar.zone.name != "Pacific/Apia",
        calendar.zone.localDay(of: found) != day
      {
        wrong += 1
      }
      if found == nil { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  /// In the years 2010 to 2016, often next to a change of the clock.
  private func instant(_ numbers: inout Numbers) -> Instant {
    Instant(microseconds: 1_262_304_000_000_000 + Int64(numbers.below(2_000_000_000)) * 100_000)
  }

  private struct Head: Decodable {
    struct Schedule: Decodable {
      var zone: String
      var hours: [String: [String: String]]
      var holidays: [String]

      var calendar: BusinessCalendar {
        get throws {
          let zones = [SampleCalendar.centralEurope, SampleCalendar.newYork, SampleCalendar.kolkata]
          let week = try ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map { day in
            try (hours[day] ?? [:]).map {
              BusinessCalendar.Interval(start: try minute($0.key), end: try minute($0.value))
            }
            .sorted { $0.start < $1.start }
          }
          return BusinessCalendar(
            name: zone, zone: try #require(zones.first { $0.name == zone }), isDefault: false, week: week,
            exceptions: holidays.compactMap { Day(iso8601: Array($0.utf8)) }.sorted())
        }
      }

      private func minute(_ text: String) throws -> Int32 {
        let parts = text.split(separator: ":").compactMap { Int32($0) }
        try #require(parts.count == 2)
        return parts[0] * 60 + parts[1]
      }
    }

    var schedules: [String: Schedule]
  }

  private struct Row: Decodable {
    var schedule: String
    var from: String
    var to: String
    var business_seconds: Int64
    var plus_4h: String
    var plus_90m: String
    var in_hours_at_from: Bool
    var on_holiday_at_from: Bool
  }
}
