/// A hash of words that come one by one: the same in every process.
struct WordHash {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func mix(_ word: UInt64) {
    value = (value ^ word) &* 0xD6E8_FEB8_6659_FD93
    value ^= value >> 32
  }
}

extension String {
  /// The same for the same texts of every process, eight bytes at a time; seldom the same for others.
  var quickHash: UInt64 {
    var hash: UInt64 = 0
    _ = unsafe utf8.withContiguousStorageIfAvailable { hash = UnsafeRawBufferPointer($0).quickHash }
    return hash
  }
}

extension UnsafeRawBufferPointer {
  fileprivate var quickHash: UInt64 {
    var hash = WordHash()
    hash.mix(UInt64(count))
    guard count >= 8 else {
      var rest: UInt64 = 0
      for index in indices { rest = unsafe rest << 8 | UInt64(self[index]) }
      hash.mix(rest)
      return hash.value
    }
    // SAFETY: eight bytes from `offset` on are there, and so are the last eight, some of which may be mixed in twice.
    var offset = 0
    while offset + 8 < count {
      unsafe hash.mix(loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    unsafe hash.mix(loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    return hash.value
  }
}
