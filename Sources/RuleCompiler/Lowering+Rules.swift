internal import RuleChecker
internal import RuleEngine
internal import RuleSchema

//  Triggers and actions.

extension Lowering {
  /// A trigger as one number, if that says it.
  func plain(_ triggers: Swift.Span<CheckedTrigger>, at index: Int) -> RuleParts.PlainTrigger? {
    guard triggers[index].by == nil, triggers[index].via == nil else { return nil }
    switch triggers[index].happening {
    case .ticketCreated: return .ticketCreated
    case .entered(let stages): return stages.count == 1 ? .entered(stages[0].value) : nil
    case .changed(let field, nil, nil): return field == .pipeline ? nil : .changed(lower(field))
    case .reply(fromAnyone: false, includingAutomatic: false): return .replied
    case .emailSent(.ticket): return .sentFromTicket
    case .newConversation, .left, .stageChanged, .closed, .reopened, .assigned, .unassigned, .activity, .emailSent,
      .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed, .changed, .becomes, .gained, .lost:
      return nil
    }
  }

  // Mutating, here and below, though nothing changes: whoever changes the lowering and calls a method that does not copies
  // all of it.

  mutating func lower(_ triggers: Swift.Span<CheckedTrigger>, at index: Int) -> Program.Trigger {
    Program.Trigger(
      happening: happening(triggers, at: index), by: triggers[index].by.map { lower($0) },
      via: triggers[index].via?.rawValue)
  }

  // Looked at where it stands: what is handed on is copied.
  private mutating func happening(_ triggers: Swift.Span<CheckedTrigger>, at index: Int) -> Program.Trigger.Happening {
    switch triggers[index].happening {
    case .newConversation(let inbox): .newConversation(inbox: inbox?.value)
    case .ticketCreated: .ticketCreated
    case .entered(let stages): .entered(stages.map(\.value))
    case .left(let stages): .left(stages.map(\.value))
    case .stageChanged(let from, let to): .stageChanged(from: from?.value, to: to?.value)
    case .closed: .closed
    case .reopened: .reopened
    case .assigned: .assigned
    case .unassigned: .unassigned
    case .activity: .activity
    case .emailSent(let origin): .emailSent(lower(origin))
    case .reply(let fromAnyone, let includingAutomatic):
      .reply(fromAnyone: fromAnyone, includingAutomatic: includingAutomatic)
    case .messageInAnotherThread(let includingAutomatic):
      .messageInAnotherThread(includingAutomatic: includingAutomatic)
    case .noteAdded: .noteAdded
    case .deliveryFailed: .deliveryFailed
    case .changed(let field, let from, let to):
      .changed(lower(field), from: from.map { lower($0) }, to: to.map { lower($0) })
    case .becomes(let field, let literal): .becomes(lower(field), lower(literal))
    case .gained(let field, let literal): .gained(lower(field), option(literal))
    case .lost(let field, let literal): .lost(lower(field), option(literal))
    }
  }

  private func option(_ literal: Literal) -> Int32 {
    guard case .option(let option) = literal else {
      preconditionFailure("the checker lets only options of the set be gained or lost")
    }
    return Int32(option)
  }

  private func lower(_ origin: CheckedTrigger.Origin) -> Program.Trigger.Origin {
    switch origin {
    case .ticket: .ticket
    case .contactRecord: .contactRecord
    case .anywhere: .anywhere
    }
  }

  private func lower(_ author: CheckedTrigger.Author) -> Program.Trigger.Author {
    switch author {
    case .contact: .contact
    case .agent: .agent
    case .automation: .automation
    case .integration: .integration
    case .list(let list): .list(list.value)
    }
  }
}

