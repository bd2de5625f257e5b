import Foundation
import RuleSource
import RuleSyntax
import Testing

/// What holds of every file that is formatted.
@Suite("Formatting, whatever the file")
struct FormatterPropertyTests {
  @Test("Every rule file of the project is formatted to something that stays", arguments: FormattingSources.paths)
  func projectFiles(path: String) throws {
    var generator = SplitMix64(seed: 7)
    let problems = Self.problems(of: try FormattingSources.source(path), using: &generator)
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
  }

  @Test("Files with comments anywhere keep every one of them", arguments: FormattingSources.paths)
  func commentsAnywhere(path: String) throws {
    var generator = SplitMix64(seed: 11)
    let file = Respacing(try FormattingSources.source(path)).commented(rarity: 6, using: &generator)
    let problems = Self.problems(of: file, using: &generator)
    #expect(problems.isEmpty, "\(problems.prefix(2).joined(separator: "\n"))")
  }

  @Test("Sentences of the grammar, with and without comments", arguments: UInt64(1)...6)
  func sentences(seed: UInt64) throws {
    let url = Fixture.folder.appending(path: "../../../grammar/rules.ebnf").standardizedFileURL
    let grammar = Grammar(try String(contentsOf: url, encoding: .utf8))
    var generator = SplitMix64(seed: seed)
    var problems: [String] = []
    for _ in 0..<60 {
      let words = (0..<3).map { _ in grammar.sentence("item", using: &generator).joined(separator: " ") }
      let text = words.joined(separator: "\n").replacing(" . ", with: ".")
      let file = SourceFile(path: "sentence", bytes: Array(text.utf8))
      problems += Self.problems(of: file, using: &generator)
      let commented = Respacing(file).commented(rarity: 12, using: &generator)
      problems += Self.problems(of: commented, using: &generator)
    }
    #expect(problems.isEmpty, "\(problems.count): \(problems.prefix(2).joined(separator: "\n"))")
  }

  @Test("Files with one mistake each: the broken item stays as it is, the rest is formatted, nothing is refused")
  func mutants() throws {
    let good = try Fixture.source("good-desk")
    var generator = SplitMix64(seed: 3)
    var problems: [String] = []
    for (index, mutant) in RuleSyntaxTests.mutants(of: good).enumerated() where index % 100 == 0 {
      let file = SourceFile(path: "\(mutant)", bytes: mutant.bytes)
      problems += Self.problems(of: file, using: &generator)
    }
    #expect(problems.isEmpty, "\(problems.count): \(problems.prefix(2).joined(separator: "\n"))")
  }

  /// What does not hold of `file`.
  private static func problems(of file: SourceFile, using generator: inout SplitMix64) -> [String] {
    guard let formatted = format(file) else { return ["refused: \(text(file.bytes))"] }
    let once = SourceFile(path: file.path, bytes: formatted.bytes)
    let (tree, _) = parse(file, index: 0)
    let (again, _) = parse(once, index: 0)
    var problems: [String] = []
    if !again.says(the: tree, in: once, as: file) { problems.append("says something else: \(text(once.bytes))") }
    if format(once)?.bytes != once.bytes {
      problems.append("formats to\n\(text(once.bytes))\nand that to\n\(text(format(once)?.bytes ?? []))")
    }
    let ending = once.bytes.suffix(2)
    if !once.bytes.isEmpty, formatted.kept == 0, ending.last != 10 || ending.count == 2 && ending.first == 10 {
      problems.append("does not end in one line end: \(text(once.bytes))")
    }
    guard formatted.kept == 0 else { return problems }
    let blown = Respacing(file).blown(using: &generator)
    if format(blown)?.bytes != once.bytes {
      problems.append("blanks matter:\n\(text(once.bytes))\nor\n\(text(format(blown)?.bytes ?? []))")
    }
    let scattered = format(Respacing(file).scattered())?.bytes
    if format(Respacing(once).scattered())?.bytes != scattered {
      problems.append("line ends matter:\n\(text(scattered ?? []))")
    }
    return problems
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
