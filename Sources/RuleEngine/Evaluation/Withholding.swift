//  Messages that want no automatic answer get none. Section 6.4 of grammar/meaning.md.

extension Event {
  /// Who sent the line's message, if it wants no answer.
  struct UnansweredSender {
    var email: String?
    /// The ticket's contact sent it.
    var isContact: Bool
  }

  /// The sender that no message of the chain goes to, if there is one.
  var unansweredSender: UnansweredSender? {
    guard let message, message.direction == .incoming, message.wantsNoAnswer else { return nil }
    let isContact: Bool
    switch subject {
    // Whoever begins a conversation is its contact.
    case .conversation: isContact = true
    case .ticket(let snapshot):
      var changeSet = ChangeSet(ticket: 0, origin: .line, after: snapshot)
      changeSet.actor = actor
      isContact = RoundView(program: Program(), changeSet: changeSet, now: at).isFromContact(message)
    }
    return UnansweredSender(email: message.from.map(EmailAddress.extracted(from:)), isContact: isContact)
  }
}

extension Action.Recipient {
  /// This recipient without the sender; `nil` if nobody is left.
  func withholding(from sender: Event.UnansweredSender) -> Action.Recipient? {
    switch self {
    case .contact(_, let email): return sender.isContact || isSender(email, sender) ? nil : self
    case .address(let email): return isSender(email, sender) ? nil : self
    case .cc(let emails):
      let rest = emails.filter { !isSender($0, sender) }
      return rest.isEmpty ? nil : .cc(rest)
    case .owner, .creator, .person, .team, .followers: return self
    }
  }

  private func isSender(_ email: String?, _ sender: Event.UnansweredSender) -> Bool {
    guard let email, let own = sender.email else { return false }
    return EmailAddress.areEqual(email, own)
  }
}
