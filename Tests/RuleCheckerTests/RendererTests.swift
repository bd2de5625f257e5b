import RuleSource
import Testing

@Suite("Messages as text")
struct RendererTests {
  @Test(
    "A word gets the suggestion that is meant",
    arguments: [
      ("Nwe", ["Closed", "New"], "New"), ("new", ["New", "Now"], "New"),
      ("Waiting", ["Waiting on us"], "Waiting on us"),
      ("Reveiw", ["Preview", "Review"], "Review"), ("x", ["y"], nil), ("Refund", ["Interview"], nil),
      ("", ["New"], nil),
    ] as [(String, [String], String?)])
  func suggestion(word: String, candidates: [String], expected: String?) {
    #expect(spellingSuggestion(for: word, among: candidates) == expected)
  }

  @Test("Tabs, wide letters, control characters and bad bytes keep the marks under the words")
  func widths() {
    let bytes: [UInt8] = Array("\tチケット\u{1}e\u{301} ".utf8) + [0xFF] + Array(" here\r\nnext".utf8)
    let file = SourceFile(path: "a\u{1B}[0m.rules", bytes: bytes)
    let start = bytes.count - "here\r\nnext".utf8.count
    var renderer = DiagnosticRenderer(files: [file])
    let diagnostic = Diagnostic(
      .error, "E0203", "no `\u{7}x`", at: SourceRange(file: 0, start: start, end: start + 4), help: "other")
    let expected = """
      error[E0203]: no `␇x`
       --> a␛[0m.rules:1:11
        |
      1 |     チケット␁e\u{301} \u{FFFD} here
        |                  ^^^^
        = help: other

      """
    #expect(renderer.text(diagnostic) == expected)
    #expect(renderer.line(diagnostic) == "a␛[0m.rules:1:11: error[E0203]: no `␇x`")
  }

  @Test("A line of a megabyte is cut around the words, and many messages in it take no time")
  func longLine() {
    let file = SourceFile(path: "a", bytes: Array(repeating: UInt8(ascii: "x"), count: 1_000_000))
    var renderer = DiagnosticRenderer(files: [file])
    var longest = 0
    for start in stride(from: 0, to: 1_000_000, by: 1000) {
      let range = SourceRange(file: 0, start: start, end: 1_000_000)
      longest = max(longest, renderer.text(Diagnostic(.warning, "W0401", "m", at: range)).count)
    }
    #expect(longest < 500)
  }

  @Test("An empty file, and a place at its end, can be shown")
  func emptyFile() {
    var renderer = DiagnosticRenderer(files: [SourceFile(path: "a", bytes: [])], usesColor: true)
    let text = renderer.text(Diagnostic(.error, "E0101", "m", at: SourceRange(file: 0, start: 0, end: 0)))
    #expect(text.hasPrefix("\u{1B}[1m\u{1B}[31merror[E0101]\u{1B}[39m: m"))
  }
}
