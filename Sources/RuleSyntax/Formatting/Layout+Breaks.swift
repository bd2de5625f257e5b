import RuleSource

/// Where long parts may be broken.
extension Layout {
  /// Behind each comma.
  func commas(in tokens: Range<Int>) -> [LineBreak] {
    tokens.filter { ruler.tokens[$0].kind == .comma }
      .map { LineBreak(token: ruler.tokenAfter($0), weight: LineBreak.commas) }
  }

  /// Before each `and` and `or` that joins conditions, the outer ones first; behind commas last.
  func breaks(in condition: ConditionSyntax, _ tokens: Range<Int>) -> [LineBreak] {
    var breaks: [LineBreak] = []
    appendJoints(of: condition, tokens, weight: 0, to: &breaks)
    let start = ruler.token(at: condition.range.start, in: tokens)
    let end = ruler.token(at: condition.range.end, in: tokens)
    return breaks + commas(in: start..<end)
  }

  /// Parentheses nest at most 200 deep.
  private func appendJoints(
    of condition: ConditionSyntax, _ tokens: Range<Int>, weight: Int, to breaks: inout [LineBreak]
  ) {
    switch condition {
    case .all(let parts, _), .any(let parts, _):
      for (index, part) in parts.enumerated() {
        if index > 0 {
          let joint = ruler.tokenBefore(ruler.token(at: part.range.start, in: tokens))
          breaks.append(LineBreak(token: joint, weight: weight))
        }
        appendJoints(of: part, tokens, weight: weight + 1, to: &breaks)
      }
    case .not(let inner, _), .parenthesized(let inner, _):
      appendJoints(of: inner, tokens, weight: weight, to: &breaks)
    case .test, .businessHours, .named, .missing: break
    }
  }

  /// Before each `or` between events; then behind commas.
  func breaks(in events: some Collection<EventSyntax>, _ tokens: Range<Int>) -> [LineBreak] {
    let joints = events.dropFirst().map { event in
      LineBreak(token: ruler.tokenBefore(ruler.token(at: event.range.start, in: tokens)), weight: 0)
    }
    return joints + commas(in: tokens)
  }

  /// Before `and` and `or` of what is watched, before `postponed`; then behind commas.
  func breaks(in timer: TimerSyntax, _ tokens: Range<Int>) -> [LineBreak] {
    var result: [LineBreak] = []
    switch timer.kind {
    case .whileTrue(_, let condition), .everyWhile(_, let condition): result = breaks(in: condition, tokens)
    case .inStage: result = commas(in: tokens)
    default: break
    }
    if let postponement = timer.postponement {
      let start = ruler.token(at: postponement.range.start, in: tokens)
      result.append(LineBreak(token: start, weight: 0))
    }
    return result
  }

  /// Before the words that lead to the parts of an action, and before its text; then behind commas.
  func breaks(in action: ActionSyntax, _ tokens: Range<Int>) -> [LineBreak] {
    let start = ruler.token(at: action.range.start, in: tokens)
    let end = ruler.token(at: action.range.end, in: tokens)
    var places: [Int] = []
    switch action.kind {
    case .notify(_, let text), .addNote(let text), .sendMessage(let text, _), .createTask(let text, _, _):
      let text = ruler.token(at: text.range.start, in: tokens)
      places = [text] + (text..<end).filter { index in ["to", "for", "due"].contains { ruler.isWord(index, $0) } }
    case .call(_, with: let pairs), .createTicket(_, _, with: let pairs):
      guard let first = pairs.first else { break }
      places = [ruler.tokenBefore(ruler.token(at: first.operand.range.start, in: tokens))]
    default: break
    }
    return places.map { LineBreak(token: $0, weight: LineBreak.words) } + commas(in: start..<end)
  }
}
