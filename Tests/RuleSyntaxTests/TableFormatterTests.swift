import RuleSource
import RuleSyntax
import Testing

@Suite("Tables aligned")
struct TableFormatterTests {
  private static func formatted(_ text: String) -> String {
    let file = SourceFile(path: "t.rules", bytes: Array(text.utf8))
    return String(decoding: TableFormatter(file, parse(file, index: 0).tree).formatted(), as: UTF8.self)
  }

  private static let head = "rule \"R\" on ticket created\n  table\n"

  @Test(
    "A table is one row a line, bars below each other",
    arguments: [
      (
        "    | priority is | assign to team |\n    | High,Low|\"Tier 2\" |\n  |any | DACH|\n",
        "    | priority is | assign to team |\n    | High, Low   | \"Tier 2\"       |\n    | any         | DACH           |\n"
      ),
      (
        "  | area is | add note ____ | | 日本 | \"a\" | | any | - |\n",
        "  | area is | add note ____ |\n  | 日本    | \"a\"           |\n  | any     | -             |\n"
      ),
      (
        "  | area is | add note ____ | # what\n# between\n  | a | \"b\" |\n",
        "  | area is | add note ____ | # what\n# between\n  | a       | \"b\"           |\n"
      ),
      // A comment inside a row, a row too short: as written.
      (
        "  | area is | add note ____ |\n  | a | # why\n \"b\" |\n",
        "  | area is | add note ____ |\n  | a | # why\n \"b\" |\n"
      ),
      ("  | area is | add note ____ |\n  | a |\n", "  | area is | add note ____ |\n  | a |\n"),
    ])
  func table(_ written: String, _ expected: String) {
    let formatted = Self.formatted(Self.head + written)
    #expect(formatted == Self.head + expected)
    #expect(Self.formatted(formatted) == formatted)
  }

  @Test("A file without tables stays as it is, to the byte")
  func noTables() {
    let text = "\u{FEFF}on  stage   New\r\n\tdo   add note \"|\" # | a |\r\n"
    #expect(Self.formatted(text) == text)
  }

  @Test("Five hundred rows, twice the same")
  func manyRows() {
    let rows = (0..<500).map { "| \"\(String(repeating: "x", count: $0 % 37))\" | \"n\($0)\" |\n" }
    let formatted = Self.formatted(Self.head + "| subject is | add note ____ |\n" + rows.joined())
    #expect(Set(formatted.split(separator: "\n").dropFirst(2).map(\.count)).count == 1)
    #expect(Self.formatted(formatted) == formatted)
  }
}
