import RuleSource
import RuleSyntax

/// The text of a rulebook, as far as it is more than Latin letters and what is printed between them.
struct WrittenText {
  /// A token with letters of another script, or with a character that is not seen.
  struct Word {
    let kind: Token.Kind
    let range: SourceRange
    /// As written, quotes and escapes included.
    let text: String
  }

  /// In canonical order.
  let sources: [(file: SourceFile, tree: SyntaxTree)]
  /// Of each source all items but rules, in text order.
  let declarations: [[ItemSyntax]]
  /// Words, strings and comments with such letters or characters, in text order.
  let foreignWords: [Word]

  /// Complexity: O(*n*) in the number of bytes.
  init(_ sources: [(file: SourceFile, tree: SyntaxTree)]) {
    self.sources = sources
    declarations = sources.map(\.tree.declarations)
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

  /// Whether a letter of another script than Latin, or a character that is not seen, may begin at `offset`. Umlauts,
  /// accents, dashes and quotes do not count: a book may have one in every rule.
  fileprivate func isForeign(at offset: Int) -> Bool {
    switch bytes[offset] {
    // U+00AD
    case 0xC2: byte(at: offset + 1) == 0xAD
    // U+0340 to U+053F: Greek, Cyrillic.
    case 0xCD...0xD4: true
    // U+061C
    case 0xD8: byte(at: offset + 1) == 0x9C
    // U+1000 to U+1FFF: more of Greek and Cyrillic.
    case 0xE1: true
    // U+200B to U+200F, U+202A to U+202E, U+2060 to U+206F
    case 0xE2:
      switch (byte(at: offset + 1), byte(at: offset + 2)) {
      case (0x80, 0x8B...0x8F), (0x80, 0xAA...0xAE), (0x81, 0xA0...0xAF): true
      default: false
      }
    // U+FEC0 to U+FEFF
    case 0xEF: byte(at: offset + 1) == 0xBB
    // U+E0000 and beyond.
    case 0xF3: true
    default: false
    }
  }

  private func byte(at offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }
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
