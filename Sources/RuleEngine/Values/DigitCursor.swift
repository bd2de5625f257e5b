/// Reads fixed-width decimal fields of dates and times from bytes.
struct DigitCursor<Bytes: RandomAccessCollection<UInt8>> {
  private let bytes: Bytes
  private var index: Bytes.Index

  init(_ bytes: Bytes) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  var isAtEnd: Bool { index == bytes.endIndex }

  /// The next byte, if any.
  var next: UInt8? { isAtEnd ? nil : bytes[index] }

  /// Steps over `byte`, or returns false and stays.
  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    index = bytes.index(after: index)
    return true
  }

  /// The next digit's value, if a digit is next.
  mutating func digit() -> Int? {
    guard let byte = next, byte &- UInt8(ascii: "0") < 10 else { return nil }
    index = bytes.index(after: index)
    return Int(byte &- UInt8(ascii: "0"))
  }

  /// A number of exactly `digits` digits.
  mutating func number(digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }
}
