/// Lines of a log that follow each other, in one piece of memory.
public struct LogLines: Sendable {
  struct Line: Sendable {
    /// Counted from 1.
    let number: Int
    /// Where its bytes are, without the line end.
    let range: Range<Int>
    /// Whether it could be read.
    let isReadable: Bool
  }

  private var text: [UInt8] = []
  /// Why lines could not be read, by their numbers.
  private var troubles: [Int: String] = [:]
  private(set) var lines: [Line] = []

  /// No lines.
  public init() {}

  /// No lines yet.
  ///
  /// - Parameter byteCount: how many bytes they will have, as far as that is known.
  public init(reserving byteCount: Int) { text.reserveCapacity(byteCount) }

  /// How many lines there are.
  public var count: Int { lines.count }

  /// How many bytes they have.
  public var byteCount: Int { text.count }

  /// Adds a line.
  ///
  /// - Parameters:
  ///   - bytes: without the line end.
  ///   - number: counted from 1.
  public mutating func append(_ bytes: ArraySlice<UInt8>, number: Int) {
    let start = text.count
    text += bytes
    lines.append(Line(number: number, range: start..<text.count, isReadable: true))
  }

  /// Adds a line that could not be read.
  public mutating func append(unreadable reason: String, number: Int) {
    lines.append(Line(number: number, range: text.count..<text.count, isReadable: false))
    troubles[number] = reason
  }

  /// Drops the lines behind the first `count`.
  mutating func keepFirst(_ count: Int) { lines.removeSubrange(count...) }

  /// Why a line could not be read.
  func trouble(of line: Line) -> String? { line.isReadable ? nil : troubles[line.number] }

  /// Reads the bytes of a line where they are.
  func withBytes<Result, Failure: Error>(
    of line: Line, _ read: (ByteSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try read(text.span.extracting(line.range))
  }
}
