import RuleCatalogue
import RuleCompiler
import RuleSource
import Testing

/// A code without a page, an example that does not say what its page says, a code without a golden: each fails here.
@Suite(.serialized) struct CatalogueTests {
  /// Codes whose pages are being written: only these may have none.
  static let unwritten = ["E01", "E02", "E03", "E04", "W04"]

  @Test("The desk of the examples is without an error")
  func vocabulary() throws {
    let lines = try CheckedExample(.rules(""))?.lines(with: "")
    #expect(lines == [])
  }

  @Test("Every failing example gives its code once and no other error, every mended one gives neither")
  func examples() throws {
    var problems: [String] = []
    for page in Catalogue.pages {
      if page.failing == page.mended, page.failing.bytes != nil {
        problems.append("\(page.code): both examples are the same")
      }
      if let failing = try CheckedExample(page.failing) {
        let lines = failing.lines(with: page.code)
        let isRight = lines.count == 1 && failing.diagnostics.contains { $0.code == page.code }
        if !isRight { problems.append("\(page.code): the failing example gives\n" + indented(lines)) }
        for diagnostic in failing.diagnostics where diagnostic.code == page.code {
          guard diagnostic.severity.rawValue != page.severity else { continue }
          problems.append("\(page.code): the page says \(page.severity), the message \(diagnostic.severity)")
        }
      }
      let lines = try CheckedExample(page.mended)?.lines(with: page.code) ?? []
      if !lines.isEmpty { problems.append("\(page.code): the mended example gives\n" + indented(lines)) }
    }
    #expect(problems.joined(separator: "\n") == "")
  }

  @Test("Every code has one page, and every page a code that is given")
  func codes() {
    let written = Catalogue.pages.map(\.code)
    var problems = CodeSearch.codesOfSources.subtracting(written).sorted()
      .filter { code in !Self.unwritten.contains { code.hasPrefix($0) } }
      .map { "\($0): has no page" }
    problems += Set(written).subtracting(CodeSearch.codesOfSources).sorted().map { "\($0): nothing gives it" }
    problems += repeated(written).map { "\($0): has two pages" }
    problems += repeated(Catalogue.pages.map(\.name)).map { "\($0): names two pages" }
    #expect(problems.joined(separator: "\n") == "")
  }

  @Test("Names are two to four small words, prose is whole sentences")
  func wording() {
    var problems: [String] = []
    for page in Catalogue.pages {
      if page.name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+){1,3}/) == nil { problems.append("\(page.code): \(page.name)") }
      if PageGroup(code: page.code) == nil { problems.append("\(page.code): is in no group") }
      for text in [page.meaning, page.reason] where !text.hasSuffix(".") || text.contains("\n") {
        problems.append("\(page.code): not whole sentences in one line: \(text)")
      }
    }
    #expect(problems.joined(separator: "\n") == "")
  }

  @Test("Every code is in a golden file")
  func goldens() {
    let missing = Set(Catalogue.pages.map(\.code)).union(CodeSearch.codesOfSources)
      .subtracting(CodeSearch.codesOfGoldens)
      .filter { code in !Self.unwritten.contains { code.hasPrefix($0) } }
    #expect(missing.sorted() == [])
  }

  @Test("grammar/diagnostics.md is the catalogue")
  func document() throws {
    var messages: [String: String] = [:]
    for page in Catalogue.pages { messages[page.code] = try CheckedExample(page.failing)?.messages(with: page.code) }
    let text = Catalogue.markdown { messages[$0.code] ?? "" }
    let golden = try ProjectFolder.golden("grammar/diagnostics.md", for: text)
    #expect(text == golden)
  }

  private func repeated(_ words: [String]) -> [String] {
    Dictionary(grouping: words, by: \.self).filter { $0.value.count > 1 }.keys.sorted()
  }

  private func indented(_ lines: [String]) -> String {
    (lines.isEmpty ? ["nothing"] : lines).map { "    \($0)" }.joined(separator: "\n")
  }
}
