/// The checksum of a compiled rulebook: 64 bits over words of 8 bytes, little-endian, the last one filled up with zeros.
///
/// Every step is a bijection of the running value for a given word, and of the word for a given running value. So two
/// texts of the same length that differ in one word, and thus in one bit or byte, never have the same checksum.
/// It finds accidents; it is no signature.
package enum RulebookChecksum {
  private static let start: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The plain checksum of `bytes`, for what is short.
  ///
  /// Complexity: O(*n*), 8 bytes a step.
  package static func of(_ bytes: [UInt8]) -> UInt64 {
    let bytes = RulebookBytes(bytes)
    return finish(start, bytes.cells, from: 0, to: bytes.count)
  }

  /// The checksum of a file's first `count` bytes.
  ///
  /// Four sums run beside each other, each over every fourth word, because a step waits for the one before it and a
  /// processor can work at four; then they are words of one sum themselves. One byte more or less still changes it.
  ///
  /// Complexity: O(*n*), 32 bytes a step.
  static func ofFile(_ bytes: Cells, count: Int) -> UInt64 {
    var sums = (start, start, start, start)
    var offset = 0
    while count &- offset >= 32 {
      sums.0 = step(sums.0, bytes.word(offset))
      sums.1 = step(sums.1, bytes.word(offset &+ 8))
      sums.2 = step(sums.2, bytes.word(offset &+ 16))
      sums.3 = step(sums.3, bytes.word(offset &+ 24))
      offset &+= 32
    }
    let sum = step(step(step(step(start, sums.0), sums.1), sums.2), sums.3)
    return finish(sum, bytes, from: offset, to: count)
  }

  /// The checksum of a file that has these bytes before it.
  static func ofFile(_ bytes: [UInt8]) -> UInt64 {
    let bytes = RulebookBytes(bytes)
    return ofFile(bytes.cells, count: bytes.count)
  }

  private static func finish(_ sum: UInt64, _ bytes: Cells, from start: Int, to end: Int) -> UInt64 {
    var sum = sum
    var offset = start
    while end &- offset >= 8 {
      sum = step(sum, bytes.word(offset))
      offset &+= 8
    }
    if offset < end {
      var word: UInt64 = 0
      for place in offset..<end { word |= UInt64(bytes.byte(place)) << UInt64(8 * (place - offset)) }
      sum = step(sum, word)
    }
    return step(sum, UInt64(end))
  }

  @inline(__always)
  private static func step(_ sum: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (sum ^ word) &* factor
    return mixed ^ (mixed &>> 32)
  }

  /// The sum of words that come one by one.
  struct Sum {
    private(set) var value = RulebookChecksum.start

    mutating func add(_ number: Int) { value = RulebookChecksum.step(value, UInt64(bitPattern: Int64(number))) }

    /// Adds the length of a text and its bytes.
    mutating func add(_ text: String) {
      let bytes = text.utf8
      add(bytes.count)
      var word: UInt64 = 0
      var shift: UInt64 = 0
      for byte in bytes {
        word |= UInt64(byte) &<< shift
        shift &+= 8
        if shift == 64 {
          value = RulebookChecksum.step(value, word)
          (word, shift) = (0, 0)
        }
      }
      if shift > 0 { value = RulebookChecksum.step(value, word) }
    }
  }
}
