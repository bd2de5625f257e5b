package import RuleEngine

//  Triggers and rules as diagrams: the table of section 3 and sentence 4.2 of grammar/meaning.md.

/// When a rule does what, in one space of situations.
package struct EncodedRule: Sendable {
  /// Its trigger matches, or its timer is due.
  package var triggered: Diagram
  /// Triggered, and the guard holds.
  package var guarded: Diagram
  /// For each arm: guarded, its condition holds and no earlier arm's does.
  package var taken: [Diagram]
  /// Some arm is taken.
  package var holds: Diagram
}

extension Situations {
  /// When the rule holds and which arm it takes; limits and other rules are not looked at.
  ///
  /// - Parameter frame: what is looked at; all that is possible without one.
  package func encode(
    _ rule: Program.Rule, of program: Program, within frame: Diagram? = nil
  ) throws(BudgetExceeded) -> EncodedRule {
    var triggers: [Diagram] = []
    for trigger in rule.triggers { triggers.append(try diagram(trigger)) }
    if let timer = rule.timer { triggers.append(try diagram(timer, of: rule, in: program)) }
    let triggered = try store.and(frame ?? possible, store.any(triggers))
    let guarded = try store.and(triggered, diagram(rule.guardCondition, in: program))
    var left = guarded
    var taken: [Diagram] = []
    for arm in rule.arms {
      let condition = try diagram(arm.condition, in: program)
      taken.append(try store.and(left, condition))
      left = try store.without(left, condition)
    }
    return EncodedRule(triggered: triggered, guarded: guarded, taken: taken, holds: try store.without(guarded, left))
  }

  /// The trigger matches a facet.
  package func diagram(_ trigger: Program.Trigger) throws(BudgetExceeded) -> Diagram {
    var result = try diagram(trigger.happening)
    switch trigger.by {
    case .contact: result = try store.and(result, isBy(.contact))
    case .agent: result = try store.and(result, isBy(.agent))
    case .automation: result = try store.and(result, isBy(.automation))
    case .integration: result = try store.and(result, isBy(.integration))
    case .list(let list): result = try store.and(result, holds(.actorIsOnList(list)))
    case nil: break
    }
    if let channel = trigger.via { result = try store.and(result, isSame(.channel, .text(channel))) }
    return result
  }

  private func isBy(_ kind: Event.Actor.Kind) throws(BudgetExceeded) -> Diagram {
    try diagram(.actor, is: Int(kind.rawValue) + 1)
  }

  private func diagram(_ happening: Program.Trigger.Happening) throws(BudgetExceeded) -> Diagram {
    switch happening {
    case .newConversation(let inbox): return try isNewConversation(in: inbox)
    case .ticketCreated: return try isCreation()
    case .entered(let stages):
      return try store.and(isStage(stages.contains), store.or(isCreation(), isChanged(.stage)))
    case .left(let stages): return try store.and(isChanged(.stage), wasStage(stages.contains))
    case .stageChanged(let from, let to):
      return try isChanged(
        .stage, from: from.map { .option(Int32($0)) }, to: to.map { .option(Int32($0)) })
    case .closed:
      let closing = try store.without(isChanged(.stage), wasStage { program.stages[$0].isClosed })
      return try store.and(isClosed(), store.or(isCreation(), closing))
    case .reopened:
      return try store.without(store.and(isChanged(.stage), wasStage { program.stages[$0].isClosed }), isClosed())
    case .assigned: return try store.and(isChanged(.owner), isKnown(.owner))
    case .unassigned: return try store.without(isChanged(.owner), isKnown(.owner))
    case .activity:
      let actors = try store.or(isBy(.contact), isBy(.agent))
      return try store.and(isChange(), store.without(actors, holds(.messageIsAutomatic)))
    case .changed(let slot, let old, let new): return try isChanged(slot, from: old, to: new)
    case .becomes(let slot, let value):
      if case .option(let option) = value, case .set = program.kind(of: slot) { return try gained(slot, option) }
      return try store.and(isSame(slot, value), store.or(isCreation(), isChanged(slot)))
    case .gained(let slot, let option): return try gained(slot, option)
    case .lost(let slot, let option): return try lost(slot, option)
    case .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed:
      return try store.and(isChange(), ofMessage(happening))
    }
  }

