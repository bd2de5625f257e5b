import RuleChecker
import RuleEngine
import RuleSchema

/// Section 3: what happened.
struct ReferenceTriggers {
  let rules: CheckedRules
  var vocabulary: ReferenceVocabulary { ReferenceVocabulary(schema: rules.schema) }

  /// Whether a trigger matches a facet of the change-set.
  func matches(_ trigger: CheckedTrigger, _ set: ReferenceChangeSet) -> Bool {
    happened(trigger.happening, set) && isBy(trigger.by, set) && isVia(trigger.via, set)
  }

  /// What the facets of a matching trigger carry.
  func carried(by trigger: CheckedTrigger, _ set: ReferenceChangeSet) -> Set<Int> {
    if set.isCreation { return set.creationLedBy }
    switch trigger.happening {
    case .newConversation, .ticketCreated, .activity, .emailSent, .reply, .messageInAnotherThread, .noteAdded,
      .deliveryFailed:
      return []
    case .entered, .left, .stageChanged, .closed, .reopened: return set.ledBy[.stage] ?? []
    case .assigned, .unassigned: return set.ledBy[.owner] ?? []
    case .changed(let field, _, _), .becomes(let field, _), .gained(let field, _), .lost(let field, _):
      return set.ledBy[field == .pipeline ? .stage : slot(of: field)] ?? []
    }
  }

  /// Whether a trigger is about a message.
  func isMessageTrigger(_ trigger: CheckedTrigger) -> Bool {
    switch trigger.happening {
    case .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed: true
    default: false
    }
  }

  private func isBy(_ author: CheckedTrigger.Author?, _ set: ReferenceChangeSet) -> Bool {
    guard let author else { return true }
    guard let actor = set.actor else { return false }
    switch author {
    case .contact: return actor.kind == .contact
    case .agent: return actor.kind == .agent
    case .automation: return actor.kind == .automation
    case .integration: return actor.kind == .integration
    case .list(let list):
      guard let name = actor.email ?? actor.id else { return false }
      return rules.schema.lists[list.value].globs.contains { matchesGlob(name, $0) }
    }
  }

  private func isVia(_ channel: CheckedTrigger.Channel?, _ set: ReferenceChangeSet) -> Bool {
    guard let channel else { return true }
    return set.snapshot.value(at: .channel) == .text(channel.rawValue)
  }

  /// What happened, by anybody and via anything.
  func happened(_ happening: CheckedTrigger.Happening, _ set: ReferenceChangeSet) -> Bool {
    if case .newConversation(let inbox) = happening { return isNewConversation(inbox, set) }
    if set.isConversation { return false }
    let stage = set.snapshot.value(at: .stage)
    let stageBefore = set.before[.stage]
    switch happening {
    case .newConversation: return false
    case .ticketCreated: return set.isCreation
    case .entered(let stages):
      return (set.isCreation ? !set.overtaken.contains(.stage) : stageBefore != nil)
        && stages.contains { isStage(stage, $0) }
    case .left(let stages):
      guard !set.isCreation, let stageBefore else { return false }
      return stages.contains { isStage(stageBefore, $0) }
    case .stageChanged(let from, let to):
      guard !set.isCreation, let stageBefore else { return false }
      return (from.map { isStage(stageBefore, $0) } ?? true) && (to.map { isStage(stage, $0) } ?? true)
    case .closed:
      guard vocabulary.isClosed(stage) else { return false }
      if set.isCreation { return !set.overtaken.contains(.stage) }
      guard let stageBefore else { return false }
      return !vocabulary.isClosed(stageBefore)
    case .reopened:
      guard !set.isCreation, let stageBefore else { return false }
      // A stage that the rulebook does not know is not known to be open.
      return vocabulary.isClosed(stageBefore) && stage.isKnown && !vocabulary.isClosed(stage)
    case .assigned: return !set.isCreation && set.before[.owner] != nil && set.snapshot.value(at: .owner).isKnown
    case .unassigned: return !set.isCreation && set.before[.owner] != nil && !set.snapshot.value(at: .owner).isKnown
    case .activity:
      guard !set.isCreation, let actor = set.actor else { return false }
      return (actor.kind == .contact || actor.kind == .agent) && !(set.message?.isAutomatic ?? false)
    case .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed:
      guard !set.isCreation, let message = set.message else { return false }
      return messageHappened(happening, message, set)
    case .changed(let field, let from, let to):
      return changed(field, from: from, to: to, set, folding: false)
    case .becomes(let field, let literal): return becomes(field, literal, set)
    case .gained(let field, let literal): return becomes(field, literal, set)
    case .lost(let field, let literal): return lost(field, literal, set)
    }
  }

