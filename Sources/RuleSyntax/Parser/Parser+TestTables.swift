import RuleSource

/// Tables of cases in `test` blocks: every row is a test.
///
/// A head is the beginning of a sentence of a test, with a blank where the cell belongs. Each cell is put in the place of
/// the blank, and the sentence is read again from these lexemes by a parser of its own: whatever a test can say, a table
/// can. That is linear in the cells. What is wrong in a head is said once, however many rows repeat it.
extension Parser {
  /// One column, as its head says.
  struct TestColumn {
    /// `given`, `when` or `expect`.
    let part: Keyword
    /// The head's lexemes around the blank.
    let before: [Lexeme]
    let after: [Lexeme]
    let range: SourceRange
  }

  private static let sentenceWords = KeywordSet.words(.given, .when, .expect)
  /// What no cell has at the beginning of a line.
  private static let afterTestRow = KeywordSet.words(.given, .when, .expect, .do, .then, .otherwise, .table, .test)

  /// Whether a table of cases begins here, `table` written or not.
  var isTestTableHere: Bool {
    if at(.table) || current.kind == .bar && current.isFirstOnLine { return true }
    return ahead(1).kind == .bar && (atAnyCase(.table) || isMisspelling(of: .table))
  }

  // test_table = "table" , test_header , test_row , { test_row } ;
  /// `shared`: the steps before it, which every row begins with.
  func parseTestTable(after shared: [TestStepSyntax]) -> TestTableSyntax {
    let first = position
    let messages = diagnostics.count
    let isTestBroken = isItemBroken
    isMuted = false
    if keyword(of: .words(.table), before: .kind(.bar)) != nil {
      advance()
      if at(.table), skipDoubled() {}
    } else {
      report(missing("table", startsLine: true))
    }
    guard let columns = parseTestHeader(), !isTorn else {
      skipTestRows()
      return TestTableSyntax(rows: [], range: rangeSince(first))
    }
    if !isTestBroken { checkColumns(columns, after: shared, at: rangeOf(first, first)) }
    let isHeaderBroken = diagnostics.count > messages
    var rows: [TestRowSyntax] = []
    var known: Set<Said> = []
    var progress = LoopProgress()
    while progress.assertAdvanced(position), isTestRowHere {
      isMuted = isHeaderBroken
      if skipMarkdownLine() { continue }
      let start = position
      rows.append(parseTestRow(rows.count + 1, of: columns, after: shared, isTestBroken, &known))
      // A line torn by a lost quote, without a bar before it: nothing of it was read.
      if position == start, !isAtEnd {
        position += 1
        skipLine()
      }
    }
    isMuted = false
    if rows.isEmpty, !isItemBroken { report(.emptyTable("row", at: rangeOf(first, first))) }
    return TestTableSyntax(rows: rows, range: rangeSince(first))
  }

  private var isTestRowHere: Bool {
    current.kind == .bar || isRowHere && !Self.afterTestRow.contains(current.keyword)
  }

  /// Goes over the rows below a header that could not be read.
  private func skipTestRows() {
    skipTestLine()
    var progress = LoopProgress()
    while isTestRowHere, progress.assertAdvanced(position) {
      position += 1
      skipTestLine()
    }
  }

  private func skipTestLine() {
    while !isAtEnd, !current.isFirstOnLine { position += 1 }
  }

  // ---- heads ----

  // test_header = "|" , test_head , "|" , { test_head , "|" } ;
  /// `nil` if a head could not be read.
  private func parseTestHeader() -> [TestColumn]? {
    let first = position
    if !take(.bar) { report(missing("|", startsLine: true)) }
    var columns: [TestColumn] = []
    var isBroken = false
    var progress = LoopProgress()
    repeat {
      guard progress.assertAdvanced(position) else { break }
      if current.kind == .bar {
        report(.emptyTestCell(isHead: true, at: rangeOf(position - 1, position)))
        isBroken = true
        position += 1
        continue
      }
      if let column = parseTestHead() { columns.append(column) } else { isBroken = true }
      if Self.sentenceWords.contains(current.keyword), !current.isFirstOnLine {
        // `| given priority expect team is |`: read on as if the bar were there.
        report(missing("|"))
      } else {
        expectBar(isLast: false)
      }
    } while isTestHeadHere
    // `| given stage | | expect |`: what looks like a first row is the rest of a header with an empty head.
    if lexeme(first).isFirstOnLine, current.kind == .bar, !current.isFirstOnLine,
      Self.sentenceWords.contains(ahead(1).anyCase) || ahead(1).kind == .bar && ahead(1).isFirstOnLine
    {
      report(.emptyTestCell(isHead: true, at: rangeOf(position - 1, position)))
      isBroken = true
    }
    return isBroken || columns.isEmpty ? nil : columns
  }

