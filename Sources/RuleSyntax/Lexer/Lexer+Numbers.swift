import RuleSource

/// Numbers, dates, times, and the other ways people write them.
extension Lexer {
  // number = [ "-" ] , digits , [ "." , digits ] ;   date = dddd-dd-dd ;   time = dd:dd ;
  mutating func scanNumber() {
    let start = offset
    if byte() == UInt8(ascii: "-") { offset += 1 }
    let digitsStart = offset
    skipDigits()
    if digitsStart == start {
      if scanDate(from: start) { return }
      if scanTime(from: start) { return }
    }
    let integerEnd = offset
    scanFraction(from: start, digitsStart: digitsStart)
    if offset == integerEnd, integerEnd - digitsStart > 1, bytes[digitsStart] == UInt8(ascii: "0") {
      report(.leadingZero(text(start, offset), at: range(start, offset)))
    }
    if isASCIILetter(byte()) || byte() == UInt8(ascii: "_") || wordScalarLength(at: offset, isStart: true) > 0 {
      return scanGluedWord(numberStart: start)
    }
    if byte() == UInt8(ascii: "-"), isASCIILetter(byte(1)) {
      skipWord()
      return scanCompound(from: start)
    }
    append(.number, from: start, to: offset)
  }

  private mutating func skipDigits() {
    while offset < bytes.count, isDigit(bytes[offset]) { offset += 1 }
  }

  /// How many digits stand at `place`, at most 5.
  private func digitCount(at place: Int) -> Int {
    var count = 0
    while count < 5, place + count < bytes.count, isDigit(bytes[place + count]) { count += 1 }
    return count
  }

  /// `2026-01-05`, and reported: `2026-1-5`, `5.1.2026`, `1/5/2026`.
  private mutating func scanDate(from start: Int) -> Bool {
    let separator = byte()
    guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: ".") || separator == UInt8(ascii: "/") else {
      return false
    }
    let first = offset - start
    let second = digitCount(at: offset + 1)
    guard first <= 4, 1...2 ~= second, offset + 1 + second < bytes.count, bytes[offset + 1 + second] == separator else {
      return false
    }
    let third = digitCount(at: offset + 2 + second)
    guard 1...4 ~= third, first == 4 || third == 4 || third == 2 else { return false }
    let end = offset + 2 + second + third
    guard end == bytes.count || !isASCIIWordByte(bytes[end]) else { return false }
    offset = end
    let isGood = separator == UInt8(ascii: "-") && first == 4 && second == 2 && third == 2
    if !isGood { report(.badDate(text(start, end), meant: dateMeant(start, end), at: range(start, end))) }
    append(.date, from: start, to: end, flags: isGood ? [] : .reported)
    return true
  }

  /// What a date in another spelling certainly is: the year first, or day, month and year with points, or a month that
  /// can be no day.
  private func dateMeant(_ start: Int, _ end: Int) -> String? {
    let parts = bytes[start..<end].split { !isDigit($0) }.map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    guard parts.count == 3 else { return nil }
    var (year, month, day) = (parts[0], parts[1], parts[2])
    if year < 1_000 {
      (day, month, year) = (parts[0], parts[1], parts[2])
      let isPointed = bytes[start..<end].contains(UInt8(ascii: "."))
      if !isPointed, month > 12 { swap(&day, &month) } else if !isPointed, day <= 12 { return nil }
    }
    guard year >= 1_000, 1...12 ~= month, 1...31 ~= day else { return nil }
    let digits = [month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(year)-\(digits[0])-\(digits[1])"
  }

  private mutating func scanTime(from start: Int) -> Bool {
    guard offset - start <= 2, byte() == UInt8(ascii: ":"), digitCount(at: offset + 1) == 2 else { return false }
    offset += 3
    append(.time, from: start, to: offset)
    return true
  }

  /// `.5`, and reported: `1,000`, `1,000.50`, `2.500,00`, `2.500.000`.
  private mutating func scanFraction(from start: Int, digitsStart: Int) {
    guard offset - digitsStart <= 3 else {
      if byte() == UInt8(ascii: "."), isDigit(byte(1)) {
        offset += 1
        skipDigits()
      }
      return
    }
    if isThousandsGroup(after: UInt8(ascii: ",")) {
      while isThousandsGroup(after: UInt8(ascii: ",")) { offset += 4 }
      if byte() == UInt8(ascii: "."), isDigit(byte(1)) {
        offset += 1
        skipDigits()
      }
      return report(.thousandsSeparator(text(start, offset), at: range(start, offset)))
    }
    guard byte() == UInt8(ascii: "."), isDigit(byte(1)) else { return }
    let pointStart = offset
    while isThousandsGroup(after: UInt8(ascii: ".")) { offset += 4 }
    if offset > pointStart, byte() == UInt8(ascii: ","), isDigit(byte(1)) {
      offset += 1
      skipDigits()
      return report(.decimalComma(text(start, offset), at: range(start, offset)))
    }
    if offset - pointStart > 4 { return report(.decimalComma(text(start, offset), at: range(start, offset))) }
    offset = pointStart + 1
    skipDigits()
  }

  /// Whether `separator` and exactly three digits come next.
  private func isThousandsGroup(after separator: UInt8) -> Bool {
    byte() == separator && digitCount(at: offset + 1) == 3
  }

  /// `24h`: a number and its unit, or else a name that begins with a digit.
  private mutating func scanGluedWord(numberStart start: Int) {
    let wordStart = offset
    skipWord()
    guard let unit = Self.units[text(wordStart, min(offset, wordStart + 8)).lowercased()] else {
      offset = wordStart
      return scanCompound(from: start)
    }
    let number = text(start, wordStart)
    report(
      .gluedUnit("\(number)\(text(wordStart, offset))", mended: "\(number) \(unit.text)", at: range(start, offset)))
    append(.number, from: start, to: wordStart)
    append(.word, from: wordStart, to: offset)
    setLastKeyword(unit)
  }

  private static let units: [String: Keyword] = [
    "m": .minutes, "min": .minutes, "mins": .minutes, "minute": .minutes, "minutes": .minutes,
    "h": .hours, "hr": .hours, "hrs": .hours, "hour": .hours, "hours": .hours,
    "d": .days, "day": .days, "days": .days, "w": .weeks, "week": .weeks, "weeks": .weeks,
  ]
}
