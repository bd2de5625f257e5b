/// Reads fixed-width decimal fields of dates and times.
struct DigitCursor {
  private(set) var offset = 0

  /// Steps over `byte`, or returns false and stays.
  @inline(__always)
  mutating func skip(_ byte: UInt8, _ bytes: ByteSpan) -> Bool {
    guard offset < bytes.count, bytes[offset] == byte else { return false }
    offset &+= 1
    return true
  }

  /// The next digit's value, if a digit is next.
  @inline(__always)
  mutating func digit(_ bytes: ByteSpan) -> Int? {
    guard offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") < 10 else { return nil }
    defer { offset &+= 1 }
    return Int(bytes[offset] &- UInt8(ascii: "0"))
  }

  /// A number of exactly two digits.
  @inline(__always)
  mutating func pair(_ bytes: ByteSpan) -> Int? {
    guard offset &+ 2 <= bytes.count else { return nil }
    let (tens, ones) = (bytes[offset] &- UInt8(ascii: "0"), bytes[offset &+ 1] &- UInt8(ascii: "0"))
    guard tens < 10, ones < 10 else { return nil }
    offset &+= 2
    return Int(tens) &* 10 &+ Int(ones)
  }
}
