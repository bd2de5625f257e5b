import Foundation
import RuleEngine
import RuleSource
import Testing

/// Every folder in samples/ and samples/cookbook/: it checks clean, and its events lead to its golden actions and, where
/// it has them, its golden reasons, byte for byte.
@Suite struct SampleTests {
  static let names =
    (ProjectFolder.names(in: "samples") + ProjectFolder.names(in: "samples/cookbook").map { "cookbook/\($0)" })
    .filter { ProjectFolder.exists("samples/\($0)/rules") }
  static let withEvents = names.filter { ProjectFolder.exists("samples/\($0)/events.ndjson") }

  @Test("A sample checks without an error or warning", arguments: names)
  func checksClean(name: String) throws {
    #expect(CheckedSources(try ProjectFolder.ruleFiles(ofSample: name)).messages == [])
  }

  @Test("Its events lead to its golden actions", arguments: withEvents)
  func goldenActions(name: String) throws {
    let run = try SampleRun(name: name)
    #expect(run.problems == [])
    #expect(run.actions == (try ProjectFolder.golden("samples/\(name)/actions.golden.ndjson", for: run.actions)))
    let reasons = "samples/\(name)/trace.golden.txt"
    guard ProjectFolder.exists(reasons) else { return }
    #expect(run.reasons == (try ProjectFolder.golden(reasons, for: run.reasons)))
  }

  @Test("Every line of events says what it is there for", arguments: withEvents)
  func everyEventIsNamedInTheReadme(name: String) throws {
    let readme = try ProjectFolder.text("samples/\(name)/README.md")
    let run = try SampleRun(name: name)
    #expect(run.eventIDs.filter { !readme.contains("`\($0)`") } == [])
  }
}
