import Foundation
import RuleEngine
import Testing

/// grammar/compiled-format.md against the code.
@Suite("The specification of the format")
struct FormatDocumentTests {
  static let lines: [String] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
    let url = root.appendingPathComponent("grammar/compiled-format.md").standardizedFileURL
    return (try? String(contentsOf: url, encoding: .utf8))?.components(separatedBy: "\n") ?? []
  }()

  /// The lines below a heading, up to the next one.
  static func section(_ heading: String) -> ArraySlice<String> {
    guard let start = lines.firstIndex(of: heading) else { return [] }
    return lines[(start + 1)...].prefix { !$0.hasPrefix("#") }
  }

  /// The cells of the table's rows, head and rule left out.
  static func rows(_ heading: String) -> [[String]] {
    section(heading).filter { $0.hasPrefix("|") }.dropFirst(2).map { row in
      row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  static func cases<Tag: RulebookTag>(_ type: Tag.Type) -> (title: String, cases: [String]) {
    (Tag.title, Tag.allCases.map { "\($0.rawValue) \($0)" })
  }

  static let tags = [
    cases(ValueTag.self), cases(HappeningTag.self), cases(AuthorTag.self), cases(ChannelTag.self), cases(TestTag.self),
    cases(MomentTag.self), cases(ActionTag.self), cases(NewValueTag.self),
    cases(AssigneeTag.self), cases(RecipientTag.self), cases(LimitTag.self), cases(TimerTag.self),
    cases(ArgumentTag.self),
  ]

  @Test("Every case has its number in the tables", arguments: tags)
  func numbers(_ title: String, _ cases: [String]) {
    #expect(Self.rows("### \(title)").map { "\($0[0]) \($0[1])" } == cases)
  }

  @Test("The sections come in the order of the table")
  func sections() {
    #expect(Self.rows("## Sections").map { $0[0] } == SectionTag.allCases.map { "`\($0.rawValue)`" })
  }

  @Test("The example is what is written")
  func example() {
    let bytes = ProgramFile.encode(Program(), compilerVersion: "0.0.1")
    var dump: [String] = []
    for start in stride(from: 0, to: bytes.count, by: 16) {
      let offset = String(start, radix: 16)
      let row = bytes[start..<min(start + 16, bytes.count)]
      dump.append(
        String(repeating: "0", count: 4 - offset.count) + offset + " "
          + row.map { ($0 < 16 ? " 0" : " ") + String($0, radix: 16) }.joined())
    }
    let example = Self.section("## Example").drop { $0 != "```hexdump" }.dropFirst().prefix { $0 != "```" }
    #expect(example.joined(separator: "\n") == dump.joined(separator: "\n"))
  }
}
