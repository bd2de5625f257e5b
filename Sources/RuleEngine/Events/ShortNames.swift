/// Names of at most seven bytes that need no escapes, in scopes, with the quote that ends them in a line: a word of the
/// line that is the word of a name is a whole and valid JSON string. Options are mostly such names, and events are full
/// of options: looking at the string first and for its name afterwards took four times the instructions.
struct ShortNames: Sendable {
  private struct Slot: Sendable {
    /// The name and its quote, the first byte lowest, zeros behind them. No name's word is zero.
    var word: UInt64 = 0
    var scope: Int32 = 0
    var value: Int32 = 0
  }

  /// Open addressing, at most a quarter full; the size is a power of two.
  private var slots = [Slot(), Slot(), Slot(), Slot()]
  private var count = 0

  /// Adds a name, if it is short and plain; a name that is there already keeps its value.
  mutating func insert(_ name: String, _ value: Int32, in scope: Int) {
    let bytes = Array(name.utf8)
    let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    guard !bytes.isEmpty, bytes.count < 8, isPlain else { return }
    let word = (bytes + [UInt8(ascii: "\"")]).reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    if self.value(of: word, in: scope) != nil { return }
    count += 1
    if 4 * count > slots.count {
      let old = slots
      slots = Array(repeating: Slot(), count: 2 * slots.count)
      for slot in old where slot.word != 0 { place(slot) }
    }
    place(Slot(word: word, scope: Int32(scope), value: value))
  }

  private mutating func place(_ slot: Slot) {
    var index = Self.hash(slot.word, Int(slot.scope)) & (slots.count - 1)
    while slots[index].word != 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  /// The bytes of `word` up to its first quote, with it; zero where there is none.
  @inline(__always)
  static func quoted(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let others = word ^ (ones &* 0x22)
    let quotes = (others &- ones) & ~others & (ones &* 0x80)
    if quotes == 0 { return 0 }
    // The lowest bit that is set is that of the first quote, exactly: it and all below it.
    return word & (quotes ^ (quotes &- 1))
  }

  /// The value of a name that is written as `word`, its quote included; `nil` if it is none of these.
  @inline(__always)
  func value(of word: UInt64, in scope: Int) -> Int32? {
    let mask = slots.count &- 1
    var index = Self.hash(word, scope) & mask
    while true {
      let slot = slots[index]
      if slot.word == word, Int(slot.scope) == scope { return word == 0 ? nil : slot.value }
      if slot.word == 0 { return nil }
      index = (index &+ 1) & mask
    }
  }

  @inline(__always)
  private static func hash(_ word: UInt64, _ scope: Int) -> Int {
    let scoped = word &+ UInt64(truncatingIfNeeded: scope) &* 0xff51_afd7_ed55_8ccd
    return Int(truncatingIfNeeded: (scoped &* 0x9e37_79b9_7f4a_7c15) &>> 40)
  }
}
