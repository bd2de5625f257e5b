import RuleSource

//  W0404 to W0407: rows of tables.

extension Diagnostic {
  static func rowNeverReached(_ row: Int, at range: SourceRange, because earlier: Int?, first: SourceRange?)
    -> Diagnostic
  {
    let reason = earlier.map { "row \($0) takes" } ?? "the rows before it take"
    return Diagnostic(
      .warning, "W0404", "row \(row) is never reached, since \(reason) everything it could take", at: range,
      labels: first.map { [Label("this row comes first", at: $0)] } ?? [],
      help: earlier.map { "move it before row \($0), or remove it" } ?? "move it up, or remove it")
  }

  static func sameRow(_ row: Int, as earlier: Int, at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, "W0405", "row \(row) asks for the same as row \(earlier), which comes first", at: range,
      labels: [Label("this row comes first", at: first)], help: "remove one of them")
  }

  static func missingRow(_ words: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, "W0406", "no row of this table takes a ticket whose \(words.joined(separator: " and "))", at: range,
      help: "add a row for it, or a last row of `any`, whose actions may be `-`")
  }

  static func rowContradicts(_ row: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, "W0407", "row \(row) is never reached, since no ticket is all that it asks for", at: range,
      help: "look at its cells, at `only if` and at what starts the rule")
  }
}
