/// One message about a rulebook: what is wrong, where, and a way out.
///
/// The wording law (shared by all phases): lower case, one sentence, no full stop, the user's words in backticks,
/// no type names of ours, help apart from the message.
package struct Diagnostic: Sendable, Hashable {
  /// How bad it is: an error stops compilation, a warning does not, and a hint only says what would be nicer.
  package enum Severity: String, Sendable, Hashable { case error, warning, hint }

  /// A second place that contributed, with a few words about it.
  package struct Label: Sendable, Hashable {
    package let range: SourceRange
    package let text: String

    package init(_ text: String, at range: SourceRange) {
      self.range = range
      self.text = text
    }
  }

  /// For ever the same: `E0201`, `W0402`, `H0501`. E for errors, W for warnings, H for hints; then 00 reading files,
  /// 01 and 06 syntax, 02 names, 03 types, 04 meaning, 05 lints. Each has a page in `RuleCatalogue`.
  package let code: String
  package let severity: Severity
  package let message: String
  package let range: SourceRange
  package let labels: [Label]
  /// The way out, such as ``did you mean `Review`?``.
  package let help: String?
  /// What else is worth knowing: a fact that explains the message, one sentence each.
  package let notes: [String]
  /// The way out as an edit, where it is certain enough; `help` says it in words.
  package let fix: Fix?

  package init(
    _ severity: Severity, _ code: String, _ message: String, at range: SourceRange,
    labels: [Label] = [], help: String? = nil, notes: [String] = [], fix: Fix? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.range = range
    self.labels = labels
    self.help = help
    self.notes = notes
    self.fix = fix
  }
}
