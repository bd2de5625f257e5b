import Foundation
import RuleCatalogue
import RuleReports
import RuleSource
import Testing

@Suite("A report says the same in every format")
struct ReportTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  private static let endings: [ReportFormat: String] = [
    .text: "text.txt", .plain: "plain.txt", .json: "json.json", .jsonl: "jsonl.jsonl", .sarif: "sarif.sarif",
    .github: "github.txt", .junit: "junit.xml", .gitlab: "gitlab.json",
  ]

  @Test("The odd rulebook is reported as its golden file shows", arguments: ReportFormat.allCases)
  func golden(_ format: ReportFormat) throws {
    let text = OddRulebook.report.text(in: format)
    let file = Self.folder.appendingPathComponent("odd-" + (Self.endings[format] ?? ""))
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil { try Data(text.utf8).write(to: file) }
    #expect(Array(text.utf8) == Array((try? Data(contentsOf: file)) ?? Data()))
  }

  @Test("The order in which mistakes are found does not matter", arguments: ReportFormat.allCases)
  func order(_ format: ReportFormat) {
    let reversed = Report(
      files: OddRulebook.files, diagnostics: OddRulebook.diagnostics.reversed(), ruleCount: nil, version: "1.2.3")
    #expect(reversed.text(in: format) == OddRulebook.report.text(in: format))
  }

  @Test("No format lets the user's words move the cursor or turn the writing", arguments: ReportFormat.allCases)
  func controls(_ format: ReportFormat) {
    let hostile = OddRulebook.report.text(in: format).unicodeScalars.filter { scalar in
      scalar.value < 0x20 && scalar != "\n" || scalar.value == 0x7F || scalar == "\u{202E}"
    }
    #expect(hostile.isEmpty)
  }

  @Test("What is JSON reads as JSON, what is XML as XML")
  func wellFormed() throws {
    for format in [ReportFormat.json, .sarif, .gitlab] {
      _ = try JSONSerialization.jsonObject(with: Data(OddRulebook.report.text(in: format).utf8))
    }
    for line in OddRulebook.report.text(in: .jsonl).split(separator: "\n") {
      _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
    }
    let empty = Report(files: [OddRulebook.file("a.rules", "")], diagnostics: [], ruleCount: 1, version: "1")
    #expect(empty.text(in: .jsonl) == "")
    #expect(empty.text(in: .github) == "")
    #expect(empty.text(in: .gitlab) == "[]\n")
    #expect(empty.text(in: .plain) == "1 rule in 1 file: no mistakes found\n")
  }

  @Test("The edits of a JSON report, made at their byte offsets, repair the file")
  func editsByOffset() throws {
    let json = try JSONSerialization.jsonObject(with: Data(OddRulebook.report.text(in: .json).utf8))
    let diagnostics = (json as? [String: Any])?["diagnostics"] as? [[String: Any]] ?? []
    let mended = diagnostics.compactMap { diagnostic -> String? in
      guard diagnostic["code"] as? String == "E9004",
        let edits = (diagnostic["fix"] as? [String: Any])?["edits"] as? [[String: Any]], let edit = edits.first,
        let range = edit["range"] as? [String: [String: Int]], let start = range["start"]?["offset"],
        let end = range["end"]?["offset"]
      else { return nil }
      var bytes = OddRulebook.files[2].bytes
      bytes.replaceSubrange(start..<end, with: ((edit["replacement"] as? String) ?? "?").utf8)
      return String(decoding: bytes, as: UTF8.self)
    }
    #expect(mended == ["pipeline Desk\r\n  stage New\r\n\r\n  stage \u{5E9}\u{5DC}\u{5D5}\u{5DD} Done\r\n"])
  }

  @Test("A fingerprint stays when lines come above, and differs between two equal mistakes")
  func fingerprints() throws {
    func fingerprints(_ text: String) throws -> [String] {
      let file = OddRulebook.file("a.rules", text)
      let places = file.bytes.indices.filter { file.bytes[$0...].starts(with: Array("Nwe".utf8)) }
      let found = places.map { start in
        Diagnostic(.error, "E9001", "no `Nwe`", at: SourceRange(file: 0, start: start, end: start + 3))
      }
      let report = Report(files: [file], diagnostics: found, ruleCount: nil, version: "1")
      let json = try JSONSerialization.jsonObject(with: Data(report.text(in: .gitlab).utf8)) as? [[String: Any]]
      return (json ?? []).compactMap { $0["fingerprint"] as? String }
    }
    let first = try fingerprints("on stage Nwe\non stage Nwe\n")
    #expect(try fingerprints("# a line\n\n  on  stage Nwe\non stage Nwe\n") == first)
    #expect(Set(first).count == 2)
  }

  @Test("SARIF has the page of every code that it reports")
  func pages() throws {
    let file = OddRulebook.file("a.rules", "a\n")
    let found = Catalogue.pages.map { page in
      Diagnostic(.error, page.code, "m", at: SourceRange(file: 0, start: 0, end: 1))
    }
    let text = Report(files: [file], diagnostics: found, ruleCount: nil, version: "1").text(in: .sarif)
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let run = (json?["runs"] as? [[String: Any]])?.first
    let driver = (run?["tool"] as? [String: Any])?["driver"] as? [String: Any]
    let rules = driver?["rules"] as? [[String: Any]] ?? []
    let incomplete = rules.filter { rule in
      let help = rule["help"] as? [String: String]
      return rule["name"] == nil || help?["text"] == nil || help?["markdown"] == nil
    }
    #expect(rules.compactMap { $0["id"] as? String } == Catalogue.pages.map(\.code))
    #expect(incomplete.isEmpty)
  }
}
