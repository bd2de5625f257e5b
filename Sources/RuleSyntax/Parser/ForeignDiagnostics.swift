import RuleSource

/// Messages about words of other products and languages: E0602 to E0612.
extension Diagnostic {
  static func foreignEvent(_ written: String, meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0602", "`\(written)` is called `\(meant)` here", at: range, help: "write `\(meant)`")
  }

  static func colonAfterWord(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0603", "no colon stands after `\(word)`", at: range, help: "remove it")
  }

  static func foreignPart(_ written: String, meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0604", "`\(written)` is written `\(meant)` here", at: range, help: "write `\(meant)`")
  }

  static func foreignOperator(_ written: String, meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0605", "`\(written)` is no comparison of this language", at: range, help: "write `\(meant)`")
  }

  static func foreignAction(_ written: String, help: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0606", "`\(written)` is no action here", at: range, help: help)
  }

  static func statusForStage(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0607", "where a ticket stands is its stage, not its `\(written)`", at: range, help: "write `stage`")
  }

  static func assignment(_ sign: String, of operand: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0608", "a property is not changed with `\(sign)`", at: range, help: "write `set \(operand) to …`")
  }

  static func unnamedChange(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0609", "`\(written)` does not say what of the ticket changes", at: range,
      help: "write `priority changed`, `stage changed` or another property and what happens to it; `activity` is "
        + "any message or note")
  }

  static func unknownUnit(_ written: String, meant: String?, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0610", "`\(written)` is no unit of time here", at: range,
      help: meant.map { "write `\($0)`" } ?? "write minutes, hours, days or weeks, or business hours or business days")
  }

  static func whenForOn(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0611", "what a rule waits for begins with `on`; `when` begins a condition", at: range,
      help: "write `on`")
  }

  static func bullet(_ meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0612", "no line of a rule begins with a dash", at: range,
      help: meant.isEmpty ? "remove it" : "write `\(meant)` instead")
  }
}
