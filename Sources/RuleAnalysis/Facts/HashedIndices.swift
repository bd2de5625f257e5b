/// Finds elements of an array by their hashes: the indices alone, the elements are somebody else's.
///
/// For what would be a `Dictionary` if the runtime did not search the whole program, for the first of a new kind of keys,
/// for how they are hashed: a twentieth of checking a file of one rule.
struct HashedIndices {
  /// An index at its hash or behind it, -1 where there is none; a power of two, at least twice as many as elements.
  private var table: [Int32] = []
  private var count = 0

  /// The index of the element with that hash for which `isEqual` holds.
  func index(ofHash hash: Int, where isEqual: (Int) -> Bool) -> Int? {
    if table.isEmpty { return nil }
    var slot = hash & (table.count - 1)
    while table[slot] >= 0 {
      if isEqual(Int(table[slot])) { return Int(table[slot]) }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  /// Adds the next element, which is not there yet.
  ///
  /// - Parameter hash: the hash of the element at an index.
  mutating func addNext(hash: (Int) -> Int) {
    count += 1
    if 2 * count <= table.count { return put(count - 1, hash) }
    table = Array(repeating: -1, count: max(32, 2 * table.count))
    for index in 0..<count { put(index, hash) }
  }

  private mutating func put(_ index: Int, _ hash: (Int) -> Int) {
    var slot = hash(index) & (table.count - 1)
    while table[slot] >= 0 { slot = (slot + 1) & (table.count - 1) }
    table[slot] = Int32(index)
  }
}
