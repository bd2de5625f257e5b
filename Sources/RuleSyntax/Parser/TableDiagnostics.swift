import RuleSource

/// Messages about tables: E0118, E0184 to E0189, E0199.
extension Diagnostic {
  static func timerColumnClash(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0118", "this column says when the rule runs, and something else does so already", at: range,
      help: "write one such column in a table, and no `on`, `after` or `every` before it")
  }

  static func rowLength(
    _ row: Int, cells: String, columns: String, ofTests: Bool, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .error, "E0184", "row \(row) has \(cells), and the table has \(columns)", at: range,
      help: "write one cell a column: "
        + (ofTests ? "`-` leaves its sentence out" : "`any` for no condition, `-` for no action"))
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
