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
    starts.reserveCapacity(bytes.count / 24 + 16)
    var offset = 0
    while offset < bytes.count {
      if let step = Self.bytesBeforeLineEnd(in: bytes, from: offset) {
        offset += step
        continue
      }
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

  /// How many of the next eight bytes come before a line end; `nil` if none does, or the file ends.
  private static func bytesBeforeLineEnd(in bytes: [UInt8], from offset: Int) -> Int? {
    guard offset &+ 8 <= bytes.count else { return nil }
    // SAFETY: eight bytes from `offset` on are in the array.
    let word = unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    let bytes = UInt64(littleEndian: word)
    let found = zeros(bytes ^ 0x0A0A_0A0A_0A0A_0A0A) | zeros(bytes ^ 0x0D0D_0D0D_0D0D_0D0D)
    let step = found.trailingZeroBitCount / 8
    return step == 0 ? nil : step
  }

  /// The top bit of each byte of `word` up to the first that is zero, and of that one.
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
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
