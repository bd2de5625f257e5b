import RuleChecker
import RuleSchema

/// The tests of a table that ask about one subject.
struct TestGroup {
  /// `nil` for a test that nothing is known about.
  let subject: TestSubject?
  /// Their numbers.
  var tests: [Int]

  /// More tests than this that may each come out either way are not combined.
  private static let mostLooseTests = 6

  /// Which tests hold, in every case there is; empty where there are too many.
  func cases(of all: [Test], schema: Schema, pipeline: PipelineIndex) -> [UInt64] {
    switch subject {
    case nil: return combined([0], looseTests: tests)
    case .actor:
      // A case more than there are kinds: nothing says that a host knows no other.
      let kinds: [Test.ActorKind?] = [.agent, .contact, .automation, .integration, nil]
      return kinds.map { kind in mask(of: all) { if case .actorIs(kind) = $0 { true } else { false } } }
    case .before(let field):
      guard let literals = literals(of: field, schema: schema, pipeline: pipeline) else {
        return combined([0], looseTests: tests)
      }
      return [0]
        + literals.map { value in
          mask(of: all) { if case .was(_, value) = $0 { true } else { false } }
        }
    case .now(let field): return cases(of: field, all, schema: schema, pipeline: pipeline)
    }
  }

  private func cases(of field: Field, _ all: [Test], schema: Schema, pipeline: PipelineIndex) -> [UInt64] {
    let (known, isExact) = knownCases(of: field, all, schema: schema, pipeline: pipeline)
    let loose = tests.filter { !isExact(all[$0]) }
    let cases = combined(known, looseTests: loose)
    // With an unknown value every test is false.
    return field.isAlwaysKnown || cases.isEmpty ? cases : cases + [0]
  }

  /// `cases`, each with every choice of tests that may come out either way.
  private func combined(_ cases: [UInt64], looseTests: [Int]) -> [UInt64] {
    guard looseTests.count <= TestGroup.mostLooseTests else { return [] }
    var all = cases
    for test in looseTests { all += all.map { $0 | 1 << UInt64(test) } }
    return all
  }

  /// The cases of a value that is known, and the tests that they decide.
  private func knownCases(
    of field: Field, _ all: [Test], schema: Schema, pipeline: PipelineIndex
  ) -> (masks: [UInt64], isExact: (Test) -> Bool) {
    if let literals = literals(of: field, schema: schema, pipeline: pipeline) {
      return (
        literals.map { value in mask(of: all) { $0.holds(for: value, schema: schema) } },
        { $0.isDecidedByOption || $0.isDecidedByItself }
      )
    }
    if let numbers = numbers(in: all) {
      return (
        numbers.map { value in mask(of: all) { $0.holds(for: .number(value), schema: schema) } },
        { $0.isDecidedByOption || $0.isDecidedByItself }
      )
    }
    if let subsets = subsets(of: field, in: all, schema: schema) {
      return (
        subsets.map { chosen in mask(of: all) { $0.holds(forSet: chosen) } },
        { $0.isDecidedBySet || $0.isDecidedByItself }
      )
    }
    return ([mask(of: all) { $0.holdsForAnything }], \.isDecidedByItself)
  }

  private func mask(of all: [Test], where holds: (Test) -> Bool) -> UInt64 {
    tests.reduce(0) { holds(all[$1]) ? $0 | 1 << UInt64($1) : $0 }
  }

  /// Every value of a field that has few.
  private func literals(of field: Field, schema: Schema, pipeline: PipelineIndex) -> [Literal]? {
    switch field {
    case .stage: return schema.pipelines[pipeline.value].stages.map { .stage(StageIndex($0)) }
    // A rule applies to the tickets of its pipeline.
    case .pipeline: return [.pipeline(pipeline)]
    case .team: return schema.teams.indices.map { .team(TeamIndex($0)) }
    case .inbox: return schema.inboxes.indices.map { .inbox(InboxIndex($0)) }
    case .channel: return [.channel(.email), .channel(.chat), .channel(.form), .channel(.phone), .channel(.api)]
    case .property(let index):
      switch schema.properties[index.value].kind {
      case .oneOf(let options, _): return options.indices.map(Literal.option)
      case .flag: return [.flag(true), .flag(false)]
      case .setOf, .number, .text, .date, .time, .person: return nil
      }
    case .owner, .created, .closed, .contactEmail, .ownerEmail, .ownerTeams, .messageSubject, .messageFrom,
      .messageText:
      return nil
    }
  }

