import RuleSource
import RuleSyntax

//  Edits that need to know what stands around a name. None of them touches a comment.

extension Checker {
  /// `range` becomes `text`, unless a comment would go with it.
  func replacing(_ range: SourceRange, with text: String, _ safety: Fix.Safety = .safe) -> Fix? {
    holdsComment(range) ? nil : .replace(range, with: text, safety)
  }

  /// `range` goes, unless a comment would go with it.
  func removing(_ range: SourceRange, _ safety: Fix.Safety = .safe) -> Fix? {
    holdsComment(range) ? nil : .remove(range, safety)
  }

  /// `range` goes together with the word `keyword` right before it.
  func removing(_ range: SourceRange, andBefore keyword: String, _ safety: Fix.Safety = .safe) -> Fix? {
    guard let word = token(before: range), words(at: word) == keyword else { return nil }
    return removing(word.joined(to: range), safety)
  }

  /// One of a list goes, with its comma; with the last one the word before the list goes, too.
  func removing(_ item: SourceRange, from list: [SourceRange], after keyword: String, _ safety: Fix.Safety = .safe)
    -> Fix?
  {
    guard let index = list.firstIndex(of: item) else { return nil }
    if list.count == 1 { return removing(item, andBefore: keyword, safety) }
    if index == 0 {
      return removing(SourceRange(file: file(of: item), start: item.start, end: list[1].start), safety)
    }
    return removing(SourceRange(file: file(of: item), start: list[index - 1].end, end: item.end), safety)
  }

  /// Between two places of one sentence, if nothing stands there but `text`.
  func gap(between first: SourceRange, and second: SourceRange, holding text: String) -> SourceRange? {
    guard first.fileIndex == second.fileIndex, first.end < second.start else { return nil }
    let gap = SourceRange(file: file(of: first), start: first.end, end: second.start)
    let written = words(at: gap)
    let found = written.split(whereSeparator: \.isWhitespace)
    guard found.joined(separator: " ") == text, let start = found.first?.startIndex, let end = found.last?.endIndex
    else { return nil }
    return SourceRange(
      file: file(of: first), start: gap.start + written.utf8.distance(from: written.startIndex, to: start),
      end: gap.start + written.utf8.distance(from: written.startIndex, to: end))
  }

  /// The word `text` in `range`, the first one.
  func word(_ text: String, in range: SourceRange) -> SourceRange? {
    let tokens = sources[file(of: range)].tree.tokens
    for token in tokens[firstToken(endingAfter: range.start, in: tokens)...] {
      guard token.range.end <= range.end else { return nil }
      if token.kind == .word, token.range.start >= range.start, words(at: token.range) == text { return token.range }
    }
    return nil
  }

  /// The token before `range`, comments aside.
  func token(before range: SourceRange) -> SourceRange? {
    let tokens = sources[file(of: range)].tree.tokens
    let next = firstToken(endingAfter: range.start, in: tokens)
    return tokens[..<next].last { $0.kind != .comment }?.range
  }

  func holdsComment(_ range: SourceRange) -> Bool {
    let tokens = sources[file(of: range)].tree.tokens
    return tokens[firstToken(endingAfter: range.start, in: tokens)...]
      .prefix { $0.range.start < range.end }.contains { $0.kind == .comment }
  }

  private func file(of range: SourceRange) -> Int { Int(range.fileIndex) }

  /// Tokens stand in text order.
  private func firstToken(endingAfter offset: Int, in tokens: TokenList) -> Int {
    tokens.bisected { $0.range.end <= offset }
  }
}
