//  Messages, tasks, notes and calls of a finished chain: who they go to, what they say, which are withheld.
//  Sections 6.3 to 6.5 of grammar/meaning.md.

extension ActionAssembly {
  /// What an action of a rule puts out.
  mutating func assemble(_ effect: Effect, _ output: Chain.Output) {
    let core = chain.core
    core.rules.with(effect.rule) { rule in
      switch rule.arms[effect.arm].actions[effect.action] {
      case .sendNotification(let template):
        let name = template.map { core.template($0) }
        send(.sendNotification, ("notification:", name ?? ""), to: .contact, effect, output) {
          .sendNotification(template: name, to: $0)
        }
      case .sendEmail(let template, let recipients):
        let name = core.template(template)
        send(.sendEmail, ("template:", name), to: recipients[effect.place], effect, output) {
          .sendEmail(template: name, to: $0)
        }
      case .sendMessage(let text, let recipients):
        let words = words(of: text, output)
        send(.sendMessage, ("text:", core.textAsWritten(text)), to: recipients[effect.place], effect, output) {
          .sendMessage(text: words, to: $0)
        }
      case .notify(let text, let recipients):
        let words = words(of: text, output)
        send(.notify, ("text:", core.textAsWritten(text)), to: recipients[effect.place], effect, output) {
          .notify(text: words, to: $0)
        }
      case .createTask(let text, let people, let span): placeOwn(task(text, people, span, output), effect, output)
      case .addNote(let text): placeOwn(.addNote(text: words(of: text, output)), effect, output)
      case .call(let action, let arguments): placeOwn(call(action, arguments, output), effect, output)
      case .createTicket, .move, .set, .clear, .raise, .add, .remove, .removeAll, .increase, .assign, .rotate: break
      }
    }
  }

  /// A text with every placeholder filled from the ticket's final state.
  private func words(of text: Int, _ output: Chain.Output) -> String {
    let core = chain.core
    if let literal = core.texts.with(text, { $0.literal }) { return literal }
    return TextRendering(core: core, snapshot: chain.tickets[output.ticket].current, message: message(seenBy: output))
      .text(of: core.texts[text])
  }

  private func message(seenBy output: Chain.Output) -> Event.Message? {
    output.seesMessage ? chain.event.message : nil
  }

  private mutating func task(
    _ text: Int, _ people: [Program.Recipient], _ span: Span?, _ output: Chain.Output
  ) -> Action.Kind {
    var receivers: [Action.Recipient] = []
    for person in people {
      switch receiver(person, of: chain.tickets[output.ticket].current) {
      case .found(let receiver): receivers.append(receiver)
      case .missing(let reason): note(.skipped(action: "a receiver of create_task", reason: reason), output)
      }
    }
    let due = span.flatMap { chain.core.program.instant(adding: $0, to: chain.now) }
    return .createTask(text: words(of: text, output), for: receivers, due: due)
  }

  /// The call with its arguments in declared order; those that are unknown are left out.
  private func call(_ index: Int, _ arguments: [Program.Argument], _ output: Chain.Output) -> Action.Kind {
    let action = program.actions[index]
    let snapshot = chain.tickets[output.ticket].current
    var written: [Action.Argument] = []
    for argument in arguments {
      let parameter = action.parameters[argument.parameter]
      let value: Action.FieldValue?
      switch argument.value {
      case .text(let text): value = .text(words(of: text, output))
      case .value(.literal(.option(let option))): value = .text(parameter.options[Int(option)].id)
      case .value(.literal(.options(let options))): value = .list(options.map { parameter.options[Int($0)].id })
      case .value(let new):
        let (slot, resolved) = program.value(
          of: new, at: chain.now, isDate: parameter.kind == .date, in: snapshot, message: message(seenBy: output))
        value = program.fieldValue(of: slot, resolved)
      }
      if let value { written.append(Action.Argument(name: parameter.name, value: value)) }
    }
    return .call(action: action.name, arguments: written)
  }

