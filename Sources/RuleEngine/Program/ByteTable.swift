/// Numbers texts and records in the order in which they are first seen: equal bytes get equal numbers.
///
/// All contents stand in one array, and places are found by a hash of eight bytes at a time. A dictionary of byte arrays
/// took an allocation and a step of SipHash a byte for each look: two thirds of lowering 10,000 rules.
package struct ByteTable: Sendable {
  /// Contents one after another; each ends where `ends` says.
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [UInt32] = []
  private var hashes: [UInt64] = []
  /// Numbers plus one at the place that their hash leads to or after it; 0 where nothing stands. A power of two.
  private var slots = [UInt32](repeating: 0, count: 64)

  /// A table of nothing.
  package init() {}

  /// The number of `content`, which is added if it is new.
  package mutating func number(of content: borrowing Swift.Span<UInt8>) -> (number: Int, isNew: Bool) {
    let hash = Self.hash(of: content)
    var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[place] != 0 {
      let number = Int(slots[place]) - 1
      if hashes[number] == hash, isEqual(number, content) { return (number, false) }
      place = (place + 1) & (slots.count - 1)
    }
    // One copy of all: byte by byte was a tenth of compiling.
    bytes.append(contentsOf: content)
    ends.append(UInt32(bytes.count))
    hashes.append(hash)
    slots[place] = UInt32(ends.count)
    if ends.count * 2 > slots.count { grow() }
    return (ends.count - 1, true)
  }

  private func start(of number: Int) -> Int { number == 0 ? 0 : Int(ends[number - 1]) }

  private func isEqual(_ number: Int, _ content: borrowing Swift.Span<UInt8>) -> Bool {
    let start = start(of: number)
    guard Int(ends[number]) - start == content.count else { return false }
    let known = bytes.span.extracting(start..<(start + content.count))
    let last = content.count - 8
    if last < 0 {
      for index in content.indices where known[index] != content[index] { return false }
      return true
    }
    var index = 0
    while index < last {
      if known.word(at: index) != content.word(at: index) { return false }
      index += 8
    }
    return known.word(at: last) == content.word(at: last)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 4)
    for (number, hash) in hashes.enumerated() {
      var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = UInt32(number + 1)
    }
  }

  private static func hash(of content: borrowing Swift.Span<UInt8>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: content.count) ^ 0x9E37_79B9_7F4A_7C15
    let last = content.count - 8
    if last < 0 {
      var rest: UInt64 = 0
      for index in content.indices { rest = rest << 8 | UInt64(content[index]) }
      return mixed(hash ^ rest)
    }
    var index = 0
    while index < last {
      hash = mixed(hash ^ content.word(at: index))
      index += 8
    }
    // The last eight bytes, some of which may have come before: one step instead of one for each byte.
    return mixed(hash ^ content.word(at: last))
  }

  private static func mixed(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
