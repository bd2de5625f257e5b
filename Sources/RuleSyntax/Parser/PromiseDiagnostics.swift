import RuleSource

/// Messages about promises: E0660 and E0661.
extension Diagnostic {
  static func expectedPromise(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0660", "what is promised is missing before \(found)", at: range,
      help: "write `exactly`, `at most`, `at least` or `no` and what is counted, `every ticket created`, or "
        + "`stage never moves`")
  }

  static func expectedOccasion(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0660", "when it is promised is missing before \(found)", at: range,
      help: "write `on` and an event, `when` and a condition, or `per event`")
  }

  static func expectedEffect(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0661", "a promise does not count \(found)", at: range,
      help: "what can be counted is `ticket notification`, `email`, `message`, `task`, `note` and `ticket`")
  }
}
