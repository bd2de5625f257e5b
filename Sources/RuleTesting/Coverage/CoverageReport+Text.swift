import RuleSource

//  The report as people read it: a table, and what is missing.

extension CoverageReport {
  func plainText(isQuiet: Bool) -> String {
    var text = ""
    if !isQuiet {
      for gap in coverage.gaps { text += line(of: gap) + "\n" }
      if !text.isEmpty { text += "\n" }
    }
    text += table
    if !isQuiet { text += transitionText }
    return text + "\n" + summary + logText(isQuiet: isQuiet)
  }

  // ---- the table ----

  private var table: String {
    let metrics = Coverage.Metric.allCases
    let indices = coverage.coveredFiles
    var rows = [["file"] + metrics.map(\.title) + ["total", ""]]
    for index in indices {
      let total = coverage.total(in: index)
      rows.append(
        [VisibleText.of(coverage.files[index].path)] + metrics.map { Self.cell(coverage.tally($0, in: index)) }
          + [Self.cell(total), Self.percent(total.percent)])
    }
    if indices.count != 1 {
      rows.append(
        ["all"] + metrics.map { Self.cell(coverage.tally($0)) }
          + [Self.cell(coverage.total()), Self.percent(coverage.total().percent)])
    }
    rows.append(
      [""] + metrics.map { coverage.tally($0).total == 0 ? "" : Self.percent(coverage.tally($0).percent) }
        + ["", ""])
    return Self.aligned(rows)
  }

  private static func cell(_ tally: Coverage.Tally) -> String {
    tally.total == 0 ? "-" : "\(tally.covered)/\(tally.total)"
  }

  /// The first column to the left, the others to the right.
  private static func aligned(_ rows: [[String]]) -> String {
    var widths = [Int](repeating: 0, count: rows.first?.count ?? 0)
    for row in rows {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], DisplayWidth.of(cell)) }
    }
    var text = ""
    for row in rows {
      var line = ""
      for (column, cell) in row.enumerated() {
        let blanks = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
        line += column == 0 ? cell + blanks : "  " + blanks + cell
      }
      while line.hasSuffix(" ") { line.removeLast() }
      text += line + "\n"
    }
    return text
  }

  // ---- below the table ----

  private var transitionText: String {
    var text = ""
    for pipeline in pipelines {
      let seen = coverage.transitions.filter { $0.pipeline == pipeline }
      let moves = seen.map { "\($0.from) to \($0.to)\($0.count == 1 ? "" : " (\($0.count))")" }
      text += "moves in \(pipeline): " + (moves.isEmpty ? "none" : moves.joined(separator: ", ")) + "\n"
    }
    return text.isEmpty ? "" : "\n" + VisibleText.lines(of: text)
  }

  /// The pipelines in their order.
  var pipelines: [String] {
    coverage.stages.map(\.pipeline).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  /// `14 tests cover 74.7 %`
  package var summary: String {
    var text = "\(Self.count(testCount, "test")) "
    text += testCount == 1 ? "covers " : "cover "
    text += Self.percent(coverage.total().percent)
    if failedCount > 0 { text += "; \(Self.count(failedCount, "test")) failed" }
    let impossible = coverage.impossibleCount
    if impossible > 0 { text += "; \(impossible) that no ticket can reach set apart" }
    return text + "\n"
  }

  private func logText(isQuiet: Bool) -> String {
    guard let log else { return "" }
    var text =
      "the tests cover \(Self.percent(log.percent)) of what happened: \(log.covered) of "
      + Self.count(log.concerning, "event") + " that rules looked at"
    if log.idle > 0 { text += ", " + log.idleWords }
    text += "\n"
    if isQuiet { return text }
    for gap in log.gaps.prefix(Self.shownLogGaps) {
      text +=
        VisibleText.of("  \(Self.count(gap.count, "event")), first \(gap.first): `\(gap.rule)`: \(gap.text)") + "\n"
    }
    if log.gaps.count > Self.shownLogGaps {
      text += "  and \(log.gaps.count - Self.shownLogGaps) more ways (all with `--format json`)\n"
    }
    return text
  }

  private static let shownLogGaps = 20
}

extension LogCoverage.Outcome {
  /// `3 more were nothing to any rule`
  var idleWords: String { "\(idle) more \(idle == 1 ? "was" : "were") nothing to any rule" }
}

extension Coverage.Metric {
  /// As the column of a table.
  var title: String { self == .mcdc ? "MC/DC" : rawValue }
}

extension VisibleText {
  /// The text, whose line ends stay.
  static func lines(of text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { of(String($0)) }.joined(separator: "\n")
  }
}
