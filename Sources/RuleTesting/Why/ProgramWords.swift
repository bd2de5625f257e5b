package import RuleEngine

/// The parts of a compiled rulebook in the words that rules are written in.
package struct ProgramWords {
  package let program: Program

  package init(program: Program) { self.program = program }

  /// A value; `no value` for unknown.
  package func value(_ value: Value, of slot: FieldSlot) -> String {
    switch value {
    case .unknown: "no value"
    case .text(let text): "\"\(text)\""
    case .option, .options: ActionWords.quoted(program.words(of: value, for: slot))
    case .number, .day, .instant, .flag: program.words(of: value, for: slot)
    }
  }

  /// A stage's name.
  package func stage(_ index: Int) -> String { ActionWords.quoted(program.stages[index].name) }

  /// An option of a set or an enum.
  package func option(_ option: Int32, of slot: FieldSlot) -> String { value(.option(option), of: slot) }

  /// A length of time: `3 business days`.
  package func span(_ span: Span) -> String {
    let unit = "\(span.unit)"
    let kind = span.calendar.map { ActionWords.quoted(program.calendars[$0].name) + " " } ?? ""
    return "\(span.amount) \(kind)\(span.amount == 1 ? String(unit.dropLast()) : unit)"
  }

  /// Alternatives: `a, b or c`.
  package static func either(_ words: [String]) -> String { joined(words, "or") }

  /// All together: `a, b and c`.
  package static func joined(_ words: [String], _ conjunction: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}

//  Triggers and timers.

extension ProgramWords {
  /// What a trigger waits for: `a reply from the contact`.
  package func trigger(_ trigger: Program.Trigger) -> String {
    var text = happening(trigger.happening)
    switch trigger.by {
    case .contact: text += " by the contact"
    case .agent: text += " by an agent"
    case .automation: text += " by automation"
    case .integration: text += " by an integration"
    case .list(let list):
      text += " by somebody on the list of \(ProgramWords.either(program.lists[list].map { "`\($0)`" }))"
    case nil: break
    }
    return text + (trigger.via.map { " via \($0)" } ?? "")
  }

  private func happening(_ happening: Program.Trigger.Happening) -> String {
    func transition(_ from: String?, _ to: String?) -> String {
      (from.map { " from \($0)" } ?? "") + (to.map { " to \($0)" } ?? "")
    }
    return switch happening {
    case .newConversation(let inbox):
      "a new conversation" + (inbox.map { " in inbox \(ActionWords.quoted(program.inboxes[$0].name))" } ?? "")
    case .ticketCreated: "the creation of a ticket"
    case .entered(let stages): "the ticket entering stage \(ProgramWords.either(stages.map(stage)))"
    case .left(let stages): "the ticket leaving stage \(ProgramWords.either(stages.map(stage)))"
    case .stageChanged(let from, let to): "a change of the stage" + transition(from.map(stage), to.map(stage))
    case .closed: "the ticket being closed"
    case .reopened: "the ticket being reopened"
    case .assigned: "the ticket getting an owner"
    case .unassigned: "the ticket losing its owner"
    case .activity: "activity of the contact or an agent"
    case .emailSent(.ticket): "an e-mail sent to the contact"
    case .emailSent(.contactRecord): "an e-mail sent to the contact from the contact record"
    case .emailSent(.anywhere): "an e-mail sent to the contact from anywhere"
    case .reply(let fromAnyone, let including):
      (fromAnyone ? "a reply from anyone" : "a reply from the contact") + (including ? ", automatic or not" : "")
    case .messageInAnotherThread(let including):
      "a message from the contact in another thread" + (including ? ", automatic or not" : "")
    case .noteAdded: "a note"
    case .deliveryFailed: "a report of a failed delivery"
    case .changed(let slot, let from, let to):
      "a change of \(program.name(of: slot))"
        + transition(from.map { value($0, of: slot) }, to.map { value($0, of: slot) })
    case .becomes(let slot, let new): "\(program.name(of: slot)) becoming \(value(new, of: slot))"
    case .gained(let slot, let gained): "\(program.name(of: slot)) gaining \(option(gained, of: slot))"
    case .lost(let slot, let lost): "\(program.name(of: slot)) losing \(option(lost, of: slot))"
    }
  }

  /// What a timer waits for.
  package func timer(_ timer: Program.Timer) -> String {
    switch timer.kind {
    case .inStage(let stages, let delay):
      (delay.map { span($0) + " in" } ?? "the time of its row in") + " stage \(ProgramWords.either(stages.map(stage)))"
    case .withoutReply(let delay): "\(span(delay)) without a reply"
    case .withoutAnswer(let delay): "\(span(delay)) without an answer"
    case .withoutActivity(let delay): "\(span(delay)) without activity"
    case .whileTrue(_, let delay): "\(span(delay)) in which its condition holds"
    case .everyWhile(_, let delay): "every \(span(delay)) in which its condition holds"
    case .before(let slot, let delay): "\(span(delay)) before \(program.name(of: slot))"
    case .after(let slot, let delay):
      (delay.map { span($0) } ?? "the time of its row") + " after \(program.name(of: slot))"
    case .reached(let slot): "\(program.name(of: slot)) being reached"
    case .everyDays(_, let minute): "its time of day, \(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
    }
  }

  /// A limit as rules write it.
  package func limit(_ limit: Program.Limit) -> String {
    switch limit {
    case .oncePerTicket: "once per ticket"
    case .oncePerStageVisit: "once per stage visit"
    case .atMost(let count, let time): "at most \(count) \(count == 1 ? "time" : "times") per \(span(time))"
    }
  }
}

//  Actions.

extension ProgramWords {
  /// What an action does, as it stands in the rule.
  package func action(_ action: Program.Action) -> String {
    switch action {
    case .createTicket(let index, let fields):
      "create ticket in stage \(stage(index))"
        + (fields.isEmpty
          ? ""
          : " with "
            + fields.map { "\(program.name(of: $0.slot)) \(newValue($0.value, of: $0.slot))" }.joined(separator: ", "))
    case .move(let index): "move to \(stage(index))"
    case .set(let slot, let value): "set \(program.name(of: slot)) to \(newValue(value, of: slot))"
    case .clear(let slot): "clear \(program.name(of: slot))"
    case .raise(let slot, let value): "raise \(program.name(of: slot)) to \(self.value(value, of: slot))"
    case .add(let added, let slot): "add \(option(added, of: slot)) to \(program.name(of: slot))"
    case .remove(let removed, let slot): "remove \(option(removed, of: slot)) from \(program.name(of: slot))"
    case .removeAll(let removed, let slot):
      "remove \(ProgramWords.joined(removed.map { option($0, of: slot) }, "and")) from \(program.name(of: slot))"
    case .increase(let slot, let number): "increase \(program.name(of: slot)) by \(NumberText.text(of: number))"
    case .assign(let assignee): "assign to " + self.assignee(assignee)
    case .rotate(let team): "rotate among team \(ActionWords.quoted(program.teams[team]))"
    case .sendNotification(let template):
      "send ticket notification " + (template.map { ActionWords.quoted(program.templates[$0]) + " " } ?? "")
        + "to contact"
    case .sendEmail(let template, let people):
      "send email \(ActionWords.quoted(program.templates[template])) to \(recipients(people))"
    case .sendMessage(let text, let people): "send message \(quoted(text)) to \(recipients(people))"
    case .notify(let text, let people): "notify \(recipients(people)) \(quoted(text))"
    case .createTask(let text, let people, let due):
      "create task \(quoted(text))" + (people.isEmpty ? "" : " for \(recipients(people))")
        + (due.map { " due in \(span($0))" } ?? "")
    case .addNote(let text): "add note \(quoted(text))"
    case .call(let index, _): ActionWords.quoted(program.actions[index].name)
    }
  }

  private func quoted(_ text: Int) -> String { "\"\(program.texts[text].asWritten)\"" }

  private func recipients(_ people: [Program.Recipient]) -> String {
    ProgramWords.joined(people.map { program.words(of: $0) }, "and")
  }

  private func newValue(_ new: Program.NewValue, of slot: FieldSlot) -> String {
    switch new {
    case .literal(let value): self.value(value, of: slot)
    case .now: "now"
    case .today: "today"
    case .fromNow(let time): "\(span(time)) from now"
    case .valueOf(let other): "value of \(program.name(of: other))"
    }
  }

  private func assignee(_ assignee: Program.Assignee) -> String {
    switch assignee {
    case .person(let person): "\"\(person)\""
    case .team(let team): "team \(ActionWords.quoted(program.teams[team]))"
    case .actor: "actor"
    case .creator: "creator"
    case .nobody: "nobody"
    case .personIn(let slot): "its \(program.name(of: slot))"
    }
  }
}

extension Program.Action {
  /// The field it writes, if it writes one.
  var writtenField: FieldSlot? {
    switch self {
    case .move: .stage
    case .set(let slot, _), .clear(let slot), .raise(let slot, _), .add(_, let slot), .remove(_, let slot),
      .removeAll(_, let slot), .increase(let slot, _):
      slot
    case .assign(.team): .team
    case .assign, .rotate: .owner
    case .createTicket, .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call: nil
    }
  }

  /// It makes a ticket.
  var isCreation: Bool {
    if case .createTicket = self { true } else { false }
  }
}
