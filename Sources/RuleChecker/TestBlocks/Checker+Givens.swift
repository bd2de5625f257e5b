import RuleSchema
import RuleSource
import RuleSyntax

//  What a test gives: the ticket before anything happens.

extension Checker {
  /// What is given, each thing once: of a set, every option that it has.
  mutating func givens(of test: TestCase) -> [CheckedGiven] {
    var givens: [CheckedGiven] = []
    var first: [GivenSubject: SourceRange] = [:]
    for syntax in test.givens {
      guard let given = given(syntax) else { continue }
      givens.append(given)
      let subject = GivenSubject(given)
      if mayRepeat(given) { continue }
      if let range = first[subject] {
        report(.givenTwice(words(at: syntax.range), at: syntax.range, first: range))
      } else {
        first[subject] = syntax.range
      }
    }
    return givens
  }

  /// Whether it is one of several of its kind: an option of a set, or one of the people who get copies or follow.
  private func mayRepeat(_ given: CheckedGiven) -> Bool {
    switch given {
    case .value(.ownerTeams, .option): return true
    case .value(.property(let index), .option):
      guard case .setOf = vocabulary.schema.properties[index.value].kind else { return false }
      return true
    case .belongs(let belonging, let name): return belonging.isList && name != nil
    case .stage, .at, .value, .instant, .unknown: return false
    }
  }

  private mutating func given(_ given: GivenSyntax) -> CheckedGiven? {
    switch given.kind {
    case .stage(let name, let duration):
      guard let stage = stage(named: name.text, at: name.range) else { return nil }
      guard let duration else { return .stage(stage, for: nil) }
      return span(duration).map { .stage(stage, for: $0) }
    case .at(let value, let minute):
      guard case .date(let year, let month, let day) = value.kind,
        exists(year: year, month: month, day: day, at: value.range)
      else { return nil }
      return .at(year: year, month: month, day: day, minute: minute)
    case .value(let operand, let value): return self.given(operand, value)
    case .instant(let operand, let value, let minute):
      guard let field = givenField(operand) else { return nil }
      guard case .time = field.type else {
        report(
          .wrongValue(
            words(at: given.range).split(separator: " ").suffix(2).joined(separator: " "), at: value.range,
            for: field.words, type: field.type,
            help: "only a moment has a time of day, such as `closed`, or a property declared as `time`"))
        return nil
      }
      return instant(field, value, minute: minute)
    case .unknown(let operand):
      if let belonging = belonging(operand) { return .belongs(belonging, nil) }
      return givenField(operand).map { .unknown($0.field) }
    case .flag(let operand, let isSet):
      guard let field = givenField(operand) else { return nil }
      guard case .flag = field.type else {
        report(.givenWithoutValue(field, at: given.range))
        return nil
      }
      return .value(field.field, .flag(isSet))
    }
  }

  /// `contact` and the like, which are no properties.
  private func belonging(_ operand: OperandSyntax) -> CheckedGiven.Belonging? {
    guard operand.isOfTicket, quietField(for: operand) == nil else { return nil }
    return CheckedGiven.Belonging(rawValue: operand.name.text)
  }

  private mutating func given(_ operand: OperandSyntax, _ value: ValueSyntax) -> CheckedGiven? {
    if let belonging = belonging(operand) {
      return text(value, as: "what `\(operand.name.text)` is given as").map { .belongs(belonging, $0) }
    }
    guard let field = givenField(operand) else { return nil }
    if case .time = field.type { return instant(field, value, minute: nil) }
    return literal(value, for: field).map { .value(field.field, $0) }
  }

  private mutating func instant(_ field: TypedField, _ value: ValueSyntax, minute: Int?) -> CheckedGiven? {
    guard case .date(let year, let month, let day) = value.kind else {
      report(
        .wrongValue(
          words(at: value.range), at: value.range, for: field.words, type: field.type,
          help: "write a day, perhaps with a time: `\(field.words) 2026-01-05 09:12`"))
      return nil
    }
    guard exists(year: year, month: month, day: day, at: value.range) else { return nil }
    return .instant(field.field, year: year, month: month, day: day, minute: minute)
  }

  /// A field that a test may set up.
  private mutating func givenField(_ operand: OperandSyntax) -> TypedField? {
    guard let field = field(for: operand) else { return nil }
    switch field.field {
    case .messageSubject, .messageFrom, .messageText, .stage, .pipeline:
      report(.notGiven(field, at: operand.range))
      return nil
    default: return field
    }
  }
}

/// What a given is about.
private enum GivenSubject: Hashable {
  case stage, beginning
  case belongs(CheckedGiven.Belonging)
  case field(Field)

  init(_ given: CheckedGiven) {
    self =
      switch given {
      case .stage: .stage
      case .at: .beginning
      case .value(let field, _), .instant(let field, _, _, _, _), .unknown(let field): .field(field)
      case .belongs(let belonging, _): .belongs(belonging)
      }
  }
}
