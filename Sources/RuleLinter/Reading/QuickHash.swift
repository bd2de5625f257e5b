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
    var hash = MeaningHash()
    hash.mix(count)
    guard count >= 8 else {
      var rest = 0
      for index in indices { rest = unsafe rest << 8 | Int(self[index]) }
      hash.mix(rest)
      return hash.value
    }
    // SAFETY: eight bytes from `offset` on are there, and so are the last eight, some of which may be mixed in twice.
    var offset = 0
    while offset + 8 < count {
      unsafe hash.mix(loadUnaligned(fromByteOffset: offset, as: Int.self))
      offset += 8
    }
    unsafe hash.mix(loadUnaligned(fromByteOffset: count - 8, as: Int.self))
    return hash.value
  }
}
