package import RuleSource

extension SyntaxTree {
  /// The tokens of `range` without comments and layout: what a rule without a name is known by.
  ///
  /// Tokens are joined by one space, except before a comma and around a dot; strings are as written.
  ///
  /// Complexity: O(log *n* + *m*) in the tokens of the file and of the range.
  package func canonicalText(of range: SourceRange, in file: SourceFile) -> String {
    var bytes: [UInt8] = []
    var previous = Token.Kind.dot
    for token in tokens[tokens.firstToken(at: range.start)...] {
      guard token.range.start < range.end, token.kind != .endOfFile else { break }
      guard token.kind != .comment else { continue }
      if token.kind != .comma, token.kind != .dot, previous != .dot { bytes.append(UInt8(ascii: " ")) }
      bytes += file.bytes[token.range.start..<min(token.range.end, file.bytes.count)]
      previous = token.kind
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
