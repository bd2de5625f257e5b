/// Numbers strings in the order of their first use, equal ones once. By bytes: `String` calls texts equal that Unicode
/// calls equivalent, and the engine does not.
///
/// A dictionary of byte arrays did the same in 650 instructions a string, most of them for the array and its hash.
struct StringNumbers: Sendable {
  /// The bytes of all strings, one after the other.
  private(set) var bytes: [UInt8] = []
  /// Where each ends.
  private(set) var ends: [UInt32] = []
  /// Open addressing, at most half full; a number and one, or 0.
  private var slots = [UInt32](repeating: 0, count: 64)

  /// The number of a string.
  mutating func number(of string: String) -> UInt32 {
    let content = string.utf8.span
    var slot = Self.hash(content) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = slots[slot] - 1
      if isSame(number, content) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    for index in content.indices { bytes.append(content[index]) }
    ends.append(UInt32(bytes.count))
    slots[slot] = UInt32(ends.count)
    if ends.count * 2 > slots.count { grow() }
    return UInt32(ends.count - 1)
  }

  private func range(of number: Int) -> Range<Int> {
    (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  private func isSame(_ number: UInt32, _ content: ByteSpan) -> Bool {
    let range = range(of: Int(number))
    guard range.count == content.count else { return false }
    let known = bytes.span.extracting(range)
    for index in content.indices where known[index] != content[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for number in ends.indices {
      var slot = Self.hash(bytes.span.extracting(range(of: number))) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }

  private static func hash(_ content: ByteSpan) -> Int {
    var hash = UInt64(content.count) &* 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while content.count - offset >= 8 {
      hash = (hash ^ content.word(at: offset)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 32
      offset += 8
    }
    while offset < content.count {
      hash = (hash ^ UInt64(content[offset])) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 32
      offset += 1
    }
    return Int(truncatingIfNeeded: hash &>> 1)
  }
}
