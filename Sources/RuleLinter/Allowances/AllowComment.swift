import RuleSource

/// `# allow(W0501, nameless-rule) why that is well here`: a comment that silences something.
struct AllowComment {
  /// What stands between the parentheses, by commas.
  let names: [(text: String, range: SourceRange)]
  let hasReason: Bool
  /// From `#` to the end of the comment.
  let range: SourceRange

  /// Reads the comment at `range`; `nil` where it is about something else.
  init?(_ file: SourceFile, at range: SourceRange) {
    let bytes = file.bytes
    var offset = range.start + 1
    while offset < range.end, AllowComment.isBlank(bytes[offset]) { offset += 1 }
    let word = AllowComment.word
    guard range.end - offset >= word.count, bytes[offset..<offset + word.count].elementsEqual(word) else { return nil }
    offset += word.count
    guard let close = bytes[offset..<range.end].firstIndex(of: UInt8(ascii: ")")) else { return nil }
    var names: [(String, SourceRange)] = []
    var start = offset
    for place in offset...close where place == close || bytes[place] == UInt8(ascii: ",") {
      var (first, last) = (start, place)
      while first < last, AllowComment.isBlank(bytes[first]) { first += 1 }
      while first < last, AllowComment.isBlank(bytes[last - 1]) { last -= 1 }
      let name = SourceRange(file: Int(range.fileIndex), start: first, end: last)
      names.append((file.text(of: name), name))
      start = place + 1
    }
    self.names = names
    // A reason is words: a lone dash or dot is none.
    hasReason = file.text(of: SourceRange(file: Int(range.fileIndex), start: close + 1, end: range.end))
      .contains(where: \.isLetter)
    self.range = range
  }

  private static let word = Array("allow(".utf8)

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
