/// The hash of what is seen of a text, eight bytes at a time: equal for texts that look the same.
struct LooksHash {
  private var hash = WordHash()
  /// Letters that are not mixed in yet.
  private var word: UInt64 = 0
  private var shift: UInt64 = 0
  private var hasLetter = false
  private var hasBlank = false

  var value: UInt64 { hash.value }

  /// Differs from group to group, so that names of different groups seldom have one hash.
  mutating func mix(_ group: String) { mix(group.quickHash) }

  mutating func mix(_ word: UInt64) { hash.mix(word) }

  /// Adds what is seen of a letter; blanks are one blank, and none at either end.
  mutating func see(_ looks: Unicode.Scalar) {
    if looks == " " {
      hasBlank = hasLetter
      return
    }
    if hasBlank { add(0x20) }
    hasBlank = false
    hasLetter = true
    var rest = looks.value
    repeat {
      add(UInt64(rest & 0xFF))
      rest >>= 8
    } while rest != 0
  }

  private mutating func add(_ byte: UInt64) {
    word |= byte << shift
    shift += 8
    if shift == 64 { endWord() }
  }

  /// Mixes in what is left.
  mutating func endWord() {
    if shift > 0 { mix(word) }
    (word, shift) = (0, 0)
  }
}

extension String {
  /// `start` with what is seen of the text.
  func looksHash(after start: LooksHash) -> UInt64 {
    if let hash = plainLooksHash(after: start) { return hash }
    var hash = start
    for scalar in unicodeScalars { if let looks = Confusables.looks(of: scalar) { hash.see(looks) } }
    hash.endWord()
    return hash.value
  }

  /// The same for ASCII with single blanks within it, which almost all names are; `nil` for others.
  func plainLooksHash(after start: LooksHash) -> UInt64? {
    var hash: UInt64?
    _ = unsafe utf8.withContiguousStorageIfAvailable {
      unsafe hash = UnsafeRawBufferPointer($0).plainLooksHash(after: start)
    }
    return hash
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func plainLooksHash(after start: LooksHash) -> UInt64? {
    var hash = start
    // What is before the first byte counts as a blank, for a blank there is not seen, either.
    var blankBefore: UInt64 = 0x80
    var offset = 0
    while offset < count {
      let word = unsafe word(at: offset)
      let blanks = word.places(of: UInt8(ascii: " "))
      guard word & UInt64(repeating: 0x80) == 0, blanks & (blanks << 8 | blankBefore) == 0 else { return nil }
      blankBefore = blanks >> 56
      hash.mix(word.looks)
      offset += 8
    }
    return unsafe count > 0 && self[count - 1] == UInt8(ascii: " ") ? nil : hash.value
  }

  /// Eight bytes, or those up to the end and zeroes.
  private func word(at offset: Int) -> UInt64 {
    // SAFETY: eight bytes are there; in the second case these are the last ones.
    if offset + 8 <= count {
      return unsafe UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    if count >= 8 {
      let last = unsafe UInt64(littleEndian: loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
      return last >> UInt64((offset + 8 - count) << 3)
    }
    var word: UInt64 = 0
    for index in 0..<count { word |= unsafe UInt64(self[index]) << UInt64(index << 3) }
    return word
  }
}

extension UInt64 {
  /// Eight times `byte`.
  fileprivate init(repeating byte: UInt8) { self = 0x0101_0101_0101_0101 &* UInt64(byte) }

  /// 0x80 where `byte` stands among eight ASCII letters.
  fileprivate func places(of byte: UInt8) -> UInt64 {
    ~((self ^ UInt64(repeating: byte)) &+ UInt64(repeating: 0x7F)) & UInt64(repeating: 0x80)
  }

  /// Eight ASCII letters as they are seen: those of `Confusables.looks(of:)`.
  fileprivate var looks: UInt64 {
    let lines = places(of: UInt8(ascii: "I")) | places(of: UInt8(ascii: "1")) | places(of: UInt8(ascii: "|"))
    return replaced(at: lines, by: UInt8(ascii: "l")).replaced(
      at: places(of: UInt8(ascii: "0")), by: UInt8(ascii: "O"))
  }

  private func replaced(at places: UInt64, by byte: UInt8) -> UInt64 {
    let mask = places << 1 &- places >> 7
    return self & ~mask | UInt64(repeating: byte) & mask
  }
}
