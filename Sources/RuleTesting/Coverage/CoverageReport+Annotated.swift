import RuleSource

//  The sources with a mark before each line: how often it was reached, `!` never, `~` not in every way.

extension CoverageReport {
  func annotated(usesColor: Bool, isQuiet: Bool) -> String {
    var text = ""
    for index in coverage.coveredFiles {
      let lines = CoverageLines(of: coverage, file: index)
      text += VisibleText.of(lines.file.path) + "  " + Self.percent(coverage.total(in: index).percent) + "\n"
      // The last line end is no line of its own.
      let count = lines.file.lineStarts.count - (lines.file.lineStarts.last == lines.file.bytes.count ? 1 : 0)
      let width = max(4, "\(lines.lines.values.map(\.count).max() ?? 0)".count + 2)
      for number in 1...max(1, count) where number <= count {
        let line = lines.lines[number]
        let source = VisibleText.of(String(decoding: lines.file.line(number - 1), as: UTF8.self).expandedTabs)
        let mark = line.map { $0.count == 0 ? "!" : $0.gaps.isEmpty ? "" : "~" } ?? ""
        let reached = line.map { $0.count == 0 ? "" : "\($0.count)" } ?? ""
        let color = line == nil ? "" : mark == "!" ? "31" : mark == "~" ? "33" : "32"
        let head =
          Self.right(reached, width) + (mark.isEmpty ? " " : mark) + Self.right("\(number)", 5) + " |"
        text += Self.colored(head, color, usesColor) + (source.isEmpty ? "" : " " + source) + "\n"
        guard !isQuiet else { continue }
        for gap in line?.gaps ?? [] {
          text +=
            Self.colored(
              String(repeating: " ", count: width + 6) + " | ^ " + VisibleText.of(gap.text), color, usesColor) + "\n"
        }
      }
      text += "\n"
    }
    return text + plainText(isQuiet: true)
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func colored(_ text: String, _ color: String, _ usesColor: Bool) -> String {
    usesColor && !color.isEmpty ? "\u{1B}[\(color)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  /// With blanks for tabs.
  fileprivate var expandedTabs: String {
    contains("\t") ? split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    ") : self
  }
}
