import RuleSource

/// The plain tokens: words, texts without `\`, whole numbers and signs, with the blanks and line ends between them, all
/// in ASCII. Nearly every token of a file is one.
///
/// They are cut in one loop that holds what it needs in registers, eight bytes at a time. Where a token is not certainly
/// plain, the loop ends before it, and the scanners of the other files take over.
extension Lexer {
  /// Bytes before the end of the file where the loop ends, so that it need not ask whether there are eight more.
  private static let margin = 32

  /// Cuts plain tokens from `offset` on into `chunk`; returns how many.
  mutating func scanPlain(into chunk: UnsafeMutableBufferPointer<Lexeme>) -> Int {
    let file = bytes
    let limit = file.count - Self.margin
    guard offset < limit else { return 0 }
    // SAFETY: `place` grows from `offset`, which is no less than 0, and is less than `limit` at the begin of each turn.
    // A turn reads the 24 bytes from `place` on, or asks for `limit` again. `count` is less than that of `chunk`.
    return unsafe table.slots.withUnsafeBufferPointer { keywords in
      unsafe file.withUnsafeBytes { text in
        var place = offset
        var count = 0
        var flags = pendingFlags
        scan: while place < limit, count < chunk.count {
          let first = unsafe text.eightBytes(at: place)
          let byte = UInt8(truncatingIfNeeded: first)
          let start = place
          let kind: Token.Kind
          var keyword = Keyword.plain
          var folded = Keyword.plain
          switch byte {
          case UInt8(ascii: " "):
            place &+= 1
            continue
          case UInt8(ascii: "\n"):
            place &+= 1
            flags = beginLine(withLexeme: lexemes.count &+ count)
            continue
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            guard
              let word = unsafe Self.shortWord(first, in: keywords) ?? Self.word(first, text, at: start, in: keywords)
            else { break scan }
            place &+= word.length
            keyword = word.keyword
            folded = word.folded
            kind = .word
          case UInt8(ascii: "\""):
            guard let end = unsafe Self.endOfText(text, from: place &+ 1, limit: limit) else { break scan }
            place = end
            kind = .string
          case UInt8(ascii: "1")...UInt8(ascii: "9"):
            repeat { place &+= 1 } while unsafe place < limit && isDigit(text[place])
            guard unsafe Self.endsNumber(text[place], text[place &+ 1]) else {
              place = start
              break scan
            }
            kind = .number
          case UInt8(ascii: ","):
            place &+= 1
            kind = .comma
          case UInt8(ascii: ":"):
            place &+= 1
            kind = .colon
          case UInt8(ascii: "|"):
            guard unsafe text[place &+ 1] != UInt8(ascii: "|") else { break scan }
            place &+= 1
            kind = .bar
          default: break scan
          }
          unsafe chunk[count] = Lexeme(
            startOffset: Int32(truncatingIfNeeded: start), endOffset: Int32(truncatingIfNeeded: place), kind: kind,
            keyword: keyword, folded: folded, flags: flags)
          count &+= 1
          flags = []
          noteToken()
        }
        offset = place
        pendingFlags = flags
        return count
      }
    }
  }

  /// A plain word: how many bytes, the keyword it is, and the one it would be in small letters.
  private typealias Word = (length: Int, keyword: Keyword, folded: Keyword)

  /// A plain word of at most seven letters that the eight bytes `first` begin with; `nil` if it is not certainly one.
  ///
  /// Three words in four are keywords: whether those are letters need not be asked.
  @inline(__always)
  private static func shortWord(_ first: UInt64, in keywords: UnsafeBufferPointer<KeywordTable.Slot>) -> Word? {
    guard let count = bytesBeforeEnd(first) else { return nil }
    let keyword = unsafe KeywordTable.keyword(first.bytes(upTo: count), 0, in: keywords)
    if keyword != .plain { return (count, keyword, .plain) }
    guard let letters = WordBytes(first, letters: count) else { return nil }
    if letters.capitals == 0 { return (count, .plain, .plain) }
    return (count, .plain, unsafe KeywordTable.keyword(letters.folded, 0, in: keywords))
  }

  /// How many of eight bytes come before one with which a word certainly ends; `nil` if there is none.
  @inline(__always)
  private static func bytesBeforeEnd(_ bytes: UInt64) -> Int? {
    let end = bytes.firstByte(below: UInt8(ascii: "@"))
    // `& 7` says that it is less than eight, which saves asking for eight later on.
    let count = end.trailingZeroBitCount &>> 3 & 7
    return end != 0 && endsWord(UInt8(truncatingIfNeeded: bytes &>> UInt64(count &* 8))) ? count : nil
  }

  /// A plain word of at most fifteen letters, digits and `_` at `start`, whose first eight bytes are `first`; `nil` if it
  /// is not certainly one.
  private static func word(
    _ first: UInt64, _ text: UnsafeRawBufferPointer, at start: Int, in keywords: UnsafeBufferPointer<KeywordTable.Slot>
  ) -> Word? {
    // SAFETY: see `scanPlain`.
    let second = unsafe text.eightBytes(at: start &+ 8)
    if let low = WordBytes(first, letters: 8), let count = bytesBeforeEnd(second),
      let high = WordBytes(second, letters: count)
    {
      return unsafe word(low, high, in: keywords)
    }
    let low = WordBytes(first)
    let high = low.count == 8 ? WordBytes(second) : .none
    guard unsafe high.count < 8 && endsWord(text[start &+ low.count &+ high.count]) else { return nil }
    return unsafe word(low, high, in: keywords)
  }

  @inline(__always)
  private static func word(
    _ low: WordBytes, _ high: WordBytes, in keywords: UnsafeBufferPointer<KeywordTable.Slot>
  ) -> Word {
    let keyword = unsafe KeywordTable.keyword(low.bytes, high.bytes, in: keywords)
    var folded = Keyword.plain
    if keyword == .plain, low.capitals | high.capitals != 0 {
      folded = unsafe KeywordTable.keyword(low.folded, high.folded, in: keywords)
    }
    return (low.count &+ high.count, keyword, folded)
  }

  /// Whether a word certainly ends before `byte`.
  @inline(__always)
  private static func endsWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: ")")
  }

  /// Whether a number certainly ends before `byte`, after which comes `next`.
  @inline(__always)
  private static func endsNumber(_ byte: UInt8, _ next: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
      || byte == UInt8(ascii: ",") && next == UInt8(ascii: " ")
  }

  /// Where the text whose first character is at `start` has ended; `nil` if there is anything in it to look at.
  @inline(__always)
  private static func endOfText(_ text: UnsafeRawBufferPointer, from start: Int, limit: Int) -> Int? {
    var place = start
    while place < limit {
      // SAFETY: see `scanPlain`.
      let bytes = unsafe text.eightBytes(at: place)
      let quotes = bytes.firstByte(equalTo: UInt8(ascii: "\""))
      let others = bytes.firstByte(equalTo: UInt8(ascii: "\\")) | bytes.firstByte(below: 0x20) | bytes & .topBits
      if quotes | others == 0 {
        place &+= 8
      } else if quotes.trailingZeroBitCount < others.trailingZeroBitCount {
        return place &+ quotes.trailingZeroBitCount / 8 &+ 1
      } else {
        return nil
      }
    }
    return nil
  }
}

extension UnsafeRawBufferPointer {
  /// The eight bytes from `offset` on, the first one lowest.
  @inline(__always)
  fileprivate func eightBytes(at offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
