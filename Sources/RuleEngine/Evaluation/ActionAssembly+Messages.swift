//  Messages, tasks, notes and calls of a finished chain: who they go to, what they say, which are withheld.
//  Sections 6.3 to 6.5 of grammar/meaning.md.

extension ActionAssembly {
  mutating func assemble(_ effect: Effect, _ message: Event.Message?, _ output: Chain.Output) {
    let core = chain.core
    let texts = TextRendering(core: core, snapshot: chain.tickets[output.ticket].current, message: message)
    switch effect.kind {
    case .notification(let template, let recipient):
      let name = template.map { core.program.templates[$0] }
      send("send_notification", ("notification:", name ?? ""), recipient, output, effect) {
        .sendNotification(template: name, to: $0)
      }
    case .email(let template, let recipient):
      let name = core.program.templates[template]
      send("send_email", ("template:", name), recipient, output, effect) { .sendEmail(template: name, to: $0) }
    case .message(let text, let recipient):
      send("send_message", ("text:", core.texts[text].asWritten), recipient, output, effect) {
        .sendMessage(text: texts.text(of: core.texts[text]), to: $0)
      }
    case .notify(let text, let recipient):
      send("notify", ("text:", core.texts[text].asWritten), recipient, output, effect) {
        .notify(text: texts.text(of: core.texts[text]), to: $0)
      }
    case .task(let text, let people, let span):
      var receivers: [Action.Recipient] = []
      for person in people {
        switch receiver(person, of: chain.tickets[output.ticket].current) {
        case .found(let receiver): receivers.append(receiver)
        case .missing(let reason): note(.skipped(action: "a receiver of create_task", reason: reason), output)
        }
      }
      let due = span.flatMap { core.program.instant(adding: $0, to: chain.now) }
      let rendered = texts.text(of: core.texts[text])
      placeOwn("create_task", .createTask(text: rendered, for: receivers, due: due), output, effect)
    case .call(let action, let arguments):
      placeOwn("call", call(action, arguments, chain.tickets[output.ticket].current, texts), output, effect)
    case .note(let text):
      placeOwn("add_note", .addNote(text: texts.text(of: core.texts[text])), output, effect)
    }
  }

  /// The call with its arguments in declared order; those that are unknown are left out.
  private func call(
    _ index: Int, _ arguments: [Program.Argument], _ snapshot: TicketSnapshot, _ texts: TextRendering
  ) -> Action.Kind {
    let action = program.actions[index]
    var written: [Action.Argument] = []
    for argument in arguments {
      let parameter = action.parameters[argument.parameter]
      let value: Action.FieldValue?
      switch argument.value {
      case .text(let text): value = .text(texts.text(of: chain.core.texts[text]))
      case .value(.literal(.option(let option))): value = .text(parameter.options[Int(option)].id)
      case .value(.literal(.options(let options))): value = .list(options.map { parameter.options[Int($0)].id })
      case .value(let new):
        let (slot, resolved) = program.value(
          of: new, at: chain.now, isDate: parameter.kind == .date, in: snapshot, message: texts.message)
        value = program.fieldValue(of: slot, resolved)
      }
      if let value { written.append(Action.Argument(name: parameter.name, value: value)) }
    }
    return .call(action: action.name, arguments: written)
  }

  private mutating func placeOwn(
    _ kindName: String, _ kind: consuming Action.Kind, _ output: Chain.Output, _ effect: Effect
  ) {
    guard let rule = output.write.rule else { return }
    let key = chain.core.key(
      kindName, of: rule, "\(effect.ordinal)", event: chain.keyEvent, ticket: chain.tickets[output.ticket].id)
    place(kind, key, output.write, ticket: output.ticket, lookedAt: output.lookedAt)
  }

  /// One message to one recipient, unless there is none or the sender wants no answer.
  private mutating func send(
    _ kindName: StaticString, _ written: (String, String), _ recipient: Program.Recipient, _ output: Chain.Output,
    _ effect: Effect,
    _ kind: (Action.Recipient) -> Action.Kind
  ) {
    var receiver: Action.Recipient
    switch self.receiver(recipient, of: chain.tickets[output.ticket].current) {
    case .missing(let reason): return note(.skipped(action: "\(kindName)", reason: reason), output)
    case .found(let found): receiver = found
    }
    if let sender, chain.event.message?.wantsNoAnswer == true {
      guard let rest = receiver.withholding(from: sender) else {
        return note(.withheld(action: "\(kindName)", recipient: program.name(of: recipient)), output)
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
      kind(receiver), hash.key(kindName), output.write, ticket: output.ticket, lookedAt: output.lookedAt,
      recipient: effect.place,
      answers: isAnswer ? words.0 + words.1 : nil)
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
