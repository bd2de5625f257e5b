import RuleChecker
import RuleEngine
import RuleSchema

/// Compares actions that came out with those a test expects.
struct ExpectationMatcher {
  let suite: TestSuite
  let test: CheckedTest
  /// The ticket after the step.
  let ticket: TestTicket
  /// The ticket as probes are asked about it.
  let event: Event?
  private var schema: Schema { suite.rules.schema }

  init(suite: TestSuite, test: CheckedTest, ticket: TestTicket, event: Event?) {
    self.suite = suite
    self.test = test
    self.ticket = ticket
    self.event = event
  }

  /// Whether `action` is what `expectation` names.
  func isMet(_ expectation: CheckedExpectation, by action: Action) -> Bool {
    switch expectation.kind {
    case .action(let expected), .notAction(let expected):
      guard matches(expected, action.kind) else { return false }
      guard let probe = suite.probes.index(of: expectation, in: test) else { return true }
      guard let event, let text = suite.probes.probe.text(ofRule: probe, for: event) else { return false }
      return action.kind.text == text || action.kind.text == expected.text?.asWritten
    case .nothing, .nothingElse, .condition, .rule: return false
    }
  }

  /// All but the text.
  private func matches(_ expected: ExpectedAction, _ kind: Action.Kind) -> Bool {
    switch (expected, kind) {
    case (.createTicket(let stage, let values), .createTicket(let new)):
      return isSame(stage) { schema.stages[$0.value].id == new.stage }
        && values.allSatisfy { field, value in isSame(value) { holds($0, field, in: new) } }
    case (.move(let stage), .move(let pipeline, let id)):
      return isSame(stage) { stage in
        schema.stages[stage.value].id == id
          && schema.pipelines[schema.stages[stage.value].pipeline.value].id == pipeline
      }
    case (.set(let field, let value), .set(let property, let new)):
      return id(of: field) == property && isSame(value) { isValue($0, of: field, TestTicket.json(new)) }
    case (.set(.team, let value), .assignTeam(let name)):
      return isSame(value) { isValue($0, of: .team, .text(name)) }
    case (.set(.owner, let value), .assign(let owner?)):
      return isSame(value) { isValue($0, of: .owner, .text(owner)) }
    case (.clear(let field), .clear(let property)): return id(of: field) == property
    case (.raise(let field, let value), .set(let property, let new)):
      return id(of: field) == property
        && isSame(value) { ticket.json($0, for: field) == TestTicket.json(new) }
    case (.increase(let field), .set(let property, _)): return id(of: field) == property
    case (.add(let option, let field), .set(let property, .list(let members))):
      return id(of: field) == property && isSame(option) { members.contains(ticket.optionID($0, of: field)) }
    case (.remove(let option, let field), .set(let property, .list(let members))):
      return id(of: field) == property && isSame(option) { !members.contains(ticket.optionID($0, of: field)) }
    case (.remove(_, let field), .clear(let property)): return id(of: field) == property
    case (.assign(let assignee), .assign(let owner)): return isSame(assignee) { isAssignee($0, owner) }
    case (.assign(let assignee), .assignTeam(let name)):
      return isSame(assignee) { if case .team(let team) = $0 { schema.teams[team.value].name == name } else { false } }
    case (.rotate(let team), .rotate(let name)): return isSame(team) { schema.teams[$0.value].name == name }
    case (.sendNotification(let template), .sendNotification(let name, _)):
      return isSame(template) { $0.map { schema.templates[$0.value].name } == name }
    case (.sendEmail(let template, let people), .sendEmail(let name, let recipient)):
      return isSame(template) { schema.templates[$0.value].name == name } && isAmong(people, recipient)
    case (.sendMessage(_, let people), .sendMessage(_, let recipient)),
      (.notify(let people, _), .notify(_, let recipient)):
      return isAmong(people, recipient)
    case (.createTask(_, let people), .createTask(_, let recipients, _)):
      guard let people else { return true }
      return recipients.allSatisfy { recipient in people.contains { isRecipient($0, recipient) } }
    case (.addNote, .addNote): return true
    case (.call(let index, let arguments), .call(let name, let given)):
      return schema.actions[index.value].name == name
        && arguments.allSatisfy { parameter, value in isSame(value) { isArgument($0, parameter, of: index, given) } }
    default: return false
    }
  }