  private func ofMessage(_ happening: Program.Trigger.Happening) throws(BudgetExceeded) -> Diagram {
    switch happening {
    case .emailSent(let origin):
      let sent = try store.all([
        isMessage(.outgoing), diagram(.messageKind, is: Fact.MessageKind.email.rawValue), holds(.messageIsToContact),
      ])
      switch origin {
      case .ticket: return try store.and(sent, isWritten(.ticket))
      case .contactRecord: return try store.and(sent, isWritten(.contactRecord))
      case .anywhere: return try store.without(sent, isWritten(.automation))
      }
    case .reply(let fromAnyone, let includingAutomatic):
      let reply = try store.and(isAnswer(includingAutomatic), holds(.messageIsOnThread))
      return fromAnyone ? reply : try store.and(reply, holds(.messageIsFromContact))
    case .messageInAnotherThread(let includingAutomatic):
      let elsewhere = try store.without(isAnswer(includingAutomatic), holds(.messageIsOnThread))
      return try store.and(elsewhere, holds(.messageIsFromContact))
    case .noteAdded:
      return try store.without(
        diagram(.messageKind, is: Fact.MessageKind.note.rawValue), isMessage(.none))
    case .deliveryFailed: return try holds(.messageIsDeliveryFailure)
    default: return .never
    }
  }

  func isMessage(_ way: Fact.MessageWay) throws(BudgetExceeded) -> Diagram { try diagram(.message, is: way.rawValue) }

  private func isWritten(_ origin: Event.Message.Origin) throws(BudgetExceeded) -> Diagram {
    try diagram(.messageOrigin, is: Int(origin.rawValue))
  }

  private func isAnswer(_ includingAutomatic: Bool) throws(BudgetExceeded) -> Diagram {
    var answer = try store.without(isMessage(.incoming), diagram(.messageKind, is: Fact.MessageKind.note.rawValue))
    answer = try store.without(answer, holds(.messageIsDeliveryFailure))
    return includingAutomatic ? answer : try store.without(answer, holds(.messageIsAutomatic))
  }

  private func isNewConversation(in inbox: Int?) throws(BudgetExceeded) -> Diagram {
    guard scope == .conversations else { return .never }
    var result = try store.not(holds(.messageIsAutomatic))
    for other in program.inboxes where other.isLocked {
      result = try store.without(result, isSame(.inbox, .text(other.name)))
    }
    guard let inbox else { return result }
    return try store.and(result, isSame(.inbox, .text(program.inboxes[inbox].name)))
  }

  /// A timer of the rule is due, and the ticket is such that it can be.
  private func diagram(
    _ timer: Program.Timer, of rule: Program.Rule, in program: Program
  ) throws(BudgetExceeded) -> Diagram {
    guard let index = needs.due.firstIndex(of: names.due(rule)) else { return .never }
    let due = try store.and(holds(.isDue(index)), isChange())
    switch timer.kind {
    case .inStage(let stages, _): return try store.and(due, isStage(stages.contains))
    case .withoutReply, .withoutAnswer, .everyDays: return try store.without(due, isClosed())
    case .withoutActivity: return due
    case .whileTrue(let condition, _), .everyWhile(let condition, _):
      return try store.and(due, diagram(condition, in: program))
    case .before(let slot, _), .after(let slot, _), .reached(let slot): return try store.and(due, isKnown(slot))
    }
  }

  /// The rule's limit is used up; never where it has none.
  package func isUsedUp(_ rule: Program.Rule) throws(BudgetExceeded) -> Diagram {
    guard !rule.limits.isEmpty, let index = needs.limited.firstIndex(of: names.limited(rule)) else { return .never }
    return try holds(.isUsedUp(index))
  }
}

extension Situations.Scope {
  /// Where the rule looks.
  package init(of rule: Program.Rule) {
    let isOfConversations = rule.triggers.contains {
      if case .newConversation = $0.happening { true } else { false }
    }
    self = isOfConversations ? .conversations : .pipeline(rule.pipeline)
  }
}
