internal import RuleEngine

/// One thing that an arm does to the world. Things with equal keys on one ticket are one in all that an event leads to.
struct EffectItem: Hashable {
  enum Key: Hashable {
    /// A message: kind, recipient and text or template; whichever rule sends it.
    case notification(template: Int?)
    case email(template: Int, Program.Recipient)
    case message(text: String, Program.Recipient)
    case notify(text: String, Program.Recipient)
    /// Anything else: a rule's own action.
    case own(rule: Int, ordinal: Int)
    /// The final value of a field.
    case field(FieldSlot)
  }

  enum Kind: Hashable { case notification, email, message, task, note, ticket, field, call }

  var key: Key
  var kind: Kind
  var recipients: [Program.Recipient] = []

  /// Whether a promise counts it.
  func isCounted(as effect: ProgramPromise.Effect, to recipient: Program.Recipient?) -> Bool {
    let isKind =
      switch effect {
      case .notification: kind == .notification
      case .email: kind == .notification || kind == .email
      case .message: isMessage
      case .task: kind == .task
      case .note: kind == .note
      case .ticket: kind == .ticket
      }
    guard isKind, let recipient else { return isKind }
    return recipients.contains(recipient)
  }

  /// It is sent to people.
  var isMessage: Bool { kind == .notification || kind == .email || kind == .message }

  /// What an arm does, in order.
  static func items(of arm: Int, rule index: Int, program: Program) -> [EffectItem] {
    let rule = program.rules[index]
    let isConversation = Situations.Scope(of: rule) == .conversations
    var items: [EffectItem] = []
    var ordinal = rule.arms[..<arm].reduce(0) { $0 + $1.actions.count }
    func add(_ item: EffectItem) {
      // On a conversation the fields are those of the ticket that is made.
      if isConversation, item.kind == .field { return }
      if !items.contains(item) { items.append(item) }
    }
    for action in rule.arms[arm].actions {
      let own = Key.own(rule: index, ordinal: ordinal)
      switch action {
      case .createTicket: add(EffectItem(key: own, kind: .ticket))
      case .move: add(EffectItem(key: .field(.stage), kind: .field))
      case .set(let slot, _), .clear(let slot), .raise(let slot, _), .add(_, let slot), .remove(_, let slot),
        .removeAll(_, let slot), .increase(let slot, _):
        add(EffectItem(key: .field(slot), kind: .field))
      case .assign(.team): add(EffectItem(key: .field(.team), kind: .field))
      case .assign, .rotate: add(EffectItem(key: .field(.owner), kind: .field))
      case .sendNotification(let template):
        add(EffectItem(key: .notification(template: template), kind: .notification, recipients: [.contact]))
      case .sendEmail(let template, let recipients):
        for recipient in recipients {
          add(EffectItem(key: .email(template: template, recipient), kind: .email, recipients: [recipient]))
        }
      case .sendMessage(let text, let recipients):
        for recipient in recipients {
          add(
            EffectItem(
              key: .message(text: program.texts[text].asWritten, recipient), kind: .message, recipients: [recipient]))
        }
      case .notify(let text, let recipients):
        for recipient in recipients {
          add(
            EffectItem(
              key: .notify(text: program.texts[text].asWritten, recipient), kind: .message, recipients: [recipient]))
        }
      case .createTask(_, let people, _): add(EffectItem(key: own, kind: .task, recipients: people))
      case .addNote: add(EffectItem(key: own, kind: .note))
      case .call: add(EffectItem(key: own, kind: .call))
      }
      ordinal += 1
    }
    return items
  }
}
