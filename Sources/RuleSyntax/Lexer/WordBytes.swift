/// The ASCII letters, digits and `_` at the begin of eight bytes, found all at once.
///
/// Words are three quarters of a rule file: looking at them byte by byte was half of the lexer's work.
struct WordBytes {
  /// How many there are, 0 to 8.
  let count: Int
  /// The first one lowest, zeros after the last.
  let bytes: UInt64
  let hasCapitals: Bool

  /// Complexity: O(1).
  @inline(__always)
  init(_ file: [UInt8], at offset: Int) {
    let word = Self.load(file, at: offset)
    let capitals = Self.bytes(of: word, from: UInt8(ascii: "A"), through: UInt8(ascii: "Z"))
    // With the bit set that tells small letters from capitals; what it makes of other signs is no letter.
    let letters = Self.bytes(of: word | 0x2020_2020_2020_2020, from: UInt8(ascii: "a"), through: UInt8(ascii: "z"))
    let digits = Self.bytes(of: word, from: UInt8(ascii: "0"), through: UInt8(ascii: "9"))
    let underscores = Self.bytes(of: word, from: UInt8(ascii: "_"), through: UInt8(ascii: "_"))
    let others = ~(letters | digits | underscores) & Self.top
    count = others == 0 ? 8 : others.trailingZeroBitCount / 8
    let mask: UInt64 = count == 8 ? ~0 : (1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1
    bytes = word & mask
    hasCapitals = capitals & mask != 0
  }

  private static let top: UInt64 = 0x8080_8080_8080_8080
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// The top bit of each byte that is between `first` and `last`, which are ASCII.
  private static func bytes(of word: UInt64, from first: UInt8, through last: UInt8) -> UInt64 {
    // No byte carries into the next: the top bits are taken out before adding.
    let low = word & ~top
    let isFromFirst = low &+ ones &* UInt64(0x80 &- first)
    let isAfterLast = low &+ ones &* UInt64(0x7F &- last)
    return isFromFirst & ~isAfterLast & ~word & top
  }

  /// Eight bytes, zeros beyond the end.
  @inline(__always)
  private static func load(_ file: [UInt8], at offset: Int) -> UInt64 {
    if offset >= 0, offset &+ 8 <= file.count {
      // SAFETY: eight bytes from `offset` on are in the array.
      return unsafe file.withUnsafeBytes {
        unsafe UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      }
    }
    return loadLast(file, at: offset)
  }

  private static func loadLast(_ file: [UInt8], at offset: Int) -> UInt64 {
    var word: UInt64 = 0
    for place in max(0, min(offset, file.count))..<file.count {
      word |= UInt64(file[place]) &<< UInt64(truncatingIfNeeded: (place &- offset) &* 8)
    }
    return word
  }
}
