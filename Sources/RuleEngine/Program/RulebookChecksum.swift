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
    return finish(start, bytes.cells, count: bytes.count, ofAll: bytes.count)
  }

  /// The checksum of a file's first `count` bytes.
  ///
  /// Four sums run beside each other, each over every fourth word, because a step waits for the one before it and a
  /// processor can work at four; then they are words of one sum themselves. One byte more or less still changes it.
  ///
  /// Complexity: O(*n*), 32 bytes a step.
  static func ofFile(_ bytes: Cells, count: Int) -> UInt64 {
    var file = OfFile()
    let whole = count & ~(OfFile.step - 1)
    file.add(bytes, count: whole)
    return file.sum(with: bytes.advanced(by: whole), count: count - whole)
  }

  /// The checksum of a file whose bytes come block by block.
  struct OfFile {
    /// How many bytes are taken at a time.
    static let step = 32

    private var sums: FourSums = (start, start, start, start)
    private var count = 0

    /// Adds the next bytes.
    ///
    /// Precondition: they are whole steps.
    mutating func add(_ bytes: Cells, count: Int) {
      assert(count % Self.step == 0)
      sums = RulebookChecksum.sums(sums, after: bytes, count: count)
      self.count += count
    }

    /// The same for bytes that lie somewhere.
    mutating func add(_ bytes: Swift.Span<UInt8>) {
      // SAFETY: as many bytes are read as there are.
      unsafe bytes.withUnsafeBytes { buffer in
        if let start = buffer.baseAddress { unsafe add(Cells(unsafeStart: start), count: buffer.count) }
      }
    }

    /// The checksum of all bytes so far and of these last ones, fewer than a step.
    func sum(with bytes: Cells, count: Int) -> UInt64 {
      let first = RulebookChecksum.step(RulebookChecksum.step(start, sums.0), sums.1)
      let sum = RulebookChecksum.step(RulebookChecksum.step(first, sums.2), sums.3)
      return finish(sum, bytes, count: count, ofAll: self.count + count)
    }
  }

  private typealias FourSums = (UInt64, UInt64, UInt64, UInt64)

  /// What becomes of four sums that so many bytes more are added to.
  // Not inlined, so that the sums are in registers: where they stand side by side in memory, two are multiplied together
  // in three multiplications, and a step takes 32 instructions instead of 24.
  @inline(never)
  private static func sums(_ sums: FourSums, after bytes: Cells, count: Int) -> FourSums {
    var sums = sums
    var offset = 0
    while count &- offset >= OfFile.step {
      sums.0 = step(sums.0, bytes.word(offset))
      sums.1 = step(sums.1, bytes.word(offset &+ 8))
      sums.2 = step(sums.2, bytes.word(offset &+ 16))
      sums.3 = step(sums.3, bytes.word(offset &+ 24))
      offset &+= OfFile.step
    }
    return sums
  }

  private static func finish(_ sum: UInt64, _ bytes: Cells, count end: Int, ofAll length: Int) -> UInt64 {
    var sum = sum
    var offset = 0
    while end &- offset >= 8 {
      sum = step(sum, bytes.word(offset))
      offset &+= 8
    }
    if offset < end {
      var word: UInt64 = 0
      for place in offset..<end { word |= UInt64(bytes.byte(place)) << UInt64(8 * (place - offset)) }
      sum = step(sum, word)
    }
    return step(sum, UInt64(length))
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
