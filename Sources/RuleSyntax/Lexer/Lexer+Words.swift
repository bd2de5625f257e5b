import RuleSource

/// Words, blanks and what looks like a word but needs quotes.
extension Lexer {
  // word = letter , { letter | digit | "_" | "-" , ( letter | digit ) } ;   blank = "__" , { "_" } ;
  mutating func scanWord() {
    let start = offset
    skipWord()
    if byte() == UInt8(ascii: "."), scanAfterDot(wordStart: start) { return }
    if continuesCompound(at: offset) { return scanCompound(from: start) }
    if bytes[start] == UInt8(ascii: "_"), isBlank(start, offset) { return append(.blank, from: start, to: offset) }
    append(.word, from: start, to: offset)
  }

  /// `area/network`, `help@acme.example`, `2nd-level`, `don't`: one word that must be quoted.
  mutating func scanCompound(from start: Int) {
    while offset < bytes.count {
      if isASCIIWordByte(bytes[offset]) || bytes[offset] >= 0x80 && wordScalarLength(at: offset, isStart: false) > 0 {
        skipWord()
      } else if offset == start || continuesCompound(at: offset) {
        offset += 1
      } else {
        break
      }
    }
    report(.unquotedName(text(start, offset), at: range(start, offset)))
    append(.word, from: start, to: offset, flags: .reported)
  }

  /// Whether a sign at `place` glues the word before it to more of the same.
  func continuesCompound(at place: Int) -> Bool {
    guard place + 1 < bytes.count else { return false }
    switch bytes[place] {
    case UInt8(ascii: "/"), UInt8(ascii: "@"), UInt8(ascii: "&"), UInt8(ascii: "+"), UInt8(ascii: "*"),
      UInt8(ascii: "'"), UInt8(ascii: "."), UInt8(ascii: "%"):
      let next = bytes[place + 1]
      return isASCIIWordByte(next) || next == UInt8(ascii: "@") || next == UInt8(ascii: "*")
    default: return false
    }
  }

  /// Goes over the rest of a word.
  mutating func skipWord() {
    while offset < bytes.count {
      let byte = bytes[offset]
      if isASCIIWordByte(byte) {
        offset += 1
      } else if byte == UInt8(ascii: "-") {
        guard offset + 1 < bytes.count else { break }
        let next = bytes[offset + 1]
        guard isASCIILetter(next) || isDigit(next) || wordScalarLength(at: offset + 1, isStart: false) > 0 else {
          break
        }
        offset += 1
      } else if byte >= 0x80 {
        let length = wordScalarLength(at: offset, isStart: false)
        guard length > 0 else { break }
        offset += length
      } else {
        break
      }
    }
  }

  // path = ( "contact" | "company" | "owner" | "message" | "conversation" ) , "." , ( word | string ) ;
  // no blanks round the dot
  private mutating func scanAfterDot(wordStart: Int) -> Bool {
    let next = byte(1)
    let isName = isASCIILetter(next) || next == UInt8(ascii: "_") || next == UInt8(ascii: "\"") || next >= 0x80
    guard isName else { return false }
    if Self.entities.contains(table.keyword(in: bytes, from: wordStart, to: offset, foldingCase: true)) {
      append(.word, from: wordStart, to: offset)
      append(.dot, from: offset, to: offset + 1)
      offset += 1
      return true
    }
    guard bytes[wordStart..<offset].elementsEqual("ticket".utf8) else { return false }
    if scanDottedEvent(wordStart: wordStart) { return true }
    report(.ticketDot(at: range(wordStart, offset + 1)))
    appendUnseen(.unknown, from: wordStart, to: offset + 1)
    offset += 1
    return true
  }

  /// What a dot may follow.
  private static let entities = KeywordSet.words(.contact, .company, .owner, .message, .conversation)

  private func isBlank(_ start: Int, _ end: Int) -> Bool {
    guard end - start >= 2, bytes[start] == UInt8(ascii: "_") else { return false }
    return bytes[start..<end].allSatisfy { $0 == UInt8(ascii: "_") }
  }
}
