import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  /// One message at the later rule of each pair that conflicts.
  /// Notes what may be a conflict: whether it is one is for somebody else to decide.
  mutating func findConflicts(among checked: CheckedEach, _ contested: ContestedGroups) {
    let finder = ConflictFinder(rules: checked, contested: contested, schema: vocabulary.schema)
    if finder.conflicts.isEmpty { return }
    for later in finder.conflicts.keys.sorted() {
      let all = (finder.conflicts[later] ?? []).sorted { left, right in
        left.isCertain == right.isCertain ? left.earlier < right.earlier : left.isCertain
      }
      var conflict = PossibleConflict(
        later: RuleIndex(later), name: name(of: later), range: rules[later].syntax.headRange,
        isTimed: rules[later].syntax.timer != nil,
        candidates: all.enumerated().map { number, conflict in
          PossibleConflict.Candidate(
            earlier: RuleIndex(conflict.earlier), name: name(of: conflict.earlier),
            range: rules[conflict.earlier].syntax.headRange, field: words(for: conflict.target),
            isOfStage: conflict.target == .stage, isCertain: conflict.isCertain,
            arms: conflict.arms.map { ($0.earlier, $0.later) },
            override: override(later: later, earlier: conflict.earlier),
            // Nobody reads more than the first few.
            example: number < 10 ? example(of: conflict, by: finder, in: rules[later]) : nil)
        })
      conflict.overriding = rules[later].syntax.title.map { title in
        let last = rules[later].syntax.overrides.last?.range
        return (last ?? title.range, isFirst: last == nil)
      }
      possibleConflicts.append(conflict)
    }
  }

  /// Something that happens to both, in words.
  private func example(of conflict: ConflictFinder.Conflict, by finder: ConflictFinder, in rule: RuleEntry) -> String? {
    // A rule for several pipelines would give one message for each, with another stage in it.
    guard conflict.target != .newTicket, !rule.isShared, let pipeline = rule.pipeline,
      let ticket = finder.ticket(for: conflict, in: pipeline)
    else { return nil }
    if rule.syntax.timer != nil { return "for example, both are due for \(ticket)" }
    let (earlier, later) = (words(at: conflict.events.earlier), words(at: conflict.events.later))
    return earlier == later
      ? "for example, `\(later)` starts both for \(ticket)"
      : "for example, a change that is `\(earlier)` and `\(later)` at once starts both for \(ticket)"
  }

  private func name(of rule: Int) -> String {
    rules[rule].syntax.title.map { "rule `\($0.text)`" } ?? "this rule"
  }

  private func words(for target: WriteTarget) -> String {
    switch target {
    case .stage: "the stage"
    case .owner: "the owner"
    case .team: "the team"
    case .newTicket: "the ticket of a conversation"
    case .property(let index): "`\(vocabulary.schema.properties[index.value].name)`"
    }
  }

  /// The title to override, where that is possible.
  private func override(later: Int, earlier: Int) -> String? {
    guard rules[later].pipeline == rules[earlier].pipeline, rules[later].syntax.title != nil else { return nil }
    return rules[earlier].syntax.title?.text
  }
}
