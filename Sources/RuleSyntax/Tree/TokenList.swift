import RuleSource

/// Every token of a file in order, comments included, `endOfFile` last.
///
/// Holds what the parser read, and beside it the few tokens that it does not see: all of them once more in an array of
/// their own took 16 bytes each to write and to get from the system.
package struct TokenList: RandomAccessCollection, Sendable {
  /// A token that the parser does not see: a comment, or rubbish.
  struct Unseen: Sendable {
    /// Where it stands among all tokens.
    let index: Int
    let token: Token
  }

  /// With its padding.
  private let seen: [Lexeme]
  // INVARIANT: indices grow.
  private let unseen: [Unseen]
  private let fileIndex: Int

  init(seen: [Lexeme], unseen: [Unseen], fileIndex: Int) {
    self.seen = seen
    self.unseen = unseen
    self.fileIndex = fileIndex
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { seen.count - Lexeme.padding + unseen.count }

  /// Complexity: O(log *n*) in the number of comments.
  package subscript(position: Int) -> Token {
    let before = unseen.bisected { $0.index < position }
    if before < unseen.count, unseen[before].index == position { return unseen[before].token }
    return token(of: seen[position - before])
  }

  /// The comments, each with its place among all tokens.
  package var comments: [(index: Int, token: Token)] {
    unseen.lazy.filter { $0.token.kind == .comment }.map { ($0.index, $0.token) }
  }

  /// The index of the first token that begins at `offset` or after it; `count` if there is none.
  ///
  /// Complexity: O(log *n*) in the number of tokens.
  package func firstToken(at offset: Int) -> Int {
    Swift.min(seen.bisected { $0.start < offset }, seen.count - Lexeme.padding)
      + unseen.bisected { $0.token.range.start < offset }
  }

  private func token(of lexeme: Lexeme) -> Token {
    Token(kind: lexeme.kind, range: SourceRange(file: fileIndex, start: lexeme.start, end: lexeme.end))
  }
}
