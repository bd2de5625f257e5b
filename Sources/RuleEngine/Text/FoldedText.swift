/// Text in folded case, as UTF-8: the form in which all comparison of text happens. Unicode simple folding and nothing
/// else: no normalisation, no locale, `ß` is not `ss`.
package struct FoldedText: Sendable, Hashable {
  /// The folded text as UTF-8.
  package let bytes: [UInt8]

  /// `text` in folded case.
  package init(_ text: String) {
    var text = text
    bytes = text.withUTF8 { Self.folded(unsafe Array($0)) }
  }

  /// `text` in folded case.
  package init(_ text: EventText) { bytes = Self.folded(Array(text.memory[text.range])) }

  /// Valid UTF-8 in folded case.
  init(_ utf8: ByteSpan) { bytes = Self.folded(utf8.indices.map { utf8[$0] }) }

  /// Whether `other` occurs somewhere in this text; an empty text occurs everywhere.
  ///
  /// Complexity: O(*n* + *m*).
  package func contains(_ other: FoldedText) -> Bool {
    ByteSearch.contains(bytes, other.bytes)
  }

  /// Whether this text begins with `other`.
  package func hasPrefix(_ other: FoldedText) -> Bool { bytes.starts(with: other.bytes) }

  /// Whether this text ends with `other`.
  package func hasSuffix(_ other: FoldedText) -> Bool {
    bytes.count >= other.bytes.count && bytes[(bytes.count - other.bytes.count)...].elementsEqual(other.bytes)
  }

  /// Folds ASCII in place and re-encodes only from the first other byte on.
  private static func folded(_ utf8: [UInt8]) -> [UInt8] {
    var bytes = utf8
    var index = 0
    while index < bytes.count, bytes[index] < 0x80 {
      if bytes[index] &- UInt8(ascii: "A") < 26 { bytes[index] |= 0x20 }
      index += 1
    }
    if index == bytes.count { return bytes }
    let rest = String(decoding: utf8[index...], as: UTF8.self)
    bytes.removeSubrange(index...)
    for scalar in rest.unicodeScalars {
      let folded = CaseFolding.simple(scalar.value)
      // The table maps scalars to scalars: the second alternative never happens.
      UTF8.encode(Unicode.Scalar(folded) ?? scalar) { bytes.append($0) }
    }
    return bytes
  }
}

extension EventText {
  /// Whether both texts are the same in folded case; no memory is needed for texts in ASCII.
  func isEqualInFoldedCase(to other: EventText) -> Bool {
    if self == other { return true }
    let left = memory.span.extracting(range)
    let right = other.memory.span.extracting(other.range)
    guard FoldedSearch.isASCII(left), FoldedSearch.isASCII(right) else { return FoldedText(self) == FoldedText(other) }
    guard left.count == right.count else { return false }
    for index in left.indices where FoldedSearch.folded(left[index]) != FoldedSearch.folded(right[index]) {
      return false
    }
    return true
  }
}

/// Finds bytes in bytes in linear time.
private enum ByteSearch {
  static func contains(_ text: [UInt8], _ needle: [UInt8]) -> Bool {
    guard let first = needle.first else { return true }
    guard needle.count <= text.count else { return false }
    // The plain search is fastest on real text. Its work is counted: on text made to be slow (`aaaa…`, `aaab`) the
    // Knuth-Morris-Pratt search takes over, so the whole stays linear.
    var budget = 4 * text.count
    var start = 0
    while start <= text.count - needle.count {
      if text[start] == first {
        var length = 1
        while length < needle.count, text[start + length] == needle[length] { length += 1 }
        if length == needle.count { return true }
        budget -= length
        if budget < 0 { return containsByFailureTable(text[start...], needle) }
      }
      start += 1
    }
    return false
  }

  private static func containsByFailureTable(_ text: ArraySlice<UInt8>, _ needle: [UInt8]) -> Bool {
    var failure = [0]
    var length = 0
    for index in needle.indices.dropFirst() {
      while length > 0, needle[index] != needle[length] { length = failure[length - 1] }
      if needle[index] == needle[length] { length += 1 }
      failure.append(length)
    }
    length = 0
    for byte in text {
      while length > 0, byte != needle[length] { length = failure[length - 1] }
      if byte == needle[length] { length += 1 }
      if length == needle.count { return true }
    }
    return false
  }
}
