import Testing

@Suite("The engine says what the reference interpreter says")
struct ReferenceComparisonTests {
  @Test("Random rulebooks and lines, through the compiled file")
  func comparison() {
    var run = PropertyRun(salt: 1)
    var differences: [Comparison.Difference] = []
    run.forEachCase(PropertySettings.cases, isEdited: true) { sample, totals in
      if let difference = Comparison.difference(sample, &totals) { differences.append(difference) }
      return differences.count < 3
    }
    print("properties: reference comparison:", run.totals.printed)
    for difference in differences { Issue.record("\(difference)") }
    #expect(run.totals.accepted * 10 > run.totals.rulebooks * 8)
    #expect(run.totals.linesWithActions * 6 > run.totals.lines)
  }
}
