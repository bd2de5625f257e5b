import RuleSource

/// Signs of other languages that stand for words and comments of this one.
extension Lexer {
  /// Whether `||` here is an `or` and not the bars of a table.
  var isOrSign: Bool {
    guard byte(1) == UInt8(ascii: "|"), byte(2) != UInt8(ascii: "|") else { return false }
    guard lexemes.count > firstLexemeOfLine,
      !lexemes[firstLexemeOfLine...].suffix(Self.reach).contains(where: { $0.kind == .bar })
    else {
      return false
    }
    // A line of a table has a single bar somewhere, one with this sign only pairs of them.
    var place = offset + 2
    let end = min(bytes.count, offset + 10 * Self.reach)
    while place < end, !isLineEnd(bytes[place]) {
      if bytes[place] == UInt8(ascii: "|") {
        guard place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "|") else { return false }
        place += 1
      }
      place += 1
    }
    return true
  }

  /// `&&`, `||`: the parser sees the word they stand for.
  mutating func scanWordSign(_ sign: String, _ keyword: Keyword) {
    let start = offset
    offset += 2
    let needsTail = offset < bytes.count && bytes[offset] > UInt8(ascii: " ")
    let needsBlank = start > 0 && bytes[start - 1] > UInt8(ascii: " ")
    let fix = Fix.replace(range(start, offset), with: (needsBlank ? " " : "") + keyword.text + (needsTail ? " " : ""))
    report(.signForKnownWord(sign, meant: keyword.text, at: range(start, offset), fix: fix))
    append(.word, from: start, to: offset, flags: .reported)
    setLastKeyword(keyword)
  }

  /// How many tokens of a line are looked at, so that lines of signs stay linear.
  private static let reach = 60

  // ---- comments ----

  /// Whether `--` begins a comment: with a blank on both sides, and not between the bars of a table.
  var isDashComment: Bool {
    guard byte(1) == UInt8(ascii: "-"), byte(2) == UInt8(ascii: " ") || isASCIILetter(byte(2)) else { return false }
    guard offset == 0 || bytes[offset - 1] <= UInt8(ascii: " ") else { return false }
    return !lexemes[firstLexemeOfLine...].suffix(Self.reach).contains { $0.kind == .bar }
  }

  mutating func scanForeignComment(_ sign: String) {
    let place = range(offset, offset + 2)
    report(.commentSign(sign, at: place, fix: .replace(place, with: "#")))
    scanComment()
  }

  /// `/* … */`, as one comment a line.
  mutating func scanBlockComment() {
    let start = offset
    var end = start + 2
    while end + 1 < bytes.count, bytes[end] != UInt8(ascii: "*") || bytes[end + 1] != UInt8(ascii: "/") { end += 1 }
    let isClosed = end + 1 < bytes.count
    end = isClosed ? end + 2 : bytes.count
    // What follows on the last line would be part of the comment.
    var rest = end
    while rest < bytes.count, bytes[rest] == UInt8(ascii: " ") || bytes[rest] == UInt8(ascii: "\t") { rest += 1 }
    let isLast = rest == bytes.count || isLineEnd(bytes[rest])
    let fix = isClosed && isLast ? Fix(.safe, blockEdits(from: start, to: end)) : nil
    report(.commentSign("/*", at: range(start, start + 2), fix: fix))
    while offset < end {
      let first = offset
      while offset < end, !isLineEnd(bytes[offset]) { offset += 1 }
      if offset > first {
        if let place = invalidUTF8(from: first, to: offset) { report(.notUTF8(at: range(place, place + 1))) }
        appendUnseen(.comment, from: first, to: offset)
      }
      while offset < end, isBlankOrLineEnd(bytes[offset]) {
        if isLineEnd(bytes[offset]) { startLine() } else { offset += 1 }
      }
    }
  }

  private func isBlankOrLineEnd(_ byte: UInt8) -> Bool {
    isLineEnd(byte) || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private func blockEdits(from start: Int, to end: Int) -> [Fix.Edit] {
    var edits = [Fix.Edit(range(start, start + 2), "#")]
    var place = start + 2
    while place < end - 2 {
      let isNewLine = bytes[place] == UInt8(ascii: "\n")
      place += 1
      if isNewLine { edits.append(Fix.Edit(range(place, place), "# ")) }
    }
    edits.append(Fix.Edit(range(end - 2, end), ""))
    return edits
  }

  // ---- words ----

  /// `@jo`: a person or a team of a chat.
  mutating func scanMention(from start: Int) {
    let nameStart = offset
    skipWord()
    if continuesCompound(at: offset) {
      offset = start
      return scanCompound(from: start)
    }
    report(.mention(text(start, offset), name: text(nameStart, offset), at: range(start, offset)))
    append(.word, from: start, to: offset, flags: .reported)
  }

  /// `ticket.created`, `ticket.closed`: what happened to a ticket.
  mutating func scanDottedEvent(wordStart: Int) -> Bool {
    let dot = offset
    offset += 1
    skipWord()
    let written = text(dot + 1, min(offset, dot + 20)).lowercased()
    guard let meant = Self.dottedEvents[written] else {
      offset = dot
      return false
    }
    report(.dottedEvent(text(wordStart, offset), meant: meant, at: range(wordStart, offset)))
    if written.hasPrefix("creat") { append(.word, from: wordStart, to: dot, flags: .reported) }
    append(.word, from: dot + 1, to: offset, flags: .reported)
    setLastKeyword(written.hasPrefix("creat") ? .created : written.hasPrefix("clos") ? .closed : .reopened)
    return true
  }

  private static let dottedEvents = [
    "created": "ticket created", "create": "ticket created", "creation": "ticket created", "closed": "closed",
    "close": "closed", "reopened": "reopened", "reopen": "reopened",
  ]
}
