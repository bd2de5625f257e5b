import RuleSource

/// Promises: on one line, broken where rules are.
extension Layout {
  /// A promise with the places where it may be broken.
  func part(of promise: PromiseSyntax, _ tokens: Range<Int>) -> ItemPart {
    var part = ItemPart(start: tokens.lowerBound, continuation: 2)
    switch promise.kind {
    case .counts(_, _, _, .round(let events, let condition)):
      if let condition {
        let when = ruler.tokenBefore(ruler.token(at: condition.range.start, in: tokens))
        part.breaks = [LineBreak(token: when, weight: 0)] + breaks(in: condition, tokens)
      }
      if let first = events.first, let last = events.last {
        let start = ruler.token(at: first.range.start, in: tokens)
        part.breaks.append(LineBreak(token: ruler.tokenBefore(start), weight: 0))
        part.breaks += breaks(in: events, start..<ruler.token(at: last.range.end, in: tokens))
      }
    case .counts(_, _, _, .event), .neverMoves: break
    case .created: part.breaks = commas(in: tokens)
    }
    return part
  }
}
