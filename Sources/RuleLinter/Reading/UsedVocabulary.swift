import RuleChecker
import RuleSchema

/// What of the vocabulary the rules use, as they mean it: definitions are written out by now.
struct UsedVocabulary {
  private(set) var teams: [Bool]
  private(set) var inboxes: [Bool]
  private(set) var templates: [Bool]
  private(set) var calendars: [Bool]
  private(set) var actions: [Bool]
  /// Something is done with whatever team the ticket has, so that each of them counts.
  private var readsTeam = false

  /// Complexity: O(*n*) in the size of the rules.
  init(_ rules: [CheckedRule], schema: Schema) {
    teams = Array(repeating: false, count: schema.teams.count)
    // Its own settings make tickets of what a locked inbox gets: no rule need name it.
    inboxes = schema.inboxes.map(\.isLocked)
    templates = Array(repeating: false, count: schema.templates.count)
    calendars = Array(repeating: false, count: schema.calendars.count)
    actions = Array(repeating: false, count: schema.actions.count)
    for rule in rules { add(rule) }
    if readsTeam { teams = teams.map { _ in true } }
  }

  private mutating func add(_ rule: CheckedRule) {
    for trigger in rule.triggers {
      switch trigger.happening {
      case .newConversation(let inbox?): inboxes[inbox.value] = true
      // In any inbox.
      case .newConversation(nil): inboxes = inboxes.map { _ in true }
      case .changed, .becomes, .gained, .lost, .ticketCreated, .entered, .left, .stageChanged, .closed, .reopened,
        .assigned, .unassigned, .activity, .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed:
        // Only these fields have values that are declared by a name.
        guard let field = trigger.happening.valueField, field.namesVocabulary else { continue }
        if let (field, values) = trigger.happening.literals {
          add(values, of: field)
          if field == .team, values.isEmpty { readsTeam = true }
        }
      }
    }
    if let timer = rule.timer {
      if let calendar = timer.postponedTo { calendars[calendar.value] = true }
      add(timer.span)
    }
    switch rule.timer?.kind {
    case .whileTrue(let condition, _), .everyWhile(let condition, _): add(condition)
    case .inStage, .withoutReply, .withoutAnswer, .withoutActivity, .before, .after, .reached, .everyDays, nil: break
    }
    if let condition = rule.guardCondition { add(condition) }
    for arm in rule.arms {
      if let condition = arm.condition { add(condition) }
      add(arm.delay)
      for action in arm.actions { add(action) }
    }
  }

  private mutating func add(_ condition: CheckedCondition) {
    switch condition {
    case .all(let parts), .any(let parts): for part in parts { add(part) }
    case .not(let inner): add(inner)
    case .test(let test, _):
      if let calendar = test.calendar { calendars[calendar.value] = true }
      guard let field = test.valueField, field.namesVocabulary else { break }
      if let (field, values) = test.literals { add(values, of: field) }
      if case .isKnown(.team) = test { readsTeam = true }
    }
  }

  private mutating func add(_ action: CheckedAction) {
    switch action {
    case .createTicket(_, let pairs): for pair in pairs { add(pair.value) }
    case .set(_, let value): add(value)
    // Ordered options are the property's own.
    case .raise: break
    case .assign(.team(let team)), .rotate(let team): teams[team.value] = true
    case .sendNotification(let template): if let template { templates[template.value] = true }
    case .sendEmail(let template, let recipients):
      templates[template.value] = true
      add(recipients)
    case .sendMessage(_, let recipients), .notify(let recipients, _): add(recipients)
    case .createTask(_, let recipients, let span):
      add(recipients)
      add(span)
    case .call(let index, let arguments):
      actions[index.value] = true
      for argument in arguments { if case .value(let value) = argument.value { add(value) } }
    case .move, .clear, .add, .remove, .removeMatching, .increase, .assign, .addNote: break
    }
  }

  private mutating func add(_ value: NewValue) {
    switch value {
    case .literal(let literal): add([literal], of: .stage)
    case .fromNow(let span): add(span)
    case .options, .now, .today, .valueOf: break
    }
  }

  private mutating func add(_ literals: [Literal], of field: Field) {
    for literal in literals {
      switch literal {
      case .team(let team): teams[team.value] = true
      case .inbox(let inbox): inboxes[inbox.value] = true
      // The owner's teams are options that are teams.
      case .option(let option) where field == .ownerTeams && teams.indices.contains(option): teams[option] = true
      case .option, .number, .text, .day, .flag, .person, .stage, .pipeline, .channel: break
      }
    }
  }

  private mutating func add(_ recipients: [Recipient]) {
    for recipient in recipients {
      switch recipient {
      case .team(let team): teams[team.value] = true
      case .itsTeam: readsTeam = true
      case .contact, .owner, .creator, .cc, .followers, .personIn, .address: break
      }
    }
  }

  private mutating func add(_ span: Span?) {
    if let calendar = span?.calendar { calendars[calendar.value] = true }
  }
}

extension Field {
  /// Whether its values are teams or inboxes, which are declared by a name.
  fileprivate var namesVocabulary: Bool {
    switch self {
    case .team, .inbox, .ownerTeams: true
    case .stage, .pipeline, .owner, .channel, .created, .closed, .property, .contactEmail, .ownerEmail, .messageSubject,
      .messageFrom, .messageText:
      false
    }
  }
}
