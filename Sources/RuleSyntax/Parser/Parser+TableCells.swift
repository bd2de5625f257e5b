import RuleSource

/// The cells of a table, and what they say together with their heads.
extension Parser {
  // cell = "any" | "-" | value , { "," , value } | duration ;   and what the head's sentence allows in place of one value
  func parseCell(of column: TableColumn, into row: inout RowContent) {
    let isDash = current.kind == .unknown && text(current) == "-"
    let isAny = at(.any) && isCellEnd(position + 1)
    switch column.kind {
    case .condition(let operand, let start):
      if isDash {
        noteHabit(
          .wrongCell("-", meant: "`any` for no condition", at: range(current)).mended(by: replacingCurrent(with: "any"))
        )
      }
      if isDash || isAny { return position += 1 }
      if let condition = parseConditionCell(operand, start, head: column.range) { row.conditions.append(condition) }
    case .action(let blank, let before, let after):
      if isAny {
        noteHabit(
          .wrongCell("any", meant: "`-` for no action", at: range(current)).mended(by: replacingCurrent(with: "-")))
      }
      if isDash || isAny { return position += 1 }
      if let action = parseActionCell(blank, before: before, after: after, head: column.range) {
        row.actions.append(action)
      }
    case .timer:
      if isDash || isAny {
        report(.wrongCell(text(current), meant: "a time span such as `2 days`", at: range(current)))
        return position += 1
      }
      row.delay = parseDuration()
      if row.delay == nil { skipCell() }
    }
  }

  private func isCellEnd(_ index: Int) -> Bool {
    let here = lexeme(index)
    return here.kind == .bar || here.kind == .endOfFile || here.isFirstOnLine
  }

  // ---- conditions ----

  private func parseConditionCell(
    _ operand: OperandSyntax, _ start: TableColumn.Start, head: SourceRange
  ) -> ConditionSyntax? {
    let first = position
    if at(.team), fits(.name, position + 1) {
      report(
        .wrongCell("team", meant: "the name alone", at: range(current)).mended(
          by: removing(position, through: position)))
      advance()
    }
    guard let test = parseTest(below: start) else {
      skipCell()
      return nil
    }
    if current.kind == .comma {
      report(.severalInCell(file.text(of: head), at: range(current)))
      skipCell()
    }
    return .test(operand, test, rangeSince(first))
  }

  private func parseTest(below start: TableColumn.Start) -> TestSyntax? {
    switch start {
    case .isValue(let isNegated):
      return parseIsCell().map { .isQuality($0, isNegated: isNegated) }
    case .atLeast(let isNegated):
      return parseValue("a value").map { .isQuality(.atLeast($0), isNegated: isNegated) }
    case .atMost(let isNegated):
      return parseValue("a value").map { .isQuality(.atMost($0), isNegated: isNegated) }
    case .above(let isNegated):
      return parseValue("a value").map { .isQuality(.above($0), isNegated: isNegated) }
    case .below(let isNegated):
      return parseValue("a value").map { .isQuality(.below($0), isNegated: isNegated) }
    case .before(let isNegated):
      return parseMoment().map { .isQuality(.before($0), isNegated: isNegated) }
    case .after(let isNegated):
      return parseMoment().map { .isQuality(.after($0), isNegated: isNegated) }
    case .has(let mode):
      return parseCellValues("a value").map { .has(mode == .value && $0.count > 1 ? .any : mode, $0) }
    case .hasMatching: return parseTextValue("a pattern").map(TestSyntax.hasMatching)
    case .contains: return parseCellValues("a text").map(TestSyntax.contains)
    case .startsWith: return parseValue("a text").map(TestSyntax.startsWith)
    case .endsWith: return parseValue("a text").map(TestSyntax.endsWith)
    case .matches: return parseTextValue("a pattern").map(TestSyntax.matches)
    case .was: return parseValue("a value").map { .was($0, isNegated: false) }
    case .gained: return parseValue("a value").map(TestSyntax.gained)
    case .lost: return parseValue("a value").map(TestSyntax.lost)
    }
  }

