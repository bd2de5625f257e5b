/// Finds the keyword that some bytes spell, without making a `String`.
///
/// An open-addressed hash table over the first twelve bytes, packed in two numbers; no keyword is longer.
struct KeywordTable: Sendable {
  /// 16 bytes, so that finding one takes no multiplication.
  struct Slot: Sendable {
    var low: UInt64 = 0
    var high: UInt32 = 0
    var keyword = Keyword.plain
  }

  /// The one table.
  static let shared = KeywordTable()

  static let longestKeyword = 12
  private static let slotBits: UInt64 = 9
  static let slotCount = 1 << Int(slotBits)
  // INVARIANT: `slotCount` slots, more than twice the keywords.
  let slots: [Slot]

  private init() {
    var slots = [Slot](repeating: Slot(), count: Self.slotCount)
    // Straight from their bytes: a text for each took a tenth of checking a file of one rule.
    let written = Array(Keyword.written.utf8)
    var start = 0
    var number: UInt8 = 0
    while start < written.count {
      let end = written[start...].firstIndex { $0 <= UInt8(ascii: " ") } ?? written.count
      if end > start {
        precondition(end - start <= Self.longestKeyword, "a longer keyword needs a wider table")
        if let keyword = Keyword(rawValue: number), keyword != .plain {
          let (low, high) = Self.packed(written, from: start, to: end, foldingCase: false)
          var index = Self.hash(low, high)
          while slots[index].keyword != .plain { index = (index + 1) & (Self.slotCount - 1) }
          slots[index] = Slot(low: low, high: UInt32(truncatingIfNeeded: high), keyword: keyword)
        }
        number += 1
      }
      start = end + 1
    }
    self.slots = slots
  }

  /// The keyword spelled by `bytes[start..<end]`; `plain` if there is none.
  func keyword(in bytes: [UInt8], from start: Int, to end: Int, foldingCase: Bool) -> Keyword {
    guard end - start <= Self.longestKeyword else { return .plain }
    let (low, high) = Self.packed(bytes, from: start, to: end, foldingCase: foldingCase)
    return unsafe slots.withUnsafeBufferPointer { unsafe Self.keyword(low, high, in: $0) }
  }

  /// The keyword whose bytes, first to eighth and ninth to sixteenth, are these from the lowest up.
  ///
  /// Precondition: `slots` are those of the table.
  @inline(__always)
  static func keyword(_ low: UInt64, _ high: UInt64, in slots: UnsafeBufferPointer<Slot>) -> Keyword {
    var index = hash(low, high)
    while true {
      // SAFETY: a hash is less than `slotCount`.
      let slot = unsafe slots[index]
      if slot.low == low, UInt64(slot.high) == high { return slot.keyword }
      if slot.keyword == .plain { return .plain }
      index = (index &+ 1) & (slotCount &- 1)
    }
  }

  @inline(__always)
  private static func hash(_ low: UInt64, _ high: UInt64) -> Int {
    let mixed = (low ^ high &<< 7) &* 0x9093_11ED_0E9F_654F
    return Int(truncatingIfNeeded: mixed &>> (64 &- slotBits))
  }

  private static func packed(
    _ bytes: [UInt8], from start: Int, to end: Int, foldingCase: Bool
  ) -> (low: UInt64, high: UInt64) {
    var low: UInt64 = 0
    var high: UInt64 = 0
    for offset in start..<end {
      var byte = bytes[offset]
      if foldingCase, byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") { byte |= 0x20 }
      let place = offset - start
      if place < 8 {
        low |= UInt64(byte) << UInt64(place * 8)
      } else {
        high |= UInt64(byte) << UInt64((place - 8) * 8)
      }
    }
    return (low, high)
  }
}
