internal import RuleCatalogue
internal import RuleSource

/// For people at a terminal: lines with carets, how many messages there are, and what says more.
struct TextReport {
  /// Codes named in the last line: more than that nobody looks up.
  private static let mostCodes = 4

  let text: String

  init(_ report: Report, usesColor: Bool) {
    var renderer = DiagnosticRenderer(files: report.files, usesColor: usesColor)
    var text = ""
    for diagnostic in report.diagnostics { text += renderer.text(diagnostic) + "\n" }
    self.text = text + Self.closing(report)
  }

  /// `2 errors, 1 warning (1 fixable with …)`, or `3 rules in 1 file: no mistakes found`.
  static func closing(_ report: Report) -> String {
    let counts = report.counts
    let fixes = report.offersFixes ? counts.fixes : nil
    let summary = counts.summary + (fixes.map { " \($0)" } ?? "")
    guard counts.errors > 0 else {
      guard let rules = report.ruleCount else { return "" }
      let files = report.files.count
      return "\(rules) rule\(rules == 1 ? "" : "s") in \(files) file\(files == 1 ? "" : "s"): \(summary)\n"
    }
    var codes: [String] = []
    for diagnostic in report.diagnostics
    where diagnostic.severity == .error && !codes.contains(diagnostic.code) && codes.count < mostCodes {
      if Catalogue.page(for: diagnostic.code) != nil { codes.append(diagnostic.code) }
    }
    let more = codes.isEmpty ? "" : "`rulesc explain \(codes.joined(separator: " "))` says more\n"
    return "\(summary)\n\(more)"
  }
}
