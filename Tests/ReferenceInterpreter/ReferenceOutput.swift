import RuleChecker
import RuleEngine
import RuleSchema

/// Section 6: what comes out of a chain.
struct ReferenceOutput {
  let chain: ReferenceChain
  let event: Event

  private typealias Place = ReferenceChain.Place
  private var rules: CheckedRules { chain.rules }
  private var vocabulary: ReferenceVocabulary { chain.vocabulary }

  /// An action with its place and the rule it is named after (`nil`: close date).
  private struct Placed {
    var place: Place
    var rule: Int?
    var action: Action
    /// The ticket whose contact it answers.
    var answers: Int?
  }

  /// All actions in order, equal keys once, and how many answers came out for each ticket.
  func actions() -> (actions: [Action], answers: [Int: Int]) {
    var placed: [Placed] = []
    for ticket in chain.tickets.indices where !chain.tickets[ticket].isConversation {
      placed += creation(of: ticket) + fields(of: ticket)
    }
    for outgoing in chain.outgoing { placed += self.outgoing(outgoing) }
    let sorted = placed.enumerated().sorted {
      (key($0.element.place) + [$0.offset]).lexicographicallyPrecedes(key($1.element.place) + [$1.offset])
    }
    var kept: [Placed] = []
    for (_, candidate) in sorted {
      guard let index = kept.firstIndex(where: { $0.action.key == candidate.action.key }) else {
        kept.append(candidate)
        continue
      }
      if candidate.place.round == kept[index].place.round, isSmaller(candidate.action.rule, kept[index].action.rule) {
        kept[index].action = candidate.action
      }
    }
    var answers: [Int: Int] = [:]
    kept.removeAll { placed in
      guard let ticket = placed.answers else { return false }
      guard answers[ticket, default: 0] + recentAnswers(of: ticket) < limit.count else { return true }
      answers[ticket, default: 0] += 1
      return false
    }
    return (kept.map(\.action), answers)
  }

  // MARK: Answers (section 9)

  private var limit: AnswerLimit { vocabulary.schema.answerLimit ?? AnswerLimit(count: 5, hours: 24) }

  private func recentAnswers(of ticket: Int) -> Int {
    chain.tickets[ticket].limits.answers.count {
      chain.now.microseconds < $0.microseconds + Int64(limit.hours) * 3_600_000_000
    }
  }

  /// Whether a message to the recipient answers the contact's.
  private func isAnswer(_ recipient: Action.Recipient, _ ticket: ReferenceChain.Ticket) -> Bool {
    guard let message = event.message, message.direction == .incoming, comesFromContact(message, ticket) else {
      return false
    }
    return switch recipient {
    case .contact: true
    case .address(let address): isSameAddress(address, message.from)
    case .cc(let addresses): addresses.contains { isSameAddress($0, message.from) }
    case .owner, .creator, .person, .team, .followers: false
    }
  }

  private func comesFromContact(_ message: Event.Message, _ ticket: ReferenceChain.Ticket) -> Bool {
    if case .conversation = event.subject { return true }
    return chain.triggers.isFromContact(message, of: ticket.snapshot, actor: event.actor)
  }

  private func key(_ place: Place) -> [Int] { [place.round, place.ticket, place.rule, place.action] }

