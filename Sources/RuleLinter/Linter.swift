//  RuleLinter answers "is it wise?": warnings and hints about rules that mean something.
//  It refuses to know how a rulebook runs.

package import RuleChecker
package import RuleSource
package import RuleSyntax

/// A habit that the linter looks for: one lint, one file in `Lints`.
struct Lint: Sendable {
  /// The code it reports: W05xx for a warning, H05xx for a hint.
  let code: String
  let find: @Sendable (LintSubject) -> [Diagnostic]
}

/// What lints look at: a rulebook without errors.
struct LintSubject {
  /// In canonical order, as ranges name them.
  let sources: [(file: SourceFile, tree: SyntaxTree)]
  let rules: CheckedRules
}

/// What is worth a second look in a rulebook without errors, in no particular order.
///
/// Complexity: close to linear in the size of the rulebook.
package func lint(
  _ sources: [(file: SourceFile, tree: SyntaxTree)], rules: CheckedRules
) -> [Diagnostic] {
  let subject = LintSubject(sources: sources, rules: rules)
  return lints.flatMap { $0.find(subject) }
}

/// Every lint, in the order of codes.
private let lints: [Lint] = []
