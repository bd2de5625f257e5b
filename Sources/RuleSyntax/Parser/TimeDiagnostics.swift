import RuleSource

/// Messages about timed rules, calendars and tables: E0117 to E0119, E0179 to E0189, E0199.
extension Diagnostic {
  static func expectedDay(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0117", "a day of the week is missing before \(found)", at: range,
      help: "write Monday, Tuesday, Wednesday, Thursday, Friday, Saturday or Sunday; "
        + "a rule may also run `every day at 09:00` or `every 2 hours while …`")
  }

  static func timerColumnClash(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0118", "this column says when the rule runs, and something else does so already", at: range,
      help: "write one such column in a table, and no `on`, `after` or `every` before it")
  }

  static func postponedEvents(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0119", "only a rule that waits for a time can be postponed", at: range,
      help: "remove it, or write `when during business hours`")
  }

  static func expectedTime(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0179", "a time of the day is missing before \(found)", at: range,
      help: "write hours and minutes like `09:00` or `17:30`")
  }

  static func impossibleTime(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0180", "there is no time `\(written)`", at: range,
      help: "write a time from `00:00` to `23:59`; `24:00` stands only at the end of a span")
  }

  static func everyWeekday(_ written: String, meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0181", "`\(written)` is written as single days", at: range, help: "write `\(meant)`")
  }

  static func expectedTimer(after word: String, before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0182", "what the time is counted from is missing before \(found)", at: range,
      help: word == "every"
        ? "write `while` and a condition; days of the week are written `every Monday, Friday at 09:00`"
        : "write `in stage`, `without reply from contact`, `without answer to contact`, `without activity` or `while`")
  }

  static func timerBesideOthers(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0183", "a rule that waits for a time waits for nothing else", at: range,
      help: "write a rule of its own for it")
  }

  static func rowLength(_ row: Int, cells: String, columns: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0184", "row \(row) has \(cells), and the table has \(columns)", at: range,
      help: "write one cell a column: `any` for no condition, `-` for no action")
  }

  static func emptyCell(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0185", "a cell is empty", at: range, help: "write `any` for no condition, or `-` for no action")
  }

  static func markdownLine(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0186", "a table has no line of dashes", at: range, help: "remove this line")
  }

  static func severalInCell(_ head: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0187", "a cell below `\(head)` takes one value", at: range,
      help: "write a row for each value, or a column that ends with `is`, `has` or `contains`")
  }

  static func blanks(isMissing: Bool, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0188", isMissing ? "the column has no blank" : "the column has more than one blank", at: range,
      help: "write `____` once, where the cells belong")
  }

  static func wrongCell(_ written: String, meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0189", "`\(written)` is no cell of this column", at: range, help: "write \(meant)")
  }

  static func emptyTable(_ what: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0199", "the table has no \(what)", at: range,
      help: what == "row"
        ? "write its rows below the header, each between `|`"
        : "write a column that begins an action, such as `assign to team` or `notify team ____ \"text\"`")
  }
}
