/// A number as JSON prints it: the shortest digits that read back as the same number, `3` and not `3.0`,
/// exponents from 1e21 up and below 1e-6.
package enum NumberText {
  /// The text of `number`; `-0` is `0`, and what is no number is `null`.
  package static func text(of number: Double) -> String {
    var bytes = PlainList<UInt8>(capacity: 24)
    write(number, into: &bytes)
    return bytes.string
  }

  /// Adds the text of `number`.
  static func write(_ number: Double, into bytes: inout PlainList<UInt8>) {
    guard number.isFinite else { return bytes.append("null") }
    if let whole = Int64(exactly: number), whole.magnitude < 1 << 53 { return write(whole, into: &bytes) }
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    // Swift's description has the shortest digits, in another layout.
    let (digits, point) = shortestDigits(of: number.magnitude)
    let zero = UInt8(ascii: "0")
    switch point {
    case digits.count...21:
      bytes.append(contentsOf: digits.span)
      bytes.append(repeating: zero, count: point - digits.count)
    case 1...21:
      bytes.append(contentsOf: digits.span.extracting(..<point))
      bytes.append(UInt8(ascii: "."))
      bytes.append(contentsOf: digits.span.extracting(point...))
    case -5...0:
      bytes.append("0.")
      bytes.append(repeating: zero, count: -point)
      bytes.append(contentsOf: digits.span)
    default:
      bytes.append(digits[0])
      if digits.count > 1 {
        bytes.append(UInt8(ascii: "."))
        bytes.append(contentsOf: digits.span.extracting(1...))
      }
      if point > 0 { bytes.append("e") } else { bytes.append("e-") }
      write(Int64(abs(point - 1)), into: &bytes)
    }
  }

  /// Adds the text of a whole number.
  static func write(_ number: Int64, into bytes: inout PlainList<UInt8>) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    if rest < 10 { return bytes.append(UInt8(ascii: "0") + UInt8(rest)) }
    // The last digit first: no number has more than twenty.
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var start = digits.count
    repeat {
      start -= 1
      digits[start] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    bytes.append(contentsOf: digits.span.extracting(start...))
  }

  /// The significant digits, and where the decimal point stands among them: 12.5 is `125` and 2.
  private static func shortestDigits(of number: Double) -> (digits: [UInt8], point: Int) {
    var digits: [UInt8] = []
    var point: Int?
    let parts = number.description.utf8.split(separator: UInt8(ascii: "e"), maxSplits: 1)
    for byte in parts[0] {
      if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte) }
    }
    var exponent = 0
    if parts.count == 2 { exponent = Int(String(decoding: parts[1], as: UTF8.self)) ?? 0 }
    var place = (point ?? digits.count) + exponent
    let leadingZeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(leadingZeros)
    place -= leadingZeros
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, place)
  }
}
