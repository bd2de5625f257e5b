internal import RuleSource

/// How many messages there are of each kind.
package struct ReportCounts: Sendable, Hashable {
  package let errors: Int
  package let warnings: Int
  package let hints: Int
  /// Messages with a fix that may be made without looking.
  package let fixable: Int
  /// Messages with a fix that is a guess.
  package let fixableUnsafely: Int

  init(_ diagnostics: [Diagnostic]) {
    errors = diagnostics.count { $0.severity == .error }
    warnings = diagnostics.count { $0.severity == .warning }
    hints = diagnostics.count { $0.severity == .hint }
    fixable = diagnostics.count { $0.fix?.safety == .safe }
    fixableUnsafely = diagnostics.count { $0.fix?.safety == .unsafe }
  }

  /// `2 errors, 1 warning`
  package var summary: String {
    let parts = [(errors, "error"), (warnings, "warning"), (hints, "hint")].filter { $0.0 > 0 }
    guard !parts.isEmpty else { return "no mistakes found" }
    return parts.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
  }

  /// ``(1 fixable with `--fix`, 2 more with `--unsafe-fixes`)``, if anything is.
  package var fixes: String? {
    switch (fixable, fixableUnsafely) {
    case (0, 0): nil
    case (0, _): "(\(fixableUnsafely) fixable with `--fix --unsafe-fixes`)"
    case (_, 0): "(\(fixable) fixable with `--fix`)"
    case (_, _): "(\(fixable) fixable with `--fix`, \(fixableUnsafely) more with `--unsafe-fixes`)"
    }
  }
}