  private func isStage(_ value: Value, _ stage: StageIndex) -> Bool { value == .option(Int32(stage.value)) }

  /// `P changed [from V] [to V]`.
  func changed(_ field: Field, from: Literal?, to: Literal?, _ set: ReferenceChangeSet, folding: Bool) -> Bool {
    guard !set.isCreation, let before = set.change(of: field, vocabulary) else { return false }
    let after = set.value(of: field, vocabulary)
    return (from.map { vocabulary.matches(before, $0, folding: folding) } ?? true)
      && (to.map { vocabulary.matches(after, $0, folding: folding) } ?? true)
  }

  /// `P becomes V`, for a set `P gained V`: created with it, or changed to it.
  func becomes(_ field: Field, _ literal: Literal, _ set: ReferenceChangeSet) -> Bool {
    guard vocabulary.matches(set.value(of: field, vocabulary), literal, folding: false) else { return false }
    if set.isCreation { return !set.overtaken.contains(field == .pipeline ? .stage : slot(of: field)) }
    guard let before = set.change(of: field, vocabulary) else { return false }
    return !vocabulary.matches(before, literal, folding: false)
  }

  /// `P lost V`.
  func lost(_ field: Field, _ literal: Literal, _ set: ReferenceChangeSet) -> Bool {
    guard !set.isCreation, let before = set.change(of: field, vocabulary) else { return false }
    return vocabulary.matches(before, literal, folding: false)
      && !vocabulary.matches(set.value(of: field, vocabulary), literal, folding: false)
  }

  private func isNewConversation(_ inbox: InboxIndex?, _ set: ReferenceChangeSet) -> Bool {
    guard set.isConversation, !(set.message?.isAutomatic ?? false) else { return false }
    let name = set.snapshot.value(at: .inbox)
    let isLocked = rules.schema.inboxes.contains { $0.isLocked && .text($0.name) == name }
    return !isLocked && (inbox.map { name == .text(rules.schema.inboxes[$0.value].name) } ?? true)
  }

  private func messageHappened(
    _ happening: CheckedTrigger.Happening, _ message: Event.Message, _ set: ReferenceChangeSet
  ) -> Bool {
    switch happening {
    case .emailSent(let origin):
      guard message.direction == .outgoing, message.kind == "email", isSentToContact(message, set) else { return false }
      switch origin {
      case .ticket: return message.origin == .ticket
      case .contactRecord: return message.origin == .contactRecord
      case .anywhere: return message.origin != .automation
      }
    case .reply(let fromAnyone, let includingAutomatic):
      return isReply(message, includingAutomatic) && isOnThread(message, set)
        && (fromAnyone || isFromContact(message, of: set.snapshot, actor: set.actor))
    case .messageInAnotherThread(let includingAutomatic):
      return isReply(message, includingAutomatic) && !isOnThread(message, set)
        && isFromContact(message, of: set.snapshot, actor: set.actor)
    case .noteAdded: return message.kind == "note"
    case .deliveryFailed: return message.isDeliveryFailure
    default: return false
    }
  }

  private func isReply(_ message: Event.Message, _ includingAutomatic: Bool) -> Bool {
    message.direction == .incoming && message.kind != "note" && !message.isDeliveryFailure
      && (includingAutomatic || !message.isAutomatic)
  }

  private func isOnThread(_ message: Event.Message, _ set: ReferenceChangeSet) -> Bool {
    guard let thread = message.thread, let own = set.snapshot.thread else { return false }
    return thread == own
  }

  private func isSentToContact(_ message: Event.Message, _ set: ReferenceChangeSet) -> Bool {
    guard let contact = set.snapshot.contact else { return false }
    guard let to = message.to else { return true }
    return to.contains { isSameAddress($0, contact.email) }
  }

  /// Whether a message is from the ticket's contact.
  func isFromContact(_ message: Event.Message, of snapshot: TicketSnapshot, actor: Event.Actor?) -> Bool {
    guard let contact = snapshot.contact else { return false }
    if let actor, actor.kind == .contact {
      if contact.isUnnamed { return true }
      if let id = actor.id, id == contact.id { return true }
    }
    if isSameAddress(message.from, contact.email) { return true }
    guard message.from == nil else { return false }
    guard let actor else { return true }
    return actor.kind == .contact && (actor.id == nil || contact.id == nil)
  }
}
