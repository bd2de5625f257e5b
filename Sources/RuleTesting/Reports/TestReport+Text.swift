import RuleSource

extension TestReport {
  /// Every failure as people read it: the expectation, below it the value that each part met, then what came out, with
  /// `-` for what is missing and `+` for what is too much.
  package func failures(usesColor: Bool) -> String {
    var renderer = DiagnosticRenderer(files: files, usesColor: usesColor)
    var text = ""
    for result in results {
      for failure in result.failures { text += self.text(of: failure, in: result, &renderer) + "\n" }
    }
    return text
  }

  private func text(
    of failure: TestResult.Failure, in result: TestResult, _ renderer: inout DiagnosticRenderer
  ) -> String {
    let diagnostic = Diagnostic(.error, "", failure.message, at: failure.range)
    var lines = renderer.text(diagnostic).split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      .map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let margin = lines.first.map { String($0.prefix { $0 == " " }) } ?? ""
    let blank = margin + " |"
    // Carets under parts are right only where the line is shown as it is written.
    let isPlain = written(to: failure.range.end, of: failure.range).map { $0.utf8.count <= 100 } ?? false
    let caret = lines.last?.firstIndex { $0 == "^" || $0 == "\u{1B}" }
    var left: [TestResult.Part] = []
    if isPlain, let caret, let last = lines.last, !last[caret...].contains(" ") {
      let before = String(last[..<caret].dropFirst(blank.count))
      let (found, rest) = placed(failure)
      left = rest
      for index in found.indices.reversed() {
        var line = before
        for (other, part) in found.enumerated() where other <= index {
          line += String(repeating: " ", count: max(0, part.column - (DisplayWidth.of(line) - before.count)))
          line += other == index ? "└ \(part.text)" : "│"
        }
        lines.append(blank + line)
      }
    } else {
      left = failure.parts
    }
    for change in failure.changes { lines.append("\(blank) \(VisibleText.of(change.line))") }
    for part in left {
      lines.append("\(margin) = note: `\(VisibleText.of(part.text))` is \(Self.words(part))")
    }
    for note in failure.notes { lines.append("\(margin) = note: \(VisibleText.of(note))") }
    let title = "failed: \"\(VisibleText.of(result.name))\": \(VisibleText.of(Self.message(of: failure, in: result)))"
    return ([title] + lines).joined(separator: "\n") + "\n"
  }

  private static func words(_ part: TestResult.Part) -> String {
    "\(part.holds ? "true" : "false"): \(VisibleText.of(part.value))"
  }

  /// Parts that stand in the expectation itself, with their columns in it, from left to right.
  private func placed(
    _ failure: TestResult.Failure
  ) -> (found: [(column: Int, text: String)], rest: [TestResult.Part]) {
    var found: [(column: Int, text: String)] = []
    var rest: [TestResult.Part] = []
    for part in failure.parts {
      if let range = part.range, let before = written(to: range.start, of: failure.range),
        !found.contains(where: { $0.column == DisplayWidth.of(before) })
      {
        found.append((DisplayWidth.of(before), Self.words(part)))
      } else {
        rest.append(part)
      }
    }
    return (found.sorted { $0.column < $1.column }, rest)
  }

  /// What is written from the start of `range` to `end`; `nil` where it goes over a line's end.
  private func written(to end: Int, of range: SourceRange) -> String? {
    guard files.indices.contains(Int(range.fileIndex)), end >= range.start,
      end <= files[Int(range.fileIndex)].bytes.count
    else { return nil }
    let bytes = files[Int(range.fileIndex)].bytes[range.start..<end]
    return bytes.contains { $0 < 0x20 } ? nil : String(decoding: bytes, as: UTF8.self)
  }
}
