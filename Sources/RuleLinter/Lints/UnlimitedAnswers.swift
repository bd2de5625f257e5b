import RuleChecker
import RuleSchema
import RuleSource
import RuleSyntax

//  A message to the contact at every message of the contact. The language stops two machines that answer each other, but
//  a person who writes five times gets five answers.

let unlimitedAnswers = Lint(codes: ["W0506"]) { subject in
  guard subject.schema.answerLimit == nil else { return [] }
  return subject.indices { !$0.isOff && $0.limits.isEmpty && $0.triggers.haveContact }.compactMap { index in
    let rule = subject.rules[index]
    guard rule.arms.contains(where: { $0.actions.contains(where: \.writesToContact) }),
      let trigger = rule.triggers.first(where: \.isOfContact), let written = subject.written(index),
      let place = written.firstAnswer(of: rule)
    else { return nil }
    let end = written.events.last?.range
    return Diagnostic(
      .warning, "W0506", "this answers every message of the contact, without a limit of its own", at: place,
      labels: [Diagnostic.Label("whenever this happens", at: rule.range(of: trigger))],
      help: rule.isNamed
        ? "write a limit after the trigger, such as `at most 2 times per 24 hours`, or `limit answers at most 2 times per 24 hours` once for all rules"
        : "write `limit answers at most 2 times per 24 hours` once for all rules, or give this rule a name and a limit",
      notes: ["without one, the default holds: 5 answers in any 24 hours for one ticket, and what is more is withheld"],
      fix: rule.isNamed ? end.map { .insert("at most 2 times per 24 hours", after: $0, .unsafe) } : nil)
  }
}

extension [CheckedTrigger] {
  fileprivate var haveContact: Bool {
    let triggers = span
    for index in triggers.indices {
      // Most triggers are of something else, and not copied to be asked.
      if triggers[index].happening.isMessage, triggers[index].isOfContact { return true }
    }
    return false
  }
}

extension CheckedTrigger {
  fileprivate var isOfContact: Bool {
    (by == nil || by == .contact) && happening.isMessage
  }
}

extension CheckedTrigger.Happening {
  fileprivate var isMessage: Bool {
    switch self {
    case .reply, .messageInAnotherThread: true
    case .newConversation, .ticketCreated, .entered, .left, .stageChanged, .closed, .reopened, .assigned, .unassigned,
      .activity, .emailSent, .noteAdded, .deliveryFailed, .changed, .becomes, .gained, .lost:
      false
    }
  }
}

extension CheckedAction {
  fileprivate var writesToContact: Bool {
    switch self {
    case .sendNotification: true
    case .sendEmail(_, let recipients), .sendMessage(_, let recipients), .notify(let recipients, _):
      recipients.contains(.contact)
    case .createTicket, .move, .set, .clear, .raise, .add, .remove, .removeMatching, .increase, .assign, .rotate,
      .createTask, .addNote, .call:
      false
    }
  }
}

extension RuleDeclarationSyntax {
  /// The first action that writes to the contact.
  fileprivate func firstAnswer(of rule: CheckedRule) -> SourceRange? {
    for (arm, written) in zip(rule.arms, arms) {
      for (action, words) in zip(arm.actions, written.actions) where action.writesToContact { return words.range }
    }
    return nil
  }
}
