//  Why and why not.

extension Chain {
  mutating func note(_ verdict: TraceEntry.Verdict, rule: Int, _ changeSet: ChangeSet) {
    guard isTracing else { return }
    trace.append(
      TraceEntry(
        ticket: tickets[changeSet.ticket].id, round: round, rule: core.identity(of: rule), verdict: verdict))
  }

  mutating func noteFalse(_ decision: Decision, rule: Int, _ view: RoundView) {
    guard isTracing else { return }
    let branch = core.branch(decision.branch)
    let value = view.description(of: core.tests[branch.test])
    note(
      .conditionFalse(part: branch.text, holds: decision.isTrue, value: value), rule: rule, view.changeSet)
  }

  mutating func noteNotTriggered(_ rule: Int, _ view: RoundView) {
    guard isTracing else { return }
    var byHand = view.changeSet
    byHand.message = byHand.message?.sentByHand
    let otherView = RoundView(core: core, changeSet: byHand, now: now)
    let isAutomatic = view.changeSet.message?.isAutomatic == true && match(of: rule, otherView) != nil
    note(isAutomatic ? .automaticMessage : .notTriggered, rule: rule, view.changeSet)
  }

  /// The arm, or the row of a table.
  func verdict(of firing: Firing) -> TraceEntry.Verdict {
    if let row = core.rules[firing.rule].arms[firing.arm].row { return .firedRow(row) }
    return .fired(arm: firing.arm + 1)
  }

  mutating func noteOtherPipelines(_ view: RoundView) {
    let pipeline = view.value(of: .pipeline)
    for rule in core.rules.indices where pipeline != .option(Int32(core.rules[rule].pipeline)) {
      note(.otherPipeline, rule: rule, view.changeSet)
    }
  }
}
