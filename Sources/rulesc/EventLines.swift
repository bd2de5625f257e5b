internal import RuleEngine

/// The lines of a log that are not blank, without a byte order mark.
struct EventLines {
  private var reader: LineReader
  /// How many lines were read, blank ones too.
  private(set) var lineCount = 0

  init(_ reader: LineReader) { self.reader = reader }

  /// A read failed: the reason.
  var failure: String? { reader.failure }

  /// Whether the next line is not there yet, and would be waited for.
  mutating func waits() -> Bool { reader.waits() }

  mutating func next() -> LogLine? {
    while let line = reader.next() {
      lineCount += 1
      switch line {
      case .tooLong:
        return LogLine(number: lineCount, .unreadable("the line is longer than \(LineReader.longestLine >> 20) MiB"))
      case .text(var bytes):
        if lineCount == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let isBlank = bytes.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        if !isBlank { return LogLine(number: lineCount, .text(bytes)) }
      }
    }
    return nil
  }
}
