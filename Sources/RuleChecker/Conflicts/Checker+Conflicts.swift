import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  /// One message at the later rule of each pair that conflicts.
  mutating func findConflicts(among checked: [CheckedRule?]) {
    let finder = ConflictFinder(
      rules: checked, leavingOut: rules.indices.filter { rules[$0].isRepeated }, schema: vocabulary.schema)
    for later in finder.conflicts.keys.sorted() {
      let found = (finder.conflicts[later] ?? []).sorted { left, right in
        left.isCertain == right.isCertain ? left.earlier < right.earlier : left.isCertain
      }
      guard let first = found.first else { continue }
      let others = found.count - 1
      report(
        .conflict(
          name(of: later), with: name(of: first.earlier), about: words(for: first.target),
          at: rules[later].syntax.headRange, earlier: rules[first.earlier].syntax.headRange,
          isTimed: rules[later].syntax.timer != nil, isCertain: first.isCertain, others: others,
          isCounted: found.count < ConflictFinder.mostOfOneRule,
          override: override(later: later, earlier: first.earlier)
        )
        .with(
          notes: example(of: first, by: finder, in: rules[later]).map { [$0] } ?? [],
          fix: found.count < ConflictFinder.mostOfOneRule ? overriding(found.map(\.earlier), by: later) : nil))
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

  /// `overrides "Earlier"` after the title, or after what is overridden already; with all of them or with none.
  private func overriding(_ earlier: [Int], by later: Int) -> Fix? {
    let titles = earlier.compactMap { override(later: later, earlier: $0) }
    guard titles.count == earlier.count, let title = rules[later].syntax.title else { return nil }
    let list = titles.map { Wording.text($0) }.joined(separator: ", ")
    guard let last = rules[later].syntax.overrides.last else {
      return .insert("overrides \(list)", after: title.range, .unsafe)
    }
    let end = SourceRange(file: Int(last.range.fileIndex), start: last.range.end, end: last.range.end)
    return Fix(.unsafe, [Fix.Edit(end, ", \(list)")])
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
