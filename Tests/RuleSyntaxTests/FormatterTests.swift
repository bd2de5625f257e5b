import Foundation
import RuleSource
import RuleSyntax
import Testing

@Suite("Formatting")
struct FormatterTests {
  private static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil
  private static let folder = Fixture.folder.appending(path: "Formatting")

  @Test(
    "A file is formatted to its golden file",
    arguments: ["broken", "comments", "declarations", "long-lines", "rules", "tables", "test-tables"])
  func golden(name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: "\(name).before.rules")))
    let formatted = try #require(format(SourceFile(path: name, bytes: bytes)))
    let url = Self.folder.appending(path: "\(name).after.rules")
    if Self.isUpdating { try Data(formatted.bytes).write(to: url) }
    #expect(String(decoding: formatted.bytes, as: UTF8.self) == (try String(contentsOf: url, encoding: .utf8)))
    #expect(format(SourceFile(path: name, bytes: formatted.bytes))?.bytes == formatted.bytes)
  }

  @Test(
    "What there is at the edges of a file",
    arguments: [
      ("", ""),
      ("\n\n \t\r\n", ""),
      ("\u{FEFF}", ""),
      ("\u{FEFF}\n# only\t\n\n\n#a comment", "# only\n\n#a comment\n"),
      ("\u{FEFF}team  A", "team A\n"),
      ("team A\r\n\r\n\r\nteam\tB", "team A\r\n\r\nteam B\r\n"),
      ("team A\nteam B\r\n", "team A\nteam B\n"),
      ("team A\rteam B\r\rteam C", "team A\nteam B\n\nteam C\n"),
      ("team\u{A0}A\u{2003}team B", "team A\nteam B\n"),
      ("\u{FEFF}nonsense  here", "nonsense  here\n"),
      ("team A\n  nonsense  here \n\n\nteam  B", "team A\n  nonsense  here \n\nteam B\n"),
      ("team  A nonsense\nteam  B team  C {\nteam  D", "team  A nonsense\nteam  B team  C {\nteam D\n"),
      ("on stage New do add note \"lost\nteam  B", "on stage New do add note \"lost\nteam B\n"),
      ("on closed do clear a\n\t# below one line", "on closed do clear a\n# below one line\n"),
      ("on closed\ndo clear a\n\t# below several", "on closed\n  do clear a\n  # below several\n"),
      ("team  A // why\nteam  B", "team A // why\nteam B\n"),
    ])
  func edges(written: String, expected: String) throws {
    let formatted = try #require(format(SourceFile(path: "", bytes: Array(written.utf8))))
    #expect(String(decoding: formatted.bytes, as: UTF8.self) == expected)
    #expect(format(SourceFile(path: "", bytes: formatted.bytes))?.bytes == formatted.bytes)
  }

  @Test(
    "What the formatter compares its result by: words, comments, items and their parts",
    arguments: [
      ("team  A # x \nteam B", "team A # x\n\n\nteam\nB\n", true),
      ("team A # x\nteam B", "team A\n# y\nteam B", false),
      ("team A # x", "team A", false),
      ("team A", "team \"A\"", false),
      ("team A team B", "team B team A", false),
      // A line end in a bad place changes what a word is.
      ("on closed do notify owner \"a\" rule", "on closed do notify owner \"a\"\nrule", false),
      ("on closed\ndo move to x team B", "on closed\ndo move to x\nteam B", false),
    ])
  func sameness(one: String, other: String, expected: Bool) {
    let files = [one, other].map { SourceFile(path: "", bytes: Array($0.utf8)) }
    #expect(saysTheSame(files[0], as: files[1]) == expected)
  }

  private static let word = String(repeating: "é", count: 200)
  private static let hostile: [String: [UInt8]] = [
    "a name of 200 columns": Array("property  \(word): one of \(word), \(word)\nteam \"\(word)\"\n".utf8),
    "a title of 200 columns": Array("rule \"\(word)\" on stage \(word) do move to \(word)\n".utf8),
    "bytes that are no UTF-8": Array("team \"".utf8) + [0xFF, 0xC0, 0x80] + Array("\"\nteam  B # ".utf8) + [0xFE],
    "NUL bytes": Array(repeating: 0, count: 5_000),
    "open parentheses": Array("define a as ".utf8) + Array(repeating: UInt8(ascii: "("), count: 5_000),
    "deep parentheses": Array(
      "define a as \(String(repeating: "(b and ", count: 190))c\(String(repeating: ")", count: 190))".utf8),
    "a lost quote": Array("rule \"".utf8),
    "one long line": Array(String(repeating: "on stage New do ", count: 2_000).utf8),
    "items on one line": Array(String(repeating: "team A list B: \"c\" ", count: 1_000).utf8),
    "only comments": Array(String(repeating: "# a\n\n\n  # b\r", count: 1_000).utf8),
    "a comment behind every word": Array("define a as b #\n".utf8)
      + Array(String(repeating: "or # c\n x # d\n", count: 1_000).utf8),
    "a long list": Array("list A: \"b\"\(String(repeating: ",\"c\"", count: 3_000))".utf8),
    "many rows": Array("rule \"R\" on ticket created table | subject is | add note ____ |".utf8)
      + Array(String(repeating: "| \"日本\" | - |", count: 1_000).utf8),
  ]

  @Test("Hostile files are formatted to something that stays", arguments: hostile.keys.sorted())
  func hostileFile(name: String) throws {
    let formatted = try #require(format(SourceFile(path: name, bytes: Self.hostile[name] ?? [])))
    #expect(format(SourceFile(path: name, bytes: formatted.bytes))?.bytes == formatted.bytes)
  }
}
