extension Day {
  /// The day of the proleptic Gregorian calendar, or `nil` where it does not exist.
  ///
  /// Years run from 0 to 9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    guard day <= Self.length(ofMonth: month, year: year) else { return nil }
    // Howard Hinnant's days_from_civil: years begin in March, so the leap day is the last day of a year.
    let marchYear = month > 2 ? year : year - 1
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(number: Int32(era * 146_097 + dayOfEra - 719_468))
  }

  /// Reads `2026-01-05` and nothing else.
  package init?(iso8601 bytes: some RandomAccessCollection<UInt8>) {
    let bytes = Array(bytes)
    self.init(iso8601: bytes.span)
  }

  /// Reads `2026-01-05` and nothing else.
  init?(iso8601 bytes: ByteSpan) {
    var cursor = DigitCursor()
    guard let day = Self(from: &cursor, bytes), cursor.offset == bytes.count else { return nil }
    self = day
  }

  /// Reads a day at the cursor.
  @inline(__always)
  init?(from cursor: inout DigitCursor, _ bytes: ByteSpan) {
    guard let century = cursor.pair(bytes), let year = cursor.pair(bytes), cursor.skip(UInt8(ascii: "-"), bytes),
      let month = cursor.pair(bytes), cursor.skip(UInt8(ascii: "-"), bytes), let day = cursor.pair(bytes)
    else { return nil }
    self.init(year: century &* 100 &+ year, month: month, day: day)
  }

  /// `2026-01-05`; a day outside the years 0 to 9999 prints as the nearest one inside.
  package var iso8601: String {
    var bytes = PlainList<UInt8>(capacity: 10)
    write(into: &bytes)
    return bytes.string
  }

  /// The first day of year 0 and the last of year 9999.
  static let printable: ClosedRange<Int32> = -719_528...2_932_896

  /// Appends what `iso8601` prints.
  func write(into bytes: inout PlainList<UInt8>) {
    let (year, month, day) = calendarDate
    bytes.append(pair: year / 100)
    bytes.append(pair: year % 100)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(pair: month)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(pair: day)
  }

  /// Year, month and day, clamped to the years 0 to 9999.
  package var calendarDate: (year: Int, month: Int, day: Int) {
    let clamped = Int(min(max(number, Self.printable.lowerBound), Self.printable.upperBound))
    let shifted = clamped + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension PlainList<UInt8> {
  /// Adds the two digits of a number from 0 to 99.
  mutating func append(pair number: Int) {
    append(integer: 0x3030 + UInt16(truncatingIfNeeded: number / 10 + (number % 10) << 8))
  }

  /// Adds a number that is not negative, with zeros in front up to `width` digits.
  mutating func append(digits number: Int, width: Int) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}
