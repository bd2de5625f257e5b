import RuleSource

/// Messages about parts of the language that this version does not have: E0190 to E0199.
extension Diagnostic {
  static func timedRule(at range: SourceRange) -> Diagnostic {
    unsupported("E0190", "timed rules are", at: range)
  }

  static func table(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0191", "tables are not in this version of the language", at: range,
      help: "write each row as `when … do …`, joined with `otherwise`")
  }

  static func test(at range: SourceRange) -> Diagnostic {
    unsupported("E0192", "tests are", at: range)
  }

  static func calendar(at range: SourceRange) -> Diagnostic {
    unsupported("E0193", "calendars are", at: range)
  }

  static func actionDeclaration(at range: SourceRange) -> Diagnostic {
    unsupported("E0194", "declared actions are", at: range)
  }

  static func call(at range: SourceRange) -> Diagnostic {
    unsupported("E0195", "calls of declared actions are", at: range)
  }

  static func oncePerStageVisit(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0196", "`once per stage visit` is not in this version of the language", at: range,
      help: "remove it, or write `once per ticket`")
  }

  static func atMostTimes(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0197", "`at most … times per …` is not in this version of the language", at: range,
      help: "remove it, or write `once per ticket`")
  }

  static func businessHours(at range: SourceRange) -> Diagnostic {
    unsupported("E0198", "conditions about business hours are", at: range)
  }

  private static func unsupported(_ code: String, _ what: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, code, "\(what) not in this version of the language", at: range, help: "remove this part")
  }
}
