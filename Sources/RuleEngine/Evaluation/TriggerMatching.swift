//  Which facets of a change-set a trigger matches: the table of section 3 of grammar/meaning.md, row by row.

extension RoundView {
  /// Whether the trigger matches a facet of this change-set.
  func matches(_ trigger: Program.Trigger) -> Bool {
    guard matches(trigger.happening) else { return false }
    if let author = trigger.by, !isBy(author) { return false }
    if let channel = trigger.via, !program.isSame(.text(EventText(channel)), value(of: .channel)) { return false }
    return true
  }

  func matches(_ happening: Program.Trigger.Happening) -> Bool {
    if case .newConversation(let inbox) = happening { return isNewConversation(in: inbox) }
    if changeSet.isConversation { return false }
    switch happening {
    case .newConversation: return false
    case .ticketCreated: return changeSet.isCreation
    case .entered(let stages):
      return isStage(value(of: .stage), among: stages) && (isCreated(with: .stage) || isChanged(.stage))
    case .left(let stages): return isChanged(.stage) && isStage(valueBefore(of: .stage), among: stages)
    case .stageChanged(let from, let to):
      return isChanged(.stage, from: from.map { .option(Int32($0)) }, to: to.map { .option(Int32($0)) })
    case .closed:
      return isClosed
        && (isCreated(with: .stage) || (isChanged(.stage) && !program.isClosed(stage: valueBefore(of: .stage))))
    case .reopened:
      return value(of: .stage).isKnown && !isClosed && isChanged(.stage)
        && program.isClosed(stage: valueBefore(of: .stage))
    case .assigned: return isChanged(.owner) && value(of: .owner).isKnown
    case .unassigned: return isChanged(.owner) && !value(of: .owner).isKnown
    case .activity: return isActivity
    case .changed(let slot, let from, let to): return isChanged(slot, from: from, to: to)
    case .becomes(let slot, let new): return becomes(slot, new)
    case .gained(let slot, let option): return gained(slot, option)
    case .lost(let slot, let option): return lost(slot, option)
    case .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed:
      guard let message = changeSet.message, !changeSet.isCreation else { return false }
      return matches(happening, message)
    }
  }

  private func matches(_ happening: Program.Trigger.Happening, _ message: Event.Message) -> Bool {
    switch happening {
    case .emailSent(let origin):
      return message.isEmailSent(from: origin, to: snapshot.contact)
    case .reply(let fromAnyone, let includingAutomatic):
      return message.isAnswer(includingAutomatic: includingAutomatic) && isOnTicketsThread(message)
        && (fromAnyone || isFromContact(message))
    case .messageInAnotherThread(let includingAutomatic):
      return message.isAnswer(includingAutomatic: includingAutomatic) && !isOnTicketsThread(message)
        && isFromContact(message)
    case .noteAdded: return message.isNote
    case .deliveryFailed: return message.isDeliveryFailure
    default: return false
    }
  }

  /// A set: has V and had it not; any other field: is V and was not, or was created so.
  private func becomes(_ slot: FieldSlot, _ new: Value) -> Bool {
    if case .option(let option) = new, case .options = value(of: slot) { return gained(slot, option) }
    return program.isSame(new, value(of: slot)) && (isCreated(with: slot) || isChanged(slot))
  }

  private func isStage(_ stage: Value, among stages: [Int]) -> Bool {
    if case .option(let index) = stage { stages.contains(Int(index)) } else { false }
  }

  private func isNewConversation(in inbox: Int?) -> Bool {
    guard changeSet.isConversation, let message = changeSet.message, !message.isAutomatic else { return false }
    let name = value(of: .inbox)
    if program.inboxes.contains(where: { $0.isLocked && .text(EventText($0.name)) == name }) { return false }
    guard let inbox else { return true }
    return name == .text(EventText(program.inboxes[inbox].name))
  }

  /// A contact or an agent did something; a machine's message is nobody's doing.
  private var isActivity: Bool {
    guard !changeSet.isCreation, let actor = changeSet.actor else { return false }
    return (actor.kind == .contact || actor.kind == .agent) && changeSet.message?.isAutomatic != true
  }

