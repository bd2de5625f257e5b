import RuleSource

/// Declarations, scopes and definitions.
extension Layout {
  /// The parts of `item`, whose tokens are `tokens`.
  func parts(of item: ItemSyntax, _ tokens: Range<Int>) -> [ItemPart] {
    switch item {
    case .portal, .team, .template, .answerLimit:
      return [ItemPart(start: tokens.lowerBound)]
    case .scope, .list:
      return [ItemPart(start: tokens.lowerBound, breaks: commas(in: tokens))]
    case .pipeline(let pipeline): return parts(of: pipeline, tokens)
    case .property(let property): return [part(of: property, tokens)]
    case .inbox(let inbox):
      let email = ruler.tokenBefore(ruler.token(at: inbox.email.range.start, in: tokens))
      return [ItemPart(start: tokens.lowerBound, kind: .inbox, stops: [email])]
    case .calendar(let calendar): return parts(of: calendar, tokens)
    case .action(let action):
      let start = ItemPart(start: tokens.lowerBound)
      if isShort(tokens) { return [start] }
      return [start]
        + action.parameters.map { parameter in
          let first = ruler.token(at: parameter.range.start, in: tokens)
          let end = ruler.token(at: parameter.range.end, in: tokens)
          return ItemPart(start: ruler.tokenBefore(first), indent: 2, continuation: 4, breaks: commas(in: first..<end))
        }
    case .definition(let definition):
      return [ItemPart(start: tokens.lowerBound, breaks: breaks(in: definition.condition, tokens))]
    case .rule(let rule): return parts(of: rule, tokens)
    case .test(let test): return parts(of: test, tokens)
    case .promise(let promise): return [part(of: promise, tokens)]
    }
  }

  /// Whether `tokens` were written on one line and fit on one.
  func isShort(_ tokens: Range<Int>, indent: Int = 0) -> Bool {
    indent + ruler.width(tokens) <= Self.width && ruler.isOnOneLine(tokens)
  }

  private func parts(of pipeline: PipelineSyntax, _ tokens: Range<Int>) -> [ItemPart] {
    let start = ItemPart(start: tokens.lowerBound)
    if isShort(tokens) { return [start] }
    return [start]
      + pipeline.stages.map { stage in
        var part = ItemPart(
          start: ruler.token(at: stage.range.start, in: tokens), indent: 2, continuation: 4, kind: .stage)
        if let id = stage.id { part.stops = [ruler.tokenBefore(ruler.token(at: id.range.start, in: tokens))] }
        return part
      }
  }

  /// The type stands behind the colon, or below it where it is too long.
  private func part(of property: PropertySyntax, _ tokens: Range<Int>) -> ItemPart {
    var part = ItemPart(start: tokens.lowerBound, breaks: commas(in: tokens), kind: .property)
    guard let colon = ruler.tokens[tokens].lastIndex(where: { $0.kind == .colon }) else { return part }
    let type = ruler.tokenAfter(colon)
    part.breaks.insert(LineBreak(token: type, weight: 0), at: 0)
    part.stops = [type]
    if let id = property.id {
      part.kind = .propertyWithId
      part.stops = [ruler.tokenBefore(ruler.token(at: id.range.start, in: tokens)), type]
    }
    return part
  }

  private func parts(of calendar: CalendarSyntax, _ tokens: Range<Int>) -> [ItemPart] {
    var parts = [ItemPart(start: tokens.lowerBound)]
    if isShort(tokens) { return parts }
    var ranges = calendar.hours.map(\.range)
    if let first = calendar.exceptions.first, let last = calendar.exceptions.last {
      ranges.append(first.range.joined(to: last.range))
    }
    for range in ranges {
      let start = ruler.token(at: range.start, in: tokens)
      let breaks = commas(in: start..<ruler.token(at: range.end, in: tokens))
      parts.append(ItemPart(start: start, indent: 2, continuation: 4, breaks: breaks))
    }
    // `except` stands before the dates.
    if !calendar.exceptions.isEmpty { parts[parts.count - 1].start = ruler.tokenBefore(parts[parts.count - 1].start) }
    return parts
  }
}
