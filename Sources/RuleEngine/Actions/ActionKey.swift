/// Makes the stable names of actions and timers.
package enum ActionKey {
  /// `<kind>-<32 hex digits>`, a 128-bit FNV-1a hash of the parts.
  ///
  /// Every part goes in as its length (eight bytes, least significant first) and its UTF-8 bytes, so no two lists of
  /// parts share the hashed bytes.
  package static func make(_ kind: String, _ parts: [String]) -> String {
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    for part in parts {
      var count = UInt64(part.utf8.count)
      for _ in 0..<8 {
        mix(UInt8(truncatingIfNeeded: count), into: &hash)
        count >>= 8
      }
      for byte in part.utf8 { mix(byte, into: &hash) }
    }
    var bytes = Array(kind.utf8)
    bytes.reserveCapacity(bytes.count + 33)
    bytes.append(UInt8(ascii: "-"))
    for shift in stride(from: 124, through: 0, by: -4) {
      bytes.append(hexDigit(UInt8(truncatingIfNeeded: hash >> UInt128(shift)) & 0xf))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func mix(_ byte: UInt8, into hash: inout UInt128) {
    hash ^= UInt128(byte)
    hash &*= 0x0000_0000_0100_0000_0000_0000_0000_013b
  }
}

/// The lower case hexadecimal digit of a number below 16.
func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
