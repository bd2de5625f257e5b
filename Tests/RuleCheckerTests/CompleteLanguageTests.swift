import RuleChecker
import RuleSchema
import RuleSource
import Testing

@Suite("What the complete language means")
struct CompleteLanguageTests {
  private static let head = """
    pipeline A default stage New stage Waiting stage Closed closed
    pipeline B stage Waiting stage New
    property priority: ordered one of Low, Medium, High
    property "due date": date
    property amount: number

    """

  private func rules(_ text: String) throws -> CheckedRules {
    let found = outcome(of: CompleteLanguageTests.head + text)
    #expect(found.rendered == "")
    return try #require(found.rules)
  }

  @Test("A rule for several pipelines is one in each, with its stages and its overrides")
  func shared() throws {
    let checked = try rules(
      """
      for pipelines A, B
      define fresh as stage is New
      rule "One" on stage Waiting do set amount to 1
      rule "Two" overrides "One" on stage Waiting when not fresh do set amount to 2
      """)
    let found = checked.rules.map { rule in
      "\(rule.identity) \(rule.pipeline.value) overrides \(rule.overrides.map(\.value)) on \(rule.triggers.map(\.happening))"
    }
    #expect(
      found == [
        "One 0 overrides [] on \([entered(1)])", "One 1 overrides [] on \([entered(3)])",
        "Two 0 overrides [0] on \([entered(1)])", "Two 1 overrides [1] on \([entered(3)])",
      ])
  }

  private func entered(_ stage: Int) -> CheckedTrigger.Happening { .entered([StageIndex(stage)]) }

  @Test("A week that goes round, with hours that touch")
  func calendar() throws {
    let checked = try rules(
      """
      calendar Office in "Europe/Berlin" Saturday to Monday 13:00 to 14:00, 10:00 to 12:00, 12:00 to 13:00
        except 2027-01-01, 2026-12-25, 2027-01-01
      """)
    let office = try #require(checked.schema.calendars.first)
    let open = [Calendar.Interval(start: 600, end: 840)]
    #expect(office.week == [open, [], [], [], [], open, open])
    #expect(office.exceptions.map(\.year) == [2026, 2027])
    #expect(office.isDefault)
  }

  @Test("Arguments of a call are in declared order, defaults filled in, optional ones left out")
  func call() throws {
    let checked = try rules(
      """
      action page with service: text with level: one of low, high default high with note: text optional with n: number
      on stage New do call page with n 3, service "x {amount}"
      """)
    guard case .call(_, let arguments) = checked.rules.first?.arms.first?.actions.first else {
      Issue.record("no call")
      return
    }
    #expect(arguments.map(\.parameter) == [0, 1, 3])
    guard case .value(.literal(let level)) = arguments[1].value else {
      Issue.record("no level")
      return
    }
    #expect(level == .option(1))
  }

  @Test("A table's timer column gives each row its delay")
  func timerColumn() throws {
    let checked = try rules(
      """
      rule "Ladder"
        table
          | ____ after "due date" | priority is | notify owner ____ |
          | 2 days                | High        | "soon"            |
          | 1 week                | any         | -                 |
      """)
    let rule = try #require(checked.rules.first)
    #expect(rule.arms.map(\.delay?.amount) == [2, 1])
    #expect(rule.arms.map(\.row?.number) == [1, 2])
    #expect(rule.arms.map(\.actions.count) == [1, 0])
    #expect(rule.triggers.isEmpty && rule.timer != nil)
  }

  @Test(
    "Limits of answers are whole hours",
    arguments: [("24 hours", 24), ("120 minutes", 2), ("2 days", 48), ("1 week", 168), ("day", 24)])
  func answers(duration: String, hours: Int) throws {
    let checked = try rules("limit answers at most 3 times per \(duration)")
    #expect(checked.schema.answerLimit == AnswerLimit(count: 3, hours: hours))
  }

  @Test("A table of 500 rows, each of which can be taken")
  func largeTable() throws {
    let names = (0..<500).map { "a\($0)" }
    let rows = names.map { "| \($0) | \"for \($0)\" |" }
    let text = """
      property area: one of \(names.joined(separator: ", "))
      rule "Large" on ticket created
        table
        | area is | notify owner ____ |
        \(rows.joined(separator: "\n"))
      """
    let checked = try rules(text)
    #expect(checked.rules.first?.arms.count == 500)
  }
}
