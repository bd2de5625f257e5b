internal import RuleSource

/// GitLab code quality: a list of objects, as GitLab documents them.
struct GitLabReport {
  let text: String

  init(_ report: Report) {
    var positions = PositionFinder(files: report.files, unit: .codePoints)
    var fingerprints = Fingerprints(files: report.files)
    var issues: [JSONValue] = []
    for diagnostic in report.diagnostics {
      let lines: [(String, JSONValue)] = [
        ("begin", .number(positions.start(of: diagnostic.range).line)),
        ("end", .number(positions.end(of: diagnostic.range).line)),
      ]
      let name = Report.name(of: diagnostic.code).map { " \($0)" } ?? ""
      let help = diagnostic.help.map { "; \(VisibleText.of($0))" } ?? ""
      issues.append(
        .object([
          ("description", .string("\(diagnostic.code)\(name): \(VisibleText.of(diagnostic.message))\(help)")),
          ("check_name", .string(diagnostic.code)),
          ("fingerprint", .string(fingerprints.next(diagnostic))),
          ("severity", .string(Self.severity(diagnostic.severity))),
          (
            "location",
            .object([
              ("path", .string(Report.pathInRepository(report.path(of: diagnostic.range)))), ("lines", .object(lines)),
            ])
          ),
        ]))
    }
    text = JSONValue.array(issues).pretty
  }

  private static func severity(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "critical"
    case .warning: "minor"
    case .hint: "info"
    }
  }
}
