import RuleSchema
import RuleSource
import RuleSyntax

//  Mutants of conditions: negated, parts dropped, `and` for `or`, boundaries moved, values exchanged.

extension MutantFinder {
  /// The condition the other way round.
  mutating func negate(_ condition: ConditionSyntax) {
    guard !isInRow else { return }
    switch condition {
    case .not(let inner, let range): replace(range, by: text(inner.range), .condition)
    case .test, .named, .businessHours, .parenthesized:
      replace(condition.range, by: "not " + text(condition.range), .condition)
    case .all, .any: replace(condition.range, by: "not (" + text(condition.range) + ")", .condition)
    case .missing: break
    }
  }

  /// What can be wrong inside a condition.
  mutating func mutate(_ condition: ConditionSyntax) {
    switch condition {
    case .all(let parts, let range): mutate(parts, range, joinedBy: "and", other: "or")
    case .any(let parts, let range): mutate(parts, range, joinedBy: "or", other: "and")
    case .not(let inner, _), .parenthesized(let inner, _): mutate(inner)
    case .test(let operand, let test, let range): mutate(test, of: operand, in: range)
    case .businessHours, .named, .missing: break
    }
  }

  private mutating func mutate(_ parts: [ConditionSyntax], _ range: SourceRange, joinedBy word: String, other: String) {
    if !isInRow {
      for index in parts.indices { drop(index, of: parts.map(\.range), .condition) }
      exchange(word, other, between: parts, in: range)
    }
    for part in parts {
      negate(part)
      mutate(part)
    }
  }

  private mutating func exchange(
    _ word: String, _ other: String, between parts: [ConditionSyntax], in range: SourceRange
  ) {
    var result = ""
    var place = range.start
    for (part, next) in zip(parts, parts.dropFirst()) {
      guard let join = words(from: part.range.end, to: next.range.start).first(where: { text($0.range) == word })
      else { return }
      result += text(self.range(place, join.range.start)) + other
      place = join.range.end
    }
    result += text(self.range(place, range.end))
    replace(range, by: result, .condition, "`\(word)` became `\(other)`")
  }

  private mutating func mutate(_ test: TestSyntax, of operand: OperandSyntax, in range: SourceRange) {
    switch test {
    case .isQuality(let quality, _): mutate(quality, of: operand)
    case .contains(let values), .has(_, let values): mutate(values, of: operand)
    case .startsWith(let value), .endsWith(let value), .matches(let value), .hasMatching(let value):
      alter(value, of: operand, .value)
    case .matchesList(let name): swap(name, among: schema.lists.map(\.name), .value)
    case .gained(let value), .lost(let value), .was(let value, _): alter(value, of: operand, .value)
    case .changed(let old, let new):
      for value in [old, new].compactMap(\.self) { alter(value, of: operand, .value) }
    }
    if case .has(let mode, let values) = test, values.count > 1 {
      switch mode {
      case .any: exchangeWord("any", "all", in: range)
      case .all: exchangeWord("all", "any", in: range)
      case .value, .none: break
      }
    }
  }

  private mutating func exchangeWord(_ word: String, _ other: String, in range: SourceRange) {
    guard let found = words(from: range.start, to: range.end).first(where: { text($0.range) == word }) else { return }
    replace(found.range, by: other, .condition)
  }

  private mutating func mutate(_ values: [ValueSyntax], of operand: OperandSyntax) {
    for index in values.indices { drop(index, of: values.map(\.range), .value) }
    for value in values { alter(value, of: operand, .value, avoiding: values.map { text($0.range) }) }
  }

  private mutating func mutate(_ quality: QualitySyntax, of operand: OperandSyntax) {
    switch quality {
    case .value(let value): alter(value, of: operand, .value)
    case .oneOf(let values): mutate(values, of: operand)
    case .atLeast(let value): boundary("at", "least", "above", value, operand)
    case .atMost(let value): boundary("at", "most", "below", value, operand)
    case .above(let value): boundary("above", nil, "at least", value, operand)
    case .below(let value): boundary("below", nil, "at most", value, operand)
    case .between(let low, let high):
      alter(low, of: operand, .threshold)
      alter(high, of: operand, .threshold)
    case .inNext(let span), .inLast(let span), .moreThanAgo(let span), .lessThanAgo(let span): shift(span, .threshold)
    case .before(let moment), .after(let moment):
      if case .date(let value) = moment { alter(value, of: operand, .threshold) }
    case .comparesValueOf(let comparison, let other):
      switch comparison {
      case .atLeast: boundaryWords("at", "least", "above", before: other.range.start)
      case .atMost: boundaryWords("at", "most", "below", before: other.range.start)
      case .above: boundaryWords("above", nil, "at least", before: other.range.start)
      case .below: boundaryWords("below", nil, "at most", before: other.range.start)
      }
    case .valueOf, .today, .known, .unknown, .anAgent, .aContact, .theOwner, .theContact: break
    }
  }

  private mutating func boundary(
    _ first: String, _ second: String?, _ other: String, _ value: ValueSyntax, _ operand: OperandSyntax
  ) {
    boundaryWords(first, second, other, before: value.range.start)
    alter(value, of: operand, .threshold)
  }

  private mutating func boundaryWords(_ first: String, _ second: String?, _ other: String, before offset: Int) {
    guard !isInRow else { return }
    var place = offset
    while let word = word(before: place), offset - word.range.start < 80 {
      place = word.range.start
      guard text(word.range) == first else { continue }
      var end = word.range.end
      if let second {
        guard let next = words(from: end, to: offset).first, text(next.range) == second else { continue }
        end = next.range.end
      }
      return replace(range(word.range.start, end), by: other, .threshold)
    }
  }
}
