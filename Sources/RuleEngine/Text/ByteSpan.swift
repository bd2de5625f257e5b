/// Bytes that somebody else keeps. `Span` alone is a span of time in this module.
typealias ByteSpan = Swift.Span<UInt8>

extension ByteSpan {
  /// The bytes as UTF-8.
  var string: String { unsafe withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) } }

  /// The eight bytes at `offset`, the first one lowest.
  ///
  /// Precondition: they are there.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset &+ 8 <= count)
    // Checked above, in the words that callers use themselves, so that the compiler checks once.
    return UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  /// The eight bytes at `offset`, for those who have looked at the end of several words at once.
  ///
  /// Precondition, not checked: they are there.
  @inline(__always)
  @unsafe
  func uncheckedWord(at offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  /// The four bytes at `offset`, the first one lowest.
  ///
  /// Precondition, not checked: they are there.
  @inline(__always)
  @unsafe
  func uncheckedHalfWord(at offset: Int) -> UInt32 {
    UInt32(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
  }
}
