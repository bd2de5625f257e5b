import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  /// One message at the later rule of each pair that conflicts.
  mutating func findConflicts(among checked: [CheckedRule?]) {
    let finder = ConflictFinder(
      rules: zip(checked, rules).map { $1.isRepeated ? nil : $0 }, schema: vocabulary.schema)
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
          notes: finder.example(of: first).flatMap { example(of: $0, in: rules[later].pipeline) }.map { [$0] } ?? [],
          fix: override(later: later, earlier: first.earlier).flatMap { overriding($0, in: rules[later].syntax) }))
    }
  }

  /// `overrides "Earlier"` after the title, or after what is overridden already.
  private func overriding(_ earlier: String, in rule: RuleDeclarationSyntax) -> Fix? {
    guard let title = rule.title else { return nil }
    guard let last = rule.overrides.last else {
      return .insert("overrides \(Wording.text(earlier))", after: title.range, .unsafe)
    }
    let end = SourceRange(file: Int(last.range.fileIndex), start: last.range.end, end: last.range.end)
    return Fix(.unsafe, [Fix.Edit(end, ", \(Wording.text(earlier))")])
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
