/// Finds folded needles in texts that are ASCII or folded already: letters are folded while they are compared.
enum FoldedSearch {
  /// Where a needle must be.
  enum Place: UInt8, BitwiseCopyable { case anywhere, beginning, end }

  /// Whether one of the needles, which are parts of `bytes`, is there: byte by byte where the text is ASCII, otherwise in
  /// folded case.
  static func hasAny(
    of needles: Swift.Span<MatchPlan.Needle>, _ bytes: ByteSpan, _ place: Place, in text: EventText
  ) -> Bool {
    let span = text.memory.span.extracting(text.range)
    let folded = isASCII(span) ? nil : FoldedText(text)
    for index in needles.indices {
      let needle = bytes.extracting(Int(needles[index].start)..<Int(needles[index].end))
      if let folded {
        if has(needle, place, in: folded.bytes.span) { return true }
      } else if has(needle, place, in: span) {
        return true
      }
    }
    return false
  }

  /// Whether `needle` is there.
  static func has(_ needle: ByteSpan, _ place: Place, in text: ByteSpan) -> Bool {
    guard needle.count <= text.count else { return false }
    switch place {
    case .anywhere: return contains(text, needle)
    case .beginning: return has(needle, at: 0, text)
    case .end: return has(needle, at: text.count - needle.count, text)
    }
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
  private static func contains(_ text: ByteSpan, _ needle: ByteSpan) -> Bool {
    guard !needle.isEmpty else { return true }
    let first = needle[0]
    let last = text.count - needle.count
    // Letters differ from their capitals in one bit, which is set before bytes are compared eight at a time.
    let isLetter = first &- UInt8(ascii: "a") < 26
    let caseBits: UInt64 = isLetter ? 0x2020_2020_2020_2020 : 0
    let pattern = UInt64(first) &* 0x0101_0101_0101_0101
    // The work of the plain search is counted, as in `FoldedText.contains`: text made to be slow goes the linear way.
    var budget = 4 * text.count
    var start = 0
    while start &+ 8 <= text.count {
      let difference = (text.word(at: start) | caseBits) ^ pattern
      // A bit for each byte that is zero, and perhaps for some after it: `has` decides.
      var places = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
      while places != 0 {
        let place = start &+ places.trailingZeroBitCount >> 3
        if place > last { return false }
        if has(needle, at: place, text) { return true }
        budget -= needle.count
        if budget < 0 { return containsByFailureTable(text, from: place, needle) }
        places &= places &- 1
      }
      start &+= 8
    }
    while start <= last {
      if has(needle, at: start, text) { return true }
      start &+= 1
    }
    return false
  }

  private static func has(_ needle: ByteSpan, at start: Int, _ text: ByteSpan) -> Bool {
    for index in needle.indices where folded(text[start + index]) != needle[index] { return false }
    return true
  }

  /// In text that is folded already there are no capitals left.
  @inline(__always)
  static func folded(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }

  /// Knuth, Morris and Pratt.
  private static func containsByFailureTable(_ text: ByteSpan, from start: Int, _ needle: ByteSpan) -> Bool {
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
      if length == needle.count { return true }
    }
    return false
  }
}
