/// Diagnostics as text for people: the message, the place, the line with carets, the way out.
///
/// Rendering in the order of `Diagnostic.inOrder` costs time linear in the files, however long their lines are.
package struct DiagnosticRenderer {
  private let files: [SourceFile]
  private let usesColor: Bool
  private var positions: PositionFinder

  /// A renderer for messages about `files`, the rulebook in canonical order.
  package init(files: [SourceFile], usesColor: Bool = false) {
    self.files = files
    self.usesColor = usesColor
    positions = PositionFinder(files: files, unit: .characters)
  }

  /// The message in one line: `path:line:column: error[E0203]: …`.
  package mutating func line(_ diagnostic: Diagnostic) -> String {
    "\(place(of: diagnostic.range)): \(heading(diagnostic)): \(visible(diagnostic.message))"
  }

  /// The message with the lines it is about, ending in a line end.
  package mutating func text(_ diagnostic: Diagnostic) -> String {
    var lines = [bold("\(heading(diagnostic)): \(visible(diagnostic.message))")]
    let snippets = [(diagnostic.range, "")] + diagnostic.labels.map { ($0.range, $0.text) }
    let numbers = snippets.compactMap { range, _ in lineNumber(of: range) }
    let margin = String(numbers.max() ?? 1).count
    for (index, snippet) in snippets.enumerated() {
      append(snippet.0, mark: index == 0 ? "^" : "-", note: snippet.1, margin: margin, to: &lines)
    }
    let blank = String(repeating: " ", count: margin)
    if let help = diagnostic.help { lines.append("\(blank) = help: \(visible(help))") }
    for note in diagnostic.notes {
      // An example may have several lines.
      for (number, line) in note.split(separator: "\n").enumerated() {
        lines.append("\(blank)\(number == 0 ? " = note: " : "     ")\(visible(String(line)))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func append(
    _ range: SourceRange, mark: String, note: String, margin: Int, to lines: inout [String]
  ) {
    let blank = String(repeating: " ", count: margin)
    let arrow = mark == "^" ? "-->" : ":::"
    lines.append("\(blank)\(arrow) \(place(of: range))")
    guard let file = file(of: range), let number = lineNumber(of: range) else { return }
    let window = LineWindow(file: file, range: range)
    let padded = String(repeating: " ", count: max(0, margin - String(number).count)) + String(number)
    let marks = String(repeating: mark, count: window.markWidth)
    lines.append("\(blank) |")
    lines.append("\(padded) | \(window.text)")
    let tail = note.isEmpty ? "" : " \(visible(note))"
    lines.append("\(blank) | \(String(repeating: " ", count: window.markColumn))\(colored(marks))\(tail)")
  }

  private func heading(_ diagnostic: Diagnostic) -> String {
    let text = "\(diagnostic.severity.rawValue)[\(diagnostic.code)]"
    guard usesColor else { return text }
    switch diagnostic.severity {
    case .error: return "\u{1B}[31m\(text)\u{1B}[39m"
    case .warning: return "\u{1B}[33m\(text)\u{1B}[39m"
    case .hint: return "\u{1B}[36m\(text)\u{1B}[39m"
    }
  }

  private func bold(_ text: String) -> String { usesColor ? "\u{1B}[1m\(text)\u{1B}[22m" : text }

  private func colored(_ text: String) -> String { usesColor ? "\u{1B}[34m\(text)\u{1B}[39m" : text }

  private mutating func place(of range: SourceRange) -> String {
    guard let file = file(of: range) else { return "?" }
    let place = positions.start(of: range)
    return "\(visible(file.path)):\(place.line):\(place.column)"
  }

  private func lineNumber(of range: SourceRange) -> Int? {
    file(of: range).map { $0.lineIndex(at: range.start) + 1 }
  }

  private func file(of range: SourceRange) -> SourceFile? {
    let index = Int(range.fileIndex)
    return files.indices.contains(index) ? files[index] : nil
  }

  /// The user's words may hold anything: nothing of it may move the cursor.
  private func visible(_ text: String) -> String { VisibleText.of(text) }
}

/// The part of a line that is shown, and where the marks go.
private struct LineWindow {
  /// Columns shown of a longer line.
  private static let widest = 160
  /// Bytes looked at before the range and after its start: enough for `widest` columns of four-byte characters.
  private static let reach = 700

  let text: String
  let markColumn: Int
  let markWidth: Int

  init(file: SourceFile, range: SourceRange) {
    let line = file.line(file.lineIndex(at: range.start))
    var first = max(line.startIndex, range.start - LineWindow.reach)
    while first > line.startIndex, first < line.endIndex, file.bytes[first] & 0xC0 == 0x80 { first -= 1 }
    let last = max(first, min(line.endIndex, range.start + LineWindow.reach))
    let cells = DisplayText(line[min(first, line.endIndex)..<last]).cells
    let target = cells.firstIndex { $0.offset >= range.start } ?? cells.count

    // INVARIANT: at most 60 columns before the range, at most `widest` in all.
    var begin = target
    var before = 0
    let total = cells.reduce(0) { $0 + $1.width }
    let isWhole = first == line.startIndex && last == line.endIndex && total <= LineWindow.widest
    while begin > 0, isWhole || before + cells[begin - 1].width <= 60 {
      begin -= 1
      before += cells[begin].width
    }
    var end = target
    var width = before
    while end < cells.count, isWhole || width + cells[end].width <= LineWindow.widest {
      width += cells[end].width
      end += 1
    }
    let isCutBefore = begin > 0 || first > line.startIndex
    let isCutAfter = end < cells.count || last < line.endIndex
    text =
      (isCutBefore ? "…" : "") + cells[begin..<end].map(\.text).joined() + (isCutAfter ? "…" : "")
    markColumn = before + (isCutBefore ? 1 : 0)
    let marked = cells[target..<end].filter { $0.offset < range.end }
    markWidth = max(1, marked.reduce(0) { $0 + $1.width })
  }
}
