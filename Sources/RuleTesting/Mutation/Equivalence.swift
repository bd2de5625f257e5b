import RuleChecker
import RuleSchema

/// Whether two rulebooks do the same to every ticket, where enumerating the classes of tickets can tell.
enum Equivalence {
  /// The most combinations that are tried for one rule.
  private static let budget = 100_000

  /// The rules differ in conditions alone, and the conditions agree on every ticket; or in overrides of rules that are
  /// never due together.
  static func isProven(_ old: CheckedRules, _ new: CheckedRules) -> Bool {
    guard old.rules.count == new.rules.count else { return false }
    return zip(old.rules, new.rules).allSatisfy { before, after in
      isSame(before, after, old.schema)
        && Set(before.overrides).symmetricDifference(after.overrides).allSatisfy { other in
          TimerMeeting.isExcluded(of: before, and: old.rules[other.value], old.schema, budget: budget)
        }
    }
  }

  private static func isSame(_ old: CheckedRule, _ new: CheckedRule, _ schema: Schema) -> Bool {
    guard frame(of: old) == frame(of: new), old.pipeline == new.pipeline else { return false }
    let before = conditions(of: old)
    let after = conditions(of: new)
    let outcomes = (old.arms.map(outcome), new.arms.map(outcome))
    if before == after, outcomes.0 == outcomes.1 { return true }
    let tests = tests(of: old) + tests(of: new)
    let space = ConditionSpace(of: tests, pipeline: old.pipeline, schema: schema)
    guard space.count(upTo: budget) < budget else { return false }
    return space.allSatisfy { model in
      let first = model.arm(of: old).map { outcomes.0[$0] }
      let second = model.arm(of: new).map { outcomes.1[$0] }
      return first == second && model.holds(old.timer?.condition) == model.holds(new.timer?.condition)
    }
  }

  /// All that is no condition, as one text.
  private static func frame(of rule: CheckedRule) -> String {
    let triggers = rule.triggers.map { "\($0.happening) \(String(describing: $0.by)) \(String(describing: $0.via))" }
    let timer = rule.timer.map { "\($0.frame) \(String(describing: $0.postponedTo))" }
    return "\(rule.isOff) \(triggers) \(timer ?? "") \(rule.limits)"
  }

  private static func outcome(of arm: CheckedArm) -> String {
    "\(arm.actions) \(String(describing: arm.delay))"
  }

  private static func conditions(of rule: CheckedRule) -> [String] {
    ([rule.timer?.condition, rule.guardCondition] + rule.arms.map(\.condition)).map { $0.map(words) ?? "" }
  }

  /// The condition without places in the text.
  private static func words(_ condition: CheckedCondition) -> String {
    switch condition {
    case .all(let parts): "all(" + parts.map(words).joined(separator: ",") + ")"
    case .any(let parts): "any(" + parts.map(words).joined(separator: ",") + ")"
    case .not(let part): "not(" + words(part) + ")"
    case .test(let test, _): "\(test)"
    }
  }

  /// All that the rule's conditions ask.
  static func tests(of rule: CheckedRule) -> [Test] {
    ([rule.timer?.condition, rule.guardCondition] + rule.arms.map(\.condition)).flatMap { $0?.tests ?? [] }
  }
}

extension CheckedTimer {
  /// The condition of `while`.
  var condition: CheckedCondition? {
    switch kind {
    case .whileTrue(let condition, _), .everyWhile(let condition, _): condition
    default: nil
    }
  }

  /// The kind without its condition.
  fileprivate var frame: String {
    switch kind {
    case .whileTrue(_, let span): "while \(span)"
    case .everyWhile(_, let span): "every \(span)"
    default: "\(kind)"
    }
  }
}
