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
    if quote == UInt8(ascii: "'") {
      report(
        .singleQuotes(at: range(start, start + 1), fix: straightening(start, openedBy: 1, closedBy: isClosed ? 1 : 0)))
    }
    finishString(from: start, flags: flags, isASCII: isASCII, isClosed: isClosed)
  }

  /// A string opened by a curly quote; closed by any other curly quote or by `"`.
  mutating func scanCurlyString(openedBy quoteLength: Int) {
    let start = offset
    var flags: Lexeme.Flags = .oddQuotes
    var isClosed = false
    var closingLength = 0
    offset += quoteLength
    while offset < bytes.count, !isClosed, !isLineEnd(bytes[offset]) {
      if bytes[offset] == UInt8(ascii: "\\") {
        flags.insert(.hasEscape)
        scanEscape()
      } else if let (scalar, length) = scalar(at: offset) {
        offset += length
        closingLength = length
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
    let fix = straightening(start, openedBy: quoteLength, closedBy: isClosed ? closingLength : 0)
    report(.curlyQuotes(at: range(start, start + quoteLength), fix: fix))
    finishString(from: start, flags: flags, isASCII: false, isClosed: isClosed)
  }

  /// Puts `"` for the quotes of the string that ends here, and `\"` for each `"` inside.
  private func straightening(_ start: Int, openedBy opening: Int, closedBy closing: Int) -> Fix? {
    guard closing > 0, start + opening <= offset - closing else { return nil }
    var edits = [Fix.Edit(range(start, start + opening), "\"")]
    var place = start + opening
    while place < offset - closing {
      if bytes[place] == UInt8(ascii: "\\") {
        place += 1
      } else if bytes[place] == UInt8(ascii: "\"") {
        edits.append(Fix.Edit(range(place, place), "\\"))
      }
      place += 1
    }
    edits.append(Fix.Edit(range(offset - closing, offset), "\""))
    return Fix(.safe, edits)
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
