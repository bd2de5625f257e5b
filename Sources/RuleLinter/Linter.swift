//  RuleLinter answers "is it wise?": warnings and hints about rules that mean something.
//  It refuses to know how a rulebook runs.

package import RuleChecker
package import RuleSource
package import RuleSyntax

/// A habit that the linter looks for: one lint, one file in `Lints`.
struct Lint: Sendable {
  /// The codes it reports: W05xx for a warning, H05xx for a hint.
  let codes: [String]
  let find: @Sendable (LintSubject) -> [Diagnostic]
}

/// A habit of writing, which is looked for even where the rulebook has errors.
struct TextLint: Sendable {
  let code: String
  let find: @Sendable (WrittenText) -> [Diagnostic]
}

/// What is worth a second look, in no particular order. What the rules mean is looked at where `rules` has it.
///
/// Complexity: close to linear in the size of the rulebook.
package func lint(
  _ sources: [(file: SourceFile, tree: SyntaxTree)], rules: CheckedRules?
) -> [Diagnostic] {
  let text = WrittenText(sources)
  var found = textLints.flatMap { $0.find(text) }
  if let rules {
    let subject = LintSubject(text, rules: rules)
    for lint in lints { found += lint.find(subject) }
  }
  return found
}

/// The lints of the text, in the order of codes.
private let textLints: [TextLint] = [hiddenCharacters, mixedScripts, lookAlikeNames]

/// The lints of the meaning, in the order of codes.
let lints: [Lint] = [
  namelessRules, uncoveredOptions, unexplainedSwitches, unusedDeclarations, duplicateRules, repeatedConditions,
  constantConditions, unlimitedAnswers, unseenWrites, shadowedDefinitions, repeatedOverrides,
]
