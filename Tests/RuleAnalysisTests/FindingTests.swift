import RuleCatalogue
import Testing

@Suite("What is proved of rules")
struct FindingTests {
  @Test("Every fixture gives its golden text", arguments: Golden.topics)
  func fixture(topic: String) throws {
    let rendered = try Golden.rendered(topic)
    let expected = try Golden.expected(topic, actual: rendered)
    #expect(rendered == expected)
  }
}
