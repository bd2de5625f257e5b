/// From names, as UTF-8 bytes, to numbers: made once, asked for every field of every event without building a `String`.
struct NameTable: Sendable {
  private struct Entry: Sendable {
    let hash: UInt64
    let name: [UInt8]
    let value: Int32
  }

  private var entries: [Entry] = []
  /// Indices into `entries`, -1 where free. Open addressing, at most half full; the size is a power of two.
  private var buckets: [Int32] = [-1, -1]

  init() {}

  /// Adds a name; a name that is there already keeps its value.
  mutating func insert(_ name: String, _ value: Int32) {
    let bytes = Array(name.utf8)
    guard self.value(of: bytes[...]) == nil else { return }
    entries.append(Entry(hash: Self.hash(bytes[...]), name: bytes, value: value))
    if entries.count * 2 > buckets.count {
      buckets = Array(repeating: -1, count: buckets.count * 2)
      for index in entries.indices { place(index) }
    } else {
      place(entries.count - 1)
    }
  }

  /// The value of a name, if it is known.
  func value(of name: ArraySlice<UInt8>) -> Int32? {
    let hash = Self.hash(name)
    var bucket = Int(truncatingIfNeeded: hash) & (buckets.count - 1)
    while buckets[bucket] >= 0 {
      let entry = entries[Int(buckets[bucket])]
      if entry.hash == hash, entry.name.elementsEqual(name) { return entry.value }
      bucket = (bucket + 1) & (buckets.count - 1)
    }
    return nil
  }

  private mutating func place(_ index: Int) {
    var bucket = Int(truncatingIfNeeded: entries[index].hash) & (buckets.count - 1)
    while buckets[bucket] >= 0 { bucket = (bucket + 1) & (buckets.count - 1) }
    buckets[bucket] = Int32(index)
  }

  /// FNV-1a, its high half folded in: the low bits choose the bucket.
  private static func hash(_ name: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return hash ^ hash >> 32
  }
}
