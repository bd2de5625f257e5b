internal import RuleSource

/// For screen readers and logs: a message a line, in sentences, without drawing.
struct PlainReport {
  let text: String

  init(_ report: Report) {
    var positions = PositionFinder(files: report.files, unit: .characters)
    var text = ""
    for diagnostic in report.diagnostics {
      text += Self.line(diagnostic, report, &positions) + "\n"
    }
    self.text = text + TextReport.closing(report)
  }

  private static func line(_ diagnostic: Diagnostic, _ report: Report, _ positions: inout PositionFinder) -> String {
    let name = Report.name(of: diagnostic.code).map { " (\($0))" } ?? ""
    var sentences = [
      "\(place(of: diagnostic.range, report, &positions)): "
        + "\(diagnostic.severity.rawValue) \(diagnostic.code)\(name): \(VisibleText.of(diagnostic.message))"
    ]
    if let help = diagnostic.help { sentences.append("help: \(VisibleText.of(help))") }
    for note in diagnostic.notes {
      // A test says the same on one line.
      let lines = note.split(separator: "\n").map { $0.drop { $0 == " " } }
      sentences.append("note: \(VisibleText.of(lines.joined(separator: " ")))")
    }
    for label in diagnostic.labels {
      sentences.append("see \(place(of: label.range, report, &positions)): \(VisibleText.of(label.text))")
    }
    return sentences.joined(separator: "; ")
  }

  private static func place(of range: SourceRange, _ report: Report, _ positions: inout PositionFinder) -> String {
    let start = positions.start(of: range)
    let end = positions.end(of: range)
    let given = report.path(of: range)
    let path = given == "-" ? "standard input" : VisibleText.of(given)
    if end.line > start.line {
      return "\(path), line \(start.line), column \(start.column) to line \(end.line), column \(end.column)"
    }
    let columns =
      end.column - start.column > 1 ? "columns \(start.column) to \(end.column - 1)" : "column \(start.column)"
    return "\(path), line \(start.line), \(columns)"
  }
}
