import RuleSchema

//  Texts, numbers and days: equal ones get one number each, and numbers and days have bounds, too.

extension FactReader {
  /// `facts` where `field` is one of `literals`; nothing more is known where they are of another type.
  func narrow(_ facts: inout Facts, toEqualityOf field: Field, with literals: [Literal]) {
    if let numbers = tests.numbers(of: literals) { facts.add(.now(field), .only(numbers)) }
    let amounts = literals.compactMap(\.amount)
    if amounts.count == literals.count, let range = NumberRange(around: amounts) { facts.add(range, to: .now(field)) }
  }

  /// `facts` where it is none of them.
  func narrow(_ facts: inout Facts, toInequalityOf field: Field, with literals: [Literal]) {
    if let numbers = tests.numbers(of: literals) { facts.add(.now(field), .allBut(numbers)) }
  }

  /// `facts` where `field` compares so with `literal`, or does not.
  func narrow(
    _ facts: inout Facts, toComparisonOf field: Field, _ comparison: Test.Comparison, _ literal: Literal, isTrue: Bool
  ) {
    guard let bound = literal.amount else { return }
    facts.add(isTrue ? NumberRange(comparison, bound) : NumberRange(not: comparison, bound), to: .now(field))
  }

  /// `facts` where `field` is before, on or after `moment`, if that is a day of the calendar.
  func narrow(
    _ facts: inout Facts, toDaysOf field: Field, _ relation: DayRelation, _ moment: Moment, isTrue: Bool
  ) {
    guard case .day(let year, let month, let day) = moment else { return }
    let literal = Literal.day(year: year, month: month, day: day)
    switch relation {
    case .before: narrow(&facts, toComparisonOf: field, .below, literal, isTrue: isTrue)
    case .after: narrow(&facts, toComparisonOf: field, .above, literal, isTrue: isTrue)
    case .same:
      guard isTrue, let range = NumberRange(around: [literal].compactMap(\.amount)) else { return }
      facts.add(range, to: .now(field))
    }
  }

  enum DayRelation { case before, same, after }
}

extension Literal {
  /// A number, or a day in the order of days.
  fileprivate var amount: Double? {
    switch self {
    case .number(let number): number
    case .day(let year, let month, let day): Double((year * 12 + month) * 31 + day)
    case .option, .text, .flag, .person, .stage, .pipeline, .team, .inbox, .channel: nil
    }
  }
}

extension TestNumbers {
  /// One number for each text or number, the same for equal ones.
  ///
  /// Texts fold case. Beyond ASCII that is the engine's business, so nothing is said of such texts; nor of persons,
  /// who go by an id and an address.
  func numbers(of literals: [Literal]) -> NumberSet? {
    var numbers = NumberSet()
    for literal in literals {
      switch literal {
      case .text(let text):
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        numbers.insert(number(of: Literal.text(text.lowercased())))
      case .number(let value): numbers.insert(number(of: Literal.number(value + 0)))
      case .option, .day, .flag, .person, .stage, .pipeline, .team, .inbox, .channel: return nil
      }
    }
    return numbers
  }
}
