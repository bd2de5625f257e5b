import Foundation
import RuleCompiler
import RuleSource
import RuleTesting
import Testing

/// Fixtures: `<topic>.rules`, and what their tests come to, as people read it, in `<topic>.expected`.
@Suite("Reports of tests") struct TestReportTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
  static let topics = ["actions", "conditions", "givens", "tables"]

  private static func suite(_ topic: String) throws -> (TestSuite, [SourceFile]) {
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "\(topic).rules")))
    return try suite(of: SourceFile(path: "\(topic).rules", bytes: bytes))
  }

  private static func suite(of file: SourceFile) throws -> (TestSuite, [SourceFile]) {
    let rules = try #require(Toolchain.check([file]).rules)
    let program = try #require(Toolchain.compile([file]).output?.program)
    return (try #require(TestSuite(rules: rules, program: program, files: [file])), [file])
  }

  private static func report(_ topic: String, shuffledBy seed: UInt64? = nil) throws -> TestReport {
    let (suite, files) = try suite(topic)
    return TestReport(suite.results(at: Array(suite.names.indices), shuffledBy: seed), files: files)
  }

  private static func golden(_ name: String, _ actual: String) throws -> String {
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil { try Data(actual.utf8).write(to: file) }
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  @Test("Every form of expectation, met and not met", arguments: topics)
  func text(topic: String) throws {
    var report = try Self.report(topic)
    let text = report.text(in: .text, usesColor: false)
    #expect(try Self.golden("\(topic).expected", text) == text)
  }

  @Test(
    "The forms for programs", arguments: ["conditions", "tables"], [TestReportFormat.json, .junit, .tap, .github])
  func programs(topic: String, format: TestReportFormat) throws {
    var report = try Self.report(topic)
    let text = report.text(in: format, usesColor: false)
    #expect(try Self.golden("\(topic).\(format.rawValue).expected", text) == text)
  }

  @Test("The order of running makes no difference", arguments: [0, 7, UInt64.max])
  func shuffled(seed: UInt64) throws {
    var report = try Self.report("actions", shuffledBy: seed)
    var plain = try Self.report("actions")
    #expect(report.text(in: .json, usesColor: false) == plain.text(in: .json, usesColor: false))
  }

  @Test("Ten thousand tests")
  func many() throws {
    var text = "pipeline Desk default stage New stage Waiting\nrule \"R\" on reply from contact do move to Waiting\n"
    for number in 0..<10_000 {
      text +=
        "test \"\(number)\" given stage New when reply from contact expect move to Waiting expect stage is Waiting\n"
    }
    let (suite, _) = try Self.suite(of: SourceFile(path: "many.rules", bytes: [UInt8](text.utf8)))
    #expect(suite.results(at: Array(suite.names.indices)).count { $0.isPassed } == 10_000)
  }
}
