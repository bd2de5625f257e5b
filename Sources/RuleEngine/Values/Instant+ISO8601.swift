extension Instant {
  /// The first instant of year 0 and the last of year 9999: what can be printed.
  package static let printable =
    Instant(microseconds: -62_167_219_200_000_000)...Instant(microseconds: 253_402_300_799_999_999)

  /// Reads an RFC 3339 instant such as `2026-01-05T09:12:00.5+01:00`, strictly: seconds and an offset (`Z` or
  /// `±hh:mm`) are required, second 60 and days that do not exist are refused, and nothing may follow.
  ///
  /// A fraction has one to nine digits and is cut to microseconds.
  public init?(iso8601 bytes: some RandomAccessCollection<UInt8>) {
    let bytes = Array(bytes)
    self.init(iso8601: bytes.span)
  }

  /// Reads an RFC 3339 instant; see the other initialiser.
  init?(iso8601 bytes: ByteSpan) {
    if bytes.count == 20, let instant = Self.plain(bytes) {
      self = instant
      return
    }
    var cursor = DigitCursor()
    guard let day = Day(from: &cursor, bytes), cursor.skip(UInt8(ascii: "T"), bytes),
      let hour = cursor.pair(bytes), hour < 24, cursor.skip(UInt8(ascii: ":"), bytes),
      let minute = cursor.pair(bytes), minute < 60, cursor.skip(UInt8(ascii: ":"), bytes),
      let second = cursor.pair(bytes), second < 60,
      let fraction = Self.fraction(from: &cursor, bytes),
      let offset = Self.offset(from: &cursor, bytes), cursor.offset == bytes.count
    else { return nil }
    let seconds = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
    let instant = Instant(microseconds: seconds * 1_000_000 + Int64(fraction))
    guard Self.printable.contains(instant) else { return nil }
    self = instant
  }

  /// Reads an RFC 3339 instant from text; see the other initialiser.
  public init?(iso8601 text: String) {
    self.init(iso8601: Array(text.utf8))
  }

  /// In UTC, `2026-01-05T08:12:00Z`, with a fraction only where there is one; instants outside the years 0 to 9999
  /// print as the nearest one inside.
  public var iso8601: String {
    var bytes = PlainList<UInt8>(capacity: 27)
    write(into: &bytes)
    return bytes.string
  }

  /// Appends what `iso8601` prints.
  func write(into bytes: inout PlainList<UInt8>) {
    let clamped = clampedToPrintable.microseconds
    let second = clamped.flooredDivision(by: 1_000_000)
    let dayNumber = second.flooredDivision(by: 86_400)
    let secondOfDay = Int(second - dayNumber * 86_400)
    bytes.reserve(27)
    Day(number: Int32(dayNumber)).write(into: &bytes)
    bytes.append(UInt8(ascii: "T"))
    bytes.append(pair: secondOfDay / 3600)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(pair: secondOfDay / 60 % 60)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(pair: secondOfDay % 60)
    let fraction = Int(clamped - second * 1_000_000)
    if fraction > 0 {
      bytes.append(UInt8(ascii: "."))
      bytes.append(digits: fraction, width: 6)
      while bytes[bytes.count - 1] == UInt8(ascii: "0") { bytes.removeLast(1) }
    }
    bytes.append(UInt8(ascii: "Z"))
  }

  /// This instant moved by `microseconds`, kept inside the years 0 to 9999.
  package func advanced(byMicroseconds microseconds: Int64) -> Instant {
    let (sum, overflow) = clampedToPrintable.microseconds.addingReportingOverflow(microseconds)
    if overflow { return microseconds < 0 ? Self.printable.lowerBound : Self.printable.upperBound }
    return Instant(microseconds: sum).clampedToPrintable
  }

  /// The nearest instant inside the years 0 to 9999.
  package var clampedToPrintable: Instant {
    min(max(self, Self.printable.lowerBound), Self.printable.upperBound)
  }

  /// An instant of twenty bytes like `2026-01-05T09:12:00Z`, as most are: by words instead of bytes. `nil` for whatever else
  /// it may be.
  private static func plain(_ bytes: ByteSpan) -> Instant? {
    // The first byte lowest: a zero where a digit stands, and what must stand there otherwise.
    let date = bytes.word(at: 0) ^ 0x2d30_302d_3030_3030
    let time = bytes.word(at: 8) ^ 0x3030_3a30_3054_3030
    let rest = bytes.word(at: 12) ^ 0x5a30_303a_3030_3a30
    // Above nine, where a digit must stand, and above zero, where none must, the highest bit is set.
    let wrong =
      date | (date &+ 0x7f76_767f_7676_7676) | time | (time &+ 0x7676_7f76_767f_7676)
      | rest | (rest &+ 0x7f76_767f_7676_7f76)
    guard wrong & 0x8080_8080_8080_8080 == 0 else { return nil }
    let (hour, minute, second) = (pair(3, of: time), pair(6, of: time), pair(5, of: rest))
    let year = pair(0, of: date) &* 100 &+ pair(2, of: date)
    guard hour < 24, minute < 60, second < 60,
      let day = Day(year: year, month: pair(5, of: date), day: pair(0, of: time))
    else { return nil }
    return Instant(
      microseconds: (Int64(day.number) &* 86_400 &+ Int64(hour &* 3600 &+ minute &* 60 &+ second)) &* 1_000_000)
  }

  /// The number of two digits that stand at a byte of a word as their values.
  @inline(__always)
  private static func pair(_ place: UInt64, of word: UInt64) -> Int {
    let digits = word &>> (8 &* place)
    return Int(truncatingIfNeeded: (digits & 0xff) &* 10 &+ digits &>> 8 & 0xff)
  }

  /// Microseconds of a fraction, 0 where none is written.
  private static func fraction(from cursor: inout DigitCursor, _ bytes: ByteSpan) -> Int? {
    guard cursor.skip(UInt8(ascii: "."), bytes) else { return 0 }
    var count = 0
    var value = 0
    while let digit = cursor.digit(bytes) {
      count += 1
      if count > 9 { return nil }
      if count <= 6 { value = value * 10 + digit }
    }
    guard count > 0 else { return nil }
    while count < 6 {
      value *= 10
      count += 1
    }
    return value
  }

  /// Seconds east of Greenwich.
  private static func offset(from cursor: inout DigitCursor, _ bytes: ByteSpan) -> Int? {
    if cursor.skip(UInt8(ascii: "Z"), bytes) { return 0 }
    let isWest = cursor.skip(UInt8(ascii: "-"), bytes)
    guard isWest || cursor.skip(UInt8(ascii: "+"), bytes),
      let hours = cursor.pair(bytes), hours < 24, cursor.skip(UInt8(ascii: ":"), bytes),
      let minutes = cursor.pair(bytes), minutes < 60
    else { return nil }
    return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
  }
}

extension Int64 {
  /// The quotient rounded down.
  func flooredDivision(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