  /// Whether another head begins here: at the beginning of a line only one that begins as heads do.
  private var isTestHeadHere: Bool {
    guard current.kind != .bar, !isAtEnd else { return false }
    return !current.isFirstOnLine || Self.sentenceWords.contains(current.keyword) && isInCell(position)
  }

  // test_head = ( "given" | "when" | "expect" ) , the rest of a sentence with one "____" in it, which may be left out at
  //             its end
  private func parseTestHead() -> TestColumn? {
    let first = position
    guard let part = keyword(of: Self.sentenceWords, before: .anything) else {
      position = endOfTestCell(from: position)
      report(.noSentenceHead(at: rangeSince(first)), at: first)
      return nil
    }
    let end = endOfTestCell(from: first + 1, orAt: Self.sentenceWords)
    position = end
    let written = Array(lexemes[first..<end])
    let blanks = written.indices.filter { written[$0].kind == .blank }
    guard blanks.count < 2 else {
      report(.blanks(isMissing: false, at: rangeSince(first)), at: first)
      return nil
    }
    let blank = blanks.first ?? written.count
    return TestColumn(
      part: part, before: Array(written[..<blank]), after: Array(written[min(blank + 1, written.count)...]),
      range: rangeSince(first))
  }

  /// A table in which nothing can happen, or nothing can be expected, is one mistake.
  private func checkColumns(_ columns: [TestColumn], after shared: [TestStepSyntax], at range: SourceRange) {
    if shared.isEmpty, !columns.contains(where: { $0.part == .when }) {
      report(.expectedStep(before: "the table", at: range))
    } else if !columns.contains(where: { $0.part == .expect }), shared.last?.expectations.isEmpty != false {
      report(.expectedExpectation(before: "the table", at: range))
    }
  }

  // ---- rows ----

  // test_row = "|" , test_cell , "|" , { test_cell , "|" } ;
  private func parseTestRow(
    _ number: Int, of columns: [TestColumn], after shared: [TestStepSyntax], _ isTestBroken: Bool,
    _ known: inout Set<Said>
  ) -> TestRowSyntax {
    let first = position
    let messages = diagnostics.count
    if !take(.bar) { report(missing("|", startsLine: true)) }
    var row = TestRowSyntax(range: rangeOf(first, first))
    var cells = 0
    for column in columns {
      let isRowEnded = position > first && (isMuted || current.kind == .bar) && current.isFirstOnLine
      if isTorn || isTestRowOver || isRowEnded { break }
      cells += 1
      if current.kind == .bar {
        let place = SourceRange(file: fileIndex, start: current.start, end: current.start)
        report(
          .emptyTestCell(isHead: false, at: rangeOf(position - 1, position))
            .mended(by: .replace(place, with: "- ", .unsafe)))
      } else {
        parseTestCell(of: column, into: &row, &known)
      }
      expectBar(isLast: cells == columns.count)
    }
    let said = diagnostics.count
    isMuted = isMuted && messages == said
    if cells < columns.count {
      reportLength(number, cells, columns.count, from: first, ofTests: true)
    } else {
      finishRow(number, columns.count, from: first, ofTests: true)
    }
    // Cells that slipped into other columns are one mistake.
    if diagnostics.count > said { diagnostics.removeSubrange(messages..<said) }
    row.range = rangeSince(first)
    if diagnostics.count == messages, !isMuted, !isTestBroken { checkParts(of: row, number, after: shared) }
    return row
  }

  /// A row from which `-` took what every test must have.
  private func checkParts(of row: TestRowSyntax, _ number: Int, after shared: [TestStepSyntax]) {
    if row.steps.isEmpty, shared.isEmpty {
      report(.rowWithoutPart(number, "does not say what happens", column: "when", at: row.range))
    } else if (row.steps.last ?? shared.last)?.expectations.isEmpty != false, row.steps.count > 0 || row.first.isEmpty {
      report(.rowWithoutPart(number, "does not say what is expected in the end", column: "expect", at: row.range))
    }
  }

  // test_cell = "-" | the words in the place of the blank ;
  private func parseTestCell(
    of column: TestColumn, into row: inout TestRowSyntax, _ known: inout Set<Said>
  ) {
    let first = position
    let end = endOfTestCell(from: first)
    position = end
    guard end > first, !isMuted else { return }
    if end == first + 1, text(lexeme(first)) == "-" { return }
    if end == first + 1, lexeme(first).keyword == .any {
      report(
        .wrongCell("any", meant: "`-` to leave the sentence out", at: rangeOf(first, first))
          .mended(by: replacing(first, through: first, with: "-")), at: first)
      isMuted = false
      return
    }
    // `given labels` with `red, blue`: each of them is given.
    guard column.part == .given, column.before.count > 1, column.after.isEmpty else {
      return read(column, first..<end, into: &row, &known)
    }
    for piece in (first..<end).split(whereSeparator: { lexeme($0).kind == .comma }) {
      read(column, piece, into: &row, &known)
    }
  }

