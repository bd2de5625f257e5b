import RuleChecker
import RuleSchema
import RuleSource

/// What some ticket can reach of a rule's conditions, where enumerating the classes of tickets can tell. What none can is no
/// test's fault.
struct Reachability {
  private let rule: CheckedRule
  private let schema: Schema
  /// The most combinations that are tried for one rule, and the most tests that are asked for it.
  private static let budget = (combinations: 20_000, tests: 1_000_000)

  init(of rule: CheckedRule, schema: Schema) {
    self.rule = rule
    self.schema = schema
  }

  /// Marks what was not seen and cannot be seen.
  func setApart(_ covered: inout Coverage.Rule) {
    // Most rules have nothing to look for.
    let isComplete =
      covered.arms.allSatisfy { $0.count > 0 }
      && covered.conditions.flatMap(\.parts).allSatisfy(\.isDecidedBothWays)
    guard !isComplete else { return }
    let conditions = covered.conditions.map { condition(of: $0.role) }
    let tests = conditions.flatMap { $0?.tests ?? [] }
    let space = ConditionSpace(of: tests, pipeline: rule.pipeline, schema: schema)
    let count = space.count(upTo: Self.budget.combinations)
    guard count < Self.budget.combinations, count * tests.count < Self.budget.tests else { return }
    var reached = Reached(conditions.map { $0?.partCount ?? 0 }, armCount: rule.arms.count)
    _ = space.allSatisfy { model in
      var isOpen = true
      for (number, condition) in conditions.enumerated() {
        let role = covered.conditions[number].role
        guard let condition, isOpen || role == .timer else { continue }
        let truths = condition.branchTests.map { $0.map { model.holds($0.test) } ?? false }
        reached.note(number, truths, deciding: condition.deciding(truths[...]))
        let holds = condition.holds(truths[...])
        switch role {
        case .timer: break
        case .guardCondition: isOpen = holds
        case .arm(let arm):
          if holds {
            reached.arms[arm] = true
            isOpen = false
          }
        }
      }
      // What is left is for the arm without a condition, if there is one.
      if isOpen, let last = rule.arms.firstIndex(where: { $0.condition == nil }) { reached.arms[last] = true }
      return true
    }
    for arm in covered.arms.indices where covered.arms[arm].count == 0 && !reached.arms[arm] {
      covered.arms[arm].isImpossible = true
    }
    for number in conditions.indices { reached.setApart(number, &covered.conditions[number]) }
  }

  private func condition(of role: Coverage.Condition.Role) -> CheckedCondition? {
    switch role {
    case .timer: rule.timer?.condition
    case .guardCondition: rule.guardCondition
    case .arm(let arm): rule.arms[arm].condition
    }
  }

  /// What some combination reached.
  private struct Reached {
    /// By condition and part: seen true, seen false, deciding as true, deciding as false.
    private var parts: [[(isTrue: Bool, isFalse: Bool, decidesTrue: Bool, decidesFalse: Bool)]]
    var arms: [Bool]

    init(_ counts: [Int], armCount: Int) {
      parts = counts.map { Array(repeating: (false, false, false, false), count: $0) }
      arms = Array(repeating: false, count: armCount)
    }

    mutating func note(_ number: Int, _ truths: [Bool], deciding: [Int]) {
      for (part, truth) in truths.enumerated() {
        if truth { parts[number][part].isTrue = true } else { parts[number][part].isFalse = true }
      }
      for part in deciding {
        if truths[part] { parts[number][part].decidesTrue = true } else { parts[number][part].decidesFalse = true }
      }
    }

    func setApart(_ number: Int, _ condition: inout Coverage.Condition) {
      for index in condition.parts.indices {
        let part = condition.parts[index]
        let reached = parts[number][part.branch]
        var whenTest = (isTrue: part.whenTrue, isFalse: part.whenFalse)
        if part.isInverted { swap(&whenTest.isTrue, &whenTest.isFalse) }
        Self.setApart(&whenTest.isTrue, isReached: reached.isTrue, decides: reached.decidesTrue)
        Self.setApart(&whenTest.isFalse, isReached: reached.isFalse, decides: reached.decidesFalse)
        if part.isInverted { swap(&whenTest.isTrue, &whenTest.isFalse) }
        condition.parts[index].whenTrue = whenTest.isTrue
        condition.parts[index].whenFalse = whenTest.isFalse
      }
    }

    private static func setApart(_ way: inout Coverage.Way, isReached: Bool, decides: Bool) {
      if way.count == 0, !isReached {
        way.isImpossible = true
      } else if way.deciding == 0, !decides {
        way.neverDecides = true
      }
    }
  }
}
