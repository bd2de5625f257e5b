import RuleSource
import RuleSyntax

extension Checker {
  /// How often the rule may fire.
  mutating func limits(of rule: RuleDeclarationSyntax) -> [CheckedRule.Limit] {
    if rule.limits.isEmpty { return [] }
    if rule.limits.count == 1, rule.title != nil, isOfPlainRule {
      return knownLimits(at: rule.limits[0].range, of: rule)
    }
    return allLimits(of: rule)
  }

  /// The only limit of `rule`, at `range`.
  private mutating func knownLimits(at range: SourceRange, of rule: RuleDeclarationSyntax) -> [CheckedRule.Limit] {
    if let known = knownLimits.meaning(at: range, in: texts) { return known }
    let messages = diagnostics.count
    let limits = allLimits(of: rule)
    if limits.count == 1, diagnostics.count == messages { knownLimits.note(limits, at: range, in: texts) }
    return limits
  }

  private mutating func allLimits(of rule: RuleDeclarationSyntax) -> [CheckedRule.Limit] {
    var limits: [CheckedRule.Limit] = []
    var places: [SourceRange] = []
    for syntax in rule.limits {
      if context.subject == .conversationRule {
        report(
          .limitOnConversation(words(at: syntax.range), at: syntax.range)
            .declared(at: context.conversationPlace, "happens once").with(fix: removing(syntax.range)))
        continue
      }
      if rule.title == nil { report(.limitWithoutName(at: syntax.range)) }
      guard let limit = limit(syntax) else { continue }
      if let first = limits.firstIndex(of: limit) {
        report(
          .limitTwice(words(at: syntax.range), at: syntax.range).declared(at: places[first], "the first")
            .with(fix: removing(syntax.range)))
      }
      // Most rules have one limit, which none can repeat.
      if rule.limits.count > 1 { places.append(syntax.range) }
      limits.append(limit)
    }
    return limits
  }

  private mutating func limit(_ syntax: LimitSyntax) -> CheckedRule.Limit? {
    switch syntax {
    case .oncePerTicket: return .oncePerTicket
    case .oncePerStageVisit: return .oncePerStageVisit
    case .atMost(let value, let duration, _):
      let count = count(value)
      guard let span = limitSpan(duration), let count else { return nil }
      return .atMost(count, per: span)
    }
  }

  /// How many times.
  mutating func count(_ value: ValueSyntax) -> Int? {
    guard case .number(let number) = value.kind, number == number.rounded(), (1...1000).contains(number) else {
      report(.badCount(words(at: value.range), at: value.range))
      return nil
    }
    return Int(number)
  }

  /// The window in which firings are counted.
  mutating func limitSpan(_ duration: DurationSyntax) -> Span? {
    if duration.isBusiness {
      report(
        .businessLimit(at: duration.range)
          .with(fix: word("business", in: duration.range).map { .remove($0, .unsafe) }))
      return nil
    }
    guard let span = span(duration) else { return nil }
    let minutes =
      switch span.unit {
      case .minutes: span.amount
      case .hours: span.amount * 60
      case .days: span.amount * 1440
      case .weeks: span.amount * 10_080
      }
    guard minutes <= 10_000 * 1440 else {
      report(.badDuration(at: duration.range, "firings are counted for 10,000 days at most", help: "write less"))
      return nil
    }
    return span
  }
}
