/// The checksum of a compiled rulebook: 64 bits over words of 8 bytes, little-endian, the last one filled up with zeros.
///
/// Every step is a bijection of the running value for a given word, and of the word for a given running value. So two
/// texts of the same length that differ in one word, and thus in one bit or byte, never have the same checksum.
/// It finds accidents; it is no signature.
package enum RulebookChecksum {
  private static let start: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The checksum of `bytes`.
  ///
  /// Complexity: O(*n*), 8 bytes a step.
  package static func of(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var sum = start
    var index = bytes.startIndex
    while bytes.endIndex - index >= 8 {
      var word: UInt64 = 0
      for offset in 0..<8 { word |= UInt64(bytes[index + offset]) << UInt64(8 * offset) }
      sum = step(sum, word)
      index += 8
    }
    if index < bytes.endIndex {
      var word: UInt64 = 0
      var shift: UInt64 = 0
      while index < bytes.endIndex {
        word |= UInt64(bytes[index]) << shift
        shift += 8
        index += 1
      }
      sum = step(sum, word)
    }
    return step(sum, UInt64(bytes.count))
  }

  private static func step(_ sum: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (sum ^ word) &* factor
    return mixed ^ (mixed >> 32)
  }
}
