//  Why and why not.

extension Chain {
  mutating func note(_ verdict: TraceEntry.Verdict, rule: Int, _ changeSet: ChangeSet) {
    guard isTracing else { return }
    trace.append(
      TraceEntry(
        ticket: tickets[changeSet.ticket].id, round: round, rule: program.rules[rule].identity, verdict: verdict))
  }

  mutating func noteFalse(_ branch: Int, rule: Int, _ view: RoundView) {
    guard isTracing else { return }
    let branch = program.branches[branch]
    note(
      .conditionFalse(part: branch.text, value: view.description(of: program.tests[branch.test])), rule: rule,
      view.changeSet)
  }

  mutating func noteOtherPipelines(_ view: RoundView) {
    let pipeline = view.value(of: .pipeline)
    for rule in program.rules.indices where pipeline != .option(Int32(program.rules[rule].pipeline)) {
      note(.otherPipeline, rule: rule, view.changeSet)
    }
  }
}
