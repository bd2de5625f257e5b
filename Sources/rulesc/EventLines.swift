internal import RuleEngine

/// The lines of a log that are not blank, without a byte order mark.
struct EventLines {
  /// A line, counted from 1.
  struct Line {
    /// What a line is made of.
    enum Content {
      /// Its bytes, without the line end.
      case text([UInt8])
      /// It could not be read: the reason.
      case unreadable(String)
    }

    let number: Int
    let content: Content
  }

  private var reader: LineReader
  /// How many lines were read, blank ones too.
  private(set) var lineCount = 0
  private var lastByteCount = 0

  init(_ reader: LineReader) { self.reader = reader }

  /// A read failed: the reason.
  var failure: String? { reader.failure }

  /// Whether the next line is not there yet, and would be waited for.
  mutating func waits() -> Bool { reader.waits() }

  /// The next line, or `nil` at the end of the log.
  mutating func next() -> Line? {
    switch nextPlace() {
    case nil: nil
    case .tooLong: Line(number: lineCount, content: .unreadable(LineReader.isTooLong))
    case .text(let place): Line(number: lineCount, content: .text(Array(reader[place])))
    }
  }

  /// The next lines, up to `count` of them, as many as are there without waiting after the first one. There are none only at
  /// the end of the log.
  mutating func next(_ count: Int) -> LogLines {
    // As much as the last ones, and some more.
    var lines = LogLines(reserving: lastByteCount + lastByteCount / 8)
    defer { lastByteCount = lines.byteCount }
    while lines.count < count, lines.count == 0 || !waits(), let place = nextPlace() {
      switch place {
      case .tooLong: lines.append(unreadable: LineReader.isTooLong, number: lineCount)
      case .text(let place): lines.append(reader[place], number: lineCount)
      }
    }
    return lines
  }

  private mutating func nextPlace() -> LineReader.Place? {
    while let line = reader.nextPlace() {
      lineCount += 1
      guard case .text(var place) = line else { return line }
      if lineCount == 1, reader[place].starts(with: [0xEF, 0xBB, 0xBF]) { place = place.dropFirst(3) }
      let isBlank = reader[place].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if !isBlank { return .text(place) }
    }
    return nil
  }
}