  private mutating func placeOwn(_ kind: consuming Action.Kind, _ effect: Effect, _ output: Chain.Output) {
    let key = chain.core.key(
      kind.name, of: effect.rule, "\(effect.ordinal)", event: chain.keyEvent, ticket: chain.tickets[output.ticket].id)
    place(kind, key, output.write, ticket: output.ticket, lookedAt: output.lookedAt)
  }

  /// One message to one recipient, unless there is none or the sender wants no answer.
  private mutating func send(
    _ word: Action.Kind.Word, _ written: (StaticString, String), to recipient: Program.Recipient, _ effect: Effect,
    _ output: Chain.Output, _ kind: (Action.Recipient) -> Action.Kind
  ) {
    var receiver: Action.Recipient
    switch self.receiver(recipient, of: chain.tickets[output.ticket].current) {
    case .missing(let reason): return note(.skipped(action: word.rawValue, reason: reason), output)
    case .found(let found): receiver = found
    }
    if let sender, chain.event.message?.wantsNoAnswer == true {
      guard let rest = receiver.withholding(from: sender) else {
        return note(.withheld(action: word.rawValue, recipient: program.name(of: recipient)), output)
      }
      receiver = rest
    }
    let isAnswer = sender.map { $0.isContact && receiver.withholding(from: $0) != receiver } ?? false
    var hash = beginningOfKey(ticket: output.ticket)
    let core = chain.core
    let words = recipient.words({ core.team($0) }, { core.program.name(of: $0) })
    hash.add(words.0, words.1)
    hash.add(written.0, written.1)
    place(
      kind(receiver), ActionKey(word, hash), output.write, ticket: output.ticket, lookedAt: output.lookedAt,
      recipient: effect.place, answers: isAnswer ? "\(words.0)" + words.1 : nil)
  }

  private mutating func note(_ verdict: TraceEntry.Verdict, _ output: Chain.Output) {
    guard chain.isTracing else { return }
    trace.append(
      TraceEntry(
        ticket: chain.tickets[output.ticket].id, round: output.write.round, rule: ruleName(output.write),
        verdict: verdict))
  }

  private enum Receiver {
    case found(Action.Recipient)
    case missing(reason: String)
  }

  /// Who it is, in the ticket's final state.
  private func receiver(_ recipient: Program.Recipient, of snapshot: TicketSnapshot) -> Receiver {
    switch recipient {
    case .contact:
      guard let contact = snapshot.contact else { return .missing(reason: "the ticket has no contact") }
      guard contact.email != nil || contact.isUnnamed else {
        return .missing(reason: "the contact has no e-mail address")
      }
      return .found(.contact(id: contact.id, email: contact.email))
    case .owner:
      guard let owner = snapshot.text(of: .owner) else { return .missing(reason: "the ticket has no owner") }
      return .found(.owner(id: owner, email: snapshot.text(of: .ownerEmail)))
    case .creator:
      guard let creator = snapshot.creator else { return .missing(reason: "the ticket has no known creator") }
      return .found(.creator(id: creator))
    case .cc: return snapshot.cc.isEmpty ? .missing(reason: "nobody is in copy") : .found(.cc(snapshot.cc))
    case .followers:
      return snapshot.followers.isEmpty
        ? .missing(reason: "nobody follows the ticket") : .found(.followers(snapshot.followers))
    case .team(let team): return .found(.team(chain.core.team(team)))
    case .itsTeam:
      guard let team = snapshot.text(of: .team) else { return .missing(reason: "the ticket has no team") }
      return .found(.team(team))
    case .personIn(let slot):
      let name = program.name(of: slot)
      guard let person = snapshot.text(of: slot), let property = slot.propertyIndex else {
        return .missing(reason: "`\(name)` is unknown")
      }
      return .found(.person(property: program.properties[property].id, id: person))
    case .address(let address): return .found(.address(address))
    }
  }
}
