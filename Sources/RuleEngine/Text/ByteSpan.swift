/// Bytes that somebody else keeps. `Span` alone is a span of time in this module.
typealias ByteSpan = Swift.Span<UInt8>

extension ByteSpan {
  /// The eight bytes at `offset`, the first one lowest.
  ///
  /// Precondition: they are there.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    // Unsafe for types with invalid bit patterns; the bounds are checked.
    UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
