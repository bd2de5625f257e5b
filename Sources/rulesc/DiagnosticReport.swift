internal import RuleCompiler
internal import RuleReports
internal import RuleSource

/// Messages about rules, as commands show them that do something else with the rules.
struct DiagnosticReport {
  private let report: Report

  /// What is wrong with `files`; of warnings nothing if `hidesWarnings`. Hints are left to `rulesc check`.
  init(_ diagnostics: [Diagnostic], files: [SourceFile], hidesWarnings: Bool = false) {
    let shown = diagnostics.filter { $0.severity == .error || $0.severity == .warning && !hidesWarnings }
    report = Report(files: files, diagnostics: shown, ruleCount: nil, version: Toolchain.version, offersFixes: false)
  }

  /// Writes every message, and how many there are if there are errors.
  func show() { Console.note(report.text(in: .text, usesColor: Console.usesColor)) }
}

/// `1 rule`, `2 rules`
func count(_ number: Int, _ noun: String, _ nouns: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : nouns ?? noun + "s")"
}
