import RuleSource

/// Tests: on one line, or one part a line.
extension Layout {
  /// The parts of a test, each with a line of its own.
  func parts(of test: TestDeclarationSyntax, _ tokens: Range<Int>) -> [ItemPart] {
    if test.table == nil, isShort(tokens) { return [ItemPart(start: tokens.lowerBound)] }
    var parts = [ItemPart(start: tokens.lowerBound)]
    if let given = test.givens.first, let last = test.givens.last {
      let start = ruler.token(at: given.range.start, in: tokens)
      let end = ruler.token(at: last.range.end, in: tokens)
      parts.append(
        ItemPart(start: ruler.tokenBefore(start), indent: 2, continuation: 4, breaks: commas(in: start..<end)))
    }
    for step in test.steps {
      let start = ruler.token(at: step.range.start, in: tokens)
      let end = ruler.token(at: step.range.end, in: tokens)
      parts.append(ItemPart(start: start, indent: 2, continuation: 4, breaks: commas(in: start..<end)))
      parts += step.expectations.map { expectation(of: $0, tokens) }
    }
    guard let table = test.table else { return parts }
    return parts + rows(of: table, tokens)
  }

  /// `table`, then one case a line.
  private func rows(of table: TestTableSyntax, _ tokens: Range<Int>) -> [ItemPart] {
    let start = ruler.token(at: table.range.start, in: tokens)
    return [ItemPart(start: start, indent: 2)]
      + lines(of: table.rows.map(\.range), from: start, tokens)
  }

  private func expectation(of expectation: ExpectationSyntax, _ tokens: Range<Int>) -> ItemPart {
    let first = ruler.token(at: expectation.range.start, in: tokens)
    var part = ItemPart(start: ruler.tokenBefore(first), indent: 2, continuation: 4)
    switch expectation.kind {
    case .action(let action), .notAction(let action): part.breaks = breaks(in: action, tokens)
    case .condition(let condition): part.breaks = breaks(in: condition, tokens)
    case .nothing, .nothingElse, .rule: break
    }
    return part
  }
}
