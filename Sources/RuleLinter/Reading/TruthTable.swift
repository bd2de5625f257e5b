import RuleChecker
import RuleSchema

//  Whether a condition can be true, and whether it can be false. Its distinct tests are sorted by what they ask about; for
//  each subject there are few cases that matter (each option, each number named and those between, a value that is
//  unknown), and each case says which tests hold. All combinations of cases are tried. What is too large is left open, and
//  tests that nothing is known about may come out either way: a claim is never made too early.

/// Conditions over common tests.
struct TruthTable {
  /// A condition whose tests are numbers.
  indirect enum Formula {
    case test(Int)
    case not(Formula)
    case all([Formula])
    case any([Formula])

    /// Whether it holds where exactly the tests in `held` hold.
    func holds(_ held: UInt64) -> Bool {
      switch self {
      case .test(let index): held & (1 << UInt64(index)) != 0
      case .not(let inner): !inner.holds(held)
      case .all(let parts): parts.allSatisfy { $0.holds(held) }
      case .any(let parts): parts.contains { $0.holds(held) }
      }
    }
  }

  /// What is known of a condition.
  enum Verdict { case always, never, open }

  /// More combinations than this are not tried.
  private static let mostCombinations = 4096

  let schema: Schema
  let pipeline: PipelineIndex
  /// No more than 64.
  private(set) var tests: [Test] = []
  private(set) var isTooLarge = false

  init(schema: Schema, pipeline: PipelineIndex) {
    self.schema = schema
    self.pipeline = pipeline
  }

  /// `condition` over the tests of this table.
  mutating func formula(_ condition: CheckedCondition) -> Formula {
    guard !isTooLarge else { return .test(0) }
    switch condition {
    case .all(let parts): return .all(parts.map { formula($0) })
    case .any(let parts): return .any(parts.map { formula($0) })
    case .not(let inner): return .not(formula(inner))
    case .test(let test, _):
      if let known = tests.firstIndex(of: test) { return .test(known) }
      guard tests.count < 64 else {
        isTooLarge = true
        return .test(0)
      }
      tests.append(test)
      return .test(tests.count - 1)
    }
  }

  /// The tests that ask about one subject, where there are at least two, or one that decides itself.
  var groups: [TestGroup] {
    var groups: [TestGroup] = []
    for (index, test) in tests.enumerated() {
      let subject = test.subject
      if let subject, let known = groups.firstIndex(where: { $0.subject == subject }) {
        groups[known].tests.append(index)
      } else {
        groups.append(TestGroup(subject: subject, tests: [index]))
      }
    }
    return groups
  }

  /// What `formula` comes to in every case.
  func verdict(_ formula: Formula) -> Verdict {
    guard !isTooLarge else { return .open }
    var cases: [[UInt64]] = []
    var combinations = 1
    for group in groups {
      let masks = group.cases(of: tests, schema: schema, pipeline: pipeline)
      combinations *= masks.count
      guard combinations > 0, combinations <= TruthTable.mostCombinations else { return .open }
      cases.append(masks)
    }
    var canHold = false
    var canFail = false
    for combination in 0..<combinations {
      var rest = combination
      var held: UInt64 = 0
      for masks in cases {
        held |= masks[rest % masks.count]
        rest /= masks.count
      }
      if formula.holds(held) { canHold = true } else { canFail = true }
      if canHold, canFail { return .open }
    }
    return canHold ? .always : .never
  }
}

/// What tests ask about that has one value at a time.
enum TestSubject: Hashable {
  case now(Field)
  case before(Field)
  case actor
}

extension Test {
  /// `nil` for what nothing is known about.
  var subject: TestSubject? {
    switch self {
    case .isOneOf(let field, _), .compares(let field, _, _), .hasAny(let field, _), .hasAll(let field, _),
      .hasNone(let field, _), .isKnown(let field), .isSet(let field), .containsAny(let field, _),
      .startsWith(let field, _), .endsWith(let field, _), .matchesAny(let field, _), .hasMatching(let field, _),
      .isBefore(let field, _), .isAfter(let field, _), .isDay(let field, _), .isInNext(let field, _),
      .isInLast(let field, _), .isMoreThanAgo(let field, _), .isLessThanAgo(let field, _), .equalsField(let field, _),
      .comparesField(let field, _, _):
      .now(field)
    case .was(let field, _): .before(field)
    case .actorIs: .actor
    case .ticketIsClosed: .now(.stage)
    case .gained, .lost, .changed, .messageIsAutomatic, .actorIsOwner, .actorIsContact, .isDuring: nil
    }
  }
}
