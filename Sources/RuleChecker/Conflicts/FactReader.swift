import RuleSchema

/// Reads facts out of conditions.
struct FactReader {
  let schema: Schema
  /// Whose stages the conditions name.
  var pipeline: PipelineIndex
  let tests: TestNumbers

  /// What must hold where `condition` is true, or false.
  func facts(of condition: CheckedCondition, isTrue: Bool = true) -> Facts {
    switch condition {
    case .all(let parts): isTrue ? meet(parts, isTrue: true) : join(parts, isTrue: false)
    case .any(let parts): isTrue ? join(parts, isTrue: true) : meet(parts, isTrue: false)
    case .not(let inner): facts(of: inner, isTrue: !isTrue)
    case .test(let test, _): isTrue ? facts(where: test) : facts(whereNot: test)
    }
  }

  private func meet(_ parts: [CheckedCondition], isTrue: Bool) -> Facts {
    var all = Facts()
    for part in parts { all.meet(facts(of: part, isTrue: isTrue)) }
    return all
  }

  private func join(_ parts: [CheckedCondition], isTrue: Bool) -> Facts {
    var either: Facts?
    for part in parts {
      let facts = facts(of: part, isTrue: isTrue)
      either = either.map { $0.join(facts) } ?? facts
    }
    return either ?? Facts()
  }

  private func facts(where test: Test) -> Facts {
    var facts = Facts()
    switch test {
    case .isOneOf(let field, let literals):
      if let numbers = numbers(literals) {
        facts.add(.now(field), .only(numbers))
      } else {
        facts.meet(opaque(test))
        facts.meet(equality(of: field, with: literals))
      }
    case .compares(let field, let comparison, let literal):
      if let numbers = options(of: field, that: comparison, literal) {
        facts.add(.now(field), .only(numbers))
      } else {
        facts.meet(opaque(test))
        facts.meet(self.comparison(of: field, comparison, literal, isTrue: true))
      }
    case .isBefore(let field, let moment):
      facts.meet(opaque(test))
      facts.meet(days(of: field, .before, moment, isTrue: true))
    case .isAfter(let field, let moment):
      facts.meet(opaque(test))
      facts.meet(days(of: field, .after, moment, isTrue: true))
    case .isDay(let field, let moment):
      facts.meet(opaque(test))
      facts.meet(days(of: field, .same, moment, isTrue: true))
    case .equalsField, .comparesField: facts.meet(opaque(test))
    case .isKnown(let field): facts.add(.now(field), .allBut([Facts.unknown]))
    case .isSet(let field): facts.add(.now(field), .only([1]))
    case .hasAny(let field, let options) where options.count == 1: facts.meet(has(options, in: field))
    case .hasAll(let field, let options): facts.meet(has(options, in: field))
    case .hasNone(let field, let options): facts.meet(lacks(options, in: field))
    case .gained(let field, let option):
      facts.meet(has([option], in: field))
      facts.meet(opaque(test))
    case .lost(let field, let option):
      facts.meet(lacks([option], in: field))
      facts.meet(opaque(test))
      facts.add(.created, .only([0]))
    case .was(let field, let literal):
      if let numbers = numbers([literal]), !isSet(field) { facts.add(.before(field), .only(numbers)) }
      facts.meet(opaque(test))
      facts.add(.created, .only([0]))
    case .changed(let field, let from, let to):
      facts.meet(change(of: field, from: from, to: to))
      facts.meet(opaque(test))
    case .actorIs(let kind): facts.add(.actor, .only([FactReader.number(of: kind)]))
    case .ticketIsClosed: facts.add(.now(.stage), .only(stages(areClosed: true)))
    case .hasAny, .containsAny, .startsWith, .endsWith, .matchesAny, .hasMatching, .isInNext, .isInLast, .isMoreThanAgo,
      .isLessThanAgo, .messageIsAutomatic, .actorIsOwner, .actorIsContact, .isDuring:
      facts.meet(opaque(test))
    }
    if let field = test.field, test.needsValue { facts.add(.now(field), .allBut([Facts.unknown])) }
    return facts
  }

