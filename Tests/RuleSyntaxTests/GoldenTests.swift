import Foundation
import RuleSource
import RuleSyntax
import Testing

@Suite("Messages about broken files")
struct GoldenTests {
  /// `UPDATE_GOLDENS=1 swift test` writes what is said now; review the difference.
  private static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil

  @Test("A file gives exactly the expected messages", arguments: Fixture.names)
  func golden(name: String) throws {
    let file = try Fixture.source(name)
    let actual = Fixture.messages(parse(file, index: 0).diagnostics, in: file)
    let url = Fixture.folder.appending(path: "\(name).expected")
    if Self.isUpdating { try Data(actual.utf8).write(to: url) }
    let expected = try String(contentsOf: url, encoding: .utf8)
    #expect(actual == expected)
    if name.hasPrefix("good-") { #expect(actual.isEmpty) }
  }
}
