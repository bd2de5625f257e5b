import Foundation
import RuleEngine
import Testing

@Suite("The README says what happens")
struct ReadmeTests {
  private static let readme =
    (try? String(contentsOf: Rulesc.root.appendingPathComponent("README.md"), encoding: .utf8)) ?? ""

  /// The contents of the fenced blocks that begin with the given words.
  private static func blocks(_ opening: String) -> [String] {
    var blocks: [String] = []
    var block: [Substring]?
    for line in readme.split(separator: "\n", omittingEmptySubsequences: false) {
      if let lines = block {
        if line == "```" {
          blocks.append(lines.map { $0 + "\n" }.joined())
          block = nil
        } else {
          block = lines + [line]
        }
      } else if line == "```" + opening {
        block = []
      }
    }
    return blocks
  }

  @Test("Every console block prints what it shows")
  func console() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createSymbolicLink(
      at: folder.appendingPathComponent("samples"), withDestinationURL: Rulesc.root.appendingPathComponent("samples"))
    let files = [
      "rules": ["desk.rules"], "rules test": ["desk.test.rules"], "rules error": ["typo.rules"],
      "json": ["events.ndjson"],
    ]
    for (opening, names) in files {
      for (name, text) in zip(names, Self.blocks(opening)) {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
      }
    }
    let blocks = Self.blocks("console")
    #expect(!blocks.isEmpty)
    for block in blocks {
      guard let end = block.firstIndex(of: "\n"), block.hasPrefix("$ rulesc ") else {
        Issue.record("a console block begins with `$ rulesc …`: \(block)")
        continue
      }
      let words = block[..<end].dropFirst("$ rulesc ".count).split(separator: " ").map(String.init)
      let result = try Rulesc.run(words, in: folder)
      #expect(result.output + result.errors == String(block[end...].dropFirst()))
    }
  }

  @Test("The host in the README is the one that is compiled here")
  func host() throws {
    let source = try String(
      contentsOf: Rulesc.root.appendingPathComponent("Tests/CommandTests/HostExample.swift"), encoding: .utf8)
    let shown = source.split(separator: "// readme: begin\n").last?.split(separator: "// readme: end\n").first
    #expect(Self.blocks("swift") == [String(shown ?? "")])
  }

  @Test("The host in the README works")
  func hostWorks() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("desk.rulebook").path
    #expect(try Rulesc.run(["compile", "desk", "-o", path, "-q"]).status == 0)
    var host = try Host(rulebookFile: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    var kinds: [String] = []
    let events = try Data(
      contentsOf: Rulesc.root.appendingPathComponent("Tests/CommandTests/Fixtures/events.ndjson"))
    for line in events.split(separator: UInt8(ascii: "\n")) {
      try host.receive(line: Array(line)) { kinds.append($0.kind.word) }
    }
    #expect(kinds == ["send_notification", "move"])
  }
}
