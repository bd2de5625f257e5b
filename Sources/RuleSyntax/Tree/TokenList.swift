import RuleSource

/// Every token of a file in order, comments included, `endOfFile` last.
///
/// Holds what the parser read, and beside it the few tokens that it does not see: all of them once more in one array
/// were a tenth of the lexer's work.
package struct TokenList: RandomAccessCollection, Sendable {
  /// A token that the parser does not see: a comment, or rubbish.
  struct Unseen: Sendable {
    /// Where it stands among all tokens.
    let index: Int
    let token: Token
  }

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
  package var endIndex: Int { seen.count + unseen.count }

  /// Complexity: O(log *n*) in the number of comments.
  package subscript(position: Int) -> Token {
    let before = unseenTokens { $0.index < position }
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
    var (low, high) = (0, seen.count)
    while low < high {
      let middle = (low + high) / 2
      if seen[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return low + unseenTokens { $0.token.range.start < offset }
  }

  private func token(of lexeme: Lexeme) -> Token {
    Token(kind: lexeme.kind, range: SourceRange(file: fileIndex, start: lexeme.start, end: lexeme.end))
  }

  /// How many of the unseen tokens are before the first of which `isBefore` is false.
  private func unseenTokens(where isBefore: (Unseen) -> Bool) -> Int {
    var (low, high) = (0, unseen.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(unseen[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
