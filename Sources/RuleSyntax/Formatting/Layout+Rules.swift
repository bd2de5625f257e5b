import RuleSource

/// Rules: on one line, or one part a line.
extension Layout {
  /// The parts of a rule, each with a line of its own.
  func parts(of rule: RuleDeclarationSyntax, _ tokens: Range<Int>) -> [ItemPart] {
    if !rule.isTable, rule.arms.count < 2, isShort(tokens) { return [oneLine(rule, tokens)] }
    var parts: [ItemPart] = []
    if rule.title != nil {
      let start = tokens.lowerBound
      let end = rule.overrides.last.map { ruler.token(at: $0.range.end, in: tokens) } ?? start
      parts.append(ItemPart(start: start, continuation: 4, breaks: commas(in: start..<end)))
    }
    parts += trigger(of: rule, tokens)
    for limit in rule.limits {
      parts.append(
        ItemPart(start: ruler.token(at: limit.range.start, in: tokens), indent: 2, continuation: 4))
    }
    if let condition = rule.guardCondition {
      let start = ruler.token(at: condition.range.start, in: tokens)
      let only = ruler.tokenBefore(ruler.tokenBefore(start))
      parts.append(ItemPart(start: only, indent: 2, continuation: 4, breaks: breaks(in: condition, tokens)))
    }
    return parts + (rule.isTable ? table(of: rule, tokens) : arms(of: rule, tokens))
  }

  /// `on … do …` without anything between is aligned with its like.
  private func oneLine(_ rule: RuleDeclarationSyntax, _ tokens: Range<Int>) -> ItemPart {
    var part = ItemPart(start: tokens.lowerBound)
    guard rule.title == nil, rule.timer == nil, rule.limits.isEmpty, let arm = rule.arms.first, arm.condition == nil
    else { return part }
    part.kind = .event
    part.stops = [ruler.token(at: arm.range.start, in: tokens)]
    return part
  }

  private func trigger(of rule: RuleDeclarationSyntax, _ tokens: Range<Int>) -> [ItemPart] {
    var breaks: [LineBreak] = []
    var start = tokens.lowerBound
    if let event = rule.events.first, let last = rule.events.last {
      start = ruler.tokenBefore(ruler.token(at: event.range.start, in: tokens))
      breaks = self.breaks(in: rule.events, start..<ruler.token(at: last.range.end, in: tokens))
    } else if let timer = rule.timer, !timer.isColumn {
      start = ruler.token(at: timer.range.start, in: tokens)
      breaks = self.breaks(in: timer, start..<ruler.token(at: timer.range.end, in: tokens))
    } else {
      return []
    }
    return [ItemPart(start: start, indent: rule.title == nil ? 0 : 2, continuation: 4, breaks: breaks)]
  }

  // ---- arms ----

  /// The arm of a rule that has one is on several lines; of several arms each may be on one.
  private func arms(of rule: RuleDeclarationSyntax, _ tokens: Range<Int>) -> [ItemPart] {
    let isAlone = rule.arms.count == 1
    return rule.arms.flatMap { arm in
      let start = ruler.token(at: arm.range.start, in: tokens)
      let range = start..<ruler.token(at: arm.range.end, in: tokens)
      let actions = actions(of: arm, range, indent: isAlone ? 2 : 4)
      if !isAlone, isShort(range, indent: 2), let first = actions.first {
        return [ItemPart(start: start, indent: 2, continuation: 4, kind: .arm, stops: [first.start])]
      }
      guard actions.first?.start != start else { return actions }
      let breaks = arm.condition.map { self.breaks(in: $0, range) } ?? []
      return [ItemPart(start: start, indent: 2, continuation: 4, breaks: breaks)] + actions
    }
  }

  /// `do …`, `then …`, one a line.
  private func actions(of arm: ArmSyntax, _ tokens: Range<Int>, indent: Int) -> [ItemPart] {
    arm.actions.map { action in
      let verb = ruler.token(at: action.range.start, in: tokens)
      return ItemPart(
        start: ruler.tokenBefore(verb), indent: indent, continuation: indent + 2, breaks: breaks(in: action, tokens))
    }
  }

  // ---- tables ----

  /// `table`, then one row a line.
  private func table(of rule: RuleDeclarationSyntax, _ tokens: Range<Int>) -> [ItemPart] {
    guard let header = ruler.tokens[tokens].firstIndex(where: { $0.kind == .bar }) else { return [] }
    return [ItemPart(start: ruler.tokenBefore(header), indent: 2)]
      + lines(of: rule.arms.map(\.range), from: header, tokens)
  }

  /// The header, whose first bar is the first at `start` or after it, and the rows, each with a line of its own.
  func lines(of rows: [SourceRange], from start: Int, _ tokens: Range<Int>) -> [ItemPart] {
    let rest = start..<tokens.upperBound
    guard let header = ruler.tokens[rest].firstIndex(where: { $0.kind == .bar }) else { return [] }
    let rows = rows.map { ruler.token(at: $0.start, in: tokens) }
    let starts = [header] + rows
    let ends = rows + [tokens.upperBound]
    return zip(starts, ends).map { start, end in
      ItemPart(
        start: start, indent: 4, continuation: 6, kind: .row(header),
        stops: (start..<end).dropFirst().filter { ruler.tokens[$0].kind == .bar })
    }
  }
}

extension TimerSyntax {
  /// Whether it is a column of a table, which has no words of its own before the table.
  fileprivate var isColumn: Bool {
    switch kind {
    case .columnInStage, .columnAfter: true
    default: false
    }
  }
}
