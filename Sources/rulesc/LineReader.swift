internal import Glibc

/// Reads the lines of a file or of standard input, in pieces.
struct LineReader {
  /// Longer lines are refused, so that a file without line ends cannot fill the memory.
  private static let longestLine = 1 << 26
  /// What is wrong with such a line.
  static var isTooLong: String { "the line is longer than \(longestLine >> 20) MiB" }

  /// A line, or what is wrong with it.
  enum Line {
    case text([UInt8])
    case tooLong
  }

  /// Where the bytes of a line are until the next one is read, or what is wrong with it.
  enum Place {
    case text(Range<Int>)
    case tooLong
  }

  private static let leastRead = 1 << 18

  private let descriptor: Int32
  /// What was read and not asked for yet is from `start` to `end`.
  private var buffer: [UInt8] = []
  private var start = 0
  private var end = 0
  /// Up to here there is no line end behind `start`.
  private var searched = 0
  private var isAtEnd = false
  /// Called before the reader waits for more.
  private let beforeWaiting: () -> Void
  /// A read failed: the reason.
  private(set) var failure: String?

  /// A reader of the file at `path`; `-` is standard input.
  init(path: String, beforeWaiting: @escaping () -> Void) throws(CommandProblem) {
    self.beforeWaiting = beforeWaiting
    guard path != "-" else {
      descriptor = 0
      return
    }
    descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw CommandProblem(
        "the events in `\(path)` cannot be read: \(SystemReason.text(errno))", help: "name a file of JSON lines, or `-`"
      )
    }
    var status = stat()
    if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw CommandProblem("`\(path)` is a folder, not a file of events", help: "name a file of JSON lines, or `-`")
    }
  }

  /// The next line without its end, or `nil` at the end of the file.
  mutating func next() -> Line? {
    switch nextPlace() {
    case nil: nil
    case .tooLong: .tooLong
    case .text(let place): .text(Array(self[place]))
    }
  }

  /// The bytes at the place of the line that was read last.
  subscript(place: Range<Int>) -> ArraySlice<UInt8> { buffer[place] }

  /// Where the next line is, without its end; `nil` at the end of the file.
  mutating func nextPlace() -> Place? {
    while true {
      if let end = lineEnd() {
        let line = trimmed(start..<end)
        start = end + 1
        return .text(line)
      }
      if isAtEnd {
        guard start < end else { return nil }
        let line = trimmed(start..<end)
        start = end
        return .text(line)
      }
      if end - start > Self.longestLine {
        skipLine()
        return .tooLong
      }
      fill()
    }
  }

  /// Whether the next line is not there yet, and would be waited for.
  mutating func waits() -> Bool {
    if isAtEnd || lineEnd() != nil { return false }
    var question = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&question, 1, 0) == 0
  }

  /// Where the line ends that begins at `start`, if that is known.
  private mutating func lineEnd() -> Int? {
    let from = max(start, searched)
    searched = from
    guard from < end else { return nil }
    let end = end
    searched = unsafe buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let found = unsafe memchr(base + from, 0x0A, end - from) else { return end }
      return unsafe base.distance(to: UnsafeRawPointer(found))
    }
    return searched < end ? searched : nil
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    let end = range.upperBound > range.lowerBound && buffer[range.upperBound - 1] == UInt8(ascii: "\r") ? 1 : 0
    return range.lowerBound..<(range.upperBound - end)
  }

  /// Drops what was asked for, then reads more. Afterwards the rest begins at 0.
  private mutating func fill() {
    beforeWaiting()
    if start > 0 {
      let rest = start..<end
      unsafe buffer.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        unsafe memmove(base, base + rest.lowerBound, rest.count)
      }
      (start, end, searched) = (0, rest.count, max(0, searched - rest.lowerBound))
    }
    if buffer.count - end < Self.leastRead {
      buffer += repeatElement(0, count: max(Self.leastRead, buffer.count))
    }
    let present = end
    var count: Int
    repeat {
      count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe read(descriptor, bytes.baseAddress.map { unsafe $0 + present }, bytes.count - present)
      }
    } while count < 0 && errno == EINTR
    if count < 0 { failure = SystemReason.text(errno) }
    if count <= 0 { isAtEnd = true }
    end += max(0, count)
  }

  private mutating func skipLine() {
    while true {
      if let lineEnd = lineEnd() {
        start = lineEnd + 1
        return
      }
      start = end
      if isAtEnd { return }
      fill()
    }
  }
}
