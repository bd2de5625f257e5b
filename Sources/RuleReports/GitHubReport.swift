internal import RuleSource

/// GitHub workflow commands: the runner shows each as an annotation of the line it is about.
struct GitHubReport {
  let text: String

  init(_ report: Report) {
    var positions = PositionFinder(files: report.files, unit: .codePoints)
    text = report.diagnostics.map { Self.command($0, report, &positions) + "\n" }.joined()
  }

  private static func command(
    _ diagnostic: Diagnostic, _ report: Report, _ positions: inout PositionFinder
  ) -> String {
    let start = positions.start(of: diagnostic.range)
    let end = positions.end(of: diagnostic.range)
    let path = report.path(of: diagnostic.range)
    var properties: [(String, String)] = []
    if path != "-" { properties.append(("file", Report.pathInRepository(path))) }
    properties.append(("line", String(start.line)))
    // The runner refuses columns of a range over several lines.
    if start.line == end.line { properties.append(("col", String(start.column))) }
    properties.append(("endLine", String(end.line)))
    if start.line == end.line { properties.append(("endColumn", String(end.column))) }
    let name = Report.name(of: diagnostic.code).map { " \($0)" } ?? ""
    properties.append(("title", diagnostic.code + name))
    let list = properties.map { "\($0.0)=\(escaped($0.1, isProperty: true))" }.joined(separator: ",")
    return "::\(kind(diagnostic.severity)) \(list)::\(escaped(message(of: diagnostic), isProperty: false))"
  }

  /// The message, and on lines of their own help and notes.
  private static func message(of diagnostic: Diagnostic) -> String {
    let lines =
      [diagnostic.message] + (diagnostic.help.map { ["help: \($0)"] } ?? [])
      + diagnostic.notes.flatMap { "note: \($0)".split(separator: "\n").map(String.init) }
    return lines.map(VisibleText.of).joined(separator: "\n")
  }

  private static func kind(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .hint: "notice"
    }
  }

  /// As the runner's toolkit escapes: `%` and line ends, and in properties `:` and `,` too.
  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result += VisibleText.of(String(scalar))
      }
    }
    return result
  }
}
