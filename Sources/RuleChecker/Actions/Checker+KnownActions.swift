import RuleSource
import RuleSyntax

//  Actions that were seen before: `set priority to High` stands in many rules, and means the same in each.

extension Checker {
  /// The actions of an arm, those with a mistake left out.
  mutating func actions(_ list: [ActionSyntax]) -> [CheckedAction] {
    let written = list.span
    if written.count == 1 { return only(0, of: written) }
    var actions: [CheckedAction] = []
    actions.reserveCapacity(written.count)
    for index in written.indices {
      if written[index].kind.mayBeSame {
        actions += only(index, of: written)
      } else if let action = action(index, of: written) {
        actions.append(action)
      }
    }
    return actions
  }

  /// The action at `index` alone, which the rules that say the same share.
  private mutating func only(_ index: Int, of written: borrowing Swift.Span<ActionSyntax>) -> [CheckedAction] {
    let range = written[index].range
    // In a table the header stands apart from its cells.
    guard !context.isInTable, written[index].kind.mayBeSame else {
      return action(index, of: written).map { [$0] } ?? []
    }
    if let known = knownActions.meaning(at: range, in: texts) { return known }
    let messages = diagnostics.count
    guard let action = action(index, of: written) else { return [] }
    let only = [action]
    if diagnostics.count == messages, action.isSameInAllRules { knownActions.note(only, at: range, in: texts) }
    return only
  }
}

extension ActionKindSyntax {
  /// Whether it is likely to be in other rules, too. Texts mostly are of one rule alone.
  fileprivate var mayBeSame: Bool {
    switch self {
    case .set, .clear, .raise, .add, .remove, .removeMatching, .increase, .assign, .rotate, .sendNotification,
      .sendEmail:
      true
    case .createTicket, .createTask, .move, .addNote, .sendMessage, .notify, .call: false
    }
  }
}

extension CheckedAction {
  /// Whether its words say the same in every rule: no stage is looked up, and no message read.
  fileprivate var isSameInAllRules: Bool {
    switch self {
    case .set(_, to: .valueOf(let field)): !field.isMessageFact
    case .set, .clear, .raise, .add, .remove, .removeMatching, .increase, .assign, .rotate, .sendNotification,
      .sendEmail:
      true
    case .createTicket, .createTask, .move, .addNote, .sendMessage, .notify, .call: false
    }
  }
}
