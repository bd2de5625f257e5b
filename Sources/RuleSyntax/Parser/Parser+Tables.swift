import RuleSource

/// Tables: every row is an arm.
///
/// A head is read once, as the beginning of a condition or as an action with a blank. A cell below a condition is its
/// value. A cell below an action is put in the place of the blank, and the action is read again from these lexemes: so
/// whatever the language can say in an action, a table can. Both are linear in the cells.
extension Parser {
  /// What a table's lines say.
  struct Table {
    var arms = ShortList<ArmSyntax>()
    var timer: TimerSyntax?
  }

  // table = "table" , header , row , { row } ;
  func parseTable() -> Table {
    var table = Table()
    let first = position
    if at(.table) {
      advance()
      if at(.table), skipDoubled() {}
    } else {
      report(missing("table", startsLine: true))
    }
    guard let columns = parseHeader() else {
      skipRows()
      return table
    }
    table.timer = timer(of: columns)
    if isTorn {
      skipRows()
      return table
    }
    let isHeaderBroken = isItemBroken
    // `| labels has | | assign to |`: what looks like a first row may be the rest of a header with an empty head.
    let rest = position
    let isRestOfHeader = lexeme(first + 1).isFirstOnLine && current.kind == .bar && !current.isFirstOnLine
    var isWithoutAction = true
    for column in columns { if case .action = column.kind { isWithoutAction = false } }
    if isWithoutAction, isRestOfHeader {
      report(.emptyCell(at: rangeOf(rest - 1, rest)))
    } else if isWithoutAction {
      report(.emptyTable("action", at: rangeOf(first, first)))
    }
    var wrongWho: Set<String> = []
    var progress = LoopProgress()
    while progress.assertAdvanced(position), isRowHere {
      isMuted = isHeaderBroken || isWithoutAction
      if skipMarkdownLine() { continue }
      let reports = diagnostics.count
      let start = position
      defer { forgetRepeated(in: &wrongWho, from: reports) }
      table.arms.append(parseRow(table.arms.count + 1, of: columns))
      if isRestOfHeader, !isWithoutAction, diagnostics.count > reports {
        diagnostics.removeSubrange(reports...)
        isMuted = false
        report(.emptyCell(at: rangeOf(rest - 1, rest)))
        skipRows()
        break
      }
      // A line torn by a lost quote, without a bar before it: nothing of it was read.
      if position == start, !isAtEnd {
        position += 1
        skipLine()
      }
    }
    isMuted = false
    if table.arms.isEmpty, !isItemBroken { report(.emptyTable("row", at: rangeOf(first, first))) }
    if Self.bodyWords.contains(current.keyword), !isItemStart(position) {
      report(.unexpected(found, after: "a table", at: range(current)))
      skipToItem()
    }
    return table
  }

  /// A column without `team` or the like is one mistake, however many rows it has.
  private func forgetRepeated(in known: inout Set<String>, from first: Int) {
    guard first < diagnostics.count else { return }
    let codes: Set<String> = ["E0157", "E0165", "E0178"]
    var index = first
    while index < diagnostics.count {
      let code = diagnostics[index].code
      if codes.contains(code), !known.insert(code).inserted { diagnostics.remove(at: index) } else { index += 1 }
    }
  }

  /// The timer of the one column that has one; a second is reported.
  private func timer(of columns: [TableColumn]) -> TimerSyntax? {
    var timer: TimerSyntax?
    for column in columns {
      guard case .timer(let written) = column.kind else { continue }
      if timer != nil { report(.timerColumnClash(at: column.range)) }
      timer = timer ?? written
    }
    return timer
  }

  // ---- lines ----

  /// Whether a row begins here, its first bar included or not.
  var isRowHere: Bool {
    guard !isAtEnd else { return false }
    if current.kind == .bar { return true }
    guard current.isFirstOnLine, !isItemStart(position), !Self.starters.contains(current.keyword) else { return false }
    return isBarOnLine(after: position)
  }

  /// Whether the line of the lexeme at `index` has a bar behind it, before an item begins.
  private func isBarOnLine(after index: Int) -> Bool {
    var next = index + 1
    while next <= endPosition, !lexemes[next].isFirstOnLine, !isItemStart(next) {
      if lexemes[next].kind == .bar { return true }
      next += 1
    }
    return false
  }

  /// Goes over the rows below a header that could not be read.
  func skipRows() {
    skipLine()
    var progress = LoopProgress()
    while isRowHere, progress.assertAdvanced(position) {
      position += 1
      skipLine()
    }
  }

  func skipLine() {
    while !isAtEnd, !current.isFirstOnLine, !isItemStart(position) { position += 1 }
  }

  /// `|---|:---:|`, a habit from Markdown.
  func skipMarkdownLine() -> Bool {
    var index = position + 1
    if lexeme(index).kind == .colon { index += 1 }
    let dashes = lexeme(index)
    guard current.kind == .bar, dashes.kind == .unknown, dashes.end - dashes.start > 1, !dashes.isFirstOnLine else {
      return false
    }
    let first = position
    while lexeme(index).kind == .bar || lexeme(index).kind == .unknown || lexeme(index).kind == .colon {
      if lexeme(index).isFirstOnLine { break }
      index += 1
    }
    position = index
    let place = rangeSince(first)
    noteHabit(.markdownLine(at: place).mended(by: .remove(place)), at: first)
    return true
  }