extension Lowering {
  mutating func lower(_ action: CheckedAction) -> Program.Action {
    switch action {
    case .createTicket(let stage, let pairs):
      .createTicket(
        stage: stage.value, with: pairs.map { Program.FieldChange(slot: lower($0.field), value: lower($0.value)) })
    case .move(let stage): .move(to: stage.value)
    case .set(let field, let value): .set(lower(field), lower(value))
    case .clear(let field): .clear(lower(field))
    case .raise(let field, let literal): .raise(lower(field), lower(literal))
    case .add(let option, let field): .add(Int32(option), to: lower(field))
    case .remove(let option, let field): .remove(Int32(option), from: lower(field))
    case .removeMatching(let glob, let field): .removeAll(options(of: field, matching: glob), from: lower(field))
    case .increase(let field, let amount): .increase(lower(field), by: amount)
    case .assign(let assignee): .assign(lower(assignee))
    case .rotate(let team): .rotate(team: team.value)
    case .sendNotification(let template): .sendNotification(template: template?.value)
    case .sendEmail(let template, let recipients): .sendEmail(template: template.value, to: lower(recipients))
    case .sendMessage(let text, let recipients): .sendMessage(text: lower(text), to: lower(recipients))
    case .notify(let recipients, let text): .notify(text: lower(text), to: lower(recipients))
    case .createTask(let text, let recipients, let due):
      .createTask(text: lower(text), for: lower(recipients), dueIn: due.map { lower($0) })
    case .addNote(let text): .addNote(text: lower(text))
    case .call(let action, let arguments): .call(action.value, with: arguments.map { lower($0) })
    }
  }

  /// Lists of one recipient.
  struct RecipientsAlone {
    let contact: [Program.Recipient] = [.contact]
    let owner: [Program.Recipient] = [.owner]
    let creator: [Program.Recipient] = [.creator]
    let cc: [Program.Recipient] = [.cc]
    let followers: [Program.Recipient] = [.followers]
    let itsTeam: [Program.Recipient] = [.itsTeam]
    /// By team.
    let teams: [[Program.Recipient]]

    init(teamCount: Int) { teams = (0..<teamCount).map { [.team($0)] } }
  }

  private mutating func lower(_ argument: Argument) -> Program.Argument {
    switch argument.value {
    case .text(let text): Program.Argument(parameter: argument.parameter, value: .text(lower(text)))
    case .value(let value): Program.Argument(parameter: argument.parameter, value: .value(lower(value)))
    }
  }

  private mutating func lower(_ value: NewValue) -> Program.NewValue {
    switch value {
    case .literal(let literal): .literal(lower(literal))
    // An empty set is unknown.
    case .options(let list): .literal(list.isEmpty ? .unknown : .options(options(list)))
    case .now: .now
    case .today: .today
    case .fromNow(let span): .fromNow(lower(span))
    case .valueOf(let field): .valueOf(lower(field))
    }
  }

  private func lower(_ assignee: Assignee) -> Program.Assignee {
    switch assignee {
    case .person(let person): .person(person)
    case .team(let team): .team(team.value)
    case .actor: .actor
    case .creator: .creator
    case .nobody: .nobody
    case .personIn(let field): .personIn(lower(field))
    }
  }

  /// One recipient alone, as most rules have it, is the same list for all of them.
  mutating func lower(_ recipients: [Recipient]) -> [Program.Recipient] {
    guard recipients.count == 1 else { return recipients.map { lower($0) } }
    switch recipients[0] {
    case .contact: return alone.contact
    case .owner: return alone.owner
    case .creator: return alone.creator
    case .cc: return alone.cc
    case .followers: return alone.followers
    case .itsTeam: return alone.itsTeam
    case .team(let team): return alone.teams[team.value]
    case .personIn, .address: return [lower(recipients[0])]
    }
  }

  private func lower(_ recipient: Recipient) -> Program.Recipient {
    switch recipient {
    case .contact: .contact
    case .owner: .owner
    case .creator: .creator
    case .cc: .cc
    case .followers: .followers
    case .team(let team): .team(team.value)
    case .itsTeam: .itsTeam
    case .personIn(let field): .personIn(lower(field))
    case .address(let address): .address(address)
    }
  }

  mutating func lower(_ text: TextTemplate) -> Int { texts.index(of: text) }
}
