/// The lines of a log that are not blank, without a byte order mark.
struct EventLines {
  /// A line that may be an event, with its number.
  enum Line {
    case text([UInt8], number: Int)
    case tooLong(number: Int)
  }

  private var reader: LineReader
  private var number = 0

  init(_ reader: LineReader) { self.reader = reader }

  /// A read failed: the reason.
  var failure: String? { reader.failure }

  mutating func next() -> Line? {
    while let line = reader.next() {
      number += 1
      switch line {
      case .tooLong: return .tooLong(number: number)
      case .text(var bytes):
        if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let isBlank = bytes.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        if !isBlank { return .text(bytes, number: number) }
      }
    }
    return nil
  }
}
