package import RuleEngine

/// A report for programs: one object a line, described in `grammar/reports.md`.
package struct WhyJSON {
  private let program: Program

  /// Reports about rules of `program`.
  package init(program: Program) { self.program = program }

  /// The report on one line, without its end.
  package func line(of report: WhyReport) -> String {
    JSON.object([
      JSON.Member("event", .text(report.event.id)), JSON.Member("line", number(report.line)),
      JSON.Member(report.isConversation ? "conversation" : "ticket", .text(report.subject)),
      JSON.Member("at", .text(report.event.at.iso8601)), JSON.Member("outcome", .text("\(report.outcome)")),
      JSON.Member("fired", .list(report.firings.map(firing))),
      JSON.Member("silent", .list(report.silences.map(silence))),
      JSON.Member("elsewhere", .number(Double(report.otherPipelineCount))),
    ]).line
  }

  private func number(_ number: Int?) -> JSON { number.map { .number(Double($0)) } ?? .null }

  private func rule(_ rule: Int) -> [JSON.Member] {
    [
      JSON.Member("rule", .text(program.rules[rule].identity)),
      JSON.Member("pipeline", .text(program.pipelines[program.rules[rule].pipeline].name)),
    ]
  }

  private func firing(_ firing: WhyReport.Firing) -> JSON {
    .object(
      rule(firing.rule) + [
        JSON.Member("round", .number(Double(firing.round))), JSON.Member("looked_at", .text(firing.ticket)),
        JSON.Member("arm", number(firing.arm)), JSON.Member("row", number(firing.row)),
        JSON.Member("because", .list(firing.causes.map(JSON.text))),
        JSON.Member("actions", .list(firing.actions.map(JSON.text))),
        JSON.Member("suppressed", .list(firing.suppressed.map(JSON.text))),
      ])
  }

  private func silence(_ silence: WhyReport.Silence) -> JSON {
    .object(
      rule(silence.rule) + [
        JSON.Member("reason", .text(silence.reason)), JSON.Member("text", .text(silence.text)),
        JSON.Member("would_fire", .list(silence.suggestions.map(suggestion))),
      ])
  }

  private func suggestion(_ suggestion: WhyReport.Suggestion) -> JSON {
    .object([
      JSON.Member("text", .text(WhyText.words(suggestion))),
      JSON.Member("trigger", suggestion.trigger.map(JSON.text) ?? .null),
      JSON.Member(
        "changes",
        .list(
          suggestion.changes.map { change in
            .object([
              JSON.Member("field", .text(change.subject)), JSON.Member("is", .text(change.present)),
              JSON.Member("wanted", .text(change.wanted)),
              JSON.Member("examples", .list(change.examples.map(JSON.text))),
            ])
          })),
    ])
  }
}
