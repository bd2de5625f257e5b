import RuleSource
import RuleSyntax

/// The text of a rulebook, as far as it is more than Latin letters.
struct WrittenText {
  /// A token with characters beyond Latin letters, or with one that is not seen.
  struct Word {
    let kind: Token.Kind
    let range: SourceRange
    /// As written, quotes and escapes included.
    let text: String
  }

  /// In canonical order.
  let sources: [(file: SourceFile, tree: SyntaxTree)]
  /// Words, strings and comments with something beyond Latin letters, in text order.
  let foreignWords: [Word]

  /// Complexity: O(*n*) in the number of bytes.
  init(_ sources: [(file: SourceFile, tree: SyntaxTree)]) {
    self.sources = sources
    var words: [Word] = []
    for (file, tree) in sources {
      var offset = 0
      // Almost every byte is ASCII: the few others lead to their tokens.
      while let next = file.firstByteBeyondASCII(from: offset) {
        offset = next + 1
        guard file.isForeign(at: next) else { continue }
        let index = tree.tokens.firstToken(at: next + 1) - 1
        guard index >= 0 else { continue }
        let token = tree.tokens[index]
        guard token.range.end > next else { continue }
        offset = token.range.end
        switch token.kind {
        case .word, .string, .comment:
          words.append(Word(kind: token.kind, range: token.range, text: file.text(of: token.range)))
        case .number, .date, .time, .comma, .colon, .dot, .openParenthesis, .closeParenthesis, .bar, .blank, .unknown,
          .endOfFile:
          break
        }
      }
    }
    foreignWords = words
  }
}

extension SourceFile {
  // 32 bytes at a time, then eight: rule files are large and almost all ASCII.
  fileprivate func firstByteBeyondASCII(from start: Int) -> Int? {
    unsafe bytes.withUnsafeBytes { buffer in
      // SAFETY: callers see to it that eight bytes from `offset` on are in the buffer.
      func high(_ offset: Int) -> UInt64 {
        unsafe UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
          & 0x8080_8080_8080_8080
      }
      var offset = start
      while offset + 32 <= buffer.count,
        high(offset) | high(offset + 8) | high(offset + 16) | high(offset + 24) == 0
      {
        offset += 32
      }
      while offset + 8 <= buffer.count {
        let high = high(offset)
        if high != 0 { return offset + high.trailingZeroBitCount / 8 }
        offset += 8
      }
      while offset < buffer.count {
        if unsafe buffer[offset] >= 0x80 { return offset }
        offset += 1
      }
      return nil
    }
  }

  /// Whether the byte at `offset` may begin more than a letter or a sign below U+0340, all of which are seen and Latin, the
  /// soft hyphen apart.
  fileprivate func isForeign(at offset: Int) -> Bool {
    switch bytes[offset] {
    case 0xC2: offset + 1 < bytes.count && bytes[offset + 1] == 0xAD
    case let byte: byte >= 0xCD
    }
  }
}

extension WrittenText.Word {
  /// Every scalar with its bytes. The text is valid UTF-8, or the lexer has reported it.
  var scalars: [(scalar: Unicode.Scalar, range: SourceRange)] {
    var offset = range.start
    return text.unicodeScalars.map { scalar in
      let start = offset
      offset = min(offset + UTF8.width(scalar), range.end)
      return (scalar, SourceRange(file: Int(range.fileIndex), start: min(start, offset), end: offset))
    }
  }
}
