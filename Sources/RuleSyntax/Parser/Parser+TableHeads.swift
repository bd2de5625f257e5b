import RuleSource

/// The heads of a table's columns.
extension Parser {
  // header = "|" , head , "|" , { head , "|" } ;
  /// `nil` if a head could not be read.
  func parseHeader() -> [TableColumn]? {
    if !take(.bar) { report(missing("|", startsLine: true)) }
    var columns: [TableColumn] = []
    var isBroken = false
    var progress = LoopProgress()
    repeat {
      guard progress.assertAdvanced(position) else { break }
      if current.kind == .bar {
        report(.emptyCell(at: rangeOf(position - 1, position)))
        isBroken = true
      } else if let column = parseHead() {
        columns.append(column)
      } else {
        isBroken = true
        skipCell()
      }
      expectBar(isLast: false)
    } while isHeadHere
    return isBroken || columns.isEmpty ? nil : columns
  }

  /// Whether another head comes: after the last one, a bar begins the first row.
  private var isHeadHere: Bool {
    if Self.operandWords.contains(current.keyword), Self.startWords.contains(ahead(1).keyword) { return true }
    return current.kind != .bar && !isRowOver && !(isMuted && current.isFirstOnLine)
  }

  // head = "____" , ( "in" , "stage" , names | "after" , operand ) , [ postponement ] | column_action
  //      | operand , start , [ "____" ] ;
  private func parseHead() -> TableColumn? {
    let first = position
    if current.kind == .blank { return parseTimerHead() }
    if isVerbHere { return parseActionHead() }
    guard let operand = parseOperand("a property", before: Self.startWords) else { return nil }
    guard let start = parseStart(after: operand) else { return nil }
    if current.kind == .blank { position += 1 }
    return TableColumn(kind: .condition(operand, start), range: rangeSince(first))
  }

  private var isVerbHere: Bool {
    if Self.verbs.contains(current.anyCase) { return true }
    guard current.kind == .word, !Self.startWords.contains(ahead(1).anyCase), ahead(1).kind != .dot else {
      return false
    }
    return nearest(of: Self.verbs) != nil
      && !isNameOfSeveralWords(
        from: position, before: Self.startWords, orText: false, needsFollow: true)
  }

  private func parseTimerHead() -> TableColumn? {
    let first = position
    position += 1
    let kind: TimerSyntax.Kind
    if keyword(of: .words(.in), before: .word(.words(.stage))) != nil || at(.in) || at(.stage) {
      if at(.stage) { report(missing("in")) } else { advance() }
      guard expect(.stage, before: .name), let names = parseStageNames() else { return nil }
      kind = .columnInStage(names)
    } else if keyword(of: .words(.after), before: .operand) != nil || at(.after) {
      advance()
      guard let operand = parseOperand("a date", before: .words(.plain)) else { return nil }
      kind = .columnAfter(operand)
    } else {
      report(.expectedName("`in stage` or `after`", before: found, at: range(current)))
      return nil
    }
    let postponement = parsePostponement()
    let range = rangeSince(first)
    return TableColumn(
      kind: .timer(TimerSyntax(kind: kind, postponement: postponement, range: range)), range: range)
  }

  // ---- conditions ----

  static let startWords = KeywordSet.words(.is, .contains, .starts, .ends, .matches, .has, .gained, .lost, .was, .are)

  // start = "is" , [ "not" ] , [ "one" , "of" | "at" , ( "least" | "most" ) | "above" | "below" | "before" | "after" ]
  //       | "has" , [ "any" , ( "of" | "matching" ) | "all" , "of" | "none" , "of" ] | "contains" , [ "any" , "of" ]
  //       | "starts" , "with" | "ends" , "with" | "matches" | "was" | "gained" | "lost" ;
  private func parseStart(after operand: OperandSyntax) -> TableColumn.Start? {
    if current.kind == .unknown, text(current) == "=" {
      noteHabit(.signForWord("=", meant: "is", at: range(current)).mended(by: replacingCurrent(with: "is")))
      position += 1
      return .isValue(isNegated: false)
    }
    if skipDoubled() {}
    guard let word = keyword(of: Self.startWords, before: .anything) else {
      report(
        .missingIs(file.text(of: operand.range), at: range(current))
          .mended(by: current.kind == .bar ? inserting("is") : nil))
      return nil
    }
    advance()
    if current.keyword == word, skipDoubled() {}
    switch word {
    case .is, .are: return parseIsStart(word)
    case .has: return parseHasStart()
    case .contains:
      if keyword(of: .words(.any), before: .word(.words(.of))) != nil {
        advance()
        guard expect(.of, before: .kind(.bar)) else { return nil }
      }
      return .contains
    case .starts: return expect(.with, before: .kind(.bar)) ? .startsWith : nil
    case .ends: return expect(.with, before: .kind(.bar)) ? .endsWith : nil
    case .matches: return .matches
    case .was: return .was
    case .gained: return .gained
    default: return .lost
    }
  }

