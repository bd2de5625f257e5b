import RuleSource

/// Messages about timed rules and calendars: E0117, E0119, E0179 to E0183.
extension Diagnostic {
  static func expectedDay(before found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0117", "a day of the week is missing before \(found)", at: range,
      help: "write Monday, Tuesday, Wednesday, Thursday, Friday, Saturday or Sunday; "
        + "a rule may also run `every day at 09:00` or `every 2 hours while …`")
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
}
