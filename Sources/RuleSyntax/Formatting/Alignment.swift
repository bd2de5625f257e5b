/// Puts columns below each other: in tables, in declarations of one kind, in arms, and comments at the ends of lines.
struct Alignment {
  private let ruler: TokenRuler

  init(_ ruler: TokenRuler) {
    self.ruler = ruler
  }

  /// `lines` with the blanks that align them.
  ///
  /// A group is lines of one kind without a blank line between them. Comments of their own do not end it, unless they
  /// may describe a rule. A table is one group.
  func aligned(_ lines: [FormattedLine]) -> [FormattedLine] {
    var lines = lines
    var group: [Int] = []
    for index in lines.indices {
      let last = group.last.map { lines[$0].kind }
      if lines[index].isAfterBlankLine, last?.isRow != true { align(&group, in: &lines) }
      if lines[index].kind == .comment, last != .event { continue }
      if let last, !lines[index].kind.isGrouped(with: last) { align(&group, in: &lines) }
      group.append(index)
    }
    align(&group, in: &lines)
    alignComments(&lines)
    return lines
  }

  // ---- columns ----

  private func align(_ group: inout [Int], in lines: inout [FormattedLine]) {
    defer { group.removeAll(keepingCapacity: true) }
    guard group.count > 1, let first = group.first else { return }
    let kind = lines[first].kind == .propertyWithId ? .property : lines[first].kind
    align(group.filter { lines[$0].kind == kind && !lines[$0].stops.isEmpty }, &lines)
    // Properties with an `id` among others are aligned with those next to them.
    for run in group.split(whereSeparator: { lines[$0].kind != .propertyWithId }) { align(Array(run), &lines) }
  }

  /// One column after the other. What would be too long stays as it is; of arms, all do then. Only a row of a table may
  /// be too long.
  private func align(_ group: [Int], _ lines: inout [FormattedLine]) {
    var group = group
    let columns = group.map { lines[$0].stops.count }.min() ?? 0
    for column in 0..<columns where group.count > 1 {
      let starts = group.map { start(of: column, lines[$0]) }
      let furthest = starts.max() ?? 0
      var fitting: [(line: Int, blanks: Int)] = []
      for (index, start) in zip(group, starts) {
        let isFitting = width(lines[index]) + furthest - start <= Layout.width
        if isFitting || lines[index].kind.isRow {
          fitting.append((index, furthest - start))
        } else if lines[index].kind == .arm {
          return
        }
      }
      for (index, blanks) in fitting { lines[index].pad(blanks) }
      group = fitting.map(\.line)
    }
  }

  /// The column at which the stop stands, what is before it aligned.
  private func start(of column: Int, _ line: FormattedLine) -> Int {
    line.indent + line.paddingWidth + ruler.width(line.tokens.lowerBound..<line.stops[column] + 1)
      - ruler.width(line.stops[column]..<line.stops[column] + 1)
  }

  private func width(_ line: FormattedLine) -> Int {
    line.indent + line.paddingWidth + ruler.width(line.tokens)
  }

  // ---- comments ----

  /// Comments at the ends of lines that follow each other stand below each other, but not those of a table and of
  /// what is around it, and not those of an item of several lines and of the next one.
  private func alignComments(_ lines: inout [FormattedLine]) {
    var group: [Int] = []
    for index in lines.indices {
      let line = lines[index]
      let follows =
        group.last == index - 1 && !line.isAfterBlankLine && line.kind.isRow == lines[index - 1].kind.isRow
        && (line.indent > 0 || lines[index - 1].indent == 0)
      if !follows { alignComments(&group, in: &lines) }
      if line.comment != nil, line.kind.isRow || width(line) <= Layout.width { group.append(index) }
    }
    alignComments(&group, in: &lines)
  }

  private func alignComments(_ group: inout [Int], in lines: inout [FormattedLine]) {
    let furthest = group.map { width(lines[$0]) }.max() ?? 0
    for index in group { lines[index].commentPadding = furthest - width(lines[index]) }
    group.removeAll(keepingCapacity: true)
  }
}
