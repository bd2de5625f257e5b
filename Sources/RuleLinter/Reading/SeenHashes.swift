/// Which index a hash was first or last seen with.
///
/// The hashes are good ones already: to hash them once more, as a dictionary does, took longer than all else of a lint.
struct SeenHashes {
  private var entries: [(hash: UInt64, index: Int)] = []
  /// Places in `entries` plus one, where the low bits of their hash lead to or after it; 0 where nothing stands.
  private var slots: [Int32]

  /// Room for `count` hashes.
  init(count: Int = 0) {
    entries.reserveCapacity(count)
    var size = 16
    while size < count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  /// The index that `hash` was seen with before, instead of which it has `index` now.
  mutating func replace(_ hash: UInt64, with index: Int) -> Int? {
    guard let entry = find(hash, orAdd: index) else { return nil }
    defer { entries[entry].index = index }
    return entries[entry].index
  }

  /// The index that `hash` was first seen with; `nil` if that is now.
  mutating func first(_ hash: UInt64, orAdd index: Int) -> Int? {
    find(hash, orAdd: index).map { entries[$0].index }
  }

  private mutating func find(_ hash: UInt64, orAdd index: Int) -> Int? {
    if entries.count * 2 >= slots.count { grow() }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if entries[entry].hash == hash { return entry }
      slot = (slot + 1) & (slots.count - 1)
    }
    entries.append((hash, index))
    slots[slot] = Int32(truncatingIfNeeded: entries.count)
    return nil
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 4)
    for (number, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(truncatingIfNeeded: number + 1)
    }
  }
}
