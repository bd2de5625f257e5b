package import RuleAnalysis
package import RuleChecker
package import RuleEngine
internal import RuleSource

/// Events that show what is said of a rule, for who can write them as a test.
package struct FindingExample: Sendable {
  package let example: CounterExample
  /// A name for the test.
  package let title: String
  /// Index into the schema's pipelines.
  package let pipeline: Int
  /// Indices into the checked rules: what it is about, and what fires in it.
  package let rule: Int
  package let firing: [Int]
}

/// Writes examples as tests, one for each or `nil`. The compiler knows no tests: whoever can run them does that.
package typealias ExampleWriter = (
  _ examples: [FindingExample], _ rules: CheckedRules, _ program: Program
) -> [String?]

extension Diagnostic {
  /// The same with one more note.
  func adding(note: String) -> Diagnostic {
    Diagnostic(severity, code, message, at: range, labels: labels, help: help, notes: notes + [note], fix: fix)
  }
}
