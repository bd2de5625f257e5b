//  RuleReports answers "how is it said?": diagnostics in every format that people and CI systems read.
//  It refuses to know where diagnostics come from.

/// A format of `rulesc check --format`.
package enum ReportFormat: String, Sendable, CaseIterable {
  /// For people at a terminal: lines with carets.
  case text
  /// For screen readers and logs: sentences, no drawing.
  case plain
  /// One JSON document.
  case json
  /// One JSON object a line.
  case jsonl
  /// SARIF 2.1.0, for code scanning.
  case sarif
  /// GitHub workflow commands, shown as annotations.
  case github
  /// JUnit XML, for CI dashboards.
  case junit
  /// GitLab code quality.
  case gitlab
}
