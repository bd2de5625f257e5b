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
