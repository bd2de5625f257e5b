extension Array<UInt8> {
  /// Where `byte` stands first in `range`, which is in the array. Eight bytes are looked at together.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
    var offset = range.lowerBound
    while offset &+ 8 <= range.upperBound {
      // SAFETY: eight bytes from `offset` on are in the range, and the range is in the array.
      let word = unsafe withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
      let others = UInt64(littleEndian: word) ^ pattern
      let found = (others &- 0x0101_0101_0101_0101) & ~others & 0x8080_8080_8080_8080
      if found != 0 { return offset &+ found.trailingZeroBitCount / 8 }
      offset &+= 8
    }
    while offset < range.upperBound {
      if self[offset] == byte { return offset }
      offset &+= 1
    }
    return nil
  }
}
