import RuleSource
import RuleSyntax

/// The text of a rulebook, as far as it is more than ASCII.
struct WrittenText {
  /// A token with bytes beyond ASCII.
  struct Word {
    let kind: Token.Kind
    let range: SourceRange
    /// As written, quotes and escapes included.
    let text: String
  }

  /// In canonical order.
  let sources: [(file: SourceFile, tree: SyntaxTree)]
  /// Words, strings and comments with something beyond ASCII, in text order.
  let foreignWords: [Word]

  /// Complexity: O(*n*) in the number of bytes.
  init(_ sources: [(file: SourceFile, tree: SyntaxTree)]) {
    self.sources = sources
    var words: [Word] = []
    for (file, tree) in sources {
      var offset = 0
      // Almost every byte is ASCII: the few others lead to their tokens.
      while let next = file.firstForeignByte(from: offset) {
        let index = tree.tokens.firstToken(at: next + 1) - 1
        offset = next + 1
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
  // Eight bytes at a time: rule files are large and almost all ASCII.
  fileprivate func firstForeignByte(from start: Int) -> Int? {
    unsafe bytes.withUnsafeBytes { buffer in
      var offset = start
      while offset + 8 <= buffer.count {
        let word = unsafe UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let high = word & 0x8080_8080_8080_8080
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
