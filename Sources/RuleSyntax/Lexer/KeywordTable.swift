/// Finds the keyword that some bytes spell, without making a `String`.
///
/// An open-addressed hash table over the first 16 bytes, packed in two words; no keyword is longer than 12.
struct KeywordTable: Sendable {
  private struct Slot: Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var keyword = Keyword.plain
  }

  /// The one table.
  static let shared = KeywordTable()

  static let longestKeyword = 12
  private static let slotBits: UInt64 = 9
  private var slots = [Slot](repeating: Slot(), count: 1 << Int(slotBits))

  private init() {
    for keyword in Keyword.allCases where keyword != .plain {
      let bytes = Array(keyword.text.utf8)
      precondition(bytes.count <= Self.longestKeyword, "a longer keyword needs a wider table")
      let (low, high) = Self.packed(bytes, from: 0, to: bytes.count, foldingCase: false)
      var index = Self.hash(low, high)
      while slots[index].keyword != .plain { index = (index + 1) & (slots.count - 1) }
      slots[index] = Slot(low: low, high: high, keyword: keyword)
    }
  }

  /// The keyword spelled by `bytes[start..<end]`; `plain` if there is none.
  func keyword(in bytes: [UInt8], from start: Int, to end: Int, foldingCase: Bool) -> Keyword {
    guard end - start <= Self.longestKeyword else { return .plain }
    let (low, high) = Self.packed(bytes, from: start, to: end, foldingCase: foldingCase)
    return keyword(low, high)
  }

  /// The keyword whose bytes, first to eighth and ninth to twelfth, are these from the lowest up.
  func keyword(_ low: UInt64, _ high: UInt64) -> Keyword {
    var index = Self.hash(low, high)
    while slots[index].keyword != .plain {
      if slots[index].low == low, slots[index].high == high { return slots[index].keyword }
      index = (index + 1) & (slots.count - 1)
    }
    return .plain
  }

  private static func hash(_ low: UInt64, _ high: UInt64) -> Int {
    let mixed = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    return Int(mixed >> (64 - slotBits))
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
