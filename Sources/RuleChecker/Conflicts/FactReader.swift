import RuleSchema

/// Reads facts out of conditions.
struct FactReader {
  let schema: Schema
  /// Whose stages the conditions name.
  var pipeline: PipelineIndex
  let tests: TestNumbers

  /// What must hold where `condition` is true.
  func facts(of condition: CheckedCondition) -> Facts {
    var facts = Facts()
    narrow(&facts, to: condition)
    return facts
  }

  /// `facts` where `condition` is true, or false, as well.
  func narrow(_ facts: inout Facts, to condition: CheckedCondition, isTrue: Bool = true) {
    switch condition {
    case .all(let parts):
      if isTrue { narrow(&facts, toAll: parts, areTrue: true) } else { narrow(&facts, toAnyOf: parts, isTrue: false) }
    case .any(let parts):
      if isTrue { narrow(&facts, toAnyOf: parts, isTrue: true) } else { narrow(&facts, toAll: parts, areTrue: false) }
    case .not(let inner): narrow(&facts, to: inner, isTrue: !isTrue)
    case .test(let test, _): if isTrue { narrow(&facts, where: test) } else { narrow(&facts, whereNot: test) }
    }
  }

  /// The same; where there is no condition, `facts` stay as they are.
  func narrow(_ facts: inout Facts, to condition: CheckedCondition?, isTrue: Bool = true) {
    switch condition {
    case .some(let condition): narrow(&facts, to: condition, isTrue: isTrue)
    case .none: break
    }
  }

  private func narrow(_ facts: inout Facts, toAll parts: [CheckedCondition], areTrue: Bool) {
    let parts = parts.span
    for index in parts.indices { narrow(&facts, to: parts[index], isTrue: areTrue) }
  }

  private func narrow(_ facts: inout Facts, toAnyOf parts: [CheckedCondition], isTrue: Bool) {
    var either: Facts?
    let parts = parts.span
    for index in parts.indices {
      var known = Facts()
      narrow(&known, to: parts[index], isTrue: isTrue)
      either = either.map { $0.join(known) } ?? known
    }
    if let either { facts.meet(either) }
  }

  private func narrow(_ facts: inout Facts, where test: Test) {
    switch test {
    case .isOneOf(let field, let literals):
      // Among the values that are asked for is none that stands for no value.
      if let numbers = numbers(literals) { return facts.add(.now(field), .only(numbers)) }
      hold(test, in: &facts)
      narrow(&facts, toEqualityOf: field, with: literals)
    case .compares(let field, let comparison, let literal):
      if let numbers = options(of: field, that: comparison, literal) {
        return facts.add(.now(field), .only(numbers))
      }
      hold(test, in: &facts)
      narrow(&facts, toComparisonOf: field, comparison, literal, isTrue: true)
    case .isBefore(let field, let moment):
      hold(test, in: &facts)
      narrow(&facts, toDaysOf: field, .before, moment, isTrue: true)
    case .isAfter(let field, let moment):
      hold(test, in: &facts)
      narrow(&facts, toDaysOf: field, .after, moment, isTrue: true)
    case .isDay(let field, let moment):
      hold(test, in: &facts)
      narrow(&facts, toDaysOf: field, .same, moment, isTrue: true)
    case .equalsField, .comparesField: hold(test, in: &facts)
    case .isKnown(let field): return facts.add(.now(field), .allBut([Facts.unknown]))
    case .isSet(let field): return facts.add(.now(field), .only([1]))
    case .hasAny(let field, let options) where options.count == 1: hold(options, of: field, in: &facts)
    case .hasAll(let field, let options): hold(options, of: field, in: &facts)
    case .hasNone(let field, let options): refute(options, of: field, in: &facts)
    case .gained(let field, let option):
      hold([option], of: field, in: &facts)
      hold(test, in: &facts)
    case .lost(let field, let option):
      refute([option], of: field, in: &facts)
      hold(test, in: &facts)
      facts.add(.created, .only([0]))
    case .was(let field, let literal):
      if let numbers = numbers([literal]), !isSet(field) { facts.add(.before(field), .only(numbers)) }
      hold(test, in: &facts)
      facts.add(.created, .only([0]))
    case .changed(let field, let from, let to):
      narrow(&facts, toChangeOf: field, from: from, to: to)
      hold(test, in: &facts)
    case .actorIs(let kind): facts.add(.actor, .only([FactReader.number(of: kind)]))
    case .ticketIsClosed: facts.add(.now(.stage), .only(stages(areClosed: true)))
    case .hasAny, .containsAny, .startsWith, .endsWith, .matchesAny, .hasMatching, .isInNext, .isInLast, .isMoreThanAgo,
      .isLessThanAgo, .messageIsAutomatic, .actorIsOwner, .actorIsContact, .isDuring:
      hold(test, in: &facts)
    }
    if let field = test.field, test.needsValue { facts.add(.now(field), .allBut([Facts.unknown])) }
  }

