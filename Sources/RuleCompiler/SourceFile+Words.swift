package import RuleSource

extension SourceFile {
  /// The words of `range` on one line: comments are left out and white space is a single blank, except in quotes.
  package func words(of range: SourceRange) -> String {
    let text = bytes[min(range.start, bytes.count)..<min(range.end, bytes.count)]
    if Self.isOneLine(text) { return String(decoding: text, as: UTF8.self) }
    var words: [UInt8] = []
    var isQuoted = false
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      switch byte {
      case _ where isQuoted:
        words.append(byte)
        // What is escaped does not end the quotes.
        if byte == UInt8(ascii: "\\"), index + 1 < text.endIndex {
          index += 1
          words.append(text[index])
        } else if byte == UInt8(ascii: "\"") {
          isQuoted = false
        }
      case UInt8(ascii: "\""):
        isQuoted = true
        words.append(byte)
      case UInt8(ascii: "#"):
        while index + 1 < text.endIndex, !Self.endsLine(text[index + 1]) { index += 1 }
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        Self.appendBlank(to: &words)
      case 0xC2 where index + 1 < text.endIndex && text[index + 1] == 0xA0:
        index += 1
        Self.appendBlank(to: &words)
      default:
        words.append(byte)
      }
      index += 1
    }
    if words.last == UInt8(ascii: " ") { words.removeLast() }
    return String(decoding: words, as: UTF8.self)
  }

  /// Whether `text` has nothing to leave out: words with single blanks between. Most tests are written so.
  private static func isOneLine(_ text: ArraySlice<UInt8>) -> Bool {
    var previous = UInt8(ascii: " ")
    for byte in text {
      switch byte {
      case UInt8(ascii: " "): if previous == byte { return false }
      case UInt8(ascii: "#"), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0xC2: return false
      default: break
      }
      previous = byte
    }
    return previous != UInt8(ascii: " ")
  }

  private static func endsLine(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

  private static func appendBlank(to words: inout [UInt8]) {
    if let last = words.last, last != UInt8(ascii: " ") { words.append(UInt8(ascii: " ")) }
  }
}