  // ---- one row ----

  // row = "|" , cell , "|" , { cell , "|" } ;
  /// Line ends mean nothing in a good row; they only tell where a bad one ends.
  private func parseRow(_ number: Int, of columns: [TableColumn]) -> ArmSyntax {
    let first = position
    if !take(.bar) { report(missing("|", startsLine: true)) }
    var row = RowContent()
    var cells = 0
    for column in columns {
      if isTorn || isRowOver || position > first && (isMuted || current.kind == .bar) && current.isFirstOnLine { break }
      cells += 1
      if current.kind == .bar {
        var filling = "any"
        if case .action = column.kind { filling = "-" }
        let place = SourceRange(file: fileIndex, start: current.start, end: current.start)
        report(
          .emptyCell(at: rangeOf(position - 1, position)).mended(by: .replace(place, with: filling + " ", .unsafe)))
      } else {
        parseCell(of: column, into: &row)
      }
      expectBar(isLast: cells == columns.count)
    }
    if cells < columns.count {
      reportLength(number, cells, columns.count, from: first)
    } else {
      finishRow(number, columns.count, from: first)
    }
    let range = rangeSince(first)
    var condition = row.conditions.first
    if row.conditions.count > 1 { condition = .all(row.conditions, range) }
    return ArmSyntax(
      condition: condition, actions: row.actions, row: .row(number, delay: row.delay), range: range)
  }

  /// What a row's cells say.
  struct RowContent {
    var conditions: [ConditionSyntax] = []
    var actions = ShortList<ActionSyntax>()
    var delay: DurationSyntax?
  }

  /// Whether a lost quote, which was reported, took the rest of the line before with it.
  var isTorn: Bool { current.isFirstOnLine && lexeme(position - 1).flags.contains(.reported) }

  /// Whether something begins here that is no cell.
  var isRowOver: Bool {
    isAtEnd || isItemStart(position)
      || Self.starters.contains(current.keyword) && (current.isFirstOnLine || !at(.team))
  }

  /// Reports what stands behind a full row and is no row.
  func finishRow(_ number: Int, _ columns: Int, from first: Int, ofTests: Bool = false) {
    if ofTests ? isAfterTestTable : isRowOver || Self.starters.contains(current.keyword) { return }
    if current.kind == .bar {
      let isLast = isItemStart(position + 1) && !(ofTests && isInCell(position + 1))
      if !current.isFirstOnLine, ahead(1).kind == .bar || ahead(1).kind == .endOfFile || isLast {
        report(.doubledWord("|", at: range(current)).mended(by: removing(position, through: position)))
        position += 1
      }
      return
    }
    guard !current.isFirstOnLine else { return }
    if skipDoubled() { return }
    guard isBarOnLine(after: position) else {
      report(.unexpected(found, after: description(of: lexeme(position - 1)), at: range(current)))
      return skipLine()
    }
    var cells = columns
    while ofTests ? !isAfterTestTable : !isRowOver, !current.isFirstOnLine {
      if current.kind == .bar { cells += 1 }
      position += 1
    }
    if lexeme(position - 1).kind != .bar { cells += 1 }
    reportLength(number, cells, columns, from: first, ofTests: ofTests)
  }

  /// `ofTests`: the row is a test, and not an arm.
  func reportLength(_ row: Int, _ cells: Int, _ columns: Int, from first: Int, ofTests: Bool = false) {
    let written = cells == 1 ? "1 cell" : "\(cells) cells"
    let wanted = columns == 1 ? "1 column" : "\(columns) columns"
    report(.rowLength(row, cells: written, columns: wanted, ofTests: ofTests, at: rangeSince(first)))
    if current.kind == .bar, !current.isFirstOnLine { skipLine() }
  }

  /// Goes over the bar behind a cell or a head; over all up to it, if something else stands there.
  func expectBar(isLast: Bool) {
    if isTorn {
      isMuted = true
      isItemBroken = true
      return
    }
    if current.kind == .bar, !(isLast && isBarOfNextRow) {
      position += 1
      return
    }
    if !current.isFirstOnLine, current.kind != .bar, skipDoubled(), take(.bar) { return }
    let isCell = !isRowOver && current.kind != .bar && !current.isFirstOnLine && fits(.value, position)
    if isCell || isRowOver || current.isFirstOnLine {
      // `| "x" High | …`: read on as if the bar were there.
      return report(missing("|"))
    }
    report(.unexpected(found, after: description(of: lexeme(position - 1)), at: range(current)))
    skipCell()
    if !current.isFirstOnLine { _ = take(.bar) }
  }

  /// Whether the bar here, behind the last cell, is rather the first of the next line's row.
  private var isBarOfNextRow: Bool {
    current.isFirstOnLine && !ahead(1).isFirstOnLine && ahead(1).kind != .bar && ahead(1).kind != .endOfFile
      && !isItemStart(position + 1) && !Self.starters.contains(ahead(1).keyword)
  }

  /// Goes to the bar behind the cell, or to the end of its line.
  func skipCell() {
    while !isRowOver, current.kind != .bar, !current.isFirstOnLine { position += 1 }
  }
}