  private func narrow(_ facts: inout Facts, whereNot test: Test) {
    switch test {
    case .isOneOf(let field, let literals):
      if field == .stage, let numbers = numbers(literals) {
        let others = NumberSet(schema.pipelines[pipeline.value].stages).subtracting(numbers)
        return facts.add(.now(field), .only(others))
      }
      if let numbers = numbers(literals) { return facts.add(.now(field), .allBut(numbers)) }
      refute(test, in: &facts)
      narrow(&facts, toInequalityOf: field, with: literals)
    case .compares(let field, let comparison, let literal):
      if let numbers = options(of: field, that: comparison, literal) {
        return facts.add(.now(field), .allBut(numbers))
      }
      refute(test, in: &facts)
      narrow(&facts, toComparisonOf: field, comparison, literal, isTrue: false)
    case .isBefore(let field, let moment):
      refute(test, in: &facts)
      narrow(&facts, toDaysOf: field, .before, moment, isTrue: false)
    case .isAfter(let field, let moment):
      refute(test, in: &facts)
      narrow(&facts, toDaysOf: field, .after, moment, isTrue: false)
    case .isKnown(let field): facts.add(.now(field), .only([Facts.unknown]))
    case .isSet(let field): facts.add(.now(field), .allBut([1]))
    case .hasAny(let field, let options): refute(options, of: field, in: &facts)
    case .hasAll(let field, let options) where options.count == 1: refute(options, of: field, in: &facts)
    case .was(let field, let literal):
      if let numbers = numbers([literal]), !isSet(field) { facts.add(.before(field), .allBut(numbers)) }
      refute(test, in: &facts)
    case .actorIs(let kind): facts.add(.actor, .allBut([FactReader.number(of: kind)]))
    case .ticketIsClosed: facts.add(.now(.stage), .only(stages(areClosed: false)))
    case .equalsField, .comparesField, .hasAll, .hasNone, .gained, .lost, .changed, .containsAny, .startsWith,
      .endsWith, .matchesAny, .hasMatching,
      .isDay, .isInNext, .isInLast, .isMoreThanAgo, .isLessThanAgo, .messageIsAutomatic,
      .actorIsOwner, .actorIsContact, .isDuring:
      refute(test, in: &facts)
    }
  }

  /// `facts` where `field` changed.
  func narrow(_ facts: inout Facts, toChangeOf field: Field, from: Literal?, to: Literal?) {
    facts.add(.created, .only([0]))
    if let from, let numbers = numbers([from]) {
      facts.add(.before(field), .only(numbers))
      facts.add(.now(field), .allBut(numbers))
    }
    if let to, let numbers = numbers([to]) {
      facts.add(.now(field), .only(numbers))
      facts.add(.before(field), .allBut(numbers))
    }
  }

  /// `facts` where `field` has all of `options`.
  func hold(_ options: [Int], of field: Field, in facts: inout Facts) {
    for option in options { hold(.hasAny(field, [option]), in: &facts) }
  }

  /// `facts` where `field` has none of `options`.
  func refute(_ options: [Int], of field: Field, in facts: inout Facts) {
    for option in options { refute(.hasAny(field, [option]), in: &facts) }
  }

