import RuleAnalysis
import RuleChecker
import RuleCompiler
import RuleEngine
import RuleSchema
import RuleSource

/// What is proved, as programs read it: one object.
struct JSONProof {
  let report: ProofReport

  var text: String { JSON.object(members).line + "\n" }

  private var members: [JSON.Member] {
    var members = [JSON.Member("proved", .flag(report.isProved))]
    if let proof = report.proof {
      members.append(JSON.Member("termination", termination(proof)))
      members.append(JSON.Member("order", order(proof)))
      members.append(JSON.Member("bounds", bounds(proof)))
    }
    members.append(JSON.Member("promises", .list(report.answers.map(answer))))
    return members
  }

  private func termination(_ proof: ProgramProof) -> JSON {
    .object([
      JSON.Member("verdict", .text("proved")), JSON.Member("rounds", .number(Double(proof.rounds))),
      JSON.Member(
        "longest",
        .list(
          proof.longest.map { link in
            .object([
              JSON.Member("rule", .text(report.identity(link.rule))), JSON.Member("arm", .number(Double(link.arm + 1))),
              JSON.Member("writes", .list(link.writes.map { .text(report.name($0)) })),
              JSON.Member("creates", .flag(link.creates)),
            ])
          })),
      JSON.Member("heldBack", .list(proof.circles.map { .text(report.identity($0)) })),
    ])
  }

  private func order(_ proof: ProgramProof) -> JSON {
    let isShown = proof.conflicts.contains { $0.example != nil }
    let verdict = proof.conflicts.isEmpty ? "proved" : isShown ? "refuted" : "unknown"
    return .object([
      JSON.Member("verdict", .text(verdict)),
      JSON.Member(
        "conflicts",
        .list(
          zip(proof.conflicts, report.conflictTests).map { conflict, test in
            .object(
              [
                JSON.Member(
                  "rules", .list([conflict.first, conflict.second].map { .text(report.identity($0)) })),
                JSON.Member("field", conflict.slot.map { .text(report.name($0)) } ?? .null),
              ] + (conflict.example.map { example($0, test) } ?? []))
          })),
    ])
  }

  private func bounds(_ proof: ProgramProof) -> JSON {
    func bound(_ bound: ProgramProof.Bound?) -> JSON { bound.map { .number(Double($0.most)) } ?? .null }
    return .object([
      JSON.Member("actions", bound(proof.actions)), JSON.Member("messages", bound(proof.messages)),
      JSON.Member("createdTickets", bound(proof.tickets)),
      JSON.Member("conditionsInARound", .number(Double(proof.conditions))),
    ])
  }

  private func answer(_ answer: ProofReport.Answer) -> JSON {
    var members = [
      JSON.Member("promise", .text(answer.promise.text)),
      JSON.Member("pipeline", .text(report.rules.schema.pipelines[answer.promise.pipeline.value].name)),
      JSON.Member("place", .text(report.place(answer.promise.range))),
    ]
    switch answer.verdict {
    case .proved: members.append(JSON.Member("verdict", .text("proved")))
    case .refuted(let example):
      members.append(JSON.Member("verdict", .text("refuted")))
      members.append(JSON.Member("finding", .text(report.finding(answer, example))))
      members.append(JSON.Member("rules", .list(example.finding.rules.map { .text(report.identity($0)) })))
      members += self.example(example, answer.test)
    case .unknown(let reason):
      members.append(JSON.Member("verdict", .text("unknown")))
      members.append(JSON.Member("reason", .text(report.provable.named(reason, in: report.rules))))
    }
    return .object(members)
  }

  private func example(_ example: CounterExample, _ test: String?) -> [JSON.Member] {
    [
      JSON.Member("events", .list(example.lines.map { .text($0) })),
      JSON.Member("until", example.until.map { .text($0.iso8601) } ?? .null),
      JSON.Member("test", test.map { .text($0) } ?? .null),
    ]
  }
}
