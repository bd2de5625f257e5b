/// Asks single parts of a rulebook about a ticket: whether a condition holds, what a text comes to. For tests of rules.
package struct RuleProbe: Sendable {
  private let rulebook: Rulebook

  /// Probes the rules of `rulebook`.
  package init(_ rulebook: Rulebook) { self.rulebook = rulebook }

  /// What a condition came to, and the part that decided.
  package struct Answer: Sendable, Hashable {
    package let holds: Bool
    /// The words of the deciding part, whether that part itself held, and the value it met.
    package let part: String
    package let partHolds: Bool
    package let value: String
  }

  /// The condition of the first arm of the rule at `index`, asked of the ticket as `event` left it.
  package func answer(ofRule index: Int, to event: Event) -> Answer? {
    guard rulebook.program.rules.indices.contains(index),
      let condition = rulebook.program.rules[index].arms.first?.condition, let view = view(of: event)
    else { return nil }
    var memo = RoundMemo()
    let (holds, decision) = view.evaluate(condition, &memo)
    let branch = rulebook.program.branches[decision.branch]
    return Answer(
      holds: holds, part: branch.text, partHolds: decision.isTrue,
      value: view.description(of: rulebook.program.tests[branch.test]))
  }

  /// The text of the note that the first action of the rule at `index` adds, for the ticket as `event` left it.
  package func text(ofRule index: Int, for event: Event) -> String? {
    guard rulebook.program.rules.indices.contains(index), case .ticket(let snapshot) = event.subject,
      case .addNote(let text)? = rulebook.program.rules[index].arms.first?.actions.first
    else { return nil }
    return TextRendering(core: rulebook.core, snapshot: snapshot, message: event.message)
      .text(of: rulebook.program.texts[text])
  }

  private func view(of event: Event) -> RoundView? {
    guard case .ticket(let snapshot) = event.subject else { return nil }
    var changeSet = ChangeSet(ticket: 0, origin: .line, after: snapshot)
    changeSet.changes = event.changes.map { ChangeSet.Change(slot: $0.slot, before: $0.before, ledBy: .empty) }
    changeSet.isCreation = event.isCreation
    changeSet.actor = event.actor
    changeSet.message = event.message
    return RoundView(core: rulebook.core, changeSet: changeSet, now: event.at)
  }
}
