import RuleCompiler
import RuleSource
import RuleTesting
import Testing

@Suite("Tests of rules") struct TestSuiteTests {
  @Test("A test passes where the rules do what it says, and fails where they do not")
  func passesAndFails() throws {
    let text = """
      pipeline Desk default stage New stage Waiting stage Closed closed
      rule "Reply" on reply from contact do move to Waiting
      rule "Reminder" after 3 days in stage Waiting do move to Closed
      test "good"
        given stage New
        when reply from contact
        expect move to Waiting
        expect nothing else
        when 2 days pass
        expect nothing
        when 1 day passes
        expect stage is Closed
      test "bad"
        given stage New
        when reply from contact
        expect move to Closed
      """
    let suite = try suite(text)
    #expect(suite.names.indices.map { suite.result(at: $0).isPassed } == [true, false])
  }

  /// One rule, and tests of what it does of which every second one is wrong.
  @Test(
    "What is expected is expected whole",
    arguments: [
      (#"notify owner and followers "x""#, [#"notify owner and followers "x""#, #"notify owner and creator "x""#]),
      (#"notify owner "x""#, [#"notify owner "x""#, #"notify owner and followers "x""#]),
      (
        #"create task "x" for owner due in 2 business hours"#,
        [
          #"create task "x" for owner due in 2 business hours"#, #"create task "x" for owner due in 3 business hours"#,
          #"create task "x" due in 2 business hours"#, #"create task "x" due in 2 hours"#,
        ]
      ),
      (
        #"create task "x" for owner and creator"#,
        [#"create task "x" for owner and creator"#, #"create task "x" for owner"#]
      ),
      ("set seen to 2 hours from now", ["set seen to 2 hours from now", "set seen to 1 hour from now"]),
      ("set due to 2 days from now", ["set due to 2026-01-07", "set due to 1 day from now"]),
      ("set due to today", ["set due to 2026-01-05", "set due to 1 day from now"]),
      ("set seen to now", ["set seen to now", "set seen to 1 hour from now"]),
    ])
  func expectedWhole(action: String, expectations: [String]) throws {
    let tests = expectations.enumerated().map { number, expectation in
      """
      test "\(number)"
        given stage New, owner "jo", followers "ann", creator "kim"
        when note added
        expect \(expectation)
      """
    }
    let suite = try suite(
      """
      pipeline Desk default stage New stage Closed closed
      property seen: time
      property due: date
      calendar Office in "Europe/Berlin" default Monday to Friday 09:00 to 14:00
      rule "R" on note added do \(action)
      \(tests.joined(separator: "\n"))
      """)
    #expect(
      suite.names.indices.map { suite.result(at: $0).isPassed } == expectations.indices.map { $0.isMultiple(of: 2) })
  }

  @Test("A value may become unknown, and who acts may be on a list and an agent at once")
  func occurrences() throws {
    let suite = try suite(
      """
      pipeline Desk default stage New stage Closed closed
      team Ops
      list Friends: "*@friend.example"
      rule "Lost" on team changed by an agent when team is unknown do assign to team Ops
      rule "Friend" on note added by list Friends do add note "x"
      test "taken away"
        given stage New, team Ops
        when team changed to unknown
        expect assign to team Ops
      test "taken away by automation"
        given stage New, team Ops
        when team changed from Ops to unknown by automation
        expect nothing
      test "both"
        given stage New, team Ops
        when note added by list Friends and team changed to unknown by an agent
        expect rule "Lost" fired
        expect rule "Friend" fired
      """)
    #expect(suite.names.indices.map { suite.result(at: $0).isPassed } == [true, true, true])
  }

  private func suite(_ text: String) throws -> TestSuite {
    let files = [SourceFile(path: "desk.rules", bytes: Array(text.utf8))]
    let rules = try #require(Toolchain.check(files).rules)
    let program = try #require(Toolchain.compile(files).output?.program)
    return try #require(TestSuite(rules: rules, program: program, files: files))
  }
}
