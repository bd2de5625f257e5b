import RuleSource

/// Messages about `test` blocks: E0650 to E0659.
extension Diagnostic {
  static func expectedStep(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0650", "the test does not say what happens, before \(found)", at: range,
      help: "write something like `when reply from contact` or `when 3 days pass`")
  }

  static func expectedExpectation(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0651", "the test does not say what is expected in the end", at: range,
      help: "write `expect` and an action, `expect nothing`, or something like `expect stage is Closed`")
  }

  static func wordBetweenGivens(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0652", "what is given is joined with a comma, not with `\(word)`", at: range, help: "write `,`",
      fix: .replace(range, with: ","))
  }

  static func needlessWordInGiven(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0653", "what is given is written without `\(word)`", at: range,
      help: "write the property and its value alone, such as `given priority High`", fix: .remove(range))
  }

  static func noSentenceHead(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0654", "this column does not begin with `given`, `when` or `expect`", at: range,
      help: "write the beginning of a sentence, such as `given priority`, `when` or `expect stage is`")
  }

  static func rowWithoutPart(_ row: Int, _ what: String, column: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0655", "row \(row) \(what)", at: range,
      help: "write something else than `-` in a column that begins with `\(column)`")
  }

  static func emptyTestCell(isHead: Bool, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0185", "a cell is empty", at: range,
      help: isHead
        ? "write the beginning of a sentence, such as `given priority`, `when` or `expect stage is`"
        : "write `-` to leave its sentence out")
  }
}
