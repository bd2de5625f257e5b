import RuleCompiler
import RuleSource
import RuleTesting
import Testing

@Suite("Mistakes and the tests that notice them") struct MutationTests {
  private static let desk = """
    pipeline Desk default
      stage New
      stage Waiting
      stage Closed closed
    property priority: ordered one of Low, Medium, High, Urgent
    property amount: number
    property vip: flag
    team Leads
    rule "Escalate"
      on stage New or priority changed
      once per ticket
      when priority is at least High and not vip do assign to team Leads
      otherwise when amount is above 1000 do raise priority to Medium
    rule "Reply" on reply from contact when stage is not New do move to Waiting
    rule "Remind" after 3 days in stage Waiting do notify owner "still waiting"
    """

  private func suite(_ texts: [String]) throws -> TestSuite {
    let files = texts.enumerated().map { SourceFile(path: "\($0).rules", bytes: Array($1.utf8)) }
    let rules = try #require(Toolchain.check(files).rules)
    let program = try #require(Toolchain.compile(files).output?.program)
    return try #require(TestSuite(rules: rules, program: program, files: files))
  }

  private func survivors(_ suite: TestSuite) -> [String] {
    let run = MutationRun(of: suite)
    return run.mutants.indices.filter { run.fate(at: $0) == .survived }.map { run.mutants[$0].summary }
  }

  @Test("Suggested tests pass, notice every mistake, and are all that is missing")
  func suggestedTestsNotice() throws {
    let bare = try suite([Self.desk])
    let suggestion = try #require(TestSuggestion(for: bare).bytes())
    let tested = try suite([Self.desk, String(decoding: suggestion.bytes, as: UTF8.self)])
    #expect(tested.names.count == suggestion.count)
    #expect(tested.names.indices.allSatisfy { tested.result(at: $0).isPassed })
    #expect(survivors(tested) == [])
    #expect(TestSuggestion(for: tested).bytes() == nil)
    #expect(TestSuggestion(for: bare).bytes()?.bytes == suggestion.bytes)
  }

  @Test("A rule without tests lets every mistake pass; what no ticket can tell apart is set apart")
  func setsApart() throws {
    let run = MutationRun(
      of: try suite([
        """
        pipeline Desk default stage New stage Closed closed
        property vip: flag
        rule "R" on ticket created when vip or (vip and stage is New) do add note "x"
        """
      ]))
    let fates = run.mutants.indices.map { (run.mutants[$0].summary, run.fate(at: $0)) }
    #expect(fates.contains { $0.0 == "`stage is New` was dropped" && $0.1 == .equivalent })
    #expect(fates.contains { $0.0 == "`ticket created` became `note added`" && $0.1 == .survived })
  }

  @Test("An override counts only where both rules can be due at one instant", arguments: [(2, true), (1, false)])
  func overridesOfTimers(hours: Int, isEquivalent: Bool) throws {
    let run = MutationRun(
      of: try suite([
        """
        pipeline Desk default stage New stage Closed closed
        property priority: ordered one of Low, High
        rule "Late" overrides "Soon"
          table
            | priority is | ____ after created | add note ____ |
            | High        | \(hours) hours            | "late"        |
            | any         | 9 hours            | "late"        |
        rule "Soon"
          table
            | priority is | ____ after created | add note ____ |
            | High        | 60 minutes         | "soon"        |
            | any         | 8 hours            | "soon"        |
        """.replacing("1 hours", with: "1 hour")
      ]))
    let fate = run.mutants.indices.first { run.mutants[$0].summary.contains("overrides") }.flatMap { run.fate(at: $0) }
    #expect(fate == (isEquivalent ? .equivalent : .survived))
  }
}
