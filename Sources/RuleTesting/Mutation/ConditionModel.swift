import RuleChecker
import RuleSchema

/// A ticket as far as a condition sees it: a value for each variable, enough to say whether the condition holds.
struct ConditionModel {
  /// What a condition depends on.
  enum Variable: Hashable {
    case field(Field)
    case actor
    /// Any test that is not looked into: true or false, whatever else holds.
    case test(Test)
  }

  /// What a variable is.
  enum Value: Hashable {
    case unknown
    case literal(Literal)
    case set([Int])
    case holds(Bool)
    case actor(Test.ActorKind)
  }

  private(set) var values: [Variable: Value] = [:]
  /// The stages that close a ticket, where it matters.
  var closedStages: Set<StageIndex> = []

  subscript(variable: Variable) -> Value {
    get { values[variable] ?? .unknown }
    set { values[variable] = newValue }
  }

  /// Whether `condition` holds; no condition holds always.
  func holds(_ condition: CheckedCondition?) -> Bool {
    guard let condition else { return true }
    switch condition {
    case .all(let parts): return parts.allSatisfy { holds($0) }
    case .any(let parts): return parts.contains { holds($0) }
    case .not(let part): return !holds(part)
    case .test(let test, _): return holds(test)
    }
  }

  /// The arm that is taken, if the guard lets any.
  func arm(of rule: CheckedRule) -> Int? {
    guard holds(rule.guardCondition) else { return nil }
    return rule.arms.firstIndex { holds($0.condition) }
  }

  func holds(_ test: Test) -> Bool {
    if case .holds(let answer)? = values[.test(test)] { return answer }
    switch test {
    case .isOneOf(let field, let literals): return literal(field).map { has(literals, $0) } ?? false
    case .compares(let field, let comparison, let bound):
      guard let value = number(literal(field)), let bound = number(bound) else { return false }
      switch comparison {
      case .atLeast: return value >= bound
      case .atMost: return value <= bound
      case .above: return value > bound
      case .below: return value < bound
      }
    case .containsAny(let field, let texts):
      return text(field).map { text in texts.contains { text.contains($0.lowercased()) } } ?? false
    case .startsWith(let field, let start): return text(field)?.hasPrefix(start.lowercased()) ?? false
    case .endsWith(let field, let end): return text(field)?.hasSuffix(end.lowercased()) ?? false
    case .matchesAny(let field, let globs): return text(field).map { globs.map(Self.sample).contains($0) } ?? false
    case .hasAny(let field, let options):
      return set(field).map { members in options.contains { members.contains($0) } } ?? false
    case .hasAll(let field, let options):
      return set(field).map { members in options.allSatisfy { members.contains($0) } } ?? false
    case .hasNone(let field, let options):
      return set(field).map { members in !options.contains { members.contains($0) } } ?? false
    case .isKnown(let field): return self[.field(field)] != .unknown
    case .isSet(let field): return literal(field) == .flag(true)
    case .ticketIsClosed:
      if case .stage(let stage)? = literal(.stage) { return closedStages.contains(stage) }
      return false
    case .actorIs(let kind): return self[.actor] == .actor(kind)
    case .isBefore(let field, .day(let year, let month, let day)):
      return number(literal(field)).map { $0 < Self.dayNumber(year, month, day) } ?? false
    case .isAfter(let field, .day(let year, let month, let day)):
      return number(literal(field)).map { $0 > Self.dayNumber(year, month, day) } ?? false
    default: return false
    }
  }

  private func has(_ literals: [Literal], _ value: Literal) -> Bool {
    if case .text(let text) = value {
      return literals.contains {
        if case .text(let other) = $0 { other.lowercased() == text.lowercased() } else { false }
      }
    }
    return literals.contains(value)
  }

  private func literal(_ field: Field) -> Literal? {
    if case .literal(let literal) = self[.field(field)] { literal } else { nil }
  }

  private func set(_ field: Field) -> [Int]? {
    if case .set(let members) = self[.field(field)] { members } else { nil }
  }

  private func text(_ field: Field) -> String? {
    switch literal(field) {
    case .text(let text), .person(let text): text.lowercased()
    default: nil
    }
  }

  private func number(_ literal: Literal?) -> Double? {
    switch literal {
    case .option(let option): Double(option)
    case .number(let number): number
    case .day(let year, let month, let day): Self.dayNumber(year, month, day)
    default: nil
    }
  }

  /// Days in order; not a calendar.
  static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Double { Double((year * 12 + month) * 31 + day) }

  /// A text that a glob matches.
  static func sample(_ glob: String) -> String {
    glob.replacing("*", with: "some").replacing("?", with: "x").lowercased()
  }
}

extension CheckedCondition {
  /// Its tests, in the order of reading, each once.
  var tests: [Test] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.tests)
    case .not(let part): part.tests
    case .test(let test, _): [test]
    }
  }
}

extension Test {
  /// The fields it reads.
  var fields: [Field] {
    switch self {
    case .isOneOf(let field, _), .compares(let field, _, _), .containsAny(let field, _), .startsWith(let field, _),
      .endsWith(let field, _), .matchesAny(let field, _), .hasAny(let field, _), .hasAll(let field, _),
      .hasNone(let field, _), .hasMatching(let field, _), .gained(let field, _), .lost(let field, _),
      .was(let field, _), .changed(let field, _, _), .isKnown(let field), .isSet(let field), .isBefore(let field, _),
      .isAfter(let field, _), .isDay(let field, _), .isInNext(let field, _), .isInLast(let field, _),
      .isMoreThanAgo(let field, _), .isLessThanAgo(let field, _):
      [field]
    case .equalsField(let field, let other), .comparesField(let field, _, let other): [field, other]
    case .ticketIsClosed: [.stage]
    case .messageIsAutomatic, .actorIs, .actorIsOwner, .actorIsContact, .isDuring: []
    }
  }
}
