internal import RuleEngine

//  Triggers and actions in the words of the language.

extension Inspection {
  func words(for trigger: Program.Trigger) -> String {
    let by =
      switch trigger.by {
      case nil: ""
      case .contact: " by a contact"
      case .agent: " by an agent"
      case .automation: " by automation"
      case .integration: " by an integration"
      case .list(let list): " by list \(list)"
      }
    return words(for: trigger.happening) + by + (trigger.via.map { " via \($0)" } ?? "")
  }

  private func words(for happening: Program.Trigger.Happening) -> String {
    switch happening {
    case .newConversation(let inbox):
      "new conversation" + (inbox.map { " in inbox \(Self.quoted(program.inboxes[$0].name))" } ?? "")
    case .ticketCreated: "ticket created"
    case .entered(let stages): "stage " + stages.map { stage($0) }.joined(separator: ", ")
    case .left(let stages): "leaving stage " + stages.map { stage($0) }.joined(separator: ", ")
    case .stageChanged(let from, let to):
      "stage changed" + (from.map { " from \(stage($0))" } ?? "") + (to.map { " to \(stage($0))" } ?? "")
    case .closed: "closed"
    case .reopened: "reopened"
    case .assigned: "assigned"
    case .unassigned: "unassigned"
    case .activity: "activity"
    case .emailSent(.ticket): "email sent to contact"
    case .emailSent(.contactRecord): "email sent to contact from contact record"
    case .emailSent(.anywhere): "email sent to contact from anywhere"
    case .reply(let fromAnyone, let includingAutomatic):
      "reply from \(fromAnyone ? "anyone" : "contact")" + (includingAutomatic ? " including automatic" : "")
    case .messageInAnotherThread(let includingAutomatic):
      "message from contact in another thread" + (includingAutomatic ? " including automatic" : "")
    case .noteAdded: "note added"
    case .deliveryFailed: "delivery failed"
    case .changed(let slot, let from, let to):
      "\(field(slot)) changed" + (from.map { " from \(value($0, of: slot))" } ?? "")
        + (to.map { " to \(value($0, of: slot))" } ?? "")
    case .becomes(let slot, let new): "\(field(slot)) becomes \(value(new, of: slot))"
    case .gained(let slot, let option): "\(field(slot)) gained \(value(.option(option), of: slot))"
    case .lost(let slot, let option): "\(field(slot)) lost \(value(.option(option), of: slot))"
    }
  }

  func words(for action: Program.Action) -> String {
    switch action {
    case .createTicket(let stage, let changes):
      "create ticket in stage \(place(stage))"
        + (changes.isEmpty
          ? "" : " with " + changes.map { "\(field($0.slot)) \(new($0.value, of: $0.slot))" }.joined(separator: ", "))
    case .move(let stage): "move to \(place(stage))"
    case .set(let slot, let value): "set \(field(slot)) to \(new(value, of: slot))"
    case .clear(let slot): "clear \(field(slot))"
    case .raise(let slot, let level): "raise \(field(slot)) to \(value(level, of: slot))"
    case .add(let option, let slot): "add \(value(.option(option), of: slot)) to \(field(slot))"
    case .remove(let option, let slot): "remove \(value(.option(option), of: slot)) from \(field(slot))"
    case .removeAll(let options, let slot):
      "remove all of \(options.isEmpty ? "nothing" : value(.options(options), of: slot)) from \(field(slot))"
    case .increase(let slot, let amount): "increase \(field(slot)) by \(NumberText.text(of: amount))"
    case .assign(let assignee): "assign to \(words(for: assignee))"
    case .rotate(let team): "rotate among team \(Self.quoted(program.teams[team]))"
    case .sendNotification(let template):
      "send ticket notification" + (template.map { " " + Self.quoted(program.templates[$0]) } ?? "") + " to contact"
    case .sendEmail(let template, let recipients):
      "send email \(Self.quoted(program.templates[template])) to \(words(for: recipients))"
    case .sendMessage(let content, let recipients): "send message \(text(content)) to \(words(for: recipients))"
    case .notify(let content, let recipients): "notify \(words(for: recipients)) \(text(content))"
    case .createTask(let content, let recipients, let due):
      "create task \(text(content))" + (recipients.isEmpty ? "" : " for \(words(for: recipients))")
        + (due.map { " due in \(span($0))" } ?? "")
    case .addNote(let content): "add note \(text(content))"
    case .call(let action, let arguments): words(forCall: action, arguments)
    }
  }

