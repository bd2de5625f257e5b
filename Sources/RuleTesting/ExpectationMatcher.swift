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

  /// Whether what `expectation` names is among `actions`, for each of its recipients.
  func isMet(_ expectation: CheckedExpectation, by actions: [Action]) -> Bool {
    guard case .action(let expected) = expectation.kind else { return false }
    return expected.byRecipient.allSatisfy { one in actions.contains { isMet(one, of: expectation, by: $0) } }
  }

  /// Whether `action` is what `expectation` names, or what it names for one of its recipients.
  func isMet(_ expectation: CheckedExpectation, by action: Action) -> Bool {
    switch expectation.kind {
    case .action(let expected), .notAction(let expected): isMet(expected, of: expectation, by: action)
    case .nothing, .nothingElse, .condition, .rule: false
    }
  }

  private func isMet(_ expected: ExpectedAction, of expectation: CheckedExpectation, by action: Action) -> Bool {
    guard matches(expected, action.kind, at: action.at) else { return false }
    guard let probe = suite.probes.index(of: expectation, in: test) else { return true }
    guard let event, let text = suite.probes.probe.text(ofRule: probe, for: event) else { return false }
    return action.kind.text == text || action.kind.text == expected.text?.asWritten
  }

  /// All but the text; `now` is when the rule ran.
  private func matches(_ expected: ExpectedAction, _ kind: Action.Kind, at now: Instant) -> Bool {
    switch (expected, kind) {
    case (.createTicket(let stage, let values), .createTicket(let new)):
      return isSame(stage) { schema.stages[$0.value].id == new.stage }
        && values.allSatisfy { field, value in isSame(value) { holds($0, field, in: new, at: now) } }
    case (.move(let stage), .move(let pipeline, let id)):
      return isSame(stage) { stage in
        schema.stages[stage.value].id == id
          && schema.pipelines[schema.stages[stage.value].pipeline.value].id == pipeline
      }
    case (.set(let field, let value), .set(let property, let new)):
      return id(of: field) == property && isSame(value) { isValue($0, of: field, TestTicket.json(new), at: now) }
    case (.set(.team, let value), .assignTeam(let name)):
      return isSame(value) { isValue($0, of: .team, .text(name), at: now) }
    case (.set(.owner, let value), .assign(let owner?)):
      return isSame(value) { isValue($0, of: .owner, .text(owner), at: now) }
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
    case (.createTask(_, let people, let span), .createTask(_, let recipients, let due)):
      if let span, due != suite.program.instant(adding: span.inEngine, to: now) { return false }
      guard let people else { return true }
      return recipients.allSatisfy { recipient in people.contains { isRecipient($0, recipient) } }
        && people.allSatisfy { person in recipients.contains { isRecipient(person, $0) } }
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

  private func isValue(_ value: NewValue, of field: Field, _ json: JSON, at now: Instant) -> Bool {
    switch value {
    case .literal(let literal):
      if ticket.isSet(field), case .option = literal { return json == .list([ticket.json(literal, for: field)]) }
      return json == ticket.json(literal, for: field)
    case .options(let options): return json == .list(options.map { .text(ticket.optionID($0, of: field)) })
    case .valueOf(let other): return json == ticket.value(of: other)
    case .now: return json == self.json(now, for: field)
    case .today: return json == day(of: now)
    case .fromNow(let span):
      return suite.program.instant(adding: span.inEngine, to: now).map { json == self.json($0, for: field) } ?? false
    }
  }

  /// An instant as lines have it in the field.
  private func json(_ instant: Instant, for field: Field) -> JSON {
    ticket.isTime(field) ? .text(instant.iso8601) : day(of: instant)
  }

  private func day(of instant: Instant) -> JSON {
    .text(suite.program.zone.localDay(of: instant).iso8601)
  }

  private func holds(_ value: NewValue, _ field: Field, in new: Action.NewTicket, at now: Instant) -> Bool {
    guard let property = new.properties.first(where: { $0.id == id(of: field) }) else { return false }
    return isValue(value, of: field, TestTicket.json(property.value), at: now)
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

extension ExpectedAction {
  /// What comes out of it: messages and notifications are one action for each recipient.
  fileprivate var byRecipient: [ExpectedAction] {
    switch self {
    case .sendEmail(let template, .exactly(let people)): people.map { .sendEmail(template, to: .exactly([$0])) }
    case .sendMessage(let text, .exactly(let people)): people.map { .sendMessage(text, to: .exactly([$0])) }
    case .notify(.exactly(let people), let text): people.map { .notify(.exactly([$0]), text) }
    default: [self]
    }
  }
}

extension RuleChecker.Span {
  /// The same time in the engine's words.
  var inEngine: RuleEngine.Span {
    let unit: RuleEngine.Span.Unit =
      switch self.unit {
      case .minutes: .minutes
      case .hours: .hours
      case .days: .days
      case .weeks: .weeks
      }
    return RuleEngine.Span(amount: amount, unit: unit, calendar: calendar?.value)
  }
}
