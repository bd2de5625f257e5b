extension Swift.Span<UInt8> {
  /// The eight bytes from `offset` on, the first of them lowest.
  ///
  /// Precondition: eight bytes are there.
  func word(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset &+ 8 <= count)
    // SAFETY: the eight bytes are in the span.
    return UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }
}

extension UInt64 {
  /// Its bits, each of which depends on all: a place in a table.
  @inline(__always)
  var mixed: UInt64 {
    let product = multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
