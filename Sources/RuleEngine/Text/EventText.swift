/// A text of an event line or of a rulebook: UTF-8 in memory that it shares with the other texts of the line. No
/// allocation is made for it.
///
/// Texts are equal where their bytes are: Swift's `String` also calls equal what Unicode calls equivalent.
package struct EventText: Sendable {
  // The reference stands last: there, and not where numbers stand, has a `Value` bits to spare. It takes 16 bytes so,
  // as a text does, and 24 otherwise.
  private let start: UInt32
  private let end: UInt32
  /// Bytes of this text and of others; use it with `range`.
  let memory: [UInt8]

  /// The bytes `range` of `memory`, which are valid UTF-8; at most 4 GiB into it.
  init(_ memory: [UInt8], _ range: Range<Int>) {
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    end = UInt32(truncatingIfNeeded: range.upperBound)
    self.memory = memory
  }

  /// The bytes from `start` to `end` of `memory`, as above.
  @inline(__always)
  init(_ memory: [UInt8], _ start: Int, _ end: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.memory = memory
  }

  /// The same text in memory of its own.
  package init(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(bytes, 0..<bytes.count)
  }

  package static var empty: EventText { EventText([], 0..<0) }

  /// Lets go of a text if there is one: letting go of none is a call, too.
  @inline(__always)
  static func letGo(_ text: inout EventText?) { if text != nil { text = nil } }

  /// Where the text stands in its memory.
  var range: Range<Int> { Int(start)..<Int(end) }

  var count: Int { Int(end &- start) }

  package var isEmpty: Bool { start == end }

  /// A copy that other modules and people read.
  package var string: String { String(decoding: memory[range], as: UTF8.self) }

  /// The same memory, less of it; `range` is inside this text's.
  func narrowed(to range: Range<Int>) -> EventText { EventText(memory, range) }

  /// Whether the text is a word of ours.
  func isWord(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    let bytes = memory.span.extracting(range)
    return word.withUTF8Buffer { word in
      for index in bytes.indices where (unsafe word[index]) != bytes[index] { return false }
      return true
    }
  }
}

extension EventText: Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// A text known beforehand.
  package init(stringLiteral text: String) { self.init(text) }

  package var description: String { string }

  package static func == (left: EventText, right: EventText) -> Bool {
    guard left.count == right.count else { return false }
    return left.memory.span.extracting(left.range).hasSameBytes(as: right.memory.span.extracting(right.range))
  }

  package func hash(into hasher: inout Hasher) {
    let bytes = memory.span.extracting(range)
    hasher.combine(bytes.count)
    for index in bytes.indices { hasher.combine(bytes[index]) }
  }
}

extension ByteSpan {
  /// Whether both are the same bytes.
  ///
  /// Precondition: they are equally many.
  func hasSameBytes(as other: ByteSpan) -> Bool {
    precondition(count == other.count)
    var offset = 0
    while offset &+ 8 <= count {
      if word(at: offset) != other.word(at: offset) { return false }
      offset &+= 8
    }
    while offset < count {
      if self[offset] != other[offset] { return false }
      offset &+= 1
    }
    return true
  }
}
