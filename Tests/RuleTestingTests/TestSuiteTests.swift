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
    let files = [SourceFile(path: "desk.rules", bytes: Array(text.utf8))]
    let rules = try #require(Toolchain.check(files).rules)
    let program = try #require(Toolchain.compile(files).output?.program)
    let suite = try #require(TestSuite(rules: rules, program: program, files: files))
    #expect(suite.names.indices.map { suite.result(at: $0).isPassed } == [true, false])
  }
}
