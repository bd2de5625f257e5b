/// From names, as UTF-8 bytes, to numbers: made once, asked for every field of every event without building a `String`.
///
/// Most names have at most 16 bytes: they are kept as two words, and comparing a name is comparing words. Names of several
/// scopes (the options of each property) stand in one table, so that no table has to be fetched first.
struct NameTable: Sendable {
  private struct Slot: Sendable {
    /// The first eight bytes and the next eight, zeros where the name has ended.
    var first: UInt64 = 0
    var second: UInt64 = 0
    /// Length and scope.
    var key = NameTable.free
    /// Where the bytes after the sixteenth begin, in `rest`.
    var rest: Int32 = 0
    var value: Int32 = 0
  }

  /// The key of a slot without a name.
  private static let free = UInt64.max

  /// Open addressing, at most half full; the size is a power of two.
  private var slots = [Slot(), Slot()]
  private var rest: [UInt8] = []
  private var count = 0

  init() {}

  /// Adds a name; a name that is there already keeps its value.
  mutating func insert(_ name: String, _ value: Int32, in scope: Int = 0) {
    let bytes = Array(name.utf8)
    guard self.value(of: bytes.span, at: 0, bytes.count, in: scope) == nil else { return }
    let (first, second) = Self.words(of: bytes.span, at: 0, bytes.count)
    let slot = Slot(
      first: first, second: second, key: Self.key(bytes.count, scope), rest: Int32(rest.count), value: value)
    rest += bytes.dropFirst(16)
    count += 1
    if count * 2 > slots.count {
      let old = slots
      slots = Array(repeating: Slot(), count: slots.count * 2)
      for slot in old where slot.key != Self.free { place(slot) }
    }
    place(slot)
  }

  /// The value of a name, if it is known.
  func value(of name: ArraySlice<UInt8>, in scope: Int = 0) -> Int32? {
    let bytes = Array(name)
    return value(of: bytes.span, at: 0, bytes.count, in: scope)
  }

  /// The value of a name, if it is known.
  func value(of name: EventText, in scope: Int = 0) -> Int32? {
    value(of: name.memory.span, at: name.range.lowerBound, name.count, in: scope)
  }

  /// The value of the name of `count` bytes that begins at `start` in a text, if it is known.
  @inline(__always)
  func value(of text: ByteSpan, at start: Int, _ count: Int, in scope: Int = 0) -> Int32? {
    let (first, second) = Self.words(of: text, at: start, count)
    let key = Self.key(count, scope)
    let slots = slots.span
    let mask = slots.count &- 1
    var index = Self.hash(first, second, key) & mask
    while slots[index].key != Self.free {
      let slot = slots[index]
      if slot.first == first, slot.second == second, slot.key == key {
        return count <= 16 ? slot.value : longValue(text, at: start, from: index)
      }
      index = (index &+ 1) & mask
    }
    return nil
  }

  /// The value of a name of more than 16 bytes; the slot at `index` begins like it.
  @inline(never)
  private func longValue(_ text: ByteSpan, at start: Int, from index: Int) -> Int32? {
    let (first, second, key) = (slots[index].first, slots[index].second, slots[index].key)
    var index = index
    while slots[index].key != Self.free {
      let slot = slots[index]
      if slot.first == first, slot.second == second, slot.key == key, hasRest(slot, text, at: start) {
        return slot.value
      }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Whether a text that begins like a name goes on like it, too.
  private func hasRest(_ slot: Slot, _ text: ByteSpan, at start: Int) -> Bool {
    for offset in 16..<Int(UInt32(truncatingIfNeeded: slot.key))
    where rest[Int(slot.rest) + offset - 16] != text[start + offset] {
      return false
    }
    return true
  }

  private mutating func place(_ slot: Slot) {
    var index = Self.hash(slot.first, slot.second, slot.key) & (slots.count - 1)
    while slots[index].key != Self.free { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  @inline(__always)
  private static func key(_ count: Int, _ scope: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: count) | UInt64(truncatingIfNeeded: scope) &<< 32
  }

  @inline(__always)
  private static func words(of text: ByteSpan, at start: Int, _ count: Int) -> (UInt64, UInt64) {
    guard start &+ 16 <= text.count else { return lastWords(of: text, at: start, count) }
    let first = text.word(at: start)
    if count <= 8 { return (low(count, of: first), 0) }
    return (first, low(count &- 8, of: text.word(at: start &+ 8)))
  }

  /// The first bytes of a word, zeros for the others.
  @inline(__always)
  private static func low(_ count: Int, of word: UInt64) -> UInt64 {
    count >= 8 ? word : word & (1 &<< UInt64(truncatingIfNeeded: count &* 8) &- 1)
  }

  /// The words of a name near the end of the text.
  @inline(never)
  private static func lastWords(of text: ByteSpan, at start: Int, _ count: Int) -> (UInt64, UInt64) {
    var words: (UInt64, UInt64) = (0, 0)
    for place in 0..<min(16, count) {
      let byte = UInt64(text[start + place]) << UInt64(8 * (place & 7))
      if place < 8 { words.0 |= byte } else { words.1 |= byte }
    }
    return words
  }

  @inline(__always)
  private static func hash(_ first: UInt64, _ second: UInt64, _ key: UInt64) -> Int {
    var hash = (first ^ key) &* 0x9e37_79b9_7f4a_7c15
    hash = (hash ^ hash &>> 32 ^ second) &* 0xff51_afd7_ed55_8ccd
    return Int(truncatingIfNeeded: hash &>> 32)
  }
}
