//  RuleSource answers "where is it?": text, byte ranges, diagnostics and their renderer.
//  It refuses to know what the text means.

internal import Synchronization

/// One text of a rulebook, as bytes, with its lines.
package struct SourceFile: Sendable {
  /// The path as the user gave it; `-` for standard input.
  package let path: String
  /// The text as read. Not necessarily valid UTF-8: the lexer reports what is not.
  package let bytes: [UInt8]
  private let lines = Lines()

  /// A file with `bytes`.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// The byte offset at which each line starts; the first is 0. LF, CRLF and a lone CR end a line.
  ///
  /// Complexity: O(*n*) in the number of bytes when first asked for, then O(1).
  package var lineStarts: [Int] { lines.starts(of: bytes) }

  /// Where lines start, once that was asked: of a rulebook without mistakes nobody asks.
  private final class Lines: Sendable {
    private let found = Mutex<[Int]?>(nil)

    func starts(of bytes: [UInt8]) -> [Int] {
      found.withLock { found in
        if let found { return found }
        let starts = SourceFile.lineStarts(in: bytes)
        found = starts
        return starts
      }
    }
  }

  fileprivate static func lineStarts(in bytes: [UInt8]) -> [Int] {
    var starts = [0]
    starts.reserveCapacity(bytes.count / 24 + 16)
    var offset = 0
    // Eight bytes at a time: which of them are less than 0x0E. The few that are and end no line are gone over.
    while offset &+ 8 <= bytes.count {
      // SAFETY: eight bytes from `offset` on are in the array.
      let word = unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
      let eight = UInt64(littleEndian: word)
      let found = (eight &- 0x0E0E_0E0E_0E0E_0E0E) & ~eight & 0x8080_8080_8080_8080
      offset &+= found.trailingZeroBitCount / 8
      if found != 0 { endLine(&offset, bytes, &starts) }
    }
    while offset < bytes.count { endLine(&offset, bytes, &starts) }
    return starts
  }

  /// Goes over the byte at `offset`, and the LF of a CRLF; a line starts behind them if they end one.
  @inline(__always)
  private static func endLine(_ offset: inout Int, _ bytes: [UInt8], _ starts: inout [Int]) {
    let byte = bytes[offset]
    offset &+= 1
    if byte == UInt8(ascii: "\r") {
      if offset < bytes.count, bytes[offset] == UInt8(ascii: "\n") { offset &+= 1 }
    } else if byte != UInt8(ascii: "\n") {
      return
    }
    starts.append(offset)
  }

  /// The zero-based line that holds the byte at `offset`.
  ///
  /// Complexity: O(log *n*) in the number of lines.
  package func lineIndex(at offset: Int) -> Int {
    let starts = lineStarts
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of the zero-based line `index`, without its line end.
  package func line(_ index: Int) -> ArraySlice<UInt8> {
    let starts = lineStarts
    let start = starts[index]
    var end = index + 1 < starts.count ? starts[index + 1] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return bytes[start..<end]
  }

  /// The text of `range`, with invalid UTF-8 repaired.
  package func text(of range: SourceRange) -> String {
    String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }
}
