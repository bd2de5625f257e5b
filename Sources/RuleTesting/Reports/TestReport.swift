import RuleChecker
package import RuleSource

/// The forms in which the results of tests are written.
package enum TestReportFormat: String, Sendable, CaseIterable {
  case text, json, junit, tap, github
}

/// The results of tests, written for somebody.
package struct TestReport {
  let results: [TestResult]
  let files: [SourceFile]
  var positions: PositionFinder

  package init(_ results: [TestResult], files: [SourceFile]) {
    self.results = results
    self.files = files
    positions = PositionFinder(files: files, unit: .characters)
  }

  /// How many tests failed.
  package var failed: Int { results.count { !$0.isPassed } }

  /// The report for a program; for people there is `failures(usesColor:)` and `summary`.
  package mutating func text(in format: TestReportFormat, usesColor: Bool) -> String {
    switch format {
    case .text: failures(usesColor: usesColor) + summary
    case .json: json()
    case .junit: junit()
    case .tap: tap()
    case .github: github()
    }
  }

  /// `3 tests: 2 passed, 1 failed`
  package var summary: String {
    "\(results.count) \(results.count == 1 ? "test" : "tests"): \(results.count - failed) passed, \(failed) failed\n"
  }

  func path(of range: SourceRange) -> String { positions.file(of: range)?.path ?? "" }

  /// What a failure says, without the place: the lines after its message.
  static func lines(of failure: TestResult.Failure) -> [String] {
    failure.parts.map { "`\($0.text)` is \($0.holds ? "true" : "false"): \($0.value)" } + failure.changes.map(\.line)
      + failure.notes
  }

  /// `in step 2: …`, where there are several steps.
  static func message(of failure: TestResult.Failure, in result: TestResult) -> String {
    (result.test.steps.count > 1 ? "in step \(failure.step + 1): " : "") + failure.message
  }
}
