extension Array<UInt8> {
  /// Where `byte` stands first in `range`, which is in the array. Eight bytes are looked at together.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    var offset = range.lowerBound
    guard range.count >= 8 else {
      while offset < range.upperBound {
        if self[offset] == byte { return offset }
        offset &+= 1
      }
      return nil
    }
    let last = range.upperBound &- 8
    while offset < last {
      if let place = place(of: byte, inEightFrom: offset) { return place }
      offset &+= 8
    }
    // The last eight bytes, some of which were looked at.
    return place(of: byte, inEightFrom: last)
  }

  /// Where `byte` stands first in eight bytes.
  ///
  /// Precondition: they are in the array.
  @inline(__always)
  private func place(of byte: UInt8, inEightFrom offset: Int) -> Int? {
    // SAFETY: eight bytes from `offset` on are in the array.
    let word = unsafe withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    let others = UInt64(littleEndian: word) ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
    let found = (others &- 0x0101_0101_0101_0101) & ~others & 0x8080_8080_8080_8080
    return found == 0 ? nil : offset &+ found.trailingZeroBitCount / 8
  }
}
