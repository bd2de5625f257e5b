internal import RuleAnalysis
internal import RuleEngine
internal import RuleTesting

/// Effects in the words that rules are written in.
struct NetEffectWords {
  private let program: Program
  private let words: ProgramWords

  init(program: Program) {
    self.program = program
    words = ProgramWords(program: program)
  }

  /// `send ticket notification to contact`; of several equal ones of a round: which.
  func text(_ key: EffectKey) -> String {
    let text = text(key.effect)
    return key.ordinal == 0 ? text : "\(text), for the \(Self.ordinal(key.ordinal + 1)) time in one round"
  }

  private static func ordinal(_ number: Int) -> String {
    switch number {
    case 2: "second"
    case 3: "third"
    default: "\(number)th"
    }
  }

  private func text(_ effect: NetEffect) -> String {
    switch effect {
    case .set(.stage, .literal(.option(let stage))): return "move to \(self.stage(Int(stage)))"
    case .set(.owner, let worth): return "assign to \(owner(worth))"
    case .set(.team, .literal(.text(let team))): return "assign to team \(ActionWords.quoted(team.string))"
    case .set(let slot, .literal(.unknown)): return "clear \(field(slot))"
    case .set(let slot, let worth): return "set \(field(slot)) to \(self.worth(worth, of: slot))"
    case .increase(let slot, let amount): return "increase \(field(slot)) by \(NumberText.text(of: amount))"
    case .add(let option, let slot): return "add \(words.option(option, of: slot)) to \(field(slot))"
    case .remove(let option, let slot): return "remove \(words.option(option, of: slot)) from \(field(slot))"
    case .rotate(let team): return "rotate among team \(ActionWords.quoted(program.teams[team]))"
    case .createTicket(let stage, let fields, let isInThread):
      let list = fields.map { "\(field($0.slot)) \(worth($0.worth, of: $0.slot))" }
      return "create ticket in stage \(self.stage(stage))"
        + (list.isEmpty ? "" : " with \(list.joined(separator: ", "))")
        + (isInThread ? ", in the message's thread" : "")
    case .makeTicket(let stage): return "create ticket in stage \(self.stage(stage))"
    case .message(let message, let recipient): return text(message, to: recipient)
    case .task(let text, let people, let due):
      return "create task \"\(text.asWritten)\""
        + (people.isEmpty ? "" : " for \(ProgramWords.joined(people.map(self.recipient), "and"))")
        + (due.map { " due in \(words.span($0))" } ?? "")
    case .note(let text): return "add note \"\(text.asWritten)\""
    case .call(let index, let arguments): return call(index, arguments)
    case .usesLimit(let rule): return "use up the limit of rule \"\(rule)\""
    }
  }

  private func text(_ message: NetEffect.Message, to recipient: Program.Recipient) -> String {
    let who = self.recipient(recipient)
    switch message {
    case .notification(let template):
      return "send ticket notification " + (template.map { ActionWords.quoted(program.templates[$0]) + " " } ?? "")
        + "to \(who)"
    case .email(let template): return "send email \(ActionWords.quoted(program.templates[template])) to \(who)"
    case .text(let text): return "send message \"\(text.asWritten)\" to \(who)"
    case .notice(let text): return "notify \(who) \"\(text.asWritten)\""
    }
  }

  private func call(_ index: Int, _ arguments: [NetEffect.NewArgument]) -> String {
    let action = program.actions[index]
    let list = arguments.map { argument in
      let parameter = action.parameters[argument.parameter]
      let value =
        switch argument.content {
        case .text(let text): "\"\(text.asWritten)\""
        case .value(.literal(.option(let option))): ActionWords.quoted(parameter.options[Int(option)].name)
        case .value(.literal(.options(let options))):
          options.map { ActionWords.quoted(parameter.options[Int($0)].name) }.joined(separator: ", ")
        case .value(.literal(let value)): words.value(value, of: .messageText)
        case .value(.now): "now"
        case .value(.today): "today"
        case .value(.fromNow(let time)): "\(words.span(time)) from now"
        case .value(.valueOf(let slot)): "value of \(field(slot))"
        }
      return "\(ActionWords.quoted(parameter.name)) \(value)"
    }
    return "call \(ActionWords.quoted(action.name))" + (list.isEmpty ? "" : " with \(list.joined(separator: ", "))")
  }

  /// Who gets it.
  func recipient(_ recipient: Program.Recipient) -> String {
    switch recipient {
    case .team(let team): "team \(ActionWords.quoted(program.teams[team]))"
    case .personIn(let slot): "its \(field(slot))"
    default: program.words(of: recipient)
    }
  }

  private func owner(_ worth: NewWorth) -> String {
    switch worth {
    case .literal(.unknown): "nobody"
    case .field(let slot): "its \(field(slot))"
    case .either(let first, .field(.owner)): self.worth(first, of: .owner)
    default: self.worth(worth, of: .owner)
    }
  }

  private func worth(_ worth: NewWorth, of slot: FieldSlot) -> String {
    switch worth {
    case .literal(let value): words.value(value, of: slot)
    case .now: "now"
    case .today: "today"
    case .fromNow(let time): "\(words.span(time)) from now"
    case .field(let other): "value of \(field(other))"
    case .actor: "actor"
    case .creator: "creator"
    case .either(let first, let second): "\(self.worth(first, of: slot)), else \(self.worth(second, of: slot))"
    case .raised(let other, let bound): "\(self.worth(other, of: slot)), at least \(words.value(bound, of: slot))"
    case .increased(let other, let amount): "\(self.worth(other, of: slot)) + \(NumberText.text(of: amount))"
    case .edited(let other, let added, let removed):
      self.worth(other, of: slot) + added.map { " with \(words.option($0, of: slot))" }.joined()
        + removed.map { " without \(words.option($0, of: slot))" }.joined()
    }
  }

  private func field(_ slot: FieldSlot) -> String { SituationWords.field(slot, in: program) }

  private func stage(_ index: Int) -> String { words.stage(index) }
}