  /// The numbers that tests name, with one below, between and above them; `nil` where they name none.
  private func numbers(in all: [Test]) -> [Double]? {
    var named: [Double] = []
    for test in tests {
      for case .number(let number) in all[test].literals?.values ?? [] { named.append(number) }
    }
    guard !named.isEmpty else { return nil }
    return Set(named.flatMap { [$0.nextDown, $0, $0.nextUp] }).sorted()
  }

  /// The choices among the options that tests name; `nil` where there are none, or too many.
  private func subsets(of field: Field, in all: [Test], schema: Schema) -> [Set<Int>]? {
    var named: Set<Int> = []
    for test in tests {
      switch all[test] {
      case .hasAny(_, let options), .hasAll(_, let options), .hasNone(_, let options): named.formUnion(options)
      default: break
      }
    }
    guard !named.isEmpty, named.count <= TestGroup.mostLooseTests else { return nil }
    var subsets: [Set<Int>] = [[]]
    for option in named.sorted() { subsets += subsets.map { $0.union([option]) } }
    return subsets
  }
}

extension Field {
  fileprivate var isAlwaysKnown: Bool {
    switch self {
    case .stage, .pipeline, .created: true
    case .owner, .team, .inbox, .channel, .closed, .property, .contactEmail, .ownerEmail, .ownerTeams, .messageSubject,
      .messageFrom, .messageText:
      false
    }
  }
}

extension Test {
  /// An option, a stage, a number decides it.
  fileprivate var isDecidedByOption: Bool {
    switch self {
    case .isOneOf, .compares, .isSet, .ticketIsClosed: true
    default: false
    }
  }

  fileprivate var isDecidedBySet: Bool {
    switch self {
    case .hasAny, .hasAll, .hasNone: true
    default: false
    }
  }

  /// Any known value decides it, and all in one way.
  var isDecidedByItself: Bool {
    switch self {
    case .isKnown: true
    case .equalsField(let field, let other), .comparesField(let field, _, let other),
      .isBefore(let field, .valueOf(let other)), .isAfter(let field, .valueOf(let other)),
      .isDay(let field, .valueOf(let other)):
      field == other
    default: false
    }
  }

  /// Of the tests that any known value decides: whether it does hold.
  fileprivate var holdsForAnything: Bool {
    switch self {
    case .isKnown: true
    case .equalsField(let field, let other), .isDay(let field, .valueOf(let other)): field == other
    case .comparesField(let field, .atLeast, let other), .comparesField(let field, .atMost, let other): field == other
    default: false
    }
  }

  /// Whether it holds where the field is `value`.
  func holds(for value: Literal, schema: Schema) -> Bool {
    switch self {
    case .isOneOf(_, let literals): return literals.contains(value)
    case .isSet: return value == .flag(true)
    case .ticketIsClosed:
      guard case .stage(let stage) = value else { return false }
      return schema.stages[stage.value].isClosed
    case .compares(_, let comparison, let literal):
      let order: (Double, Double)? =
        switch (value, literal) {
        case (.option(let one), .option(let two)): (Double(one), Double(two))
        case (.number(let one), .number(let two)): (one, two)
        default: nil
        }
      guard let (one, two) = order else { return false }
      return switch comparison {
      case .atLeast: one >= two
      case .atMost: one <= two
      case .above: one > two
      case .below: one < two
      }
    default: return holdsForAnything
    }
  }

  fileprivate func holds(forSet chosen: Set<Int>) -> Bool {
    switch self {
    case .hasAny(_, let options): !chosen.isDisjoint(with: options)
    case .hasAll(_, let options): chosen.isSuperset(of: options)
    case .hasNone(_, let options): chosen.isDisjoint(with: options)
    default: holdsForAnything
    }
  }
}
