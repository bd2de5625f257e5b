/// Which number a hash was first or last seen with.
///
/// The hashes are good ones already: to hash them once more, as a dictionary does, took longer than all else of a lint.
struct SeenHashes {
  /// By number.
  private var hashes: [UInt64]
  /// Numbers plus one, where the low bits of their hash lead to or after it; 0 where nothing stands.
  private var slots: [Int32]

  /// Room for numbers below `count`.
  init(count: Int) {
    hashes = Array(repeating: 0, count: count)
    var size = 16
    while size < count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  /// The number that `hash` was seen with before, instead of which it has `number` now.
  mutating func replace(_ hash: UInt64, with number: Int) -> Int? {
    let (slot, known) = find(hash)
    hashes[number] = hash
    slots[slot] = Int32(truncatingIfNeeded: number + 1)
    return known
  }

  /// The number that `hash` was first seen with; `nil` if that is now.
  mutating func first(_ hash: UInt64, orAdd number: Int) -> Int? {
    let (slot, known) = find(hash)
    if let known { return known }
    hashes[number] = hash
    slots[slot] = Int32(truncatingIfNeeded: number + 1)
    return nil
  }

  /// Where `hash` stands or may stand. Some slot is free, since there are twice as many as numbers.
  private func find(_ hash: UInt64) -> (slot: Int, known: Int?) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let known = Int(slots[slot]) - 1
      if hashes[known] == hash { return (slot, known) }
      slot = (slot + 1) & mask
    }
    return (slot, nil)
  }
}
