import RuleCatalogue
import RuleCompiler
import RuleSource
import Testing

@Suite("What is proved of rules")
struct FindingTests {
  @Test("Every fixture gives its golden text", arguments: Golden.topics)
  func fixture(topic: String) throws {
    let rendered = try Golden.rendered(topic)
    let expected = try Golden.expected(topic, actual: rendered)
    #expect(rendered == expected)
  }

  @Test("What takes a proof can be allowed, and is not called unused where nothing was proved")
  func allowances() {
    let text = """
      pipeline Desk default
        stage New
        stage Done closed
      # allow(W0701) it will be switched on later
      rule "Away" on reply from contact when message is automatic do add note "away"

      """
    let files = [SourceFile(path: "a.rules", bytes: Array(text.utf8))]
    #expect(Toolchain.verify(files).diagnostics.map(\.code) == [])
    #expect(Toolchain.verify(files, proving: false).diagnostics.map(\.code) == [])
  }
}
