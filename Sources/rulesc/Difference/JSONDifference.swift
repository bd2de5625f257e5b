internal import RuleAnalysis
internal import RuleEngine
internal import RuleTesting

//  The report as one JSON object.

extension DifferenceReport {
  var json: String {
    let members = [
      JSON.Member("old", .text(old)), JSON.Member("new", .text(new)), JSON.Member("verdict", .text("\(verdict)")),
      JSON.Member(
        "rules", .object([JSON.Member("old", number(ruleCounts.old)), JSON.Member("new", number(ruleCounts.new))])),
      JSON.Member(
        "differentRules",
        .object([JSON.Member("old", number(changedCounts.old)), JSON.Member("new", number(changedCounts.new))])),
      JSON.Member("settings", .list(settings.map { .text($0) })),
      JSON.Member(
        "silences",
        .list(
          silences.map { silence in
            .object([
              JSON.Member("recipient", .text(silence.recipient)),
              JSON.Member("pipeline", silence.pipeline.map { .text($0) } ?? .null),
              JSON.Member("kinds", number(silence.kinds)), JSON.Member("allKinds", number(silence.allKinds)),
              JSON.Member("cases", .list(silence.cases.map { .text($0) })),
              JSON.Member("isComplete", .flag(silence.areAllCases)),
            ])
          })),
      JSON.Member("changes", .list(entries.map(json))), JSON.Member("undecided", .list(doubts.map { .text($0) })),
    ]
    return JSON.object(members).line + "\n"
  }

  private func json(_ entry: Entry) -> JSON {
    .object([
      JSON.Member("change", .text(entry.isLost ? "lost" : "gained")), JSON.Member("effect", .text(entry.effect)),
      JSON.Member("pipeline", entry.pipeline.map { .text($0) } ?? .null),
      JSON.Member("kinds", number(entry.kinds)), JSON.Member("allKinds", number(entry.allKinds)),
      JSON.Member("kindsWithEffect", number(entry.kindsWithEffect)),
      JSON.Member("cases", .list(entry.cases.map { .text($0) })), JSON.Member("isComplete", .flag(entry.areAllCases)),
      JSON.Member("isTried", .flag(entry.isTried)), JSON.Member("example", entry.example.map(json) ?? .null),
    ])
  }

  private func json(_ example: DifferenceExample) -> JSON {
    .object([
      JSON.Member("event", .text(example.line)), JSON.Member("times", number(example.times)),
      JSON.Member("timer", example.timer.map { .text($0.iso8601) } ?? .null),
      JSON.Member("before", .list(example.before.map { .text($0) })),
      JSON.Member("after", .list(example.after.map { .text($0) })),
    ])
  }

  private func number(_ number: Int) -> JSON { .number(Double(number)) }

  /// Numbers that readers would round are texts.
  private func number(_ number: UInt128) -> JSON {
    number < 1 << 53 ? .number(Double(number)) : .text(number == .max ? "countless" : String(number))
  }
}
