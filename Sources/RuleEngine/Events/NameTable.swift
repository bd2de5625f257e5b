/// From names, as UTF-8 bytes, to numbers: made once, asked for every field of every event without building a `String`.
///
/// Most names have at most 16 bytes: they are kept as two words, and comparing a name is comparing words.
struct NameTable: Sendable {
  private struct Slot: Sendable {
    /// The first eight bytes and the next eight, zeros where the name has ended.
    var first: UInt64 = 0
    var second: UInt64 = 0
    /// Negative: the slot is free.
    var count: Int32 = -1
    /// Where the bytes after the sixteenth begin, in `rest`.
    var rest: Int32 = 0
    var value: Int32 = 0
  }

  /// Open addressing, at most half full; the size is a power of two.
  private var slots = [Slot(), Slot()]
  private var rest: [UInt8] = []
  private var count = 0

  init() {}

  /// Adds a name; a name that is there already keeps its value.
  mutating func insert(_ name: String, _ value: Int32) {
    let bytes = Array(name.utf8)
    guard self.value(of: bytes.span, 0..<bytes.count) == nil else { return }
    let (first, second) = Self.words(of: bytes.span, 0..<bytes.count)
    let slot = Slot(
      first: first, second: second, count: Int32(bytes.count), rest: Int32(rest.count), value: value)
    rest += bytes.dropFirst(16)
    count += 1
    if count * 2 > slots.count {
      let old = slots
      slots = Array(repeating: Slot(), count: slots.count * 2)
      for slot in old where slot.count >= 0 { place(slot) }
    }
    place(slot)
  }

  /// The value of a name, if it is known.
  func value(of name: ArraySlice<UInt8>) -> Int32? {
    let bytes = Array(name)
    return value(of: bytes.span, 0..<bytes.count)
  }

  /// The value of the name in a part of a text, if it is known.
  func value(of text: ByteSpan, _ range: Range<Int>) -> Int32? {
    let (first, second) = Self.words(of: text, range)
    let slots = slots.span
    var index = Self.hash(first, second, range.count) & (slots.count - 1)
    while slots[index].count >= 0 {
      let slot = slots[index]
      if slot.first == first, slot.second == second, Int(slot.count) == range.count,
        range.count <= 16 || hasRest(slot, text, range)
      {
        return slot.value
      }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  private func hasRest(_ slot: Slot, _ text: ByteSpan, _ range: Range<Int>) -> Bool {
    for offset in 16..<range.count where rest[Int(slot.rest) + offset - 16] != text[range.lowerBound + offset] {
      return false
    }
    return true
  }

  private mutating func place(_ slot: Slot) {
    var index = Self.hash(slot.first, slot.second, Int(slot.count)) & (slots.count - 1)
    while slots[index].count >= 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  private static func words(of text: ByteSpan, _ range: Range<Int>) -> (UInt64, UInt64) {
    let start = range.lowerBound
    let first = word(of: text, at: start, count: min(8, range.count))
    return (first, range.count > 8 ? word(of: text, at: start + 8, count: min(8, range.count - 8)) : 0)
  }

  /// Up to eight bytes as a word.
  @inline(__always)
  private static func word(of text: ByteSpan, at start: Int, count: Int) -> UInt64 {
    if start + 8 <= text.count {
      let word = text.word(at: start)
      return count == 8 ? word : word & (1 << UInt64(8 * count) &- 1)
    }
    var word: UInt64 = 0
    for place in 0..<count { word |= UInt64(text[start + place]) << UInt64(8 * place) }
    return word
  }

  private static func hash(_ first: UInt64, _ second: UInt64, _ count: Int) -> Int {
    var hash = (first ^ UInt64(truncatingIfNeeded: count)) &* 0x9e37_79b9_7f4a_7c15
    hash = (hash ^ hash >> 32 ^ second) &* 0xff51_afd7_ed55_8ccd
    return Int(truncatingIfNeeded: hash >> 32)
  }
}
