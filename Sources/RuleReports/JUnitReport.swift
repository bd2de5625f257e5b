internal import RuleSource

/// JUnit XML: a suite for each file, a test case for each message. Errors are failures; warnings and hints are test
/// cases that pass and say something; a file without a message is one test case that passes.
struct JUnitReport {
  let text: String

  init(_ report: Report) {
    var positions = PositionFinder(files: report.files, unit: .characters)
    var perFile = [[Diagnostic]](repeating: [], count: report.files.count)
    for diagnostic in report.diagnostics where perFile.indices.contains(Int(diagnostic.range.fileIndex)) {
      perFile[Int(diagnostic.range.fileIndex)].append(diagnostic)
    }
    let tests = perFile.reduce(0) { $0 + max(1, $1.count) }
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="rulesc check" tests="\(tests)" failures="\(report.counts.errors)" errors="0">

      """
    for (file, diagnostics) in zip(report.files, perFile) {
      let failures = diagnostics.count { $0.severity == .error }
      let path = Self.escaped(file.path)
      text +=
        "  <testsuite name=\"\(path)\" tests=\"\(max(1, diagnostics.count))\" failures=\"\(failures)\" errors=\"0\">\n"
      if diagnostics.isEmpty { text += "    <testcase name=\"no mistakes\" classname=\"\(path)\"/>\n" }
      for diagnostic in diagnostics { text += Self.testCase(diagnostic, path: path, &positions) }
      text += "  </testsuite>\n"
    }
    self.text = text + "</testsuites>\n"
  }

  private static func testCase(_ diagnostic: Diagnostic, path: String, _ positions: inout PositionFinder) -> String {
    let start = positions.start(of: diagnostic.range)
    let name = Report.name(of: diagnostic.code).map { " \($0)" } ?? ""
    let title = "\(diagnostic.code)\(name) at line \(start.line), column \(start.column)"
    var lines = ["\(path):\(start.line):\(start.column): \(escaped(diagnostic.message))"]
    if let help = diagnostic.help { lines.append("help: \(escaped(help))") }
    lines += diagnostic.notes.flatMap { "note: \($0)".split(separator: "\n").map { escaped(String($0)) } }
    let body = lines.joined(separator: "\n")
    let inner =
      switch diagnostic.severity {
      case .error:
        "<failure type=\"\(diagnostic.code)\" message=\"\(escaped(diagnostic.message))\">\(body)</failure>"
      case .warning, .hint: "<system-out>\(diagnostic.severity.rawValue): \(body)</system-out>"
      }
    return "    <testcase name=\"\(title)\" classname=\"\(path)\">\n      \(inner)\n    </testcase>\n"
  }

  /// As text or attribute: XML forbids control characters altogether, so they become visible.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.of(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
