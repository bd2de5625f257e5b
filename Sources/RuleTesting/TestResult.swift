package import RuleChecker
package import RuleEngine
package import RuleSource

/// How a test came out.
package struct TestResult: Sendable {
  /// What a step did.
  package struct Step: Sendable {
    /// The lines it sent to the engine, the deliveries of timers included.
    package var lines: [String] = []
    /// What came out, without timers that were armed or cancelled.
    package var actions: [Action] = []
    /// Why and why not.
    package var trace: [TraceEntry] = []
  }

  /// An expectation that was not met, or a step that cannot happen.
  package struct Failure: Sendable {
    /// Index of the step.
    package let step: Int
    package let message: String
    /// The expectation, or the step.
    package let range: SourceRange
    /// The deciding part of a condition and the value it met.
    package let notes: [String]
  }

  package let test: CheckedTest
  package internal(set) var steps: [Step] = []
  package internal(set) var failures: [Failure] = []

  /// The test's name.
  package var name: String { test.name }

  /// Whether every expectation was met.
  package var isPassed: Bool { failures.isEmpty }

  init(_ test: CheckedTest) { self.test = test }
}