  private func isSmaller(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private func action(_ key: String, _ ticket: String, _ rule: String, _ round: Int, _ kind: Action.Kind) -> Action {
    Action(key: key, event: chain.lineID, ticket: ticket, at: chain.now, rule: rule, round: round, kind: kind)
  }

  // MARK: Fields

  private func fields(of index: Int) -> [Placed] {
    let ticket = chain.tickets[index]
    var placed: [Placed] = []
    for (slot, change) in ticket.lastChanges {
      if slot == .owner, ticket.rotation != nil { continue }
      let value = ticket.snapshot.value(at: slot)
      guard !isSame(value, ticket.host.value(at: slot)), let (name, id, kind) = written(value, at: slot) else {
        continue
      }
      guard let (writer, ordinal) = change.writers.min(by: { precedes($0.key, $1.key) }) else {
        let pipeline = vocabulary.pipeline(ticket.snapshot)?.id ?? ""
        let key = ActionKey.make(name, [chain.eventID, pipeline, "close date", id, ticket.id])
        placed.append(
          Placed(
            place: Place(round: change.round, ticket: change.lookedAt, rule: -1, action: 0), rule: nil,
            action: action(key, ticket.id, "close date", change.round, kind)))
        continue
      }
      placed.append(
        Placed(
          place: Place(round: change.round, ticket: change.lookedAt, rule: writer, action: ordinal), rule: writer,
          action: action(
            chain.key(name, writer, ordinal: id, of: ticket.id), ticket.id, rules.rules[writer].identity, change.round,
            kind)))
    }
    if let rotation = ticket.rotation {
      let team = vocabulary.schema.teams[rotation.team].name
      placed.append(
        Placed(
          place: rotation.place, rule: rotation.place.rule,
          action: action(
            chain.key("rotate", rotation.place.rule, ordinal: "owner", of: ticket.id), ticket.id,
            rules.rules[rotation.place.rule].identity, rotation.place.round, .rotate(team: team))))
    }
    return placed
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    let names = (rules.rules[left].identity, rules.rules[right].identity)
    return isSmaller(names.0, names.1) || (names.0 == names.1 && left < right)
  }

  /// The action's name, the field's id, and the action.
  private func written(_ value: Value, at slot: FieldSlot) -> (String, String, Action.Kind)? {
    switch slot {
    case .stage:
      guard let stage = vocabulary.stage(value) else { return nil }
      return ("move", "stage", .move(pipeline: vocabulary.schema.pipelines[stage.pipeline.value].id, stage: stage.id))
    case .owner:
      if case .text(let owner) = value { return ("assign", "owner", .assign(owner: owner.string)) }
      return ("assign", "owner", .assign(owner: nil))
    case .team:
      if case .text(let team) = value { return ("assign_team", "team", .assignTeam(team.string)) }
      return ("clear", "team", .clear(property: "team"))
    default:
      let id =
        slot.propertyIndex.map { vocabulary.schema.properties[$0].id } ?? (slot == .closed ? "closed" : "created")
      if let leaving = leaving(value, slot) { return ("set", id, .set(property: id, value: leaving)) }
      return ("clear", id, .clear(property: id))
    }
  }

  /// A value as it leaves the engine; nothing for an unknown one.
  private func leaving(_ value: Value, _ slot: FieldSlot) -> Action.FieldValue? { leaving(value, options(of: slot)) }

  private func leaving(_ value: Value, _ options: [RuleSchema.Property.Option]) -> Action.FieldValue? {
    func id(_ option: Int32) -> String { options[Int(option)].id }
    return switch value {
    case .unknown: nil
    case .option(let option): .text(id(option))
    case .options(let options): .list(options.map(id))
    case .number(let number): .number(number)
    case .text(let text): .text(text.string)
    case .day(let day): .text(day.iso8601)
    case .instant(let instant): .text(instant.iso8601)
    case .flag(let flag): .flag(flag)
    }
  }

  private func options(of slot: FieldSlot) -> [RuleSchema.Property.Option] {
    if slot == .ownerTeams {
      return vocabulary.schema.teams.map { RuleSchema.Property.Option(name: $0.name, id: $0.name) }
    }
    guard let index = slot.propertyIndex else { return [] }
    switch vocabulary.schema.properties[index].kind {
    case .oneOf(let options, _), .setOf(let options): return options
    default: return []
    }
  }

  // MARK: Created tickets

  private func creation(of index: Int) -> [Placed] {
    let ticket = chain.tickets[index]
    guard let creation = ticket.creation else { return [] }
    let first = ticket.host
    func name(_ slot: FieldSlot) -> String? { if case .text(let text) = first.value(at: slot) { text.string } else { nil } }
    guard let stage = vocabulary.stage(first.value(at: .stage)) else { return [] }
    let properties = vocabulary.schema.properties.enumerated().compactMap {
      index, property -> Action.NewTicket.Property? in
      guard property.entity == .ticket else { return nil }
      let slot = FieldSlot.property(index)
      return leaving(first.value(at: slot), slot).map { Action.NewTicket.Property(id: property.id, value: $0) }
    }
    let new = Action.NewTicket(
      pipeline: vocabulary.schema.pipelines[stage.pipeline.value].id, stage: stage.id,
      conversation: creation.conversation, origin: creation.origin, family: ticket.family,
      contactID: first.contact?.id, contactEmail: first.contact?.email, channel: name(.channel), inbox: name(.inbox),
      thread: first.thread, owner: name(.owner), team: name(.team), properties: properties)
    let rule = creation.place.rule
    return [
      Placed(
        place: creation.place, rule: rule,
        action: action(ticket.id, ticket.id, rules.rules[rule].identity, creation.place.round, .createTicket(new)))
    ]
  }

  // MARK: Messages, tasks, notes

  private func outgoing(_ outgoing: ReferenceChain.Outgoing) -> [Placed] {
    let ticket = chain.tickets[outgoing.about]
    let rule = outgoing.place.rule
    func placed(_ key: String, _ kind: Action.Kind) -> Placed {
      Placed(
        place: outgoing.place, rule: rule,
        action: action(key, ticket.id, rules.rules[rule].identity, outgoing.place.round, kind))
    }
    func messages(
      _ name: String, _ text: String, _ recipients: [RuleChecker.Recipient], _ kind: (Action.Recipient) -> Action.Kind
    ) -> [Placed] {
      recipients.compactMap { recipient in
        guard let found = found(recipient, ticket, outgoing.message), let open = withheld(found, ticket) else {
          return nil
        }
        var message = placed(ActionKey.make(name, [chain.eventID, ticket.id, asWritten(recipient), text]), kind(open))
        message.answers = isAnswer(open, ticket) ? outgoing.about : nil
        return message
      }
    }
    let ordinal = String(outgoing.place.action)
    switch outgoing.action {
    case .sendNotification(let template):
      let name = template.map { vocabulary.schema.templates[$0.value].name }
      return messages("send_notification", "notification:" + (name ?? ""), [.contact]) {
        .sendNotification(template: name, to: $0)
      }
    case .sendEmail(let template, let recipients):
      let name = vocabulary.schema.templates[template.value].name
      return messages("send_email", "template:" + name, recipients) { .sendEmail(template: name, to: $0) }
    case .sendMessage(let text, let recipients):
      let filled = filled(text, ticket, outgoing.message)
      return messages("send_message", "text:" + text.asWritten, recipients) { .sendMessage(text: filled, to: $0) }
    case .notify(let recipients, let text):
      let filled = filled(text, ticket, outgoing.message)
      return messages("notify", "text:" + text.asWritten, recipients) { .notify(text: filled, to: $0) }
    case .createTask(let text, let recipients, let span):
      let kind = Action.Kind.createTask(
        text: filled(text, ticket, outgoing.message),
        for: recipients.compactMap { found($0, ticket, outgoing.message) },
        due: span.flatMap { chain.conditions.later($0) })
      return [placed(chain.key("create_task", rule, ordinal: ordinal, of: ticket.id), kind)]
    case .addNote(let text):
      let kind = Action.Kind.addNote(text: filled(text, ticket, outgoing.message))
      return [placed(chain.key("add_note", rule, ordinal: ordinal, of: ticket.id), kind)]
    case .call(let index, let arguments):
      let declared = vocabulary.schema.actions[index.value]
      let kind = Action.Kind.call(
        action: declared.name,
        arguments: arguments.compactMap { argument in
          let parameter = declared.parameters[argument.parameter]
          return leaving(argument.value, parameter.kind, ticket, outgoing.message).map {
            Action.Argument(name: parameter.name, value: $0)
          }
        })
      return [placed(chain.key("call", rule, ordinal: ordinal, of: ticket.id), kind)]
    default: return []
    }
  }

  /// An argument as it leaves the engine.
  private func leaving(
    _ argument: Argument.Value, _ kind: RuleSchema.Property.Kind, _ ticket: ReferenceChain.Ticket,
    _ message: Event.Message?
  ) -> Action.FieldValue? {
    switch argument {
    case .text(let text):
      let filled = filled(text, ticket, message)
      return .text(filled)
    case .value(let value):
      let found = chain.conditions.value(of: value, in: ticket.snapshot, message: message)
      if case .oneOf(let options, _) = kind { return leaving(found, options) }
      if case .setOf(let options) = kind { return leaving(found, options) }
      return leaving(found, [])
    }
  }

  private func asWritten(_ recipient: RuleChecker.Recipient) -> String {
    switch recipient {
    case .contact: "contact"
    case .owner: "owner"
    case .creator: "creator"
    case .cc: "cc"
    case .followers: "followers"
    case .team(let team): "team " + vocabulary.schema.teams[team.value].name
    case .itsTeam: "its team"
    case .personIn(.property(let index)): "its " + vocabulary.schema.properties[index.value].name
    case .personIn: "its owner"
    case .address(let address): "\"" + address + "\""
    }
  }

  /// The recipient, if it is known.
  private func found(
    _ recipient: RuleChecker.Recipient, _ ticket: ReferenceChain.Ticket, _ message: Event.Message?
  ) -> Action.Recipient? {
    func name(_ field: Field) -> String? {
      if case .text(let text) = vocabulary.value(of: field, in: ticket.snapshot, message: message) { text.string } else { nil }
    }
    switch recipient {
    case .contact:
      guard let contact = ticket.snapshot.contact else { return nil }
      if !contact.isUnnamed, contact.email ?? "" == "" { return nil }
      return .contact(id: contact.id, email: contact.email)
    case .owner: return name(.owner).map { .owner(id: $0, email: name(.ownerEmail)) }
    case .creator: return ticket.snapshot.creator.map { .creator(id: $0) }
    case .cc: return ticket.snapshot.cc.isEmpty ? nil : .cc(ticket.snapshot.cc)
    case .followers: return ticket.snapshot.followers.isEmpty ? nil : .followers(ticket.snapshot.followers)
    case .team(let team): return .team(vocabulary.schema.teams[team.value].name)
    case .itsTeam: return name(.team).map { .team($0) }
    case .personIn(let field):
      var id = "owner"
      if case .property(let index) = field { id = vocabulary.schema.properties[index.value].id }
      return name(field).map { .person(property: id, id: $0) }
    case .address(let address): return .address(address)
    }
  }

  /// Sentence 6.4: the recipient that a message may still go to.
  private func withheld(_ recipient: Action.Recipient, _ ticket: ReferenceChain.Ticket) -> Action.Recipient? {
    guard let message = event.message, message.direction == .incoming, message.wantsNoAnswer else { return recipient }
    switch recipient {
    case .contact(_, let email):
      // Whoever begins a conversation is its contact.
      var isSender = false
      if case .conversation = event.subject { isSender = true }
      isSender =
        isSender || isSameAddress(email, message.from)
        || chain.triggers.isFromContact(message, of: ticket.snapshot, actor: event.actor)
      return isSender ? nil : recipient
    case .address(let address): return isSameAddress(address, message.from) ? nil : recipient
    case .cc(let addresses):
      let others = addresses.filter { !isSameAddress($0, message.from) }
      return others.isEmpty ? nil : .cc(others)
    case .owner, .creator, .person, .team, .followers: return recipient
    }
  }

  private func filled(_ text: TextTemplate, _ ticket: ReferenceChain.Ticket, _ message: Event.Message?) -> String {
    text.parts.map { part in
      switch part {
      case .literal(let literal): literal
      case .placeholder(let field):
        printed(vocabulary.value(of: field, in: ticket.snapshot, message: message), field)
      }
    }.joined()
  }

  private func printed(_ value: Value, _ field: Field) -> String {
    switch value {
    case .unknown: return ""
    case .option(let option):
      switch field {
      case .stage: return vocabulary.schema.stages[Int(option)].name
      case .pipeline: return vocabulary.schema.pipelines[Int(option)].name
      default: return options(of: slot(of: field))[Int(option)].name
      }
    case .options(let chosen): return chosen.map { options(of: slot(of: field))[Int($0)].name }.joined(separator: ", ")
    case .number(let number): return NumberText.text(of: number)
    case .text(let text): return text.string
    case .day(let day): return day.iso8601
    case .instant(let instant): return instant.iso8601
    case .flag(let flag): return flag ? "yes" : "no"
    }
  }
}
