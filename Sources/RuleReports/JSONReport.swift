internal import RuleSource

/// For tools of our own and yours: every field is described in `grammar/reports.md`.
struct JSONReport {
  private let report: Report
  private let diagnostics: [JSONValue]

  init(_ report: Report) {
    self.report = report
    var positions = PositionFinder(files: report.files, unit: .codePoints)
    diagnostics = report.diagnostics.map { Self.value($0, report, &positions) }
  }

  /// One JSON document.
  var document: String {
    let counts = report.counts
    let summary: [(String, JSONValue)] = [
      ("errors", .number(counts.errors)), ("warnings", .number(counts.warnings)), ("hints", .number(counts.hints)),
      ("fixable", .number(counts.fixable)), ("fixableUnsafely", .number(counts.fixableUnsafely)),
    ]
    return JSONValue.object([
      ("version", .number(1)),
      ("tool", .object([("name", .string("rulesc")), ("version", .string(report.version))])),
      ("files", .array(report.files.map { .string($0.path) })),
      ("rules", report.ruleCount.map(JSONValue.number) ?? .null),
      ("summary", .object(summary)),
      ("diagnostics", .array(diagnostics)),
    ]).pretty
  }

  /// One diagnostic a line.
  var lines: String { diagnostics.map { $0.compact + "\n" }.joined() }

  private static func value(
    _ diagnostic: Diagnostic, _ report: Report, _ positions: inout PositionFinder
  ) -> JSONValue {
    var labels: [JSONValue] = []
    for label in diagnostic.labels {
      labels.append(.object([("text", .string(label.text))] + place(of: label.range, report, &positions)))
    }
    var fix = JSONValue.null
    if let made = diagnostic.fix {
      var edits: [JSONValue] = []
      for edit in made.edits(in: report.files) {
        edits.append(
          .object(place(of: edit.range, report, &positions) + [("replacement", .string(edit.replacement))]))
      }
      fix = .object([("safety", .string(made.safety.rawValue)), ("edits", .array(edits))])
    }
    return .object(
      [
        ("code", .string(diagnostic.code)), ("name", JSONValue(Report.name(of: diagnostic.code))),
        ("severity", .string(diagnostic.severity.rawValue)), ("message", .string(diagnostic.message)),
        ("help", JSONValue(diagnostic.help)), ("notes", .array(diagnostic.notes.map(JSONValue.string))),
      ] + place(of: diagnostic.range, report, &positions) + [("labels", .array(labels)), ("fix", fix)])
  }

  private static func place(
    of range: SourceRange, _ report: Report, _ positions: inout PositionFinder
  ) -> [(key: String, value: JSONValue)] {
    let ends = [positions.start(of: range), positions.end(of: range)].map { place in
      JSONValue.object([
        ("line", .number(place.line)), ("column", .number(place.column)), ("offset", .number(place.offset)),
      ])
    }
    return [
      ("file", .string(report.path(of: range))), ("range", .object([("start", ends[0]), ("end", ends[1])])),
    ]
  }
}
