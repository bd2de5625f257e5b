import Foundation
import Testing

@Suite("grammar/analysis.md says what happens")
struct AnalysisPageTests {
  private static let url = Rulesc.root.appendingPathComponent("grammar/analysis.md")

  @Test("Every console block prints what it shows, of the rules that the page has")
  func console() throws {
    let page = String(decoding: try Data(contentsOf: Self.url), as: UTF8.self)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for block in page.components(separatedBy: "\n```rules ").dropFirst() {
      guard let end = block.firstIndex(of: "\n"), let text = block[end...].components(separatedBy: "\n```").first else {
        continue
      }
      try Data((text.dropFirst() + "\n").utf8).write(to: folder.appendingPathComponent(String(block[..<end])))
    }
    let fence = "\n```console\n$ rulesc "
    var pieces = page.components(separatedBy: fence)
    for index in pieces.indices.dropFirst() {
      let command = pieces[index].prefix { $0 != "\n" }
      let rest = pieces[index].components(separatedBy: "\n```\n").dropFirst().joined(separator: "\n```\n")
      let result = try Rulesc.run(command.split(separator: " ").map(String.init), in: folder)
      pieces[index] = "\(command)\n\(result.output)\(result.errors)```\n\(rest)"
    }
    let actual = pieces.joined(separator: fence)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil { try Data(actual.utf8).write(to: Self.url) }
    #expect(actual == page)
    #expect(pieces.count > 1)
  }
}
