import RuleCompiler
import RuleSource
import RuleTesting
import Testing

@Suite("Examples of findings as tests") struct ExampleTests {
  /// A desk with a finding of each kind that has an example.
  private static let text = """
    portal "Acme" edition professional in "UTC"
    pipeline Desk id "0" default
      stage New id "1"
      stage Waiting id "2"
      stage Closed id "3" closed
    property amount: number
    property vip: flag
    property backup: person
    rule "All" on ticket created do send ticket notification to contact
    rule "Some" on ticket created when vip do send ticket notification to contact
    rule "Look" on vip changed when amount is above 7 do add note "look"
    rule "See" on vip changed when not amount is at most 7 and amount is known do add note "look"
    rule "Count" on amount changed do increase amount by 1
    rule "Back" overrides "Kim" on backup changed to "kim" do clear backup
    rule "Kim" on vip changed when vip do set backup to "kim"
    rule "Gap" on ticket created
      when amount is above 100 do add note "a"
      otherwise when amount is below 100 do add note "b"
    rule "On" after 2 days in stage New do move to Waiting
    rule "Off" after 3 days in stage Waiting when vip do move to New

    """

  @Test("Each example is a test that passes when it is added to the rules")
  func passes() throws {
    let file = SourceFile(path: "desk.rules", bytes: Array(Self.text.utf8))
    let verdict = Toolchain.verify([file]) { examples, rules, program in
      guard let suite = TestSuite(rules: rules, program: program, files: [file]) else { return [] }
      return ExampleTest.texts(of: examples, in: suite)
    }
    var tests = ""
    var codes: [String] = []
    for diagnostic in verdict.diagnostics {
      for note in diagnostic.notes where note.hasPrefix("as a test:\n") {
        codes.append(diagnostic.code)
        tests += note.dropFirst("as a test:\n".count) + "\n"
      }
    }
    #expect(
      codes.sorted() == ["H0710", "W0705", "W0706", "W0707", "W0708", "W0711"], "\(verdict.diagnostics.map(\.message))")
    let added = SourceFile(path: "shown.test.rules", bytes: Array(tests.utf8))
    let built = Toolchain.build([file, added])
    let suite = try #require(
      built.rules.flatMap { rules in
        built.program.flatMap { TestSuite(rules: rules, program: $0, files: [file, added]) }
      }, "\(built.diagnostics.map(\.message))\n\(tests)")
    #expect(suite.names.count == codes.count)
    for (index, name) in suite.names.enumerated() {
      #expect(suite.result(at: index).isPassed, "\(name)\n\(tests)")
    }
  }

  @Test("Without somebody to write them there are no tests")
  func silent() {
    let file = SourceFile(path: "desk.rules", bytes: Array(Self.text.utf8))
    let notes = Toolchain.verify([file]).diagnostics.flatMap(\.notes)
    #expect(!notes.contains { $0.hasPrefix("as a test") } && notes.contains { $0.hasPrefix("as an event") })
  }
}
