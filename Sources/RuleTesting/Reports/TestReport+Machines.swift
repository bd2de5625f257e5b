import RuleChecker
import RuleSource

//  The results as programs read them.

extension TestReport {
  mutating func json() -> String {
    var tests: [JSON] = []
    for result in results {
      var failures: [JSON] = []
      for failure in result.failures {
        failures.append(
          .object([
            JSON.Member("step", .number(Double(failure.step + 1))), JSON.Member("message", .text(failure.message)),
            place(of: failure.range),
            JSON.Member(
              "parts",
              .list(
                failure.parts.map { part in
                  .object([
                    JSON.Member("text", .text(part.text)), JSON.Member("holds", .flag(part.holds)),
                    JSON.Member("value", .text(part.value)),
                  ])
                })),
            JSON.Member("changes", .list(failure.changes.map { .text($0.line) })),
            JSON.Member("notes", .list(failure.notes.map { .text($0) })),
          ]))
      }
      tests.append(
        .object([
          JSON.Member("name", .text(result.name)), place(of: result.test.headRange),
          JSON.Member("passed", .flag(result.isPassed)), JSON.Member("failures", .list(failures)),
        ]))
    }
    return JSON.object([
      JSON.Member("tests", .list(tests)), JSON.Member("passed", .number(Double(results.count - failed))),
      JSON.Member("failed", .number(Double(failed))),
    ]).line + "\n"
  }

  private mutating func place(of range: SourceRange) -> JSON.Member {
    let start = positions.start(of: range)
    return JSON.Member(
      "place",
      .object([
        JSON.Member("file", .text(path(of: range))), JSON.Member("line", .number(Double(start.line))),
        JSON.Member("column", .number(Double(start.column))),
      ]))
  }

  /// JUnit XML: a suite for each file, a test case for each test.
  mutating func junit() -> String {
    var perFile = [[TestResult]](repeating: [], count: files.count)
    for result in results where perFile.indices.contains(Int(result.test.range.fileIndex)) {
      perFile[Int(result.test.range.fileIndex)].append(result)
    }
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="rulesc test" tests="\(results.count)" failures="\(failed)" errors="0">

      """
    for (file, results) in zip(files, perFile) where !results.isEmpty {
      let path = Self.xml(file.path)
      let failed = results.count { !$0.isPassed }
      text += "  <testsuite name=\"\(path)\" tests=\"\(results.count)\" failures=\"\(failed)\" errors=\"0\">\n"
      for result in results {
        let head = "    <testcase name=\"\(Self.xml(result.name))\" classname=\"\(path)\""
        guard !result.isPassed else {
          text += head + "/>\n"
          continue
        }
        text += head + ">\n"
        for failure in result.failures {
          let start = positions.start(of: failure.range)
          let message = Self.message(of: failure, in: result)
          let body = ["\(file.path):\(start.line):\(start.column): \(message)"] + Self.lines(of: failure)
          text += "      <failure type=\"expectation\" message=\"\(Self.xml(message))\">"
          text += body.map(Self.xml).joined(separator: "\n") + "</failure>\n"
        }
        text += "    </testcase>\n"
      }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  /// As text or attribute: XML forbids control characters altogether, so they become visible.
  static func xml(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.of(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The Test Anything Protocol, version 14.
  mutating func tap() -> String {
    var text = "TAP version 14\n1..\(results.count)\n"
    for (index, result) in results.enumerated() {
      // A `#` would begin a directive.
      let name = VisibleText.of(result.name).split(separator: "\\", omittingEmptySubsequences: false)
        .joined(separator: "\\\\").split(separator: "#", omittingEmptySubsequences: false).joined(separator: "\\#")
      text += "\(result.isPassed ? "ok" : "not ok") \(index + 1) - \(name)\n"
      guard !result.isPassed else { continue }
      text += "  ---\n  failures:\n"
      for failure in result.failures {
        let start = positions.start(of: failure.range)
        text += "    - message: \(JSON.text(Self.message(of: failure, in: result)).line)\n"
        text += "      at: \(JSON.text("\(path(of: failure.range)):\(start.line):\(start.column)").line)\n"
        let details = Self.lines(of: failure)
        if !details.isEmpty { text += "      details: \(JSON.list(details.map { .text($0) }).line)\n" }
      }
      text += "  ...\n"
    }
    return text
  }

  /// GitHub workflow commands: the runner shows each as an annotation of the line it is about.
  mutating func github() -> String {
    var text = ""
    for result in results {
      for failure in result.failures {
        let start = positions.start(of: failure.range)
        let body = ([Self.message(of: failure, in: result)] + Self.lines(of: failure)).joined(separator: "\n")
        text += "::error file=\(Self.command(path(of: failure.range), isProperty: true)),line=\(start.line)"
        text += ",title=\(Self.command("test " + result.name, isProperty: true))::"
        text += Self.command(body, isProperty: false) + "\n"
      }
    }
    return text
  }

  /// As the runner's toolkit escapes: `%` and line ends, and in properties `:` and `,` too.
  private static func command(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
