import RuleSource
import RuleSyntax

extension Checker {
  /// Overrides that no event can use: whatever starts one rule excludes the other.
  ///
  /// Decided from the same facts as conflicts are: an override of which nothing is reported may still be of no use.
  mutating func findUnusedOverrides(among checked: CheckedEach) {
    guard hasOverrides else { return }
    let tests = TestNumbers()
    for index in rules.indices where !rules[index].overrides.isEmpty {
      guard let rule = checked[index], !rule.isOff else { continue }
      let own = starts(of: rule, tests)
      for overridden in rule.overrides {
        guard let other = checked[overridden.value], !other.isOff else { continue }
        let others = starts(of: other, tests)
        // Beyond this nobody reads the answer in time.
        guard own.count * others.count <= 10_000, !anyMeet(own, others) else { continue }
        let title = rules[overridden.value].syntax.title?.text
        guard let name = rules[index].syntax.overrides.first(where: { $0.text == title }) else { continue }
        report(
          .unusedOverride(name, overridden: rules[overridden.value].syntax.headRange)
            .with(fix: removingOverride(name, of: rules[index].syntax)))
      }
    }
  }

  /// Whether one of `some` goes together with one of `others`.
  private func anyMeet(_ some: [Facts], _ others: [Facts]) -> Bool {
    let all = some + others
    return some.indices.contains { one in
      (some.count..<all.count).contains { !Facts.exclude(one, $0, of: all.span) }
    }
  }

  /// What holds where the rule starts, one for each event and arm that is not impossible.
  private func starts(of rule: CheckedRule, _ tests: TestNumbers) -> [Facts] {
    let reader = FactReader(schema: vocabulary.schema, pipeline: rule.pipeline, tests: tests)
    let guardFacts = rule.guardCondition.map { reader.facts(of: $0) } ?? Facts()
    let events = rule.triggers.map { reader.facts(of: $0) } + (rule.timer.map { [reader.facts(of: $0)] } ?? [])
    var starts: [Facts] = []
    for arm in rule.arms {
      var taken = guardFacts
      if let condition = arm.condition { reader.narrow(&taken, to: condition) }
      for event in events {
        var facts = event
        facts.meet(taken)
        if !facts.isImpossible { starts.append(facts) }
      }
    }
    return starts
  }
}
