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
    guard rulebook.core.rules.indices.contains(index),
      let condition = rulebook.core.rules[index].arms.first?.condition, let view = view(of: event)
    else { return nil }
    var memo = RoundMemo()
    let (holds, decision) = view.evaluate(condition, &memo)
    let branch = rulebook.core.branch(decision.branch)
    return Answer(
      holds: holds, part: branch.text, partHolds: decision.isTrue,
      value: view.description(of: rulebook.core.tests[branch.test]))
  }

  /// One test of a condition, how it came out, and the value it met.
  package struct Part: Sendable, Hashable {
    /// The words of the test.
    package let text: String
    package let holds: Bool
    package let value: String
  }

  /// The tests that were asked before the condition of the rule at `index` was decided, in the order of asking. Those
  /// that could not matter any more are left out.
  package func parts(ofRule index: Int, to event: Event) -> [Part] {
    guard rulebook.core.rules.indices.contains(index),
      let condition = rulebook.core.rules[index].arms.first?.condition, let view = view(of: event)
    else { return [] }
    var parts: [Part] = []
    var place = condition.branches.lowerBound
    while true {
      let branch = rulebook.core.branch(place)
      let test = rulebook.core.tests[branch.test]
      let holds = view.holds(test)
      parts.append(Part(text: branch.text, holds: holds, value: view.description(of: test)))
      // Branches only ever go forward, inside their condition: the file's verifier says so.
      guard case .branch(let next) = holds ? branch.ifTrue : branch.ifFalse else { return parts }
      place = next
    }
  }

  /// The text of the note that the first action of the rule at `index` adds, for the ticket as `event` left it.
  package func text(ofRule index: Int, for event: Event) -> String? {
    guard rulebook.core.rules.indices.contains(index), case .ticket(let snapshot) = event.subject,
      case .addNote(let text)? = rulebook.core.rules[index].arms.first?.actions.first
    else { return nil }
    return TextRendering(core: rulebook.core, snapshot: snapshot, message: event.message)
      .text(of: rulebook.core.texts[text])
  }

  private func view(of event: Event) -> RoundView? {
    event.content.isConversation ? nil : RoundView(core: rulebook.core, line: event)
  }
}
