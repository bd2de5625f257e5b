/// The ASCII letters, digits and `_` at the begin of eight bytes, found all at once.
///
/// Words are three quarters of a rule file: looking at them byte by byte was half of the lexer's work.
struct WordBytes {
  /// How many there are, 0 to 8.
  let count: Int
  /// The first one lowest, zeros after the last.
  let bytes: UInt64
  /// The top bit of each that is a capital.
  let capitals: UInt64

  /// Of eight bytes, the first one lowest.
  ///
  /// Complexity: O(1).
  @inline(__always)
  init(_ word: UInt64) {
    let digits = word.bytes(from: UInt8(ascii: "0"), through: UInt8(ascii: "9"))
    let underscores = word.bytes(from: UInt8(ascii: "_"), through: UInt8(ascii: "_"))
    self.init(word, letters: word.letters, others: digits | underscores)
  }

  /// The first `letters` of eight bytes; `nil` if one of them is no letter.
  @inline(__always)
  init?(_ word: UInt64, letters count: Int) {
    guard (word.letters ^ .topBits).bytes(upTo: count) == 0 else { return nil }
    self.init(word, letters: .topBits, count: count)
  }

  static var none: WordBytes { WordBytes(0) }

  /// The top bits of `letters` and `others` say which bytes belong to a word.
  @inline(__always)
  private init(_ word: UInt64, letters: UInt64, others: UInt64) {
    let others = ~(letters | others) & .topBits
    self.init(word, letters: letters, count: others.trailingZeroBitCount / 8)
  }

  @inline(__always)
  private init(_ word: UInt64, letters: UInt64, count: Int) {
    self.count = count
    bytes = word.bytes(upTo: count)
    // The bit that tells capitals from small letters, of letters alone.
    capitals = (letters & ~(word &<< 2)).bytes(upTo: count)
  }

  /// The same with small letters.
  var folded: UInt64 { bytes | capitals &>> 2 }
}

/// Eight bytes as one number, the first one lowest.
extension UInt64 {
  static var topBits: UInt64 { eachByte(0x80) }

  @inline(__always)
  static func eachByte(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

  /// The first `count` of its bytes, which are at most eight.
  @inline(__always)
  func bytes(upTo count: Int) -> UInt64 {
    count == 8 ? self : self & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
  }

  /// The top bit of each byte that is a letter.
  @inline(__always)
  var letters: UInt64 {
    // With the bit set that tells small letters from capitals; what it makes of other signs is no letter.
    (self | .eachByte(0x20)).bytes(from: UInt8(ascii: "a"), through: UInt8(ascii: "z"))
  }

  /// The top bit of each byte that is between `first` and `last`, which are ASCII.
  @inline(__always)
  func bytes(from first: UInt8, through last: UInt8) -> UInt64 {
    // No byte carries into the next: the top bits are taken out before adding.
    let low = self & ~.topBits
    let isFromFirst = low &+ .eachByte(0x80 &- first)
    let isAfterLast = low &+ .eachByte(0x7F &- last)
    return isFromFirst & ~isAfterLast & ~self & .topBits
  }

  /// A number whose lowest bit is the top bit of the first byte that is `byte`; 0 if there is none.
  @inline(__always)
  func firstByte(equalTo byte: UInt8) -> UInt64 { (self ^ .eachByte(byte)).firstByte(below: 1) }

  /// A number whose lowest bit is the top bit of the first byte that is less than `bound`; 0 if there is none.
  @inline(__always)
  func firstByte(below bound: UInt8) -> UInt64 { (self &- .eachByte(bound)) & ~self & .topBits }
}
