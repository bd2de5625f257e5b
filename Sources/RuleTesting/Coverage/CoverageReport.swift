import RuleSource

/// The forms in which coverage is written.
package enum CoverageFormat: String, Sendable, CaseIterable {
  case text, annotated, html, json, lcov, cobertura
}

/// Coverage, written for somebody.
package struct CoverageReport {
  let coverage: Coverage
  /// How many tests ran, and how many of them failed.
  let testCount: Int
  let failedCount: Int
  let log: LogCoverage.Outcome?

  package init(_ coverage: Coverage, of run: CoverageRun, log: LogCoverage.Outcome? = nil) {
    self.coverage = coverage
    testCount = run.results.count
    failedCount = run.results.count { !$0.isPassed }
    self.log = log
  }

  /// The report in a format; for people what is missing may be left out.
  package func text(in format: CoverageFormat, usesColor: Bool, isQuiet: Bool) -> String {
    switch format {
    case .text: plainText(isQuiet: isQuiet)
    case .annotated: annotated(usesColor: usesColor, isQuiet: isQuiet)
    case .html: html()
    case .json: json()
    case .lcov: lcov()
    case .cobertura: cobertura()
    }
  }

  /// The percentage that a gate asks for: a metric's, `log` or `total`; `nil` for what there is not.
  package func percent(of name: String) -> Double? {
    if name == "total" { return coverage.total().percent }
    if name == "log" { return log?.percent }
    return Coverage.Metric(rawValue: name).map { coverage.tally($0).percent }
  }

  /// What a gate may name.
  package static let gateNames = Coverage.Metric.allCases.map(\.rawValue) + ["log", "total"]

  func path(of gap: CoverageGap) -> String { coverage.files[Int(gap.place.fileIndex)].path }

  /// `desk.rules:12: rule `Escalate`: the rule never fired`
  func line(of gap: CoverageGap) -> String {
    let owner = gap.rule.map { "`\($0)`: " } ?? ""
    return "\(path(of: gap)):\(coverage.line(of: gap.place)): " + VisibleText.of(owner + gap.text)
  }

  static func percent(_ number: Double) -> String { JSON.number(number).line + " %" }

  static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
  }
}
