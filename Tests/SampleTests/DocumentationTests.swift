import Foundation
import RuleChecker
import RuleCompiler
import RuleSource
import RuleTesting
import Testing

/// Prose that executes: every rule block of the language page.
@Suite(.serialized) struct DocumentationTests {
  // The README has tests of its own: its blocks are run as commands.
  static let pages = ["grammar/language.md"].filter(ProjectFolder.exists)

  @Test(
    "Every block marked rules checks clean, every block marked rules error gives the messages below it",
    arguments: pages)
  func blocks(path: String) throws {
    var page = DocumentationPage(path: path, text: try ProjectFolder.text(path))
    var surprises: [String] = []
    for (index, block) in page.blocks.enumerated() where block.isRules {
      let messages = CheckedSources(page.files(forBlock: index)).messages.joined()
      if block.isBroken, ProjectFolder.updatesGoldens { page.setMessages(messages, ofBlock: index) }
      let expected = block.isBroken ? page.messages(ofBlock: index) : ""
      let isAsDescribed = messages == expected && block.isBroken != messages.isEmpty
      if !isAsDescribed { surprises.append("\(path):\(block.line)\n\(messages)") }
    }
    if ProjectFolder.updatesGoldens { try Data(page.markdown.utf8).write(to: ProjectFolder.url(path)) }
    #expect(surprises.joined(separator: "\n") == "")
  }

  @Test("Every test in a block marked rules passes", arguments: pages)
  func tests(path: String) throws {
    let page = DocumentationPage(path: path, text: try ProjectFolder.text(path))
    var surprises: [String] = []
    for (index, block) in page.blocks.enumerated() where block.isRules && !block.isBroken {
      let files = page.files(forBlock: index)
      guard let rules = Toolchain.check(files).rules, !rules.tests.isEmpty,
        let program = Toolchain.compile(files).output?.program
      else { continue }
      let suite = try #require(TestSuite(rules: rules, program: program, files: files))
      let report = TestReport(suite.results(at: Array(suite.names.indices)), files: files)
      if report.failed > 0 { surprises.append("\(path):\(block.line)\n\(report.failures(usesColor: false))") }
    }
    #expect(surprises.joined(separator: "\n") == "")
  }

  @Test("What the page's events give is what the page says", arguments: pages)
  func runs(path: String) throws {
    var page = DocumentationPage(path: path, text: try ProjectFolder.text(path))
    var surprises: [String] = []
    for run in page.runs {
      let answer = try ShortRun(page.files(forBlock: run.rules), events: run.events, until: run.end).text
      if ProjectFolder.updatesGoldens { page.setText(answer, ofBlock: run.answer) }
      if page.blocks[run.answer].text != answer { surprises.append(answer) }
    }
    if ProjectFolder.updatesGoldens { try Data(page.markdown.utf8).write(to: ProjectFolder.url(path)) }
    #expect(surprises == [])
    #expect(page.runs.count == 1)
  }

  @Test("A page put together again is the page", arguments: pages)
  func pageIsLossless(path: String) throws {
    let text = try ProjectFolder.text(path)
    #expect(DocumentationPage(path: path, text: text).markdown == text)
  }

  @Test(
    "Every word of the grammar occurs in a block of the language page",
    .enabled(if: ProjectFolder.exists("grammar/rules.ebnf")))
  func everyWordIsShown() throws {
    let page = DocumentationPage(path: "", text: try ProjectFolder.text("grammar/language.md"))
    let shown = Set(
      page.blocks.filter(\.isRules).flatMap { GrammarFile.words(ofRules: $0.text) })
    let missing = GrammarFile(text: try ProjectFolder.text("grammar/rules.ebnf")).terminals.filter {
      !shown.contains($0)
    }
    #expect(missing == [])
  }
}

extension DocumentationPage {
  /// The files that the block at `index` is checked as, in canonical order.
  func files(forBlock index: Int) -> [SourceFile] {
    let block = SourceFile(path: "block.rules", bytes: [UInt8](blocks[index].text.utf8))
    guard let vocabulary = vocabulary(forBlock: index) else { return [block] }
    return [SourceFile(path: "a-vocabulary.rules", bytes: [UInt8](vocabulary.utf8)), block]
  }
}