  /// Below `is`: values, or one of `known`, `unknown`, `today`.
  private func parseIsCell() -> QualitySyntax? {
    let place = range(current)
    if isCellEnd(position + 1) {
      if take(Keyword.known) { return QualitySyntax.known(place) }
      if take(Keyword.unknown) { return QualitySyntax.unknown(place) }
      if take(Keyword.today) { return QualitySyntax.today(place) }
      if at(.empty) {
        noteHabit(.isEmpty(meant: "unknown", at: place).mended(by: replacingCurrent(with: "unknown")))
        position += 1
        return QualitySyntax.unknown(place)
      }
    }
    guard let values = parseCellValues("a value") else { return nil }
    return values.count == 1 ? QualitySyntax.value(values[0]) : QualitySyntax.oneOf(values)
  }

  /// Values, with the `or` that people write for the comma.
  private func parseCellValues(_ what: String) -> [ValueSyntax]? {
    guard var values = parseValues(what) else { return nil }
    var progress = LoopProgress()
    while at(.or) || at(.and), fits(.value, position + 1), progress.assertAdvanced(position) {
      noteHabit(.wordBetweenOptions(text(current), at: range(current)).mended(by: replacingCurrent(with: ",")))
      advance()
      values += parseValues(what) ?? []
    }
    return values
  }

  // ---- actions ----

  private func parseActionCell(
    _ blank: TableColumn.Blank, before: [Lexeme], after: [Lexeme], head: SourceRange
  ) -> ActionSyntax? {
    let first = position
    if at(.team) {
      report(
        .wrongCell(
          "team", meant: "the name alone, and `team ____` in the head of a column of its own",
          at: range(current)))
      skipCell()
      return nil
    }
    guard readCell(blank), position > first else {
      skipCell()
      return nil
    }
    let end = position
    if current.kind == .comma {
      report(.severalInCell(file.text(of: head), at: range(current)))
      skipCell()
    }
    guard let action = action(before, lexemes[first..<end], after) else {
      isItemBroken = true
      return nil
    }
    return ActionSyntax(kind: action.kind, range: rangeOf(first, end - 1))
  }

  /// Reads what belongs in the blank; whether it is there.
  private func readCell(_ blank: TableColumn.Blank) -> Bool {
    switch blank {
    case .value: return parseValue("a value") != nil
    case .name: return parseName("a name") != nil
    case .text: return parseText("a text") != nil
    case .recipient: return parseRecipient() != nil
    case .assignee: return parseAssignee() != nil
    case .duration: return parseDuration() != nil
    case .operand: return parseOperand("a property", before: .words(.plain)) != nil
    case .newValue: return parseNewValue() != nil
    case .number:
      guard current.kind == .number else {
        report(.expectedNumber(before: found, at: range(current)))
        return false
      }
      return parseValue("a number") != nil
    }
  }

  /// The action that a head with `cell` in its blank spells; its messages were given for the head and for the cell.
  private func action(_ before: [Lexeme], _ cell: ArraySlice<Lexeme>, _ after: [Lexeme]) -> ActionSyntax? {
    guard var end = after.last ?? cell.last ?? before.last else { return nil }
    end.kind = .endOfFile
    end.keyword = .plain
    end.folded = .plain
    end.startOffset = end.endOffset
    var written: [Lexeme] = []
    written.reserveCapacity(before.count + cell.count + after.count + 1 + Lexeme.padding)
    written += before
    written += cell
    written += after
    written += Lexeme.padded(end)
    let inner = Parser(file, index: fileIndex, lexemes: written, hasLexicalReports: hasLexicalReports)
    guard let action = inner.parseAction(), inner.isAtEnd else { return nil }
    return action
  }
}
