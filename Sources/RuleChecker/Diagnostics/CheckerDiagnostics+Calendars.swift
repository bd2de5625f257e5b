import RuleSource
import RuleSyntax

//  E0233 to E0236: calendars.

extension Diagnostic {
  static func noZone(_ zone: NameSyntax) -> Diagnostic {
    Diagnostic(
      .error, "E0233", "`\(zone.text)` is no name of a time zone", at: zone.range,
      help: "write a name of the IANA database, such as `\"Europe/Berlin\"` or `\"UTC\"`")
  }

  static func dayTwice(_ day: String, at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0234", "`\(day)` has hours twice in this calendar", at: range,
      labels: [Label("the first hours of that day", at: first)],
      help: "name a day once, with all its hours: `\(day) 09:00 to 12:00, 13:00 to 17:00`")
  }

  static func emptyInterval(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0235", "`\(written)` ends no later than it starts", at: range,
      help: "hours over midnight are two: to `24:00` on one day, and from `00:00` on the next")
  }

  static func overlap(_ written: String, at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0236", "`\(written)` overlaps other hours of the same day", at: range,
      labels: [Label("the other hours", at: first)], help: "make one of the two")
  }
}
