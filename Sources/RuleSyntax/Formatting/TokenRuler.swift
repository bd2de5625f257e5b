import RuleSource

/// How wide tokens are with one blank between them, and how many line ends were written before each.
struct TokenRuler {
  let file: SourceFile
  let tokens: [Token]
  /// Where tokens would start and end if all of them stood on one line, in columns; comments take none.
  private var starts: [Int] = []
  private var ends: [Int] = []
  /// The line ends before a token: 0, 1, or 2 for more. The first token of a file has one.
  private var lineEnds: [UInt8] = []

  init(_ file: SourceFile, _ tokens: [Token]) {
    self.file = file
    self.tokens = tokens
    starts.reserveCapacity(tokens.count)
    ends.reserveCapacity(tokens.count)
    lineEnds.reserveCapacity(tokens.count)
    var column = 0
    var offset = 0
    for index in tokens.indices {
      let token = tokens[index]
      lineEnds.append(index == 0 ? 1 : countLineEnds(offset, token.range.start))
      offset = token.range.end
      if hasBlank(before: index) { column += 1 }
      starts.append(column)
      if token.kind != .comment { column += displayWidth(of: token) }
      ends.append(column)
    }
  }

  /// The columns that `range`, in which no comment is, takes on one line.
  func width(_ range: Range<Int>) -> Int {
    range.isEmpty ? 0 : ends[range.upperBound - 1] - starts[range.lowerBound]
  }

  /// Whether a line begins with the token.
  func isFirstOnLine(_ index: Int) -> Bool { lineEnds[index] > 0 }

  /// Whether a blank line stands before the token.
  func isAfterBlankLine(_ index: Int) -> Bool { lineEnds[index] > 1 }

  /// Whether no line ends inside `range`; then no comment is in it either, except at its end.
  func isOnOneLine(_ range: Range<Int>) -> Bool {
    range.dropFirst().allSatisfy { lineEnds[$0] == 0 }
  }

  /// Whether a blank belongs between the token and the one before it.
  func hasBlank(before index: Int) -> Bool {
    guard index > 0 else { return false }
    switch tokens[index].kind {
    case .comma, .colon, .dot, .closeParenthesis, .comment: return false
    default: break
    }
    let previous = tokens[index - 1].kind
    return previous != .dot && previous != .openParenthesis
  }

  /// Whether the token is the bare word `word`.
  func isWord(_ index: Int, _ word: String) -> Bool {
    let range = tokens[index].range
    return tokens[index].kind == .word && file.bytes[range.start..<range.end].elementsEqual(word.utf8)
  }

  /// The token before `index` that is no comment; `index` itself if there is none.
  func tokenBefore(_ index: Int) -> Int {
    var previous = index - 1
    while previous >= 0, tokens[previous].kind == .comment { previous -= 1 }
    return previous < 0 ? index : previous
  }

  /// The token after `index` that is no comment; the last one if there is none.
  func tokenAfter(_ index: Int) -> Int {
    var next = index + 1
    while next < tokens.count, tokens[next].kind == .comment { next += 1 }
    return min(next, tokens.count - 1)
  }

  /// The index of the first token in `range` that starts at `offset` or later.
  func token(at offset: Int, in range: Range<Int>) -> Int {
    tokens[range].bisected { $0.range.start < offset }
  }

  private func countLineEnds(_ start: Int, _ end: Int) -> UInt8 {
    var count: UInt8 = 0
    var previous: UInt8 = 0
    for byte in file.bytes[start..<end] {
      if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") && previous != UInt8(ascii: "\r") { count += 1 }
      if count == 2 { break }
      previous = byte
    }
    return count
  }

  private func displayWidth(of token: Token) -> Int {
    let bytes = file.bytes[token.range.start..<token.range.end]
    if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.count }
    return DisplayWidth.of(String(decoding: bytes, as: UTF8.self))
  }
}
