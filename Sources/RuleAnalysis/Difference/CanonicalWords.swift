internal import RuleEngine

/// Names for effects and facts that do not depend on a program's indices: equal if they mean the same. For hashes and for
/// order, not for people.
struct CanonicalWords {
  let program: Program

  func effect(_ key: EffectKey) -> [String] { effect(key.effect) + ["\(key.ordinal)"] }

  private func effect(_ effect: NetEffect) -> [String] {
    switch effect {
    // Messages come first where effects are listed by these words.
    case .message(let message, let recipient): ["1 message"] + self.recipient(recipient) + self.message(message)
    case .makeTicket(let stage): ["2 make"] + self.stage(stage)
    case .createTicket(let stage, let fields, let isInThread):
      ["3 create"] + self.stage(stage) + ["\(isInThread)", "\(fields.count)"]
        + fields.flatMap { slot($0.slot) + worth($0.worth, of: $0.slot) }
    case .set(.stage, let worth): ["4 move"] + self.worth(worth, of: .stage)
    case .set(let slot, let worth): ["5 set"] + self.slot(slot) + self.worth(worth, of: slot)
    case .increase(let slot, let amount): ["5 set"] + self.slot(slot) + ["increase", "\(amount)"]
    case .add(let option, let slot): ["5 set"] + self.slot(slot) + ["add"] + self.option(option, of: slot)
    case .remove(let option, let slot): ["5 set"] + self.slot(slot) + ["remove"] + self.option(option, of: slot)
    case .rotate(let team): ["6 rotate", program.teams[team]]
    case .task(let text, let people, let due):
      ["7 task"] + self.text(text) + people.map { recipient($0).joined(separator: " ") }.sorted()
        + (due.map(span) ?? ["-"])
    case .note(let text): ["7 note"] + self.text(text)
    case .call(let index, let arguments):
      ["7 call", program.actions[index].name]
        + arguments.flatMap { argument -> [String] in
          let parameter = program.actions[index].parameters[argument.parameter]
          switch argument.content {
          case .text(let text): return [parameter.name] + self.text(text)
          case .value(let value): return [parameter.name] + new(value, parameter)
          }
        }
    case .usesLimit(let rule): ["8 limit", rule]
    }
  }

  private func message(_ message: NetEffect.Message) -> [String] {
    switch message {
    case .notification(let template): ["notification", template.map { program.templates[$0] } ?? ""]
    case .email(let template): ["email", program.templates[template]]
    case .text(let text): ["text"] + self.text(text)
    case .notice(let text): ["notice"] + self.text(text)
    }
  }

  func recipient(_ recipient: Program.Recipient) -> [String] {
    switch recipient {
    case .team(let team): ["team", program.teams[team]]
    case .personIn(let slot): ["person"] + self.slot(slot)
    case .address(let address): ["address", address]
    case .contact, .owner, .creator, .cc, .followers, .itsTeam: ["\(recipient)"]
    }
  }

  private func text(_ text: Program.TextTemplate) -> [String] {
    [text.asWritten]
      + text.parts.flatMap { part in
        if case .placeholder(let slot) = part { self.slot(slot) } else { ["-"] }
      }
  }

  // MARK: Values

  func worth(_ worth: NewWorth, of slot: FieldSlot) -> [String] {
    switch worth {
    case .literal(let value): self.value(value, of: slot)
    case .now, .today, .actor, .creator: ["\(worth)"]
    case .fromNow(let time): ["from now"] + span(time)
    case .field(let other): ["field"] + self.slot(other)
    case .either(let left, let right): ["either"] + self.worth(left, of: slot) + self.worth(right, of: slot)
    case .raised(let other, let bound): ["raised"] + self.worth(other, of: slot) + value(bound, of: slot)
    case .increased(let other, let amount): ["increased"] + self.worth(other, of: slot) + ["\(amount)"]
    case .edited(let other, let added, let removed):
      ["edited"] + self.worth(other, of: slot) + added.flatMap { option($0, of: slot) } + ["without"]
        + removed.flatMap { option($0, of: slot) }
    }
  }

  private func new(_ new: Program.NewValue, _ parameter: Program.DeclaredAction.Parameter) -> [String] {
    switch new {
    case .literal(.option(let option)): [parameter.options[Int(option)].id]
    case .literal(.options(let options)): options.map { parameter.options[Int($0)].id }
    case .literal(let value): ["\(value)"]
    case .now, .today: ["\(new)"]
    case .fromNow(let time): ["from now"] + span(time)
    case .valueOf(let slot): ["field"] + self.slot(slot)
    }
  }

  func value(_ value: Value, of slot: FieldSlot) -> [String] {
    switch value {
    case .option(let option): ["option"] + self.option(option, of: slot)
    case .options(let options): ["options"] + options.flatMap { option($0, of: slot) }
    case .unknown, .number, .text, .day, .instant, .flag: ["\(value)"]
    }
  }

  func option(_ option: Int32, of slot: FieldSlot) -> [String] {
    switch slot {
    case .stage: stage(Int(option))
    case .pipeline: [program.pipelines[Int(option)].id]
    case .ownerTeams: [program.teams[Int(option)]]
    default: [slot.propertyIndex.map { program.properties[$0].options[Int(option)].id } ?? "\(option)"]
    }
  }

  func stage(_ index: Int) -> [String] {
    [program.pipelines[program.stages[index].pipeline].id, program.stages[index].id]
  }

  func slot(_ slot: FieldSlot) -> [String] {
    slot.propertyIndex.map { program.properties[$0].canonicalName } ?? [program.name(of: slot)]
  }

  func span(_ span: Span) -> [String] {
    ["\(span.amount) \(span.unit)"] + (span.calendar.map { calendar(program.calendars[$0]) } ?? [])
  }

  /// Names of calendars decide nothing.
  func calendar(_ calendar: BusinessCalendar) -> [String] {
    [calendar.zone.name] + calendar.week.map { day in day.map { "\($0.start)-\($0.end)" }.joined(separator: ",") }
      + calendar.exceptions.map { "\($0.number)" }
  }
}

extension Program.Property {
  /// What tells it from others.
  var canonicalName: [String] { ["\(entity)", id, "\(kind)"] }
}
