import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  /// What stands after `is`, without its `not`.
  mutating func quality(_ quality: QualitySyntax, of field: TypedField, isNegated: Bool, at range: SourceRange)
    -> CheckedCondition?
  {
    switch quality {
    case .value(let value):
      guard field.type.hasLiterals else {
        return equality([value], of: field, operator: "is", isNegated: isNegated, at: range)
      }
      return literal(value, for: field).map { equality(of: field, with: [$0], isNegated: isNegated, at: range) }
    case .oneOf(let values):
      return equality(values, of: field, operator: "is one of", isNegated: isNegated, at: range)
    case .atLeast(let value): return comparison(.atLeast, value, of: field, operator: "is at least", at: range)
    case .atMost(let value): return comparison(.atMost, value, of: field, operator: "is at most", at: range)
    case .above(let value): return comparison(.above, value, of: field, operator: "is above", at: range)
    case .below(let value): return comparison(.below, value, of: field, operator: "is below", at: range)
    case .between(let low, let high): return between(low, high, of: field, at: range)
    case .valueOf(let operand): return equality(with: operand, of: field, at: range)
    case .comparesValueOf(let comparison, let operand):
      return self.comparison(comparison.checked, with: operand, of: field, at: range)
    case .before(let moment):
      guard isDate(field, operator: "is before", isNegated: isNegated, value: moment.range, at: range),
        let moment = self.moment(moment, for: field)
      else {
        return nil
      }
      return .test(.isBefore(field.field, moment), range)
    case .after(let moment):
      guard isDate(field, operator: "is after", isNegated: isNegated, value: moment.range, at: range),
        let moment = self.moment(moment, for: field)
      else {
        return nil
      }
      return .test(.isAfter(field.field, moment), range)
    case .inNext(let duration):
      return age(duration, of: field, operator: "is in the next", at: range).map {
        .test(.isInNext(field.field, $0), range)
      }
    case .inLast(let duration):
      return age(duration, of: field, operator: "is in the last", at: range).map {
        .test(.isInLast(field.field, $0), range)
      }
    case .moreThanAgo(let duration):
      return age(duration, of: field, operator: "is more than … ago", at: range).map {
        .test(.isMoreThanAgo(field.field, $0), range)
      }
    case .lessThanAgo(let duration):
      return age(duration, of: field, operator: "is less than … ago", at: range).map {
        .test(.isLessThanAgo(field.field, $0), range)
      }
    case .today:
      guard isDate(field, operator: "is today", at: range) else { return nil }
      return .test(.isDay(field.field, .today), range)
    case .known: return .test(.isKnown(field.field), range)
    case .unknown: return .not(.test(.isKnown(field.field), range))
    case .anAgent, .aContact, .theOwner, .theContact:
      report(.actorQuality(of: field, at: range).declared(at: field.place))
      return nil
    }
  }

  private mutating func equality(
    _ values: [ValueSyntax], of field: TypedField, operator word: String, isNegated: Bool, at range: SourceRange
  ) -> CheckedCondition? {
    switch field.type {
    case .set:
      reportMismatch(word, of: field, isNegated: isNegated, value: values.range, at: range)
      return nil
    case .flag:
      let meant = meansSet(values, isNegated: isNegated)
      // In a table the header stands apart from its cells.
      let isWhole = values.last.map { $0.range.end == range.end } == true && field.range.start == range.start
      let isInTable = field.range.end < range.start
      let text = meant.map { $0 ? field.words : "not \(field.words)" }
      report(
        .flagComparison(field.words, at: range, isMeantSet: meant, isInTable: isInTable).declared(at: field.place)
          .with(fix: isWhole ? text.flatMap { replacing(range, with: $0) } : nil))
      return nil
    case .date, .time:
      let days = values.compactMap { day($0, for: field) }
      guard days.count == values.count else { return nil }
      let tests = days.map { CheckedCondition.test(.isDay(field.field, $0), range) }
      return tests.count == 1 ? tests.first : .any(tests)
    case .choice, .number, .text, .person, .stage, .pipeline, .team, .inbox, .channel:
      return literals(values, for: field).map { equality(of: field, with: $0, isNegated: isNegated, at: range) }
    }
  }

  private mutating func equality(
    of field: TypedField, with literals: [Literal], isNegated: Bool, at range: SourceRange
  ) -> CheckedCondition {
    if case .pipeline = field.field, !isNegated {
      reportOtherPipeline(literals, said: words(at: range), at: range)
    }
    return .test(.isOneOf(field.field, literals), range)
  }

  /// `is value of P`
  private mutating func equality(
    with operand: OperandSyntax, of field: TypedField, at range: SourceRange
  ) -> CheckedCondition? {
    switch field.type {
    case .set, .flag, .stage, .pipeline:
      reportMismatch("is value of", of: field, at: range)
      return nil
    case .date, .time: return moment(.valueOf(operand), for: field).map { .test(.isDay(field.field, $0), range) }
    case .choice, .number, .text, .person, .team, .inbox, .channel:
      return self.operand(operand, comparableWith: field).map { .test(.equalsField(field.field, $0.field), range) }
    }
  }

  /// `is above value of P`
  private mutating func comparison(
    _ comparison: Test.Comparison, with operand: OperandSyntax, of field: TypedField, at range: SourceRange
  ) -> CheckedCondition? {
    guard isOrdered(field, operator: "is \(comparison.words)", at: range) else { return nil }
    return self.operand(operand, comparableWith: field).map {
      .test(.comparesField(field.field, comparison, $0.field), range)
    }
  }

  private mutating func operand(_ operand: OperandSyntax, comparableWith field: TypedField) -> TypedField? {
    guard let other = self.field(for: operand) else { return nil }
    guard fits(other.type, into: field.type) else {
      reportOtherType(other, at: operand.range, wanted: wanted(by: field.type)) { [self] in
        fits($0, into: field.type)
      }
      return nil
    }
    return other
  }

  func meansSet(_ values: [ValueSyntax], isNegated: Bool) -> Bool? {
    guard values.count == 1, let value = values.first, case .word(let word) = value.kind else { return nil }
    switch word.lowercased() {
    case "yes", "true", "on", "set": return !isNegated
    case "no", "false", "off": return isNegated
    default: return nil
    }
  }

  private mutating func comparison(
    _ comparison: Test.Comparison, _ value: ValueSyntax, of field: TypedField, operator word: String,
    at range: SourceRange
  ) -> CheckedCondition? {
    guard isOrdered(field, operator: word, value: value.range, at: range), let literal = literal(value, for: field)
    else { return nil }
    return .test(.compares(field.field, comparison, literal), range)
  }

  private mutating func between(_ low: ValueSyntax, _ high: ValueSyntax, of field: TypedField, at range: SourceRange)
    -> CheckedCondition?
  {
    guard isOrdered(field, operator: "is between", at: range) else { return nil }
    let first = literal(low, for: field)
    let last = literal(high, for: field)
    guard let first, let last else { return nil }
    let isReversed =
      switch (first, last) {
      case (.option(let first), .option(let last)): first > last
      case (.number(let first), .number(let last)): first > last
      default: false
      }
    if isReversed {
      let (first, last) = (words(at: low.range), words(at: high.range))
      report(
        .reversedBetween(first, last, at: low.range.joined(to: high.range))
          .with(fix: Fix(.safe, [Fix.Edit(low.range, last), Fix.Edit(high.range, first)])))
      return nil
    }
    return .all([
      .test(.compares(field.field, .atLeast, first), range), .test(.compares(field.field, .atMost, last), range),
    ])
  }

  private mutating func isOrdered(
    _ field: TypedField, operator word: String, value: SourceRange? = nil, at range: SourceRange
  ) -> Bool {
    switch field.type {
    case .number, .choice(_, isOrdered: true): return true
    case .choice(_, isOrdered: false):
      report(.notOrdered(word, of: field, at: range).declared(at: field.place))
      return false
    case .set, .text, .date, .time, .flag, .person, .stage, .pipeline, .team, .inbox, .channel:
      reportMismatch(word, of: field, value: value, at: range)
      return false
    }
  }

  private mutating func isDate(
    _ field: TypedField, operator word: String, isNegated: Bool = false, value: SourceRange? = nil,
    at range: SourceRange
  ) -> Bool {
    if field.type.isDateOrTime { return true }
    reportMismatch(word, of: field, isNegated: isNegated, value: value, at: range)
    return false
  }

  private mutating func age(
    _ duration: DurationSyntax, of field: TypedField, operator word: String, at range: SourceRange
  )
    -> Span?
  {
    guard isDate(field, operator: word, at: range) else { return nil }
    if case .date = field.type { return daySpan(duration, for: field) }
    return span(duration)
  }

  private mutating func moment(_ moment: MomentSyntax, for field: TypedField) -> Moment? {
    switch moment {
    case .date(let value): return day(value, for: field)
    case .today: return .today
    case .valueOf(let operand):
      guard let other = self.field(for: operand) else { return nil }
      guard other.type.isDateOrTime else {
        reportOtherType(other, at: operand.range, wanted: "a date or time") { $0.isDateOrTime }
        return nil
      }
      return .valueOf(other.field)
    }
  }

  /// A day that a date or an instant is compared with.
  private mutating func day(_ value: ValueSyntax, for field: TypedField) -> Moment? {
    if case .word("today") = value.kind { return .today }
    guard case .date(let year, let month, let day) = value.kind else {
      reportNoDay(value, for: field.words, type: field.type, place: field.place)
      return nil
    }
    return exists(year: year, month: month, day: day, at: value.range) ? .day(year: year, month: month, day: day) : nil
  }
}

extension ComparisonSyntax {
  fileprivate var checked: Test.Comparison {
    switch self {
    case .atLeast: .atLeast
    case .atMost: .atMost
    case .above: .above
    case .below: .below
    }
  }
}

extension Test.Comparison {
  fileprivate var words: String {
    switch self {
    case .atLeast: "at least"
    case .atMost: "at most"
    case .above: "above"
    case .below: "below"
    }
  }
}
