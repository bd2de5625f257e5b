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
    var text = bold("\(heading(diagnostic)): \(visible(diagnostic.message))")
    text += "\n"
    let margin = diagnostic.labels.reduce(lineNumberWidth(of: diagnostic.range)) {
      max($0, lineNumberWidth(of: $1.range))
    }
    let blank = String(repeating: " ", count: margin)
    append(diagnostic.range, mark: "^", note: "", blank: blank, to: &text)
    for label in diagnostic.labels { append(label.range, mark: "-", note: label.text, blank: blank, to: &text) }
    if let help = diagnostic.help { text += "\(blank) = help: \(visible(help))\n" }
    for note in diagnostic.notes {
      // An example may have several lines.
      for (number, line) in note.split(separator: "\n").enumerated() {
        text += "\(blank)\(number == 0 ? " = note: " : "     ")\(visible(String(line)))\n"
      }
    }
    return text
  }

  /// Appends the place, the line and the marks below it, each to `text` itself: joined from parts of their own, they took
  /// ten times as long.
  private mutating func append(
    _ range: SourceRange, mark: Character, note: String, blank: String, to text: inout String
  ) {
    text += blank
    text += mark == "^" ? "--> " : "::: "
    text += place(of: range)
    text += "\n"
    guard let file = file(of: range) else { return }
    let line = file.lineIndex(at: range.start)
    let window = LineWindow(file: file, line: line, range: range)
    let number = String(line + 1)
    text += blank
    text += " |\n"
    text.append(contentsOf: repeatElement(" ", count: max(0, blank.utf8.count - number.utf8.count)))
    text += number
    text += " | "
    text += window.text
    text += "\n"
    text += blank
    text += " | "
    text += String(repeating: " ", count: window.markColumn)
    text += colored(String(repeating: mark, count: window.markWidth))
    if !note.isEmpty {
      text += " "
      text += visible(note)
    }
    text += "\n"
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

  private func lineNumberWidth(of range: SourceRange) -> Int {
    String((file(of: range)?.lineIndex(at: range.start) ?? 0) + 1).utf8.count
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

  init(file: SourceFile, line index: Int, range: SourceRange) {
    let line = file.line(index)
    // Most lines are short and of signs that take one column each.
    if line.count <= LineWindow.widest, line.allSatisfy({ 0x20..<0x7F ~= $0 }) {
      text = String(decoding: line, as: UTF8.self)
      markColumn = min(range.start - line.startIndex, line.count)
      markWidth = max(1, min(range.end, line.endIndex) - line.startIndex - markColumn)
      return
    }
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
