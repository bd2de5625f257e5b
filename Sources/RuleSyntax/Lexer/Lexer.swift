import RuleSource

/// Cuts a file into tokens: those that matter for the parser, and those that only the tree sees.
///
/// Works on bytes and never fails: what no token begins with becomes an `unknown` token. At most one message a line, so
/// that one lost quote is one message.
struct Lexer {
  let bytes: [UInt8]
  let fileIndex: Int
  private(set) var lexemes: [Lexeme] = []
  /// Comments and rubbish.
  private(set) var unseen: [TokenList.Unseen] = []
  private(set) var diagnostics: [Diagnostic] = []
  var offset = 0

  let table = KeywordTable.shared
  /// The flags of the next token: whether it is the first on its line, and whether it comes after rubbish.
  var pendingFlags: Lexeme.Flags = .firstOnLine
  /// The line so far ends with rubbish that may stand for something.
  private var endsWithRubbish = false
  private var isLineReported = false
  private(set) var firstLexemeOfLine = 0

  init(_ file: SourceFile, index: Int) {
    bytes = file.bytes
    fileIndex = index
    // A token takes about six bytes with the white space around it.
    lexemes.reserveCapacity(bytes.count / 6 + 1 + Lexeme.padding)
  }

  /// Cuts the whole file.
  ///
  /// Complexity: O(*n*) in the number of bytes.
  mutating func run() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    unsafe withUnsafeTemporaryAllocation(of: Lexeme.self, capacity: 512) { chunk in
      while offset < bytes.count {
        let count = unsafe scanPlain(into: chunk)
        // SAFETY: `scanPlain` filled that many.
        unsafe lexemes.append(contentsOf: UnsafeBufferPointer(rebasing: chunk[..<count]))
        if count < chunk.count, offset < bytes.count { scanToken() }
      }
    }
    pendingFlags.insert(.firstOnLine)
    for _ in 0...Lexeme.padding { append(.endOfFile, from: bytes.count, to: bytes.count) }
  }

  /// The byte `distance` bytes ahead, 0 beyond the end.
  func byte(_ distance: Int = 0) -> UInt8 {
    let place = offset &+ distance
    return place >= 0 && place < bytes.count ? bytes[place] : 0
  }

  // ---- what the scanners call ----

  /// Adds a token that the parser will see.
  mutating func append(_ kind: Token.Kind, from start: Int, to end: Int, flags: Lexeme.Flags = []) {
    var keyword = Keyword.plain
    var folded = Keyword.plain
    if kind == .word {
      keyword = table.keyword(in: bytes, from: start, to: end, foldingCase: false)
      if keyword == .plain { folded = table.keyword(in: bytes, from: start, to: end, foldingCase: true) }
    }
    append(kind, from: start, to: end, keyword: keyword, folded: folded, flags: flags)
  }

  /// Adds a token that is this keyword, or would be in lower case.
  mutating func append(
    _ kind: Token.Kind, from start: Int, to end: Int, keyword: Keyword, folded: Keyword, flags: Lexeme.Flags = []
  ) {
    lexemes.append(
      Lexeme(
        startOffset: Int32(truncatingIfNeeded: start), endOffset: Int32(truncatingIfNeeded: end), kind: kind,
        keyword: keyword, folded: folded, flags: flags.union(pendingFlags)))
    pendingFlags = []
    noteToken()
  }

  /// That a token which the parser sees was added.
  @inline(__always)
  mutating func noteToken() { endsWithRubbish = false }

  /// Adds a token that only the tree sees.
  mutating func appendUnseen(_ kind: Token.Kind, from start: Int, to end: Int) {
    unseen.append(
      TokenList.Unseen(index: lexemes.count + unseen.count, token: Token(kind: kind, range: range(start, end))))
    guard kind == .unknown else { return }
    pendingFlags.insert(.afterRubbish)
    endsWithRubbish = bytes[start] != UInt8(ascii: ";") && bytes[start] != UInt8(ascii: ".") && end - start < 64
  }

  /// Makes the last word stand for `keyword`, such as `h` for `hours`.
  mutating func setLastKeyword(_ keyword: Keyword) {
    lexemes[lexemes.count - 1].keyword = keyword
  }

  /// Adds `diagnostic` unless its line already has a message.
  mutating func report(_ diagnostic: Diagnostic) {
    guard !isLineReported else {
      // The same once more: the message of the line mends it as well. Of a line of 100,000 slips the first ones are
      // mended, and the others when the fixed text is checked again.
      if let last = diagnostics.last, last.code == diagnostic.code, let fix = last.fix, let more = diagnostic.fix,
        fix.edits.count < 64, fix.safety == more.safety, let whole = fix.joined(with: more)
      {
        diagnostics[diagnostics.count - 1] = last.mended(by: whole)
      }
      return
    }
    diagnostics.append(diagnostic)
    isLineReported = true
  }

  /// Reports a string that its line ends, in place of anything else on the line: a lost quote turns what is inside and
  /// outside of strings around.
  mutating func reportTornLine(_ diagnostic: Diagnostic) {
    if isLineReported { diagnostics.removeLast() }
    diagnostics.append(diagnostic)
    isLineReported = true
    for index in firstLexemeOfLine..<lexemes.count { lexemes[index].flags.insert(.reported) }
  }

  func range(_ start: Int, _ end: Int) -> SourceRange {
    SourceRange(file: fileIndex, start: start, end: end)
  }

  // ---- one token ----

  private mutating func scanToken() {
    switch bytes[offset] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0B, 0x0C: offset += 1
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): startLine()
    case UInt8(ascii: "#"): scanComment()
    case UInt8(ascii: "\""): scanString(openedBy: 1)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): scanWord()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): scanNumber()
    case UInt8(ascii: ","): scanSign(.comma)
    case UInt8(ascii: ":"): scanSign(.colon)
    case UInt8(ascii: "("): scanSign(.openParenthesis)
    case UInt8(ascii: ")"): scanSign(.closeParenthesis)
    case UInt8(ascii: "|") where isOrSign: scanWordSign("||", .or)
    case UInt8(ascii: "|"): scanSign(.bar)
    case UInt8(ascii: "&") where byte(1) == UInt8(ascii: "&"): scanWordSign("&&", .and)
    case UInt8(ascii: "-") where isDashComment: scanForeignComment("--")
    case UInt8(ascii: "-") where isDigit(byte(1)): scanNumber()
    case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"), UInt8(ascii: "-"):
      scanOperator()
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
      scanForeignComment("//")
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): scanBlockComment()
    case UInt8(ascii: "'") where closesOnThisLine(UInt8(ascii: "'")):
      scanString(openedBy: 1, closedBy: UInt8(ascii: "'"))
    case 0x80...: scanNonASCII()
    default: scanRubbish()
    }
  }

  mutating func startLine() {
    offset += byte() == UInt8(ascii: "\r") && byte(1) == UInt8(ascii: "\n") ? 2 : 1
    pendingFlags = beginLine(withLexeme: lexemes.count)
  }

  /// That a line begins with the lexeme at `index`; the flags that this one will have.
  @inline(__always)
  mutating func beginLine(withLexeme index: Int) -> Lexeme.Flags {
    // What is missing at the end of a line is reported at the next token.
    let flags: Lexeme.Flags = endsWithRubbish ? [.firstOnLine, .afterRubbish] : .firstOnLine
    endsWithRubbish = false
    isLineReported = false
    firstLexemeOfLine = index
    return flags
  }

  mutating func scanComment() {
    let start = offset
    var isASCII = true
    while offset < bytes.count, !isLineEnd(bytes[offset]) {
      if bytes[offset] >= 0x80 { isASCII = false }
      offset += 1
    }
    if !isASCII, let place = invalidUTF8(from: start, to: offset) { report(.notUTF8(at: range(place, place + 1))) }
    appendUnseen(.comment, from: start, to: offset)
  }

  private mutating func scanSign(_ kind: Token.Kind) {
    append(kind, from: offset, to: offset + 1)
    offset += 1
  }

  /// `=`, `>=`, `->`, `---`: one token, for the parser to report where it stands.
  private mutating func scanOperator() {
    let start = offset
    scan: while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"), UInt8(ascii: "-"): offset += 1
      default: break scan
      }
    }
    append(.unknown, from: start, to: offset)
  }

  private mutating func scanRubbish() {
    let start = offset
    offset += 1
    switch bytes[start] {
    case UInt8(ascii: ";"), UInt8(ascii: "."): report(.sentenceEnd(text(start, offset), at: range(start, offset)))
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"):
      report(.braces(text(start, offset), at: range(start, offset)))
    case 0..<0x20, 0x7F: report(.invisibleCharacter(UInt32(bytes[start]), at: range(start, offset)))
    case UInt8(ascii: "@") where isASCIILetter(byte()): return scanMention(from: start)
    case UInt8(ascii: "*"), UInt8(ascii: "@"), UInt8(ascii: "/"):
      guard continuesCompound(at: start) else { fallthrough }
      offset = start
      scanCompound(from: start)
      return
    default: report(.unknownCharacter(text(start, offset), at: range(start, offset)))
    }
    appendUnseen(.unknown, from: start, to: offset)
  }

  func text(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

  private func closesOnThisLine(_ quote: UInt8) -> Bool {
    var place = offset + 1
    while place < bytes.count, !isLineEnd(bytes[place]) {
      if bytes[place] == quote { return true }
      place += 1
    }
    return false
  }
}

func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
func isASCIIWordByte(_ byte: UInt8) -> Bool { isASCIILetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") }
