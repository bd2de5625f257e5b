import RuleCatalogue
import RuleCompiler
import RuleSource
import Testing

/// A code without a page, an example that does not say what its page says, a code without a golden: each fails here.
@Suite(.serialized) struct CatalogueTests {
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

  @Test("The edit that a failing example offers takes its message away, a safe one leaves no error")
  func edits() throws {
    var problems: [String] = []
    for page in Catalogue.pages {
      guard let (option, mended) = try CheckedExample(page.failing)?.mended(of: page.code) else { continue }
      let isUnsafe = option == "--unsafe-fixes"
      let isClean = isUnsafe ? mended.messages(with: page.code).isEmpty : mended.lines(with: page.code).isEmpty
      guard !isClean else { continue }
      problems.append(
        "\(page.code): with \(option) the failing example gives\n" + indented(mended.lines(with: page.code)))
    }
    #expect(problems.joined(separator: "\n") == "")
  }

  @Test("Every code has one page, and every page a code that is given")
  func codes() {
    let written = Catalogue.pages.map(\.code)
    var problems = CodeSearch.codesOfSources.subtracting(written).sorted()
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

  @Test("grammar/diagnostics.md is the catalogue")
  func document() throws {
    var answers: [String: Catalogue.Answer] = [:]
    for page in Catalogue.pages {
      guard let failing = try CheckedExample(page.failing) else { continue }
      answers[page.code] = Catalogue.Answer(
        message: failing.messages(with: page.code), option: try failing.mended(of: page.code)?.option)
    }
    let text = Catalogue.markdown { answers[$0.code] ?? Catalogue.Answer(message: "", option: nil) }
    let golden = try ProjectFolder.golden("grammar/diagnostics.md", for: text)
    #expect(text == golden)
  }

  @Test("Every code is in a golden file")
  func goldens() {
    let missing = Set(Catalogue.pages.map(\.code)).union(CodeSearch.codesOfSources)
      .subtracting(CodeSearch.codesOfGoldens)
    #expect(missing.sorted() == [])
  }

  private func repeated(_ words: [String]) -> [String] {
    Dictionary(grouping: words, by: \.self).filter { $0.value.count > 1 }.keys.sorted()
  }

  private func indented(_ lines: [String]) -> String {
    (lines.isEmpty ? ["nothing"] : lines).map { "    \($0)" }.joined(separator: "\n")
  }
}
