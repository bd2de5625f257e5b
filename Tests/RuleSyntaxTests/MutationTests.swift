import Foundation
import RuleSource
import RuleSyntax
import Testing

@Suite("One mistake gives one message")
struct MutationTests {
  /// The share of mutants with exactly one message among those that give any.
  private static let requiredShare = 0.96

  @Test("Single mistakes over a whole desk: one message each, and no other item is lost")
  func singleMistakes() throws {
    let file = try Fixture.source("good-desk")
    let good = identities(of: parse(file, index: 0).tree)
    var silent = 0
    var single = 0
    var several: [String] = []
    var lost: [String] = []
    for mutant in mutants(of: file) {
      let broken = SourceFile(path: "mutant", bytes: mutant.bytes)
      let (tree, diagnostics) = parse(broken, index: 0)
      let summary = "\(mutant.kind) line \(file.lineIndex(at: mutant.offset) + 1): \(mutant.written)"
      let messages = diagnostics.map { "\($0.code) \($0.message)" }.joined(separator: "; ")
      switch diagnostics.count {
      case 0: silent += 1
      case 1: single += 1
      default: several.append("\(summary) | \(messages)")
      }
      let missing = lostItems(good, tree, at: mutant.offset)
      if !missing.isEmpty { lost.append("\(summary) | \(missing) | \(messages)") }
    }
    let share = Double(single) / Double(single + several.count)
    let report = """
      mutants \(silent + single + several.count) silent \(silent) single \(single) several \(several.count) \
      share \(share) lost \(lost.count)
      SEVERAL
      \(several.joined(separator: "\n"))
      LOST
      \(lost.joined(separator: "\n"))
      """
    if ProcessInfo.processInfo.environment["SHOW_MUTANTS"] != nil { print(report) }
    #expect(lost.isEmpty, "\(lost.prefix(5))")
    #expect(share >= Self.requiredShare, "\(several.prefix(20).joined(separator: "\n"))")
  }

  /// Items of the good file that are gone, except the one the mistake is in.
  private func lostItems(
    _ good: [(text: String, range: SourceRange)], _ tree: SyntaxTree, at offset: Int
  ) -> [String] {
    var present: [String: Int] = [:]
    for item in identities(of: tree) { present[item.text, default: 0] += 1 }
    return good.compactMap { item in
      if item.range.start <= offset, offset < item.range.end { return nil }
      guard let count = present[item.text], count > 0 else { return item.text }
      present[item.text] = count - 1
      return nil
    }
  }
}
