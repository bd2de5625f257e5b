import RuleSource

/// An item with its tokens, or what was too broken to be one.
struct Segment {
  /// From its first token to its last, comments around it left out.
  var tokens: Range<Int>
  /// `nil` where the parser found no item.
  var item: ItemSyntax?
  /// It has a mistake, or shares a line with something that has: it stays as it is.
  var isKept: Bool

  /// All tokens of the file but `endOfFile` and the comments between items, in order.
  static func all(of tree: SyntaxTree, _ diagnostics: [Diagnostic], _ ruler: TokenRuler) -> [Segment] {
    var segments = items(of: tree)
    markBroken(&segments, tree, diagnostics)
    return joined(segments, ruler)
  }

  private static func items(of tree: SyntaxTree) -> [Segment] {
    var segments: [Segment] = []
    var position = 0
    for item in tree.items {
      let range = item.range
      let start = tree.tokens.firstToken(at: range.start)
      let end = tree.tokens.firstToken(at: range.end)
      appendGap(position..<max(position, start), tree, to: &segments)
      guard start >= position, end > start else { continue }
      segments.append(Segment(tokens: start..<end, item: item, isKept: item.isBroken))
      position = end
    }
    appendGap(position..<max(position, tree.tokens.count - 1), tree, to: &segments)
    return segments
  }

  /// What stands between items and is no comment.
  private static func appendGap(_ range: Range<Int>, _ tree: SyntaxTree, to segments: inout [Segment]) {
    let tokens = tree.tokens[range]
    guard let first = tokens.firstIndex(where: { $0.kind != .comment }),
      let last = tokens.lastIndex(where: { $0.kind != .comment })
    else { return }
    segments.append(Segment(tokens: first..<last + 1, item: nil, isKept: true))
  }

  /// A message belongs to the segment it points into. One that points to the first token of a segment may be about what
  /// is missing at the end of the one before.
  private static func markBroken(_ segments: inout [Segment], _ tree: SyntaxTree, _ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics {
      let token = tree.tokens.firstToken(at: diagnostic.range.start + 1) - 1
      let place = segments.bisected { $0.tokens.upperBound <= token }
      if place < segments.count, segments[place].tokens.contains(token) {
        segments[place].isKept = true
        if token > segments[place].tokens.lowerBound { continue }
      } else if token < tree.tokens.count - 1 {
        continue
      }
      if place > 0 { segments[place - 1].isKept = true }
    }
  }

  /// Segments that share a line are kept together if one of them is kept.
  private static func joined(_ segments: [Segment], _ ruler: TokenRuler) -> [Segment] {
    var result: [Segment] = []
    for segment in segments {
      result.append(segment)
      while result.count > 1, result.suffix(2).contains(where: \.isKept) {
        let last = result[result.count - 1]
        guard !ruler.isFirstOnLine(last.tokens.lowerBound) else { break }
        result.removeLast()
        let start = result[result.count - 1].tokens.lowerBound
        result[result.count - 1] = Segment(tokens: start..<last.tokens.upperBound, item: nil, isKept: true)
      }
    }
    return result
  }
}