  private func words(for assignee: Program.Assignee) -> String {
    switch assignee {
    case .person(let person): Self.quoted(person)
    case .team(let team): "team \(Self.quoted(program.teams[team]))"
    case .actor: "actor"
    case .creator: "creator"
    case .nobody: "nobody"
    case .personIn(let slot): "its \(field(slot))"
    }
  }

  private func words(for recipients: [Program.Recipient]) -> String {
    recipients.map { recipient in
      switch recipient {
      case .contact: "contact"
      case .owner: "owner"
      case .creator: "creator"
      case .cc: "cc"
      case .followers: "followers"
      case .team(let team): "team \(Self.quoted(program.teams[team]))"
      case .itsTeam: "its team"
      case .personIn(let slot): "its \(field(slot))"
      case .address(let address): Self.quoted(address)
      }
    }
    .joined(separator: " and ")
  }

  func new(_ value: Program.NewValue, of slot: FieldSlot) -> String {
    switch value {
    case .literal(let literal): self.value(literal, of: slot)
    case .now: "now"
    case .today: "today"
    case .fromNow(let span): "\(self.span(span)) from now"
    case .valueOf(let source): "value of \(field(source))"
    }
  }

  func text(_ index: Int) -> String { Self.quoted(program.texts[index].asWritten) }

  func stage(_ index: Int) -> String { Self.quoted(program.stages[index].name) }

  // A target may be in another pipeline, where the same name means another stage.
  private func place(_ stage: Int) -> String {
    "\(self.stage(stage)) in pipeline \(Self.quoted(program.pipelines[program.stages[stage].pipeline].name))"
  }

  func span(_ span: Span) -> String {
    let noun =
      switch span.unit {
      case .minutes: "minute"
      case .hours: "hour"
      case .days: "day"
      case .weeks: "week"
      }
    guard let calendar = span.calendar else { return Self.count(span.amount, noun) }
    let hours = program.calendars[calendar]
    return Self.count(span.amount, "business \(noun)") + (hours.isDefault ? "" : " of \(Self.quoted(hours.name))")
  }
}

//  Fields and values.

extension Inspection {
  func field(_ slot: FieldSlot) -> String {
    if let index = slot.propertyIndex {
      let property = program.properties[index]
      return Self.prefix(property.entity) + Self.quoted(property.name)
    }
    switch slot {
    case .stage: return "stage"
    case .pipeline: return "pipeline"
    case .owner: return "owner"
    case .team: return "team"
    case .inbox: return "inbox"
    case .channel: return "channel"
    case .created: return "created"
    case .closed: return "closed"
    case .contactEmail: return "contact.email"
    case .messageSubject: return "message.subject"
    case .messageFrom: return "message.from"
    case .messageText: return "message.text"
    case .ownerEmail: return "owner.email"
    case .ownerTeams: return "owner.teams"
    default: preconditionFailure("these are all built-in fields")
    }
  }

  func value(_ value: Value, of slot: FieldSlot) -> String {
    switch value {
    case .unknown: "unknown"
    case .option(let option): self.option(Int(option), of: slot)
    case .options(let options): options.map { option(Int($0), of: slot) }.joined(separator: ", ")
    case .number(let number): NumberText.text(of: number)
    case .text(let text): Self.quoted(text.string)
    case .day(let day): day.iso8601
    case .instant(let instant): instant.iso8601
    case .flag(let flag): flag ? "true" : "false"
    }
  }

  private func option(_ option: Int, of slot: FieldSlot) -> String {
    switch slot {
    case .stage: Self.quoted(program.stages[option].name)
    case .pipeline: Self.quoted(program.pipelines[option].name)
    case .ownerTeams: Self.quoted(program.teams[option])
    default: Self.quoted(slot.propertyIndex.map { program.properties[$0].options[option].name } ?? "")
    }
  }
}
