import RuleChecker
import RuleSource
import Testing

@Suite("What check says")
struct GoldenTests {
  @Test("Every fixture gives its golden text", arguments: Golden.topics)
  func fixture(topic: String) throws {
    let found = outcome(of: [(path: "\(topic).rules", text: try Golden.rules(topic))])
    let expected = try Golden.expected(topic, actual: found.rendered)
    #expect(found.rendered == expected)
    #expect((found.rules == nil) == found.diagnostics.contains { $0.severity == .error })
  }

  @Test("Every code of the checker has a fixture")
  func everyCode() throws {
    var seen: Set<String> = []
    for topic in Golden.topics {
      let found = outcome(of: [(path: "\(topic).rules", text: try Golden.rules(topic))])
      seen.formUnion(found.diagnostics.map(\.code))
    }
    let missing = codes.filter { !seen.contains($0) }
    #expect(missing == [])
  }

  private var codes: [String] {
    let names = Array(201...242) + Array(301...334) + Array(401...418) + Array(420...423) + Array(440...449)
    return names.map { "E0\($0)" } + [401, 402, 404, 405, 406, 407, 408, 409].map { "W0\($0)" }
  }
}
