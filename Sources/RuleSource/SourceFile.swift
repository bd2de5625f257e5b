//  RuleSource answers "where is it?": text, byte ranges, diagnostics and their renderer.
//  It refuses to know what the text means.

/// One text of a rulebook, as bytes, with its lines.
package struct SourceFile: Sendable {
  /// The path as the user gave it; `-` for standard input.
  package let path: String
  /// The text as read. Not necessarily valid UTF-8: the lexer reports what is not.
  package let bytes: [UInt8]
  /// The byte offset at which each line starts; the first is 0. LF, CRLF and a lone CR end a line.
  package let lineStarts: [Int]

  /// A file with `bytes`, whose lines are found in one pass.
  ///
  /// Complexity: O(*n*) in the number of bytes.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [0]
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "\n") {
        starts.append(offset)
      } else if byte == UInt8(ascii: "\r") {
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "\n") { offset += 1 }
        starts.append(offset)
      }
    }
    lineStarts = starts
  }

  /// The zero-based line that holds the byte at `offset`.
  ///
  /// Complexity: O(log *n*) in the number of lines.
  package func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of the zero-based line `index`, without its line end.
  package func line(_ index: Int) -> ArraySlice<UInt8> {
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return bytes[start..<end]
  }

  /// The text of `range`, with invalid UTF-8 repaired.
  package func text(of range: SourceRange) -> String {
    String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }
}
