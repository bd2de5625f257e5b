/// Makes the stable names of actions and timers.
package enum ActionKey {
  /// `<kind>-<32 hex digits>`, a 128-bit FNV-1a hash of the parts.
  ///
  /// Every part goes in as its length (eight bytes, least significant first) and its UTF-8 bytes, so no two lists of
  /// parts share the hashed bytes.
  package static func make(_ kind: String, _ parts: [String]) -> String {
    var hash = Hash()
    for part in parts { hash.add(part) }
    return hash.key(kind.utf8)
  }

  /// The running hash: what keys of one step have in common is hashed once.
  struct Hash: BitwiseCopyable {
    private var high: UInt64 = 0x6c62_272e_07bb_0142
    private var low: UInt64 = 0x62b8_2175_6295_c58d

    /// Adds a part.
    mutating func add(_ part: String) {
      addCount(part.utf8.count)
      addBytes(of: part)
    }

    /// Adds a part that is made of two texts.
    mutating func add(_ beginning: String, _ rest: String) {
      addCount(beginning.utf8.count + rest.utf8.count)
      addBytes(of: beginning)
      addBytes(of: rest)
    }

    /// Adds parts that were written out with `write(_:into:)`.
    mutating func add(written bytes: ByteSpan) {
      for index in bytes.indices { mix(bytes[index]) }
    }

    /// Appends what is hashed of a part: its length and its bytes.
    static func write(_ part: String, into bytes: inout [UInt8]) {
      var rest = UInt64(part.utf8.count)
      for _ in 0..<8 {
        bytes.append(UInt8(truncatingIfNeeded: rest))
        rest >>= 8
      }
      bytes += part.utf8
    }

    /// The 32 digits of the hash.
    var digits: InlineArray<32, UInt8> {
      var digits = InlineArray<32, UInt8>(repeating: 0)
      var (first, second) = (high, low)
      for place in stride(from: 15, through: 0, by: -1) {
        digits[place] = hexDigit(UInt8(truncatingIfNeeded: first) & 0xf)
        digits[place + 16] = hexDigit(UInt8(truncatingIfNeeded: second) & 0xf)
        first >>= 4
        second >>= 4
      }
      return digits
    }

    /// The key of a kind of action.
    func key(_ kind: StaticString) -> String { key("\(kind)".utf8) }

    func key(_ kind: String.UTF8View) -> String {
      let digits = digits
      return unsafe String(unsafeUninitializedCapacity: kind.count + 33) { buffer in
        var count = 0
        for byte in kind {
          unsafe buffer[count] = byte
          count += 1
        }
        unsafe buffer[count] = UInt8(ascii: "-")
        for place in 0..<32 { unsafe buffer[count + 1 + place] = digits[place] }
        return count + 33
      }
    }

    private mutating func addCount(_ count: Int) {
      var rest = UInt64(count)
      for _ in 0..<8 {
        mix(UInt8(truncatingIfNeeded: rest))
        rest >>= 8
      }
    }

    private mutating func addBytes(of text: String) {
      let bytes = text.utf8.span
      for index in bytes.indices { mix(bytes[index]) }
    }

    /// Times 2^88 + 0x13b, in two halves: four instructions less a byte than in `UInt128`.
    @inline(__always)
    private mutating func mix(_ byte: UInt8) {
      low ^= UInt64(byte)
      let product = low.multipliedFullWidth(by: 0x13b)
      high = high &* 0x13b &+ product.high &+ low << 24
      low = product.low
    }
  }
}

/// The lower case hexadecimal digit of a number below 16.
func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