  /// Whether the message is on the ticket's thread.
  func isOnTicketsThread(_ message: Event.Message) -> Bool { message.isOnThread(of: snapshot) }

  /// Whether the message was sent to the ticket's contact.
  func isSentToContact(_ message: Event.Message) -> Bool { message.isSent(to: snapshot.contact) }

  /// The ticket's contact wrote the message, or nothing says who did.
  func isFromContact(_ message: Event.Message) -> Bool {
    message.isFrom(snapshot.contact, by: changeSet.actor)
  }

  /// Whether the change-set's actor is that kind, or on that list.
  func isBy(_ author: Program.Trigger.Author) -> Bool {
    guard let actor = changeSet.actor else { return false }
    switch author {
    case .contact: return actor.kind == .contact
    case .agent: return actor.kind == .agent
    case .automation: return actor.kind == .automation
    case .integration: return actor.kind == .integration
    case .list(let list):
      guard let name = actor.emailText ?? actor.idText else { return false }
      return program.lists[list].contains { Glob($0).matches(name) }
    }
  }
}

extension Program.Trigger.Happening {
  /// Matches because of a message.
  package var isOfMessage: Bool {
    switch self {
    case .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed: true
    case .newConversation, .ticketCreated, .entered, .left, .stageChanged, .closed, .reopened, .assigned, .unassigned,
      .activity, .changed, .becomes, .gained, .lost:
      false
    }
  }

  /// The field whose change it matches, if it is one field's.
  var slot: FieldSlot? {
    switch self {
    case .entered, .left, .stageChanged, .closed, .reopened: .stage
    case .assigned, .unassigned: .owner
    case .changed(let slot, _, _), .becomes(let slot, _), .gained(let slot, _), .lost(let slot, _):
      slot == .pipeline ? .stage : slot
    case .newConversation, .ticketCreated, .activity, .emailSent, .reply, .messageInAnotherThread, .noteAdded,
      .deliveryFailed:
      nil
    }
  }
}

extension Event.Message {
  /// Comes in, and is neither a note nor the report of a failure.
  func isAnswer(includingAutomatic: Bool) -> Bool {
    direction == .incoming && !isNote && !isDeliveryFailure && (includingAutomatic || !isAutomatic)
  }

  /// An e-mail to the contact from where the trigger says.
  func isEmailSent(from place: Program.Trigger.Origin, to contact: Event.Contact?) -> Bool {
    guard direction == .outgoing, isEmail, isSent(to: contact) else { return false }
    switch place {
    case .ticket: return origin == .ticket
    case .contactRecord: return origin == .contactRecord
    case .anywhere: return origin != .automation
    }
  }

  /// A person's reply from the contact on the ticket's thread.
  func isReply(to ticket: TicketSnapshot, by actor: Event.Actor?) -> Bool {
    isAnswer(includingAutomatic: false) && isOnThread(of: ticket) && isFrom(ticket.contact, by: actor)
  }

  /// No thread is never the same thread.
  func isOnThread(of ticket: TicketSnapshot) -> Bool {
    guard let thread = parts.thread, let own = ticket.facts.thread else { return false }
    return thread == own
  }

  /// The contact is among the receivers; a message that does not say is assumed to go to the contact.
  func isSent(to contact: Event.Contact?) -> Bool {
    guard let contact else { return false }
    guard parts.namesReceivers else { return true }
    guard let email = contact.emailText else { return false }
    return parts.to.contains { EmailAddress.areEqual($0, email) }
  }

  /// Whether `contact` wrote the message in a change-set by `actor`, or nothing says who did.
  func isFrom(_ contact: Event.Contact?, by actor: Event.Actor?) -> Bool {
    guard let contact else { return false }
    if let actor, actor.kind == .contact {
      if contact.isUnnamed { return true }
      if let id = actor.idText, id == contact.idText { return true }
    }
    if let from = parts.from { return contact.emailText.map { EmailAddress.areEqual($0, from) } ?? false }
    guard let actor else { return true }
    return actor.kind == .contact && (actor.idText == nil || contact.idText == nil)
  }
}
