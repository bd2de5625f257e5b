import RuleChecker
import RuleSource

//  Two rules with one trigger and one condition are one rule with more actions: who changes the condition of one forgets
//  the other. Rules that only share a trigger serve different ends, and stay apart.

let repeatedConditions = Lint(codes: ["W0503"]) { subject in
  let groups = subject.groups(of: subject.askingAlike) { $0.asksLike($1) }
  return groups.flatMap { group in
    group.dropFirst().compactMap { index in
      let rule = subject.rules[index]
      let first = subject.rules[group[0]]
      // One that says all the same is W0502; one that overrides another wants to be apart.
      guard !zip(rule.arms, first.arms).allSatisfy({ $0.isSame(as: $1) }),
        !rule.overrides.contains(RuleIndex(group[0])), !first.overrides.contains(RuleIndex(index))
      else { return nil }
      return Diagnostic(
        .warning, "W0503", "this rule has the same trigger and condition as \(subject.name(of: group[0]))",
        at: subject.head(of: index), labels: [Diagnostic.Label("the other rule", at: subject.head(of: group[0]))],
        help: "join them: write the actions of this rule after those of the other, each after `then`",
        notes: ["as long as they are two, a change of one condition is easily forgotten in the other"])
    }
  }
}

extension CheckedRule {
  fileprivate func asksLike(_ other: CheckedRule) -> Bool {
    guard let arm = arms.first, let others = other.arms.first else { return false }
    return startsLike(other) && CheckedCondition.areSame(arm.condition, others.condition)
  }
}
