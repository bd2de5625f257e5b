/// Finds folded needles in texts that are ASCII or folded already: letters are folded while they are compared.
enum FoldedSearch {
  /// Where a needle must be.
  enum Place: UInt8, BitwiseCopyable { case anywhere, beginning, end }

  /// What bytes say of a text that may have to be folded first.
  private enum Finding {
    case found, missing
    /// Other letters than ASCII stand where the bytes differ, and may be folded to the needle's.
    case uncertain
  }

  /// Whether one of the needles, which are parts of `bytes`, is there. What is found in bytes is there in folded case, too:
  /// a text with other letters than ASCII is folded only where that may find more.
  static func hasAny(
    of needles: Swift.Span<MatchPlan.Needle>, _ bytes: ByteSpan, _ place: Place, in text: ByteSpan
  ) -> Bool {
    var isCertain = true
    for index in needles.indices {
      let needle = bytes.extracting(Int(needles[index].start)..<Int(needles[index].end))
      switch find(needle, place, in: text) {
      case .found: return true
      case .missing: break
      case .uncertain: isCertain = false
      }
    }
    return !isCertain && hasAny(of: needles, bytes, place, in: FoldedText(text))
  }

  @inline(never)
  private static func hasAny(
    of needles: Swift.Span<MatchPlan.Needle>, _ bytes: ByteSpan, _ place: Place, in text: FoldedText
  ) -> Bool {
    for index in needles.indices {
      let needle = bytes.extracting(Int(needles[index].start)..<Int(needles[index].end))
      if find(needle, place, in: text.bytes.span) == .found { return true }
    }
    return false
  }

  private static func find(_ needle: ByteSpan, _ place: Place, in text: ByteSpan) -> Finding {
    switch place {
    case .anywhere: return findAnywhere(needle, in: text)
    case .beginning:
      // Up to the first difference both are the same letters.
      for index in 0..<min(needle.count, text.count) where folded(text[index]) != needle[index] {
        return text[index] < 0x80 ? .missing : .uncertain
      }
    case .end:
      for index in 1..<(min(needle.count, text.count) + 1) {
        let byte = text[text.count - index]
        if folded(byte) != needle[needle.count - index] { return byte < 0x80 ? .missing : .uncertain }
      }
    }
    return needle.count <= text.count ? .found : .missing
  }

  /// Whether every byte is ASCII: then folding a byte folds the character.
  static func isASCII(_ text: ByteSpan) -> Bool {
    var union: UInt64 = 0
    var offset = 0
    while offset &+ 8 <= text.count {
      union |= text.word(at: offset)
      offset &+= 8
    }
    while offset < text.count {
      union |= UInt64(text[offset])
      offset &+= 1
    }
    return union & 0x8080_8080_8080_8080 == 0
  }

  /// Whether `needle` occurs somewhere; an empty one occurs everywhere.
  ///
  /// Complexity: O(*n* + *m*).
  private static func findAnywhere(_ needle: ByteSpan, in text: ByteSpan) -> Finding {
    guard !needle.isEmpty else { return .found }
    guard needle.count <= text.count, text.count > 8 else { return findInShort(needle, in: text) }
    let last = text.count - needle.count
    let first = Beginning(needle[0])
    let second = needle.count > 1 ? Beginning(needle[1]) : .anything
    var union: UInt64 = 0
    // The work of the plain search is counted, as in `FoldedText.contains`: text made to be slow goes the linear way.
    var budget = 4 * text.count
    var start = 0
    while true {
      let word = text.word(at: start)
      union |= word
      let difference = first.difference(word) | second.difference(text.word(at: start &+ 1))
      // A bit for each byte that is zero, and perhaps for some after it: `has` decides.
      var places = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
      while places != 0 {
        let place = start &+ places.trailingZeroBitCount >> 3
        if place > last { break }
        if has(needle, at: place, text) { return .found }
        budget -= needle.count
        if budget < 0 { return findByFailureTable(needle, in: text, from: place) }
        places &= places &- 1
      }
      if start &+ 9 == text.count { break }
      // The last words are read once more where less than a word is left.
      start = min(start &+ 8, text.count &- 9)
    }
    if needle.count == 1, has(needle, at: last, text) { return .found }
    union |= UInt64(text[text.count - 1])
    return union & 0x8080_8080_8080_8080 == 0 ? .missing : .uncertain
  }

  private static func findInShort(_ needle: ByteSpan, in text: ByteSpan) -> Finding {
    var start = 0
    while start &+ needle.count <= text.count {
      if has(needle, at: start, text) { return .found }
      start &+= 1
    }
    return isASCII(text) ? .missing : .uncertain
  }

  /// A byte that is looked for in eight places at a time.
  private struct Beginning {
    private let pattern: UInt64
    /// Letters differ from their capitals in one bit, which is set before bytes are compared.
    private let caseBits: UInt64
    private let mask: UInt64

    static var anything: Beginning { Beginning(pattern: 0, caseBits: 0, mask: 0) }

    private init(pattern: UInt64, caseBits: UInt64, mask: UInt64) {
      self.pattern = pattern
      self.caseBits = caseBits
      self.mask = mask
    }

    init(_ byte: UInt8) {
      let isLetter = byte &- UInt8(ascii: "a") < 26
      self.init(
        pattern: UInt64(byte) &* 0x0101_0101_0101_0101, caseBits: isLetter ? 0x2020_2020_2020_2020 : 0, mask: .max)
    }

    /// Zero in the bytes that are the one.
    @inline(__always)
    func difference(_ word: UInt64) -> UInt64 { ((word | caseBits) ^ pattern) & mask }
  }

  /// Whether `needle` stands at `start` of a text that is ASCII or folded.
  static func has(_ needle: ByteSpan, at start: Int, _ text: ByteSpan) -> Bool {
    for index in needle.indices where folded(text[start + index]) != needle[index] { return false }
    return true
  }

  /// In text that is folded already there are no capitals left.
  @inline(__always)
  static func folded(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }

  /// Knuth, Morris and Pratt.
  private static func findByFailureTable(_ needle: ByteSpan, in text: ByteSpan, from start: Int) -> Finding {
    var failure = [0]
    var length = 0
    for index in 1..<needle.count {
      while length > 0, needle[index] != needle[length] { length = failure[length - 1] }
      if needle[index] == needle[length] { length += 1 }
      failure.append(length)
    }
    length = 0
    for index in start..<text.count {
      let byte = folded(text[index])
      while length > 0, byte != needle[length] { length = failure[length - 1] }
      if byte == needle[length] { length += 1 }
      if length == needle.count { return .found }
    }
    return isASCII(text) ? .missing : .uncertain
  }
}
