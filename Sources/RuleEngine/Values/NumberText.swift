/// A number as JSON prints it: the shortest digits that read back as the same number, `3` and not `3.0`,
/// exponents from 1e21 up and below 1e-6.
package enum NumberText {
  /// The text of `number`; `-0` is `0`, and what is no number is `null`.
  package static func text(of number: Double) -> String {
    var bytes: [UInt8] = []
    write(number, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text of `number`.
  static func write(_ number: Double, into bytes: inout [UInt8]) {
    guard number.isFinite else { return bytes.append(contentsOf: "null".utf8) }
    if let whole = Int64(exactly: number), whole.magnitude < 1 << 53 {
      return bytes.append(contentsOf: String(whole).utf8)
    }
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    // Swift's description has the shortest digits, in another layout.
    let (digits, point) = shortestDigits(of: number.magnitude)
    switch point {
    case digits.count...21:
      bytes.append(contentsOf: digits)
      bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: point - digits.count))
    case 1...21:
      bytes.append(contentsOf: digits[..<point])
      bytes.append(UInt8(ascii: "."))
      bytes.append(contentsOf: digits[point...])
    case -5...0:
      bytes.append(contentsOf: "0.".utf8)
      bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -point))
      bytes.append(contentsOf: digits)
    default:
      bytes.append(digits[0])
      if digits.count > 1 {
        bytes.append(UInt8(ascii: "."))
        bytes.append(contentsOf: digits[1...])
      }
      bytes.append(contentsOf: point > 0 ? "e".utf8 : "e-".utf8)
      bytes.append(contentsOf: String(abs(point - 1)).utf8)
    }
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
