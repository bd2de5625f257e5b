import RuleSource

/// Everything beyond ASCII: letters, curly quotes, white space, bytes that are no UTF-8.
extension Lexer {
  mutating func scanNonASCII() {
    let start = offset
    guard let (scalar, length) = scalar(at: start) else { return scanInvalidBytes() }
    if wordScalarLength(at: start, isStart: true) > 0 { return scanWord() }
    switch scalar.value {
    case 0xA0, 0x2000...0x200A, 0x202F, 0x3000: offset += length
    case 0x201C...0x201F, 0x2018...0x201B, 0xAB, 0xBB:
      scanCurlyString(openedBy: length)
    case 0x2260, 0x2264, 0x2265, 0x2192, 0x21D2:
      offset += length
      append(.unknown, from: start, to: offset)
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0x80...0x9F, 0xAD:
      offset += length
      report(.invisibleCharacter(scalar.value, at: range(start, offset)))
      appendUnseen(.unknown, from: start, to: offset)
    default:
      offset += length
      report(.unknownCharacter(text(start, offset), at: range(start, offset)))
      appendUnseen(.unknown, from: start, to: offset)
    }
  }

  /// The bytes of the scalar at `place` if it may be part of a word, else 0.
  func wordScalarLength(at place: Int, isStart: Bool) -> Int {
    guard let (scalar, length) = scalar(at: place), scalar.value >= 0x80 else { return 0 }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber:
      return length
    case .nonspacingMark, .spacingMark, .decimalNumber, .connectorPunctuation:
      return isStart ? 0 : length
    default: return 0
    }
  }

  /// The scalar at `place` and its bytes; `nil` where the bytes are no UTF-8.
  func scalar(at place: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    guard place < bytes.count else { return nil }
    let lead = bytes[place]
    let length: Int
    var value: UInt32
    switch lead {
    case 0..<0x80: (length, value) = (1, UInt32(lead))
    case 0xC2..<0xE0: (length, value) = (2, UInt32(lead & 0x1F))
    case 0xE0..<0xF0: (length, value) = (3, UInt32(lead & 0x0F))
    case 0xF0..<0xF5: (length, value) = (4, UInt32(lead & 0x07))
    default: return nil
    }
    guard place + length <= bytes.count else { return nil }
    for index in 1..<max(length, 1) {
      guard bytes[place + index] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(bytes[place + index] & 0x3F)
    }
    // Overlong forms and surrogates are no UTF-8.
    guard length < 3 || value >= (length == 3 ? 0x800 : 0x10000) else { return nil }
    return Unicode.Scalar(value).map { ($0, length) }
  }

  /// The first offset in `start..<end` that is no UTF-8.
  func invalidUTF8(from start: Int, to end: Int) -> Int? {
    var place = start
    while place < end {
      guard let (_, length) = scalar(at: place), place + length <= end else { return place }
      place += length
    }
    return nil
  }

  private mutating func scanInvalidBytes() {
    let start = offset
    repeat { offset += 1 } while offset < bytes.count && bytes[offset] >= 0x80 && scalar(at: offset) == nil
    report(.notUTF8(at: range(start, offset)))
    appendUnseen(.unknown, from: start, to: offset)
  }
}
