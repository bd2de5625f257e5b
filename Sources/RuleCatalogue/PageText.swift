/// The one layout of a page: for the terminal, and for `grammar/diagnostics.md`.
extension Page {
  /// The page for the terminal, ending in a line end; prose is broken at `width` columns, examples are not.
  package func text(width: Int = 80) -> String {
    var lines = ["\(code) \(name) (\(severity))", ""]
    lines += Self.wrapped(meaning, width: width)
    lines += ["", "Why it matters:", ""]
    lines += Self.wrapped(reason, width: width, indent: "  ")
    for (heading, example) in headedExamples {
      lines += ["", "\(heading):", ""]
      lines +=
        example.absence.map { Self.wrapped($0, width: width, indent: "  ") }
        ?? example.lines.map { $0.isEmpty ? "" : "    \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The page as a section of `grammar/diagnostics.md`, with `message`, which is what the failing example gives.
  package func markdown(message: String) -> String {
    let prose = [meaning, "*Why it matters:* \(reason)"].map {
      Self.wrapped($0, width: 120).joined(separator: "\n") + "\n"
    }
    var text = "### \(code) \(name)\n\n" + prose.joined(separator: "\n")
    for (index, (heading, example)) in headedExamples.enumerated() {
      text += "\n\(heading):"
      guard example.absence == nil else {
        text += " \(example.absence ?? "")\n"
        continue
      }
      let block = example.lines.joined(separator: "\n")
      text += "\n\n```\(index == 0 ? "rules error" : "rules")\n\(block)\n```\n"
      if index == 0, !message.isEmpty { text += "\n```text\n\(message)```\n" }
    }
    return text
  }

  /// Where other parts of `grammar/diagnostics.md` point to.
  var anchor: String { "\(code.lowercased())-\(name)" }

  private var headedExamples: [(heading: String, example: Example)] {
    [("This gives \(code)", failing), ("Mended", mended)]
  }

  /// What stands between backticks stays on one line: it may be typed.
  private static func wrapped(_ text: String, width: Int, indent: String = "") -> [String] {
    var lines: [String] = []
    var line = indent
    var piece = ""
    for word in text.split(separator: " ") {
      piece += piece.isEmpty ? "\(word)" : " \(word)"
      guard piece.count(where: { $0 == "`" }).isMultiple(of: 2) else { continue }
      if line.count + 1 + piece.count > width, line.count > indent.count {
        lines.append(line)
        line = indent
      }
      line += line.count > indent.count ? " \(piece)" : piece
      piece = ""
    }
    if !piece.isEmpty { line += line.count > indent.count ? " \(piece)" : piece }
    lines.append(line)
    return lines
  }
}
