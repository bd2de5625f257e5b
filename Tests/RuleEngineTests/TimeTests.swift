import RuleEngine
import Testing

@Suite("Instants and days")
struct TimeTests {
  @Test(
    "An instant prints in UTC",
    arguments: [
      ("2026-01-05T09:12:00+01:00", "2026-01-05T08:12:00Z"), ("2026-01-05T08:12:00Z", "2026-01-05T08:12:00Z"),
      ("2026-01-05T08:12:00.5Z", "2026-01-05T08:12:00.5Z"),
      ("1970-01-01T00:00:00.000001Z", "1970-01-01T00:00:00.000001Z"),
      ("1969-12-31T23:59:59.123456789Z", "1969-12-31T23:59:59.123456Z"),
      ("2024-02-29T23:59:59-23:59", "2024-03-01T23:58:59Z"),
      ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"), ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
      ("2026-01-05T08:12:00.000Z", "2026-01-05T08:12:00Z"), ("2000-02-29T00:00:00-00:00", "2000-02-29T00:00:00Z"),
    ])
  func instant(text: String, printed: String) {
    #expect(Instant(iso8601: text)?.iso8601 == printed)
  }

  @Test(
    "What is no strict RFC 3339 instant is refused",
    arguments: [
      "", "2026-02-29T00:00:00Z", "2026-01-05T24:00:00Z", "2026-01-05T23:59:60Z", "2026-01-05T08:12Z",
      "2026-01-05 08:12:00Z", "2026-01-05T08:12:00", "2026-01-05T08:12:00Zx", "2026-01-05T08:12:00.Z",
      "2026-01-05T08:12:00.1234567890Z", "2026-01-05T08:12:00+0100", "2026-01-05T08:12:00+24:00",
      "2026-13-05T08:12:00Z", "2026-00-05T08:12:00Z", "2026-01-00T08:12:00Z", "1900-02-29T00:00:00Z",
      "0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-00:01", "+2026-01-05T08:12:00Z", "２026-01-05T08:12:00Z",
      "2026-1-05T08:12:00Z", "2026-01-05T08:60:00Z",
    ])
  func refusedInstant(text: String) {
    #expect(Instant(iso8601: text) == nil)
  }

  @Test("Instants far outside the calendar print as its bounds")
  func extremes() {
    #expect(Instant(microseconds: .max).iso8601 == "9999-12-31T23:59:59.999999Z")
    #expect(Instant(microseconds: .min).iso8601 == "0000-01-01T00:00:00Z")
  }

  @Test("Every day from year 0 to year 9999 prints and reads back")
  func everyDay() {
    var wrong = 0
    for number in stride(from: Int32(-719_528), through: 2_932_896, by: 13) {
      let day = Day(number: number)
      if Day(iso8601: Array(day.iso8601.utf8)) != day { wrong += 1 }
    }
    #expect(wrong == 0)
    #expect(Day(number: .max).iso8601 == "9999-12-31")
    #expect(Day(number: .min).iso8601 == "0000-01-01")
    #expect(Day(iso8601: Array("2026-01-05T00:00:00Z".utf8)) == nil)
  }

  @Test("Twenty bytes are read by words as others are byte by byte, whatever stands in one of them")
  func twentyBytes() {
    var wrong: [String] = []
    for text in ["2026-01-05T09:12:00Z", "0000-02-29T23:59:59Z", "9999-12-31T19:00:10Z"] {
      for place in 0..<20 {
        for byte in UInt8.min...UInt8.max {
          var bytes = Array(text.utf8)
          bytes[place] = byte
          let expected = Instant(iso8601: bytes.dropLast() + Array("+00:00".utf8))
          let instant = Instant(iso8601: bytes)
          if bytes[19] == UInt8(ascii: "Z") ? instant != expected : instant != nil { wrong.append("\(bytes)") }
        }
      }
    }
    #expect(wrong == [])
  }

  @Test("Spans never overflow, in any unit", arguments: [Int.max, Int.min, 0, 1, -1])
  func clamped(amount: Int) {
    let zone = ZoneTable(name: "X", firstOffset: 3600, transitions: [.init(at: 0, offset: 7200)])
    for unit in [Span.Unit.minutes, .hours, .days, .weeks] {
      for instant in [Instant(microseconds: .max), Instant(microseconds: .min), Instant(microseconds: 5)] {
        let later = zone.adding(Span(amount: amount, unit: unit), to: instant)
        let earlier = zone.subtracting(Span(amount: amount, unit: unit), from: instant)
        #expect(Instant.printable.contains(later) && Instant.printable.contains(earlier))
        #expect(amount == 0 || (amount > 0) == (earlier < later))
      }
    }
  }
}
