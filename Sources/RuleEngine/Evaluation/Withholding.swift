//  Messages that want no automatic answer get none. Section 6.4 of grammar/meaning.md.

extension Event {
  /// Who sent the line's message.
  struct Sender {
    var email: String?
    /// The ticket's contact sent it.
    var isContact: Bool
  }

  /// The sender of an incoming message.
  var sender: Sender? {
    guard let message, message.direction == .incoming else { return nil }
    let isContact: Bool
    switch subject {
    // Whoever begins a conversation is its contact.
    case .conversation: isContact = true
    case .ticket(let snapshot): isContact = message.isFrom(snapshot.contact, by: actor)
    }
    return Sender(email: message.from.map(EmailAddress.extracted(from:)), isContact: isContact)
  }
}

extension Action.Recipient {
  /// This recipient without the sender; `nil` if nobody is left.
  func withholding(from sender: Event.Sender) -> Action.Recipient? {
    switch self {
    case .contact(_, let email): return sender.isContact || isSender(email, sender) ? nil : self
    case .address(let email): return isSender(email, sender) ? nil : self
    case .cc(let emails):
      let rest = emails.filter { !isSender($0, sender) }
      return rest.isEmpty ? nil : .cc(rest)
    case .owner, .creator, .person, .team, .followers: return self
    }
  }

  private func isSender(_ email: String?, _ sender: Event.Sender) -> Bool {
    guard let email, let own = sender.email else { return false }
    return EmailAddress.areEqual(email, own)
  }
}