  private func isSame<Value>(_ expected: Expected<Value>, _ compare: (Value) -> Bool) -> Bool {
    switch expected {
    case .anything: true
    case .exactly(let value): compare(value)
    }
  }

  private func id(of field: Field) -> String {
    switch field {
    case .property(let index): schema.properties[index.value].id
    case .closed: "closed"
    case .created: "created"
    case .channel: "channel"
    case .inbox: "inbox"
    case .owner, .team, .stage, .pipeline, .contactEmail, .ownerEmail, .ownerTeams, .messageSubject, .messageFrom,
      .messageText:
      ""
    }
  }

  private func isValue(_ value: NewValue, of field: Field, _ json: JSON) -> Bool {
    switch value {
    case .literal(let literal):
      if ticket.isSet(field), case .option = literal { return json == .list([ticket.json(literal, for: field)]) }
      return json == ticket.json(literal, for: field)
    case .options(let options): return json == .list(options.map { .text(ticket.optionID($0, of: field)) })
    case .valueOf(let other): return json == ticket.value(of: other)
    // An instant that depends on when the rule ran: that it was set is what can be expected.
    case .now, .today, .fromNow: return true
    }
  }

  private func holds(_ value: NewValue, _ field: Field, in new: Action.NewTicket) -> Bool {
    guard let property = new.properties.first(where: { $0.id == id(of: field) }) else { return false }
    return isValue(value, of: field, TestTicket.json(property.value))
  }

  private func isAssignee(_ assignee: Assignee, _ owner: String?) -> Bool {
    switch assignee {
    case .person(let person): owner == person
    case .nobody: owner == nil
    case .personIn(let field): owner.map { JSON.text($0) == ticket.value(of: field) } ?? false
    case .actor, .creator: owner != nil
    case .team: false
    }
  }

  private func isAmong(_ people: Expected<[Recipient]>, _ recipient: Action.Recipient) -> Bool {
    isSame(people) { $0.contains { isRecipient($0, recipient) } }
  }

  private func isRecipient(_ expected: Recipient, _ recipient: Action.Recipient) -> Bool {
    switch (expected, recipient) {
    case (.contact, .contact), (.owner, .owner), (.creator, .creator), (.cc, .cc), (.followers, .followers),
      (.itsTeam, .team):
      true
    case (.team(let team), .team(let name)): schema.teams[team.value].name == name
    case (.personIn(let field), .person(let property, _)): id(of: field) == property
    case (.address(let expected), .address(let address)): expected == address
    default: false
    }
  }

  private func isArgument(
    _ value: Argument.Value, _ parameter: Int, of index: ActionIndex, _ given: [Action.Argument]
  ) -> Bool {
    let declared = schema.actions[index.value].parameters[parameter]
    guard let argument = given.first(where: { $0.name == declared.name }) else { return false }
    switch value {
    case .text(let text): return argument.value == .text(text.asWritten)
    case .value(.literal(.option(let option))):
      guard case .oneOf(let options, _) = declared.kind, options.indices.contains(option) else { return false }
      return argument.value == .text(options[option].id)
    case .value(.literal(.number(let number))): return argument.value == .number(number)
    case .value(.literal(.flag(let flag))): return argument.value == .flag(flag)
    case .value(.literal(.person(let person))): return argument.value == .text(person)
    case .value(.literal(.day(let year, let month, let day))):
      return argument.value == .text(TestTicket.iso(year, month, day))
    case .value: return true
    }
  }
}

extension Action.Kind {
  /// The text that leaves the engine.
  var text: String? {
    switch self {
    case .sendMessage(let text, _), .notify(let text, _), .createTask(let text, _, _), .addNote(let text): text
    default: nil
    }
  }
}