  /// Reads the sentence of `column` with the lexemes of `cell` in it.
  private func read(
    _ column: TestColumn, _ cell: Range<Int>, into row: inout TestRowSyntax, _ known: inout Set<Said>
  ) {
    let place = rangeOf(cell.lowerBound, cell.upperBound - 1)
    let inner = sentence(column, cell)
    inner.advance()
    switch column.part {
    case .given: row.givens += inner.parseGivens()
    case .when:
      let happening = inner.parseTestHappening()
      row.steps.append(TestStepSyntax(happening: happening, expectations: [], range: place))
    default:
      if let expectation = inner.parseExpectation() {
        let words = inner.text(from: 1, through: inner.endPosition - 1)
        row.expect(ExpectationSyntax(kind: expectation.kind, words: words, range: place))
      }
    }
    if !inner.isAtEnd {
      let last = inner.description(of: inner.lexeme(inner.position - 1))
      inner.report(.unexpected(inner.found, after: last, at: inner.range(inner.current)))
    }
    take(messagesOf: inner, from: column, at: place, &known)
  }

  /// A parser for the sentence alone.
  private func sentence(_ column: TestColumn, _ cell: Range<Int>) -> Parser {
    var written = column.before + lexemes[cell] + column.after
    for index in written.indices { written[index].flags.remove(.firstOnLine) }
    var end = written[written.count - 1]
    end.kind = .endOfFile
    end.keyword = .plain
    end.folded = .plain
    end.flags = []
    end.startOffset = end.endOffset
    let inner = Parser(
      file, index: fileIndex, lexemes: written + Lexeme.padded(end), hasLexicalReports: hasLexicalReports)
    inner.cell = column.before.count..<(column.before.count + cell.count)
    return inner
  }

  /// A message and its place, to give it once.
  struct Said: Hashable {
    let code: String
    let range: SourceRange
  }

  /// What is wrong where a cell begins is rather wrong at the end of its head: a word left out, a word too much.
  private static let codesOfHeads: Set<String> = ["E0120", "E0126", "E0130", "E0156"]

  /// Takes over what `inner` reported, unless another row did, with its fix if that stays within the head or the cell.
  private func take(
    messagesOf inner: Parser, from column: TestColumn, at cell: SourceRange, _ known: inout Set<Said>
  ) {
    if inner.isItemBroken { isItemBroken = true }
    for message in inner.diagnostics {
      let isOfHead = message.range.start == cell.start && Self.codesOfHeads.contains(message.code)
      let said = Said(code: message.code, range: isOfHead ? column.range : message.range)
      guard known.insert(said).inserted else { continue }
      let isInPlace = [column.range, cell].contains { place in
        message.fix?.edits.allSatisfy { place.start <= $0.range.start && $0.range.end <= place.end } ?? true
      }
      let message = isInPlace ? message : message.mended(by: nil)
      guard inner.habits[message.code] != nil else {
        diagnostics.append(message)
        continue
      }
      if let index = habits[message.code] {
        extendFix(at: index, by: message)
      } else {
        habits[message.code] = diagnostics.count
        diagnostics.append(message)
      }
    }
  }

  // ---- where cells end ----

  /// The end of the cell or head of which the lexeme at `start` is a part: its bar, or where its line ends without one.
  private func endOfTestCell(from start: Int, orAt words: KeywordSet = .noWords) -> Int {
    var index = start
    while index < endPosition, lexeme(index).kind != .bar, !isAfterTestRow(index) {
      if words.contains(lexeme(index).keyword) { break }
      index += 1
    }
    return index
  }

  /// Whether something stands here that is no cell.
  private var isTestRowOver: Bool { isAtEnd || isAfterTestRow(position) }

  /// Whether something stands here that is no part of the table, on whatever line.
  var isAfterTestTable: Bool { isTestRowOver || Self.starters.contains(current.keyword) && !isInCell(position) }

  private func isAfterTestRow(_ index: Int) -> Bool {
    let here = lexeme(index)
    guard here.isFirstOnLine else { return false }
    return Self.afterTestRow.contains(here.keyword) || isItemStart(index) && !isInCell(index)
  }

  /// Whether what looks like an item is the rest of a cell, such as `rule "Escalate" fired`: then a bar comes soon.
  func isInCell(_ index: Int) -> Bool {
    var next = index + 1
    while next < min(index + 40, endPosition + 1), !Self.noCellWords.contains(lexeme(next).keyword) {
      if lexeme(next).kind == .bar { return true }
      next += 1
    }
    return false
  }

  /// Words that no cell has, but every item with a table.
  private static let noCellWords = KeywordSet.words(
    .given, .when, .expect, .do, .then, .otherwise, .table, .test, .on, .define, .property
  )
}