  private func facts(whereNot test: Test) -> Facts {
    switch test {
    case .isOneOf(let field, let literals):
      if field == .stage, let numbers = numbers(literals) {
        return Facts(.now(field), .only(NumberSet(schema.pipelines[pipeline.value].stages).subtracting(numbers)))
      }
      if let numbers = numbers(literals) { return Facts(.now(field), .allBut(numbers)) }
      return refuting(test, with: inequality(of: field, with: literals))
    case .compares(let field, let comparison, let literal):
      if let numbers = options(of: field, that: comparison, literal) { return Facts(.now(field), .allBut(numbers)) }
      return refuting(test, with: self.comparison(of: field, comparison, literal, isTrue: false))
    case .isBefore(let field, let moment): return refuting(test, with: days(of: field, .before, moment, isTrue: false))
    case .isAfter(let field, let moment): return refuting(test, with: days(of: field, .after, moment, isTrue: false))
    case .isKnown(let field): return Facts(.now(field), .only([Facts.unknown]))
    case .isSet(let field): return Facts(.now(field), .allBut([1]))
    case .hasAny(let field, let options): return lacks(options, in: field)
    case .hasAll(let field, let options) where options.count == 1: return lacks(options, in: field)
    case .was(let field, let literal):
      if let numbers = numbers([literal]), !isSet(field) {
        var facts = Facts(.before(field), .allBut(numbers))
        facts.meet(Facts(refuted: set(of: test)))
        return facts
      }
    case .actorIs(let kind): return Facts(.actor, .allBut([FactReader.number(of: kind)]))
    case .ticketIsClosed: return Facts(.now(.stage), .only(stages(areClosed: false)))
    case .equalsField, .comparesField, .hasAll, .hasNone, .gained, .lost, .changed, .containsAny, .startsWith,
      .endsWith, .matchesAny, .hasMatching,
      .isDay, .isInNext, .isInLast, .isMoreThanAgo, .isLessThanAgo, .messageIsAutomatic,
      .actorIsOwner, .actorIsContact, .isDuring:
      break
    }
    return Facts(refuted: set(of: test))
  }

  /// `test` is false, and `facts` hold because of it.
  private func refuting(_ test: Test, with facts: Facts) -> Facts {
    var refuted = Facts(refuted: set(of: test))
    refuted.meet(facts)
    return refuted
  }

  /// What must hold where `field` changed.
  func change(of field: Field, from: Literal?, to: Literal?) -> Facts {
    var facts = Facts(.created, .only([0]))
    if let from, let numbers = numbers([from]) {
      facts.add(.before(field), .only(numbers))
      facts.add(.now(field), .allBut(numbers))
    }
    if let to, let numbers = numbers([to]) {
      facts.add(.now(field), .only(numbers))
      facts.add(.before(field), .allBut(numbers))
    }
    return facts
  }

  func has(_ options: [Int], in field: Field) -> Facts {
    Facts(held: members(options, of: field))
  }

  func lacks(_ options: [Int], in field: Field) -> Facts {
    Facts(refuted: members(options, of: field))
  }

  private func members(_ options: [Int], of field: Field) -> TestSet {
    var members = TestSet()
    for option in options { members.formUnion(set(of: .hasAny(field, [option]))) }
    return members
  }

  private func set(of test: Test) -> TestSet { TestSet(tests.number(of: test)) }

  /// The stages of the pipeline that are closed, or open.
  func stages(areClosed: Bool) -> NumberSet {
    NumberSet(schema.pipelines[pipeline.value].stages.filter { schema.stages[$0].isClosed == areClosed })
  }

  private func opaque(_ test: Test) -> Facts { Facts(held: set(of: test)) }

  private func isSet(_ field: Field) -> Bool {
    if field == .ownerTeams { return true }
    guard case .property(let index) = field, case .setOf = schema.properties[index.value].kind else { return false }
    return true
  }

  private func options(of field: Field, that comparison: Test.Comparison, _ literal: Literal) -> NumberSet? {
    guard case .option(let option) = literal, case .property(let index) = field else { return nil }
    let count = FieldType(schema.properties[index.value].kind).options.count
    return NumberSet(
      (0..<count).filter {
        switch comparison {
        case .atLeast: $0 >= option
        case .atMost: $0 <= option
        case .above: $0 > option
        case .below: $0 < option
        }
      })
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
