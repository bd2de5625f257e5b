/// Finds folded needles in texts that are ASCII or folded already: letters are folded while they are compared.
enum FoldedSearch {
  /// Where a needle must be.
  enum Place { case anywhere, beginning, end }

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
    var union: UInt8 = 0
    for index in text.indices { union |= text[index] }
    return union < 0x80
  }

  /// Whether `needle` occurs somewhere; an empty one occurs everywhere.
  ///
  /// Complexity: O(*n* + *m*).
  private static func contains(_ text: ByteSpan, _ needle: ByteSpan) -> Bool {
    guard !needle.isEmpty else { return true }
    let first = needle[0]
    let last = text.count - needle.count
    // The work of the plain search is counted, as in `FoldedText.contains`: text made to be slow goes the linear way.
    var budget = 4 * text.count
    var start = 0
    while start <= last {
      if folded(text[start]) == first {
        var length = 1
        while length < needle.count, folded(text[start + length]) == needle[length] { length += 1 }
        if length == needle.count { return true }
        budget -= length
        if budget < 0 { return containsByFailureTable(text, from: start, needle) }
      }
      start += 1
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