  private func hold(_ test: Test, in facts: inout Facts) { facts.hold(tests.number(of: test)) }

  private func refute(_ test: Test, in facts: inout Facts) { facts.refute(tests.number(of: test)) }

  /// The stages of the pipeline that are closed, or open.
  func stages(areClosed: Bool) -> NumberSet {
    var numbers = NumberSet()
    for stage in schema.pipelines[pipeline.value].stages where schema.stages[stage].isClosed == areClosed {
      numbers.insert(stage)
    }
    return numbers
  }

  private func isSet(_ field: Field) -> Bool {
    if field == .ownerTeams { return true }
    guard case .property(let index) = field, case .setOf = schema.properties[index.value].kind else { return false }
    return true
  }

  private func options(of field: Field, that comparison: Test.Comparison, _ literal: Literal) -> NumberSet? {
    guard case .option(let option) = literal, case .property(let index) = field else { return nil }
    let count = FieldType(schema.properties[index.value].kind).options.count
    return switch comparison {
    case .atLeast: NumberSet(min(option, count)..<count)
    case .atMost: NumberSet(0..<min(option + 1, count))
    case .above: NumberSet(min(option + 1, count)..<count)
    case .below: NumberSet(0..<min(option, count))
    }
  }

  /// Literals of the types that facts are kept of.
  func numbers(_ literals: [Literal]) -> NumberSet? {
    var numbers = NumberSet()
    for literal in literals {
      switch literal {
      case .option(let index): numbers.insert(index)
      case .flag(let isSet): numbers.insert(isSet ? 1 : 0)
      case .stage(let index): numbers.insert(index.value)
      case .pipeline(let index): numbers.insert(index.value)
      case .team(let index): numbers.insert(index.value)
      case .inbox(let index): numbers.insert(index.value)
      case .channel(let channel): numbers.insert(FactReader.number(of: channel))
      case .number, .text, .day, .person: return nil
      }
    }
    return numbers
  }

  static let channels: [CheckedTrigger.Channel] = [.email, .chat, .form, .phone, .api]

  static func number(of channel: CheckedTrigger.Channel) -> Int {
    switch channel {
    case .email: 0
    case .chat: 1
    case .form: 2
    case .phone: 3
    case .api: 4
    }
  }

  static func number(of kind: Test.ActorKind) -> Int {
    switch kind {
    case .agent: 0
    case .contact: 1
    case .automation: 2
    case .integration: 3
    }
  }
}

extension Test {
  /// What it asks about, if that is one field.
  var field: Field? {
    switch self {
    case .isOneOf(let field, _), .compares(let field, _, _), .equalsField(let field, _),
      .comparesField(let field, _, _),
      .containsAny(let field, _), .startsWith(let field, _),
      .endsWith(let field, _), .matchesAny(let field, _), .hasAny(let field, _), .hasAll(let field, _),
      .hasNone(let field, _), .hasMatching(let field, _), .gained(let field, _), .lost(let field, _),
      .was(let field, _), .changed(let field, _, _), .isKnown(let field), .isSet(let field), .isBefore(let field, _),
      .isAfter(let field, _), .isDay(let field, _), .isInNext(let field, _), .isInLast(let field, _),
      .isMoreThanAgo(let field, _), .isLessThanAgo(let field, _):
      field
    case .messageIsAutomatic, .actorIs, .actorIsOwner, .actorIsContact, .ticketIsClosed, .isDuring: nil
    }
  }

  /// With an unknown present value it is false.
  var needsValue: Bool {
    switch self {
    case .lost, .was, .changed, .messageIsAutomatic, .actorIs, .actorIsOwner, .actorIsContact, .ticketIsClosed,
      .isDuring:
      false
    case .isOneOf, .compares, .equalsField, .comparesField, .containsAny, .startsWith, .endsWith, .matchesAny, .hasAny,
      .hasAll, .hasNone, .hasMatching, .gained, .isKnown, .isSet, .isBefore, .isAfter, .isDay, .isInNext, .isInLast,
      .isMoreThanAgo,
      .isLessThanAgo:
      true
    }
  }
}
