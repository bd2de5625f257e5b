//  RuleTesting answers "does it hold?": `test` blocks run against the compiled rulebook, with a clock of their own.
//  It refuses to know what a rule means: the engine decides.

package import RuleChecker
package import RuleEngine
package import RuleSource

/// The tests of a rulebook, ready to run.
package struct TestSuite: Sendable {
  package let rules: CheckedRules
  package let files: [SourceFile]
  let rulebook: Rulebook
  let program: Program
  /// Conditions and texts that tests ask about, as rules of a rulebook of their own.
  let probes: TestProbes

  /// The tests of `rules`, which were compiled to `program`; `nil` where a time zone is missing, which compiling reports.
  package init?(rules: CheckedRules, program: Program, files: [SourceFile]) {
    guard let probes = TestProbes(rules, files: files) else { return nil }
    self.rules = rules
    self.files = files
    self.program = program
    self.probes = probes
    rulebook = Rulebook(program: program)
  }

  /// The names of the tests, in canonical order.
  package var names: [String] { rules.tests.map(\.name) }

  /// How the test at `index` comes out.
  package func result(at index: Int) -> TestResult { result(of: rules.tests[index]) }

  /// How `test` comes out: a function of the rulebook and the test alone.
  package func result(of test: CheckedTest) -> TestResult { result(of: test, recording: false) }

  /// How `test` comes out, with what it went through if that is to be recorded.
  func result(of test: CheckedTest, recording isRecording: Bool) -> TestResult {
    var run = TestRun(self, test, isRecording: isRecording)
    run.run()
    return run.result
  }
}
