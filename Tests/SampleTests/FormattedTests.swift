import Foundation
import RuleCompiler
import RuleSource
import Testing

/// What the project shows is laid out by its own formatter.
@Suite(.serialized) struct FormattedTests {
  @Test("The rule files of a sample are formatted", arguments: SampleTests.names)
  func samples(name: String) throws {
    for file in try ProjectFolder.ruleFiles(ofSample: name) {
      let formatted = try #require(Toolchain.format(file))
      if ProjectFolder.updatesGoldens { try Data(formatted.bytes).write(to: ProjectFolder.url(file.path)) }
      #expect(
        String(decoding: try ProjectFolder.bytes(file.path), as: UTF8.self)
          == String(decoding: formatted.bytes, as: UTF8.self))
    }
  }

  @Test(
    "The rule blocks of a page are formatted",
    arguments: ["README.md", "grammar/language.md", "grammar/events.md"].filter(ProjectFolder.exists))
  func blocks(path: String) throws {
    var page = DocumentationPage(path: path, text: try ProjectFolder.text(path))
    for index in page.blocks.indices where page.blocks[index].isRules {
      page.setText(try Self.formatted(page.blocks[index].text), ofBlock: index)
    }
    if ProjectFolder.updatesGoldens { try Data(page.markdown.utf8).write(to: ProjectFolder.url(path)) }
    #expect(try ProjectFolder.text(path) == page.markdown)
  }

  @Test("A block before is formatted to the block after it, which is formatted to itself")
  func pairs() throws {
    var page = DocumentationPage(path: "", text: try ProjectFolder.text("grammar/formatting.md"))
    for index in page.blocks.indices.dropLast() where page.blocks[index].info == "rules before" {
      let after = try Self.formatted(page.blocks[index].text)
      #expect(page.blocks[index + 1].info == "rules after")
      #expect(page.blocks[index + 1].text == after)
      #expect(try Self.formatted(after) == after)
      page.setText(after, ofBlock: index + 1)
    }
    if ProjectFolder.updatesGoldens {
      try Data(page.markdown.utf8).write(to: ProjectFolder.url("grammar/formatting.md"))
    }
  }

  private static func formatted(_ text: String) throws -> String {
    let formatted = try #require(Toolchain.format(SourceFile(path: "block", bytes: Array(text.utf8))))
    return String(decoding: formatted.bytes, as: UTF8.self)
  }
}
