import Testing

/// One folder for each sentence of the design: rules, events, and what must come out, readable.
///
/// `UPDATE_GOLDENS=1 swift test --filter ScenarioTests` writes `expected.txt` anew: read the difference before you keep it.
@Suite struct ScenarioTests {
  static let names = ScenarioFolder.names()

  @Test("A scenario comes out as its sentence says", arguments: names)
  func comesOut(name: String) throws {
    let scenario = try Scenario(name: name)
    #expect(scenario.outcome == (try ScenarioFolder.expected(name, for: scenario.outcome)))
  }
}
