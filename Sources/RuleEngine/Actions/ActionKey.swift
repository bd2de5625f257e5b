/// The stable name of an action or a timer: a text, or what it is made of, until somebody wants the text.
package struct ActionKey: Sendable {
  private enum Content {
    case text(String)
    case hash(Action.Kind.Word, Hash)
  }

  private let content: Content

  /// A name that is written out.
  init(_ text: String) { content = .text(text) }

  /// The name of an action of a kind, by the hash of its parts.
  init(_ word: Action.Kind.Word, _ hash: Hash) { content = .hash(word, hash) }

  /// The name.
  var text: String {
    switch content {
    case .text(let text): text
    case .hash(let word, let hash): hash.key(word.rawValue)
    }
  }

  /// The number that the last eight digits are: equal for equal names, different for nearly all others.
  var digest: UInt32 {
    switch content {
    case .text(let text): UInt32(text.suffix(8), radix: 16) ?? 0
    case .hash(_, let hash): hash.end
    }
  }

  /// Writes the name as a text.
  func write(into json: inout JSONWriter) {
    switch content {
    case .text(let text): json.string(text)
    case .hash(let word, let hash):
      json.string { bytes in
        bytes.append(contentsOf: word.rawValue.utf8.span)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(row: hash.digits)
      }
    }
  }

  /// `<kind>-<32 hex digits>`, a 128-bit FNV-1a hash of the parts.
  ///
  /// Every part goes in as its length (eight bytes, least significant first) and its UTF-8 bytes, so no two lists of
  /// parts share the hashed bytes.
  package static func make(_ kind: String, _ parts: [String]) -> String {
    Hash(of: parts).key(kind)
  }

  /// Whether a text may be built like a key; most are not.
  static func mayBeKey(_ text: ByteSpan) -> Bool {
    text.count > 33 && text[text.count - 33] == UInt8(ascii: "-")
  }

  /// Whether a text is built like a key, of this kind if one is given.
  static func isKey(_ text: String, of kind: String? = nil) -> Bool {
    let bytes = text.utf8
    guard mayBeKey(bytes.span) else { return false }
    let dash = bytes.index(bytes.endIndex, offsetBy: -33)
    if let kind, text[..<dash] != kind[...] { return false }
    return bytes[dash...].dropFirst().allSatisfy(isHexDigit)
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: false
    }
  }

  /// The running hash: what keys of one step have in common is hashed once.
  struct Hash: BitwiseCopyable, Equatable {
    private var high: UInt64 = 0x6c62_272e_07bb_0142
    private var low: UInt64 = 0x62b8_2175_6295_c58d

    /// Of these parts.
    init(of parts: [String] = []) {
      for part in parts { add(part) }
    }

    /// Adds a part.
    mutating func add(_ part: String) {
      addCount(part.utf8.count)
      addBytes(of: part)
    }

    /// Adds a part.
    mutating func add(_ part: EventText) {
      addCount(part.count)
      add(written: part.memory.span.extracting(part.range))
    }

    /// Adds a part that is a word of ours and a text.
    @inline(__always)
    mutating func add(_ beginning: StaticString, _ rest: String) {
      addCount(beginning.utf8CodeUnitCount + rest.utf8.count)
      for index in 0..<beginning.utf8CodeUnitCount { unsafe mix(beginning.utf8Start[index]) }
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

    /// The number that the last eight digits are.
    var end: UInt32 { UInt32(truncatingIfNeeded: low) }

    /// The 32 digits of the hash as they stand in memory, eight a word.
    var digits: InlineArray<4, UInt64> {
      [
        Self.digits(high >> 32), Self.digits(high & 0xffff_ffff), Self.digits(low >> 32),
        Self.digits(low & 0xffff_ffff),
      ]
    }

    /// Eight digits at once: one took 16 instructions.
    private static func digits(_ number: UInt64) -> UInt64 {
      // A byte for each half byte of the number, the highest first.
      var bytes = (number | number << 16) & 0x0000_ffff_0000_ffff
      bytes = (bytes | bytes << 8) & 0x00ff_00ff_00ff_00ff
      bytes = (bytes | bytes << 4) & 0x0f0f_0f0f_0f0f_0f0f
      bytes = bytes.byteSwapped
      let isLetter = (bytes &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
      let toLetter = UInt64(UInt8(ascii: "a") - UInt8(ascii: "0") - 10)
      return bytes &+ 0x3030_3030_3030_3030 &+ isLetter &* toLetter
    }

    /// The key of a kind of action.
    func key(_ kind: String) -> String {
      let digits = digits
      let kind = kind.utf8.span
      return unsafe String(unsafeUninitializedCapacity: kind.count + 33) { buffer in
        for index in kind.indices { unsafe buffer[index] = kind[index] }
        unsafe buffer[kind.count] = UInt8(ascii: "-")
        let bytes = UnsafeMutableRawBufferPointer(buffer)
        for index in digits.indices {
          let place = kind.count + 1 + 8 * index
          unsafe bytes.storeBytes(of: digits[index].littleEndian, toByteOffset: place, as: UInt64.self)
        }
        return kind.count + 33
      }
    }

    private mutating func addCount(_ count: Int) {
      if count < 256 {
        mix(UInt8(count))
        mixSevenZeros()
        return
      }
      var rest = UInt64(count)
      for _ in 0..<8 {
        mix(UInt8(truncatingIfNeeded: rest))
        rest >>= 8
      }
    }

    /// Mixing in a zero is multiplying, and seven times is multiplying by the seventh power.
    private mutating func mixSevenZeros() {
      let power: (high: UInt64, low: UInt64) = (0x963b_5bdc_bf00_0000, 0x0445_4968_6f25_cd93)
      let product = low.multipliedFullWidth(by: power.low)
      high = high &* power.low &+ low &* power.high &+ product.high
      low = product.low
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

extension ActionKey: Hashable {
  /// Whether both are the same name, written out or not.
  package static func == (left: ActionKey, right: ActionKey) -> Bool {
    if case .hash(let word, let hash) = left.content, case .hash(let otherWord, let otherHash) = right.content {
      return word == otherWord && hash == otherHash
    }
    return left.text == right.text
  }

  /// Hashes what `==` compares.
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// The lower case hexadecimal digit of a number below 16.
func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
