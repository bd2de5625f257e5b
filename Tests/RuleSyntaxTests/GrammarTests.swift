import Foundation
import RuleSource
import RuleSyntax
import Testing

@Suite("The grammar and the parser agree")
struct GrammarTests {
  private static let url = Fixture.folder.appending(path: "../../../grammar/rules.ebnf").standardizedFileURL

  @Test("Sentences of every production of the grammar are read without a message", arguments: UInt64(1)...10)
  func sentences(seed: UInt64) throws {
    let grammar = Grammar(try String(contentsOf: Self.url, encoding: .utf8))
    var generator = SplitMix64(seed: seed)
    var refused: [String] = []
    for _ in 0..<500 {
      let words = grammar.sentence("item", using: &generator)
      let text = written(words, using: &generator)
      let file = SourceFile(path: "sentence", bytes: Array(text.utf8))
      let (tree, diagnostics) = parse(file, index: 0)
      if !diagnostics.isEmpty || tree.items.count != 1 {
        refused.append("\(text) | \(tree.items.count) \(diagnostics.map { "\($0.code) \($0.message)" })")
      }
    }
    #expect(refused.isEmpty, "\(refused.count): \(refused.prefix(10).joined(separator: "\n"))")
  }

  /// The words with blanks, line ends and comments between them.
  private func written(_ words: [String], using generator: inout SplitMix64) -> String {
    var text = ""
    for (index, word) in words.enumerated() {
      let isGlued = word == "." || index > 0 && words[index - 1] == "."
      if index > 0, !isGlued { text += Int.random(in: 0..<8, using: &generator) == 0 ? " # why\n  " : " " }
      text += word
    }
    return text + "\n"
  }
}
