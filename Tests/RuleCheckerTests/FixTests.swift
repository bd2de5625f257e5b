import RuleChecker
import RuleSource
import RuleSyntax
import Testing

@Suite("Fixes")
struct FixTests {
  @Test(
    "All fixes of a fixture together mend what they are for, and leave the comments alone", arguments: Golden.topics)
  func applied(topic: String) throws {
    let text = try Golden.rules(topic)
    let found = outcome(of: [(path: "\(topic).rules", text: text)]).diagnostics
    let made = FixedText(text, found)
    if made.fixed.isEmpty { return }
    let fixed = String(decoding: made.bytes, as: UTF8.self)
    #expect(fixed == (try Golden.fixed(topic, actual: fixed)))
    #expect(comments(in: made.bytes) == comments(in: text))

    let after = outcome(of: [(path: "\(topic).rules", text: made.bytes)]).diagnostics
    #expect(after.filter(isAboutSyntax).count <= found.filter(isAboutSyntax).count)
    let remaining = made.fixed.filter { before in
      after.contains { $0.code == before.code && $0.range.start == made.offset(of: before.range.start) }
    }
    #expect(remaining.map { "\($0.code) \($0.message)" } == [])
  }

  @Test("Most codes with an obvious repair carry one")
  func coverage() throws {
    var codes: Set<String> = []
    for topic in Golden.topics {
      let found = outcome(of: [(path: "\(topic).rules", text: try Golden.rules(topic))]).diagnostics
      codes.formUnion(found.filter { $0.fix != nil }.map(\.code))
    }
    let listed =
      codes.filter { $0 >= "E02" && $0 < "E05" || $0.hasPrefix("W04") }.sorted().joined(separator: "\n") + "\n"
    #expect(listed == (try Golden.listOfFixes(actual: listed)))
  }

  private func isAboutSyntax(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.code.hasPrefix("E01") || diagnostic.code.hasPrefix("E06")
  }

  private func comments(in bytes: [UInt8]) -> [String] {
    let file = SourceFile(path: "a.rules", bytes: bytes)
    return parse(file, index: 0).tree.tokens.filter { $0.kind == .comment }.map { file.text(of: $0.range) }
  }
}

/// A text with every fix of some messages made, save those that another one has been in the way of.
private struct FixedText {
  private(set) var bytes: [UInt8]
  /// The messages whose fixes were made.
  private(set) var fixed: [Diagnostic] = []
  private var edits: [Fix.Edit] = []

  init(_ text: [UInt8], _ diagnostics: [Diagnostic]) {
    bytes = text
    for diagnostic in diagnostics {
      guard let fix = diagnostic.fix else { continue }
      let isFree = fix.edits.allSatisfy { edit in
        edits.allSatisfy { $0.range.end <= edit.range.start || edit.range.end <= $0.range.start }
          && !edits.contains { $0.range == edit.range }
      }
      if !isFree { continue }
      edits += fix.edits
      fixed.append(diagnostic)
    }
    for edit in edits.sorted(by: { $0.range.start > $1.range.start }) {
      bytes.replaceSubrange(edit.range.start..<edit.range.end, with: Array(edit.replacement.utf8))
    }
  }

  /// Where what stood at `offset` stands now.
  func offset(of offset: Int) -> Int {
    edits.filter { $0.range.end <= offset && $0.range.start < offset || $0.range.end < offset }.reduce(offset) {
      $0 + $1.replacement.utf8.count - ($1.range.end - $1.range.start)
    }
  }
}
