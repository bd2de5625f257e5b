import RuleReports
import RuleSource
import Testing

@Suite("Levels of warnings and hints")
struct WarningLevelsTests {
  private static let rules = """
    define big as amount is above 10
    on stage New do add note "a"
    """

  private struct Case: Sendable, CustomTestStringConvertible {
    let levels: [(WarningLevels.Level, String)]
    /// Codes as they come out.
    let shown: [String]

    var testDescription: String { levels.map { "\($0.0.rawValue) \($0.1)" }.joined(separator: ", ") }
  }

  private static let cases = [
    Case(levels: [], shown: ["warning W0501", "hint H0501"]),
    Case(levels: [(.deny, "warnings")], shown: ["error W0501", "hint H0501"]),
    Case(levels: [(.deny, "hints")], shown: ["warning W0501", "error H0501"]),
    Case(levels: [(.deny, "w0501")], shown: ["error W0501", "hint H0501"]),
    Case(levels: [(.deny, "unused-declaration")], shown: ["error W0501", "hint H0501"]),
    Case(levels: [(.allow, "W0501"), (.deny, "warnings")], shown: ["hint H0501"]),
    Case(levels: [(.deny, "warnings"), (.warn, "W0501")], shown: ["warning W0501", "hint H0501"]),
    Case(levels: [(.deny, "W0501"), (.allow, "W0501")], shown: ["hint H0501"]),
    Case(levels: [(.allow, "hints"), (.allow, "warnings")], shown: []),
  ]

  @Test("A code beats a group, the last of two wins", arguments: cases)
  private func levels(_ example: Case) throws {
    var levels = WarningLevels()
    for (level, what) in example.levels { try levels.set(level, what) }
    let shown = levels.applied(to: Checked(Self.rules).diagnostics)
    #expect(shown.map { "\($0.severity.rawValue) \($0.code)" } == example.shown)
  }

  @Test("What is denied says so, and what by")
  func note() throws {
    var levels = WarningLevels()
    try levels.set(.deny, "warnings")
    let notes = levels.applied(to: Checked(Self.rules).diagnostics).first?.notes
    #expect(notes?.last == "this is a warning that `--deny warnings` makes an error")
  }

  @Test(
    "Unknown names and errors have no level",
    arguments: [
      (
        "unused-declarations", "there is no warning or hint `unused-declarations`", "did you mean `unused-declaration`?"
      ),
      (
        "E0203", "`E0203` (unknown-property) is an error: it cannot be allowed",
        "`rulesc explain E0203` says how to mend it"
      ),
    ])
  func problems(name: String, message: String, help: String) {
    var levels = WarningLevels()
    let problem = #expect(throws: LevelProblem.self) { try levels.set(.allow, name) }
    #expect(problem?.message == message)
    #expect(problem?.help == help)
  }
}
