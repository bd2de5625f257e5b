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
    /// The rules that nearly fired and what was missing, or why a rule did not fire.
    package let notes: [String]
    /// The tests of the condition that decided, each with the value it met.
    package var parts: [Part] = []
    /// The actions of the step against those that are expected; empty where actions are not the matter.
    package var changes: [Change] = []
  }

  /// One test of an expected condition.
  package struct Part: Sendable {
    /// Its words.
    package let text: String
    /// Where they stand; `nil` where they are those of a definition.
    package let range: SourceRange?
    package let holds: Bool
    package let value: String
  }

  /// A line of the difference between what is expected and what came out.
  package struct Change: Sendable, Hashable {
    package enum Side: String, Sendable {
      /// Expected, and did not come out.
      case missing = "-"
      /// Came out, and is not expected.
      case unexpected = "+"
      /// As expected.
      case same = " "
    }

    package let side: Side
    /// The action in the words of rules.
    package let text: String
    /// The rule that did it.
    package let rule: String?

    /// ``+ move to Closed  (by `Give up`)``
    package var line: String { "\(side.rawValue) \(text)" + (rule.map { "  (by `\($0)`)" } ?? "") }
  }

  package let test: CheckedTest
  package internal(set) var steps: [Step] = []
  package internal(set) var failures: [Failure] = []
  /// What it went through, and how often; empty unless recorded.
  package internal(set) var visits: [Visit: Int] = [:]

  /// The test's name.
  package var name: String { test.name }

  /// Whether every expectation was met.
  package var isPassed: Bool { failures.isEmpty }

  init(_ test: CheckedTest) { self.test = test }
}
