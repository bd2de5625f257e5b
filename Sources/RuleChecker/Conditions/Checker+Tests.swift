import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  /// What `operand test` asks.
  mutating func test(_ test: TestSyntax, of operand: OperandSyntax, at range: SourceRange) -> CheckedCondition? {
    if operand.isOfTicket, !operand.name.isQuoted,
      let subject = WholeSubject(word: operand.name.text)
    {
      return self.test(test, of: subject, operand: operand, at: range)
    }
    guard let field = quietField(for: operand) else {
      if !reportedAsDefinition(operand, test, at: range) { reportUnknown(operand) }
      return nil
    }
    guard isAvailable(field) else { return nil }
    switch test {
    case .isQuality(let quality, let isNegated):
      guard let condition = self.quality(quality, of: field, isNegated: isNegated, at: range) else { return nil }
      return isNegated ? .not(condition) : condition
    case .contains(let values):
      guard isText(field, operator: values.count > 1 ? "contains any of" : "contains", value: values.range, at: range),
        let texts = texts(values, for: field)
      else { return nil }
      return .test(.containsAny(field.field, texts), range)
    case .startsWith(let value):
      guard isText(field, operator: "starts with", value: value.range, at: range), let text = text(value, for: field)
      else { return nil }
      return .test(.startsWith(field.field, text), range)
    case .endsWith(let value):
      guard isText(field, operator: "ends with", value: value.range, at: range), let text = text(value, for: field)
      else { return nil }
      return .test(.endsWith(field.field, text), range)
    case .matches(let value):
      guard isText(field, operator: "matches", value: value.range, at: range), let glob = text(value, for: field) else {
        return nil
      }
      return .test(.matchesAny(field.field, [glob]), range)
    case .matchesList(let name):
      guard isText(field, operator: "matches", at: range), let list = list(named: name) else { return nil }
      return .test(.matchesAny(field.field, vocabulary.schema.lists[list.value].globs), range)
    case .has, .hasMatching, .gained, .lost: return setTest(test, of: field, at: range)
    case .was, .changed: return historyTest(test, of: field, at: range)
    }
  }

  /// `urgent is true` where `urgent` is a definition, and no field.
  private mutating func reportedAsDefinition(_ operand: OperandSyntax, _ test: TestSyntax, at range: SourceRange)
    -> Bool
  {
    guard operand.isOfTicket, let index = vocabulary.definitions[operand.name.text],
      case .isQuality(.value(let value), let isNegated) = test,
      let isTrue = meansSet([value], isNegated: isNegated), range.start == operand.range.start,
      range.end == value.range.end
    else { return false }
    let words = self.words(at: operand.range)
    let meant = isTrue ? words : "not \(words)"
    report(
      .definitionAsProperty(operand.name.text, at: operand.range)
        .declared(at: definitions[index].syntax.name.range, "defined here")
        .with(help: "write `\(meant)`", fix: replacing(range, with: meant)))
    return true
  }

  private mutating func setTest(_ test: TestSyntax, of field: TypedField, at range: SourceRange) -> CheckedCondition? {
    let (word, value): (String, SourceRange?) =
      switch test {
      case .gained(let value): ("gained", value.range)
      case .lost(let value): ("lost", value.range)
      case .has(.value, let values): ("has", values.range)
      case .has(.any, let values): ("has any of", values.range)
      case .has(.all, let values): ("has all of", values.range)
      case .has(.none, let values): ("has none of", values.range)
      case .hasMatching(let value): ("has any matching", value.range)
      case .isQuality, .contains, .startsWith, .endsWith, .matches, .matchesList, .was, .changed: ("has", nil)
      }
    guard case .set = field.type else {
      reportMismatch(word, of: field, value: value, at: range)
      return nil
    }
    switch test {
    case .has(let mode, let values):
      let options = values.kept { option($0, of: field) }
      guard options.count == values.count else { return nil }
      switch mode {
      case .value, .any: return .test(.hasAny(field.field, options), range)
      case .all: return .test(.hasAll(field.field, options), range)
      case .none: return .test(.hasNone(field.field, options), range)
      }
    case .hasMatching(let value):
      return text(value, for: field).map { .test(.hasMatching(field.field, $0), range) }
    case .gained(let value):
      guard hasHistory(field, word: word, at: range) else { return nil }
      return option(value, of: field).map { .test(.gained(field.field, $0), range) }
    case .lost(let value):
      guard hasHistory(field, word: word, at: range) else { return nil }
      return option(value, of: field).map { .test(.lost(field.field, $0), range) }
    case .isQuality, .contains, .startsWith, .endsWith, .matches, .matchesList, .was, .changed: return nil
    }
  }

  private mutating func historyTest(_ test: TestSyntax, of field: TypedField, at range: SourceRange)
    -> CheckedCondition?
  {
    switch test {
    case .was(let value, let isNegated):
      guard hasHistory(field, word: "was", at: range), let literal = literal(value, for: field) else { return nil }
      let condition = CheckedCondition.test(.was(field.field, literal), range)
      return isNegated ? .not(condition) : condition
    case .changed(let from, let to):
      guard hasHistory(field, word: "changed", at: range), let ends = change(of: field, from: from, to: to) else {
        return nil
      }
      return .test(.changed(field.field, from: ends.from, to: ends.to), range)
    case .has, .hasMatching, .gained, .lost, .isQuality, .contains, .startsWith, .endsWith, .matches, .matchesList:
      return nil
    }
  }

  /// The ends of `changed from … to …`.
  mutating func change(of field: TypedField, from: ValueSyntax?, to: ValueSyntax?)
    -> (from: Literal?, to: Literal?)?
  {
    if case .set = field.type, let end = from ?? to {
      reportMember(
        of: field, to == nil ? "changed from" : "changed to", end, isOnly: from == nil || to == nil, at: end.range)
      return nil
    }
    let start = from.flatMap { literal($0, for: field) }
    let end = to.flatMap { literal($0, for: field) }
    guard (from == nil) == (start == nil), (to == nil) == (end == nil) else { return nil }
    if let start, let end, start == end, let from, let to {
      report(.changeToSame(words(at: to.range), at: from.range.joined(to: to.range)))
      return nil
    }
    return (start, end)
  }

  /// Reports a set that is said to become one value: `gained V` or `lost V` was meant.
  mutating func reportMember(
    of field: TypedField, _ words: String, _ value: ValueSyntax, isOnly: Bool = true, at range: SourceRange
  ) {
    let message = Diagnostic.setHasNoSingleValue(field, at: range).declared(at: field.place)
    guard isOnly else {
      report(message)
      return
    }
    let verb = words == "changed from" ? "lost" : "gained"
    report(
      message.with(
        help: "write `\(field.words) \(verb) \(self.words(at: value.range))`",
        fix: gap(between: field.range, and: value.range, holding: words).flatMap { replacing($0, with: verb) }))
  }

  /// Whether an earlier value of `field` is known; reports it otherwise.
  mutating func hasHistory(_ field: TypedField, word: String, at range: SourceRange) -> Bool {
    if field.field.isMessageFact || field.field.isRelatedFact(in: vocabulary.schema) {
      report(.noHistory(field.words, word: word, at: range).declared(at: field.place))
      return false
    }
    if field.field == .created || field.field == .closed {
      report(.builtInInstantChange(field.words, at: range))
      return false
    }
    return context.subject != .conversationRule || hasTicket(for: "\(field.words) \(word)", at: range)
  }

  private mutating func isText(
    _ field: TypedField, operator word: String, value: SourceRange? = nil, at range: SourceRange
  ) -> Bool {
    if case .text = field.type { return true }
    reportMismatch(word, of: field, value: value, at: range)
    return false
  }

  private mutating func texts(_ values: [ValueSyntax], for field: TypedField) -> [String]? {
    let texts = values.kept { text($0, for: field) }
    return texts.count == values.count ? texts : nil
  }
}
