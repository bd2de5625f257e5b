import RuleChecker
import RuleSource

//  Two rules under two names that say the same: a mail goes out twice, a task is made twice. The very same words twice
//  under no name are an error already.

let duplicateRules = Lint(codes: ["W0502"]) { subject in
  let groups = subject.groups(of: subject.doingAlike) { $0.isSame(as: $1) }
  guard !groups.isEmpty else { return [] }
  let overridden = Set(subject.rules.flatMap(\.overrides))
  return groups.flatMap { group in
    group.dropFirst().map { index in
      let rule = subject.rules[index]
      let isFree = !overridden.contains(RuleIndex(index)) && !subject.hasComment(in: rule.range)
      return Diagnostic(
        .warning, "W0502", "this rule does the same as \(subject.name(of: group[0])), when the same happens",
        at: subject.head(of: index), labels: [Diagnostic.Label("the first of them", at: subject.head(of: group[0]))],
        help: "remove one of the two, or change what one of them waits for or does",
        notes: ["both fire: what they send or create comes out twice"],
        fix: isFree ? .remove(rule.range, .unsafe) : nil)
    }
  }
}

extension CheckedRule {
  fileprivate func isSame(as other: CheckedRule) -> Bool {
    startsLike(other) && arms.count == other.arms.count
      && zip(arms, other.arms).allSatisfy { $0.isSame(as: $1) }
  }
}
