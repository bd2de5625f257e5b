/// One message about a rulebook: what is wrong, where, and a way out.
///
/// The wording law (shared by all phases): lower case, one sentence, no full stop, the user's words in backticks,
/// no type names of ours, help apart from the message.
package struct Diagnostic: Sendable, Hashable {
  /// How bad it is: an error stops compilation, a warning does not.
  package enum Severity: String, Sendable, Hashable { case error, warning }

  /// A second place that contributed, with a few words about it.
  package struct Label: Sendable, Hashable {
    package let range: SourceRange
    package let text: String

    package init(_ text: String, at range: SourceRange) {
      self.range = range
      self.text = text
    }
  }

  /// For ever the same: `E0201`, `W0402`. E00xx reading files, E01xx syntax, E02xx names, E03xx types, E04xx meaning.
  package let code: String
  package let severity: Severity
  package let message: String
  package let range: SourceRange
  package let labels: [Label]
  /// The way out, such as ``did you mean `Review`?``.
  package let help: String?

  package init(
    _ severity: Severity, _ code: String, _ message: String, at range: SourceRange,
    labels: [Label] = [], help: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.range = range
    self.labels = labels
    self.help = help
  }
}
