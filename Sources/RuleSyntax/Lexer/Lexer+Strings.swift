import RuleSource

/// Strings, which never reach over their line.
extension Lexer {
  // string = '"' , { character - ( '"' | "\" | line end ) | "\" , ( '"' | "\" | "n" | "t" | "{" ) } , '"' ;
  mutating func scanString(openedBy quoteLength: Int, closedBy quote: UInt8 = UInt8(ascii: "\"")) {
    let start = offset
    var flags: Lexeme.Flags = quote == UInt8(ascii: "\"") ? [] : .oddQuotes
    var isASCII = true
    offset += quoteLength
    while offset < bytes.count, bytes[offset] != quote, !isLineEnd(bytes[offset]) {
      if bytes[offset] == UInt8(ascii: "\\") {
        flags.insert(.hasEscape)
        scanEscape()
      } else {
        if bytes[offset] >= 0x80 { isASCII = false }
        offset += 1
      }
    }
    let isClosed = offset < bytes.count && bytes[offset] == quote
    if isClosed { offset += 1 }
    finishString(from: start, flags: flags, isASCII: isASCII, isClosed: isClosed)
  }

  /// A string opened by a curly quote; closed by any other curly quote or by `"`.
  mutating func scanCurlyString(openedBy quoteLength: Int) {
    let start = offset
    var flags: Lexeme.Flags = .oddQuotes
    var isClosed = false
    offset += quoteLength
    while offset < bytes.count, !isClosed, !isLineEnd(bytes[offset]) {
      if bytes[offset] == UInt8(ascii: "\\") {
        flags.insert(.hasEscape)
        scanEscape()
      } else if let (scalar, length) = scalar(at: offset) {
        offset += length
        switch scalar.value {
        case 0x22, 0x201C...0x201F, 0x2018, 0x201B, 0xAB, 0xBB: isClosed = true
        // ’ closes, unless it is an apostrophe.
        case 0x2019: isClosed = !isASCIIWordByte(byte())
        default: break
        }
      } else {
        offset += 1
      }
    }
    finishString(from: start, flags: flags, isASCII: false, isClosed: isClosed)
  }

  private mutating func finishString(from start: Int, flags: Lexeme.Flags, isASCII: Bool, isClosed: Bool) {
    var flags = flags
    if !isASCII, let place = invalidUTF8(from: start, to: offset) {
      report(.notUTF8(at: range(place, place + 1)))
      flags.insert(.reported)
    }
    if !isClosed { flags.insert(.unterminated) }
    append(.string, from: start, to: offset, flags: flags)
    if !isClosed { reportTornLine(.unterminatedString(at: range(start, offset))) }
  }

  private mutating func scanEscape() {
    let start = offset
    offset += 1
    guard offset < bytes.count, !isLineEnd(bytes[offset]) else { return }
    switch bytes[offset] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "{"): offset += 1
    default:
      let length = scalar(at: offset)?.length ?? 1
      offset += length
      report(.unknownEscape(text(start, offset), at: range(start, offset)))
    }
  }
}
