import RuleCatalogue
import RuleSource
import Testing

@Suite("What the linter says")
struct LintTests {
  @Test("Every fixture gives its golden text", arguments: Golden.topics)
  func fixture(topic: String) throws {
    let rendered = try Golden.checked(topic).rendered
    let expected = try Golden.expected(topic, actual: rendered)
    #expect(rendered == expected)
  }

  @Test("Every code of the linter is in a fixture, and none is an error")
  func everyCode() throws {
    let codes = Set(try Golden.topics.flatMap { try Golden.checked($0).allCodes })
    let pages = Catalogue.pages.map(\.code).filter { $0.hasPrefix("W05") || $0.hasPrefix("H05") }
    #expect(Set(pages).subtracting(codes) == [])
  }

  @Test("What a fixture's edits leave is no error, and none of the codes that were mended", arguments: Golden.topics)
  func edits(topic: String) throws {
    let checked = try Golden.checked(topic)
    guard !checked.diagnostics.contains(where: { $0.severity == .error }) else { return }
    let mended = checked.mended
    let offered = Set(checked.diagnostics.filter { $0.fix != nil }.map(\.code))
    // A code of which one place has no edit stays.
    let open = Set(checked.diagnostics.filter { $0.fix == nil }.map(\.code))
    // Mended letters may make two names one.
    let mayClash = checked.codes.contains("W0510")
    let left = mended.diagnostics.filter {
      $0.severity == .error && !mayClash || offered.contains($0.code) && !open.contains($0.code)
    }
    #expect(left.map { "\($0.code) \($0.message)" } == [])
  }

  @Test("Text is looked at where the rulebook has errors, meaning is not, and no allow counts as unused")
  func errors() {
    let checked = Checked(
      """
      # allow(nameless-rule) short
      on stage Nowhere do add note "a\u{202E}b"
      """)
    #expect(checked.codes == ["E0202", "W0508"])
  }

  @Test("The same rulebook gives the same messages in the same order")
  func order() throws {
    let once = try Golden.topics.map { try Golden.checked($0).rendered }
    let again = try Golden.topics.map { try Golden.checked($0).rendered }
    #expect(once == again)
  }
}
