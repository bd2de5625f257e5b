//  Why and why not.

extension Chain {
  mutating func note(_ verdict: TraceEntry.Verdict, rule: Int, _ changeSet: ChangeSet) {
    guard isTracing else { return }
    trace.append(
      TraceEntry(
        ticket: tickets[changeSet.ticket].id, round: round, rule: program.rules[rule].identity, verdict: verdict))
  }

  mutating func noteFalse(_ decision: Decision, rule: Int, _ view: RoundView) {
    guard isTracing else { return }
    let branch = program.branches[decision.branch]
    let value = view.description(of: program.tests[branch.test])
    note(
      .conditionFalse(part: branch.text, holds: decision.isTrue, value: value), rule: rule, view.changeSet)
  }

  mutating func noteNotTriggered(_ rule: Int, _ view: RoundView) {
    guard isTracing else { return }
    var byHand = view.changeSet
    byHand.message?.isAutomatic = false
    let otherView = RoundView(program: program, changeSet: byHand, now: now)
    let isAutomatic = view.changeSet.message?.isAutomatic == true && match(of: rule, otherView) != nil
    note(isAutomatic ? .automaticMessage : .notTriggered, rule: rule, view.changeSet)
  }

  mutating func noteOtherPipelines(_ view: RoundView) {
    let pipeline = view.value(of: .pipeline)
    for rule in program.rules.indices where pipeline != .option(Int32(program.rules[rule].pipeline)) {
      note(.otherPipeline, rule: rule, view.changeSet)
    }
  }
}
