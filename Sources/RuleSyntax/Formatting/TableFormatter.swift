package import RuleSource

//  Tables one row a line, their bars below each other. Everything outside tables stays as it was written, to the byte; so
//  does a table that is broken or has a comment inside a row.

/// Aligns the tables of one file.
package struct TableFormatter {
  /// Bytes to put in the place of others.
  private struct Edit {
    var start: Int
    var end: Int
    var bytes: [UInt8]
  }

  /// One line of a table: its tokens, bars included.
  private typealias Row = ArraySlice<Token>

  private let file: SourceFile
  private let tree: SyntaxTree

  /// A formatter of `file`, which was parsed as `tree`.
  package init(_ file: SourceFile, _ tree: SyntaxTree) {
    self.file = file
    self.tree = tree
  }

  /// The file with its tables aligned.
  ///
  /// Complexity: O(*n*) in the number of bytes.
  package func formatted() -> [UInt8] {
    var edits: [Edit] = []
    for case .rule(let rule) in tree.items where rule.isTable && !rule.isBroken {
      edits += self.edits(aligning: rows(of: rule))
    }
    var bytes: [UInt8] = []
    var offset = 0
    for edit in edits {
      bytes += file.bytes[offset..<edit.start]
      bytes += edit.bytes
      offset = edit.end
    }
    return bytes + file.bytes[offset...]
  }

  /// The header, then the rows; empty where something is in the way.
  private func rows(of rule: RuleDeclarationSyntax) -> [Row] {
    guard let first = rule.arms.first, let last = rule.arms.last else { return [] }
    let start = tree.firstToken(at: rule.range.start)
    let end = tree.firstToken(at: last.range.end)
    let inside = tree.tokens[start..<end]
    guard let headerStart = inside.firstIndex(where: { $0.kind == .bar }) else { return [] }
    let headerEnd = tree.firstToken(at: first.range.start)
    guard headerStart < headerEnd,
      let headerLast = tree.tokens[headerStart..<headerEnd].lastIndex(where: { $0.kind == .bar })
    else { return [] }
    var rows: [Row] = [tree.tokens[headerStart...headerLast]]
    for arm in rule.arms {
      rows.append(tree.tokens[tree.firstToken(at: arm.range.start)..<tree.firstToken(at: arm.range.end)])
    }
    let columns = rows[0].count { $0.kind == .bar }
    let isWhole = rows.allSatisfy { row in
      row.first?.kind == .bar && row.last?.kind == .bar && row.count { $0.kind == .bar } == columns
        && !row.contains { $0.kind == .comment }
    }
    return isWhole ? rows : []
  }

  private func edits(aligning rows: [Row]) -> [Edit] {
    guard let header = rows.first?.first else { return [] }
    let cells = rows.map(self.cells)
    let widths = cells[0].indices.map { column in cells.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    let indent = indentation(before: header.range.start)
    var edits: [Edit] = []
    for (row, texts) in zip(rows, cells) {
      guard let first = row.first, let last = row.last else { continue }
      var bytes = Array("|".utf8)
      for (text, width) in zip(texts, widths) {
        bytes += " \(text)\(String(repeating: " ", count: width - DisplayWidth.of(text))) |".utf8
      }
      let (start, before) = lead(of: first, indent: indent, isHeader: first == header)
      edits.append(Edit(start: start, end: last.range.end, bytes: before + bytes))
    }
    return edits
  }

  /// The texts between the bars.
  private func cells(of row: Row) -> [String] {
    var cells: [String] = []
    var first: Token?
    var last: Token?
    for token in row.dropFirst() {
      guard token.kind == .bar else {
        first = first ?? token
        last = token
        continue
      }
      var text = ""
      if let first, let last { text = tree.canonicalText(of: first.range.joined(to: last.range), in: file) }
      cells.append(text)
      (first, last) = (nil, nil)
    }
    return cells
  }

  /// Where a row's edit begins, and what stands before its first bar: a line of its own, indented as the header is.
  private func lead(of first: Token, indent: [UInt8], isHeader: Bool) -> (start: Int, bytes: [UInt8]) {
    var start = first.range.start
    while start > 0, file.bytes[start - 1] == UInt8(ascii: " ") || file.bytes[start - 1] == UInt8(ascii: "\t") {
      start -= 1
    }
    let isOnOwnLine =
      start == 0 || file.bytes[start - 1] == UInt8(ascii: "\n") || file.bytes[start - 1] == UInt8(ascii: "\r")
    return (start, isOnOwnLine ? indent : [UInt8(ascii: "\n")] + indent)
  }

  /// The blanks in front of the header on its line, or of the rule's line and two more where it follows `table`.
  private func indentation(before offset: Int) -> [UInt8] {
    let line = file.lineIndex(at: offset)
    let start = file.lineStarts[line]
    let blanks = file.bytes[start..<offset].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return start + blanks.count == offset ? Array(blanks) : Array(blanks) + Array("  ".utf8)
  }
}

extension SyntaxTree {
  /// Whether both files have the same tokens, comments included, in the same order.
  package func says(the other: SyntaxTree, in file: SourceFile, as otherFile: SourceFile) -> Bool {
    tokens.elementsEqual(other.tokens) { one, another in
      one.kind == another.kind
        && file.bytes[one.range.start..<one.range.end].elementsEqual(
          otherFile.bytes[another.range.start..<another.range.end])
    }
  }
}
