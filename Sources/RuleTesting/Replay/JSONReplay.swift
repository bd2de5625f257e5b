import RuleEngine

/// A comparison as one JSON object.
struct JSONReplay {
  let report: ReplayReport

  var text: String {
    let outcome = report.outcome
    var members = [
      JSON.Member("old", .text(report.old)), JSON.Member("new", .text(report.new)),
      JSON.Member("identical", .flag(outcome.isIdentical)), JSON.Member("events", number(outcome.events)),
      JSON.Member("alike", number(outcome.commonDeeds)), JSON.Member("damagedLines", number(outcome.damagedLines)),
      JSON.Member("oneSidedLines", number(outcome.oneSidedLines)),
      JSON.Member("timersLeft", .flag(outcome.hasTimersLeft)),
      JSON.Member(
        "effects",
        .list(
          outcome.effects.map { effect in
            .object([
              JSON.Member("effect", .text(effect.many)), JSON.Member("onlyOld", number(effect.old)),
              JSON.Member("onlyNew", number(effect.new)),
            ])
          })),
      JSON.Member("differingTickets", number(outcome.differingTickets)),
      JSON.Member("first", outcome.first.map(difference) ?? .null),
      JSON.Member(
        "tickets",
        .list(
          outcome.tickets.map { ticket in
            .object([
              JSON.Member("ticket", .text(ticket.id)), JSON.Member("differences", number(ticket.count)),
              JSON.Member("shown", .list(ticket.differences.map(difference))),
            ])
          })),
    ]
    let renamings = outcome.renamings.map { renaming, count in
      JSON.object([
        JSON.Member("old", .text(renaming.old)), JSON.Member("new", .text(renaming.new)),
        JSON.Member("actions", number(count)),
      ])
    }
    members.append(JSON.Member("renamedRules", .list(renamings)))
    return JSON.object(members).line + "\n"
  }

  private func number(_ number: Int) -> JSON { .number(Double(number)) }

  private func difference(_ difference: ReplayOutcome.Difference) -> JSON {
    var members = [
      JSON.Member("line", difference.place.line.map(number) ?? .null),
      JSON.Member("event", difference.place.event.map(JSON.text) ?? .null),
      JSON.Member("ticket", .text(difference.ticket)),
    ]
    members.append(
      JSON.Member(
        "actions",
        .list(
          difference.deeds.map { side, deed in
            .object([
              JSON.Member("side", .text(side.rawValue)), JSON.Member("at", .text(deed.at.iso8601)),
              JSON.Member("rule", .text(deed.rule)), JSON.Member("action", .text(deed.kind.word)),
              JSON.Member("text", .text(report.words(deed))), JSON.Member("byTimer", .flag(deed.isByTimer)),
            ])
          })))
    for (name, reasons) in [("oldTrace", difference.reasons.old), ("newTrace", difference.reasons.new)]
    where !reasons.isEmpty {
      members.append(
        JSON.Member(
          name,
          .list(
            reasons.map { reason in
              .object([
                JSON.Member("rule", .text(reason.entry.rule)), JSON.Member("round", number(reason.entry.round)),
                JSON.Member("ticket", .text(reason.entry.ticket)),
                JSON.Member("why", .text(TraceWords.text(of: reason.entry.verdict))),
              ])
            })))
    }
    return .object(members)
  }
}
