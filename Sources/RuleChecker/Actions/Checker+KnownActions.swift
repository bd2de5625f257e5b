import RuleSource
import RuleSyntax

//  Actions that were seen before: `set priority to High` stands in many rules, and means the same in each.

extension Checker {
  /// The actions of an arm, those with a mistake left out.
  @inline(__always)
  mutating func actions(_ written: ShortList<ActionSyntax>) -> ShortList<CheckedAction> {
    switch written {
    case .one(let action):
      switch knownOrNew(action) {
      case .some(let action): .one(action)
      case .none: ShortList()
      }
    case .several(let written): .several(written.kept { knownOrNew($0) })
    }
  }

  /// What `written` means, which was found out before if other rules say the same.
  @inline(__always)
  private mutating func knownOrNew(_ written: ActionSyntax) -> CheckedAction? {
    // In a table the header stands apart from its cells.
    guard !context.isInTable, written.kind.mayBeSame else { return action(written) }
    if let known = knownActions.meaning(at: written.range, in: texts) { return known }
    let messages = diagnostics.count
    guard let action = action(written) else { return nil }
    if diagnostics.count == messages, action.isSameInAllRules {
      knownActions.note(action, at: written.range, in: texts)
    }
    return action
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
