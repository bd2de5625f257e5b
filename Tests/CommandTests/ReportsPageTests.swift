import Foundation
import Testing

@Suite("The pages about reports and proofs say what happens")
struct ReportsPageTests {
  private static let url = Rulesc.root.appendingPathComponent("grammar/reports.md")

  private static func withFiles(of page: String, _ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for block in page.components(separatedBy: "\n```rules ").dropFirst() {
      guard let end = block.firstIndex(of: "\n"), let text = block[end...].components(separatedBy: "\n```").first else {
        continue
      }
      try Data((text.dropFirst() + "\n").utf8).write(to: folder.appendingPathComponent(String(block[..<end])))
    }
    try body(folder)
  }

  @Test("Every console block prints what it shows", arguments: [("reports.md", 7), ("diff.md", 2), ("analysis.md", 1)])
  func console(_ name: String, _ count: Int) throws {
    let url = Rulesc.root.appendingPathComponent("grammar/\(name)")
    let page = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    try Self.withFiles(of: page) { folder in
      let fence = "\n```console\n$ rulesc "
      var pieces = page.components(separatedBy: fence)
      for index in pieces.indices.dropFirst() {
        let command = pieces[index].prefix { $0 != "\n" }
        let rest = pieces[index].components(separatedBy: "\n```\n").dropFirst().joined(separator: "\n```\n")
        let result = try Rulesc.run(command.split(separator: " ").map(String.init), in: folder)
        pieces[index] = "\(command)\n\(result.output)\(result.errors)```\n\(rest)"
      }
      let actual = pieces.joined(separator: fence)
      if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil { try Data(actual.utf8).write(to: url) }
      #expect(actual == page)
      #expect(pieces.count > count)
    }
  }

  @Test("Every field of a JSON report is in the page")
  func fields() throws {
    let page = String(decoding: try Data(contentsOf: Self.url), as: UTF8.self)
    let report = try Data(
      contentsOf: Rulesc.root.appendingPathComponent("Tests/RuleReportsTests/Golden/odd-json.json"))
    var missing: Set<String> = []
    func look(into value: Any) {
      if let object = value as? [String: Any] {
        missing.formUnion(object.keys.filter { !page.contains("`\($0)`") })
        object.values.forEach(look)
      }
      if let array = value as? [Any] { array.forEach(look) }
    }
    look(into: try JSONSerialization.jsonObject(with: report))
    #expect(missing.sorted() == [])
  }
}
