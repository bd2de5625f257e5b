package import RuleChecker
package import RuleSource
package import RuleSyntax

/// Rules, by index, that together use all of the declared names that `rules` use: whoever looks at a part of a rulebook
/// with these in it sees no name unused that is used.
///
/// Complexity: O(*n*) in the size of the rules.
package func witnesses(
  of rules: CheckedRules, in sources: [(file: SourceFile, tree: SyntaxTree)]
) -> [Int] {
  var missing = UsedVocabulary(rules.rules, schema: rules.schema).names
  var written = WrittenNames(sources.map(\.tree), sources.map(\.tree.declarations))
  var missingNames = written.definitions.union(written.lists)
  var witnesses: [Int] = []
  for index in rules.rules.indices {
    if missing.isEmpty, missingNames.isEmpty { break }
    let used = UsedVocabulary([rules.rules[index]], schema: rules.schema).names
    let named = sources.rule(writtenAt: rules.rules[index].range).map { written.names(in: $0) } ?? []
    if missing.isDisjoint(with: used), missingNames.isDisjoint(with: named) { continue }
    missing.subtract(used)
    missingNames.subtract(named)
    witnesses.append(index)
  }
  return witnesses
}

/// The codes that are only found in a rulebook without errors.
package let codesOfMeaning = Set(lints.flatMap(\.codes) + ["W0521"])

extension UsedVocabulary {
  /// Each name as a number.
  fileprivate var names: Set<Int> {
    var names: Set<Int> = []
    for (kind, flags) in [teams, inboxes, templates, calendars, actions].enumerated() {
      for (index, isUsed) in flags.enumerated() where isUsed { names.insert(index * 5 + kind) }
    }
    return names
  }
}
