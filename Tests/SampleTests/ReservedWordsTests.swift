import RuleSource
import Testing

/// The language page's list of reserved words, asked of the parser.
@Suite struct ReservedWordsTests {
  @Test("Exactly the reserved words need quotes as names")
  func reservedWords() throws {
    let page = try ProjectFolder.text("grammar/language.md")
    let quotation = page.split(separator: "\n").filter { $0.hasPrefix("> ") }
    let reserved = Set(quotation.flatMap { GrammarFile.words(ofRules: String($0)) })
    let blocks = DocumentationPage(path: "grammar/language.md", text: page).blocks.filter(\.isRules)
    let words = reserved.union(blocks.flatMap { GrammarFile.words(ofRules: $0.text) }.filter(Self.isWord))
    #expect(reserved.count == 40)
    #expect(words.filter { !Self.isName($0) }.sorted() == reserved.sorted())
    #expect(reserved.filter { !Self.isName("\"\($0)\"") } == [])
  }

  /// Whether the word, as written, names a team.
  private static func isName(_ written: String) -> Bool {
    CheckedSources([SourceFile(path: "name.rules", bytes: [UInt8]("team \(written)\n".utf8))]).messages == []
  }

  private static func isWord(_ text: String) -> Bool { text.first?.isLetter == true && text.last?.isLetter == true }
}