  private func parseIsStart(_ word: Keyword) -> TableColumn.Start? {
    if word == .are {
      noteHabit(
        .comparisonWords("are", meant: "is", at: range(lexeme(position - 1)))
          .mended(by: replacing(position - 1, through: position - 1, with: "is")), at: position - 1)
    }
    let isNegated = take(.not)
    if isNegated, at(.not), skipDoubled() {}
    let words = KeywordSet.words(.one, .at, .above, .below, .before, .after)
    guard current.kind != .bar, current.kind != .blank, let next = keyword(of: words, before: .anything) else {
      return .isValue(isNegated: isNegated)
    }
    advance()
    if current.keyword == next, skipDoubled() {}
    switch next {
    case .one: return expect(.of, before: .kind(.bar)) ? .isValue(isNegated: isNegated) : nil
    case .above: return .above(isNegated: isNegated)
    case .below: return .below(isNegated: isNegated)
    case .before: return .before(isNegated: isNegated)
    case .after: return .after(isNegated: isNegated)
    default:
      guard let bound = keyword(of: .words(.least, .most), before: .kind(.bar)) else {
        report(missing("least", isCertain: fits(.value, position)))
        return nil
      }
      advance()
      if current.keyword == bound, skipDoubled() {}
      return bound == .least ? .atLeast(isNegated: isNegated) : .atMost(isNegated: isNegated)
    }
  }

  private func parseHasStart() -> TableColumn.Start? {
    guard let word = keyword(of: .words(.any, .all, Keyword.none), before: .word(.words(.of, .matching))) else {
      return .has(.value)
    }
    advance()
    if word == .any, keyword(of: .words(.matching), before: .kind(.bar)) != nil {
      advance()
      return .hasMatching
    }
    guard expect(.of, before: .kind(.bar)) else { return nil }
    return .has(word == .any ? .any : word == .all ? .all : HasModeSyntax.none)
  }

  // ---- actions ----

  // column_action = an action with one "____" in it; one at its end may be left out, but not that of a text
  private func parseActionHead() -> TableColumn? {
    let first = position
    blanks = TableBlanks()
    defer { blanks = nil }
    guard parseAction() != nil else { return nil }
    let range = rangeSince(first)
    guard let blank = blanks?.first, blanks?.count == 1 else {
      report(.blanks(isMissing: blanks?.first == nil, at: range))
      return nil
    }
    let rest = blank.index + (blank.isWritten ? 1 : 0)
    return TableColumn(
      kind: .action(
        blank.kind, before: Array(lexemes[first..<blank.index]), after: Array(lexemes[min(rest, position)..<position])),
      range: range)
  }

  /// Goes over the blank of a head, if one is here: written, or left out at the end of the head.
  func takeBlank(_ kind: TableColumn.Blank) -> Bool {
    guard let known = blanks else { return false }
    let isWritten = current.kind == .blank
    guard isWritten || current.kind == .bar && known.count == 0 && kind != .text else { return false }
    blanks?.count += 1
    if known.first == nil { blanks?.first = (kind, position, isWritten) }
    if isWritten { position += 1 }
    return true
  }

  var blankValue: ValueSyntax { ValueSyntax(kind: .string(""), range: blankName.range) }
  var blankOperand: OperandSyntax { OperandSyntax(name: blankName, entity: .ticket, range: blankName.range) }

  /// What stands for the cell while a head is read.
  var blankName: NameSyntax {
    NameSyntax(text: "", range: rangeOf(position - 1, position - 1), isQuoted: true)
  }
}
