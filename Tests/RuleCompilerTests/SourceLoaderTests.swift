import Foundation
import RuleCompiler
import RuleEngine
import RuleSource
import Testing

@Suite("Reading rule files")
struct SourceLoaderTests {
  /// A folder of its own, with these files in it; a text that begins with `->` is a link.
  static func withFolder(
    _ files: [(path: String, text: String)], _ body: (_ folder: String) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (path, text) in files {
      let url = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      if text.hasPrefix("->") {
        try FileManager.default.createSymbolicLink(
          atPath: url.path, withDestinationPath: String(text.dropFirst(2)))
      } else {
        try Data(text.utf8).write(to: url)
      }
    }
    try body(folder.path)
  }

  static func paths(_ paths: [String], in folder: String) throws -> [String] {
    try SourceLoader().files(at: paths.map { folder + "/" + $0 }).map { String($0.path.dropFirst(folder.count + 1)) }
  }

  static let tree: [(path: String, text: String)] = [
    ("b.rules", "b"), ("a/z.rules", "z"), ("a.rules", "a"), ("B.rules", "B"), ("notes.txt", "-"),
    (".hidden.rules", "-"), (".git/x.rules", "-"), ("a/loop", "->.."), ("again.rules", "->b.rules"),
    ("dangling.txt", "->nowhere"), ("é.rules", "é"), ("empty/notes.txt", ""), (".lost/gone.rules", "->nowhere"),
    (".lost/round.txt", "->round.txt"),
  ]

  @Test(
    "Folders are read in the order of the paths' bytes, each file once",
    arguments: [
      ([""], ["B.rules", "a.rules", "a/z.rules", "b.rules", "é.rules"]),
      (
        ["b.rules", "a", "b.rules", "a/"],
        ["a/loop/B.rules", "a/loop/a.rules", "a/loop/é.rules", "a/z.rules", "b.rules"]
      ),
      (["notes.txt"], ["notes.txt"]),
    ])
  func order(_ paths: [String], _ expected: [String]) throws {
    try Self.withFolder(Self.tree) { folder in
      let found = try Self.paths(paths, in: folder).map { $0.replacing("//", with: "/") }
      #expect(found == expected)
    }
  }

  @Test("What cannot be read is an error with a way out")
  func problems() throws {
    try Self.withFolder(Self.tree) { folder in
      #expect(throws: SourceProblem.notFound(path: folder + "/x")) { try SourceLoader().files(at: [folder + "/x"]) }
      #expect(throws: SourceProblem.noRules(path: folder + "/empty")) {
        try SourceLoader().files(at: [folder + "/empty"])
      }
      for (path, asked) in [("gone.rules", ""), ("round.txt", "/round.txt"), ("gone.rules", "/gone.rules")] {
        #expect(throws: SourceProblem.leadsNowhere(path: folder + "/.lost/" + path)) {
          try SourceLoader().files(at: [folder + "/.lost" + asked])
        }
      }
      #expect(throws: SourceProblem.noPaths) { try SourceLoader().files(at: []) }
      #expect(throws: SourceProblem.tooLarge(path: "/dev/zero")) {
        try SourceLoader(limit: 3_000_000).files(at: ["/dev/zero"])
      }
      let compiled = folder + "/desk.rulebook"
      try Data(ProgramFile.magic + [0, 1, 2]).write(to: URL(filePath: compiled))
      #expect(throws: SourceProblem.compiled(path: compiled)) { try SourceLoader().files(at: [compiled]) }
      #expect(throws: SourceProblem.notFound(path: "")) { try SourceLoader().files(at: [""]) }
      #expect(throws: SourceProblem.notFound(path: "a\0b")) { try SourceLoader().files(at: ["a\0b"]) }
    }
    #expect(
      SourceProblem.notFound(path: "x").description
        == "there is no file or folder `x`: check the spelling; the path is seen from the present folder")
  }
}
