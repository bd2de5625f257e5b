import RuleChecker
import RuleSchema
import RuleSource

/// What of the vocabulary the rules use, as they mean it: definitions are written out by now.
struct UsedVocabulary {
  private(set) var teams: [Bool]
  private(set) var inboxes: [Bool]
  private(set) var templates: [Bool]
  private(set) var calendars: [Bool]
  private(set) var actions: [Bool]
  /// How many names no rule was seen to use.
  private var unused: Int

  /// Complexity: O(*n*) in the size of the rules; in that of the first of them which use everything, where some do.
  init(_ rules: [CheckedRule], schema: Schema) {
    teams = Array(repeating: false, count: schema.teams.count)
    // Its own settings make tickets of what a locked inbox gets: no rule need name it.
    inboxes = schema.inboxes.map(\.isLocked)
    templates = Array(repeating: false, count: schema.templates.count)
    calendars = Array(repeating: false, count: schema.calendars.count)
    actions = Array(repeating: false, count: schema.actions.count)
    unused = teams.count + inboxes.count { !$0 } + templates.count + calendars.count + actions.count
    let rules = rules.span
    for index in rules.indices where unused > 0 { add(rules[index]) }
  }

  private mutating func add(_ rule: CheckedRule) {
    add(rule.triggers)
    add(rule.timer)
    add(rule.guardCondition)
    add(rule.arms)
  }

  private mutating func add(_ triggers: [CheckedTrigger]) {
    let triggers = triggers.span
    for index in triggers.indices { add(triggers[index].happening) }
  }

  private mutating func add(_ happening: CheckedTrigger.Happening) {
    switch happening {
    case .newConversation(let inbox?): use(inbox)
    // In any inbox.
    case .newConversation(nil): for inbox in inboxes.indices { use(InboxIndex(inbox)) }
    case .changed(let field, let from, let to):
      add(from, of: field)
      add(to, of: field)
      if field == .team, from == nil, to == nil { useAnyTeam() }
    case .becomes(let field, let value), .gained(let field, let value), .lost(let field, let value):
      add(value, of: field)
    case .ticketCreated, .entered, .left, .stageChanged, .closed, .reopened, .assigned, .unassigned, .activity,
      .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed:
      break
    }
  }

  private mutating func add(_ timer: CheckedTimer?) {
    switch timer {
    case .some(let timer):
      if let calendar = timer.postponedTo { use(calendar) }
      add(timer.span)
      switch timer.kind {
      case .whileTrue(let condition, _), .everyWhile(let condition, _): add(condition)
      case .inStage, .withoutReply, .withoutAnswer, .withoutActivity, .before, .after, .reached, .everyDays: break
      }
    case .none: break
    }
  }

  private mutating func add(_ arms: ShortList<CheckedArm>) {
    switch arms {
    case .one(let arm): add(arm)
    case .several(let arms):
      let arms = arms.span
      for index in arms.indices { add(arms[index]) }
    }
  }

  @inline(__always)
  private mutating func add(_ arm: CheckedArm) {
    add(arm.condition)
    add(arm.row?.delay)
    switch arm.actions {
    case .one(let action): add(action)
    case .several(let actions):
      let actions = actions.span
      for index in actions.indices { add(actions[index]) }
    }
  }

  private mutating func add(_ condition: CheckedCondition?) {
    switch condition {
    case .some(.all(let parts)), .some(.any(let parts)): add(parts)
    case .some(.not(let inner)): add(inner)
    case .some(.test(let test, _)): add(test)
    case .none: break
    }
  }

  private mutating func add(_ parts: [CheckedCondition]) {
    let parts = parts.span
    for index in parts.indices {
      // Most parts are tests.
      switch parts[index] {
      case .test(let test, _): add(test)
      default: add(parts[index])
      }
    }
  }

  private mutating func add(_ test: Test) {
    switch test {
    case .isOneOf(let field, let values): if field.namesVocabulary { add(values, of: field) }
    case .compares(let field, _, let value), .was(let field, let value): add(value, of: field)
    case .changed(let field, let from, let to):
      add(from, of: field)
      add(to, of: field)
    case .hasAny(let field, let options), .hasAll(let field, let options), .hasNone(let field, let options):
      if field == .ownerTeams { for option in options { useTeam(option) } }
    case .gained(let field, let option), .lost(let field, let option): if field == .ownerTeams { useTeam(option) }
    case .isKnown(let field): if field == .team { useAnyTeam() }
    case .isDuring(let calendar): use(calendar)
    case .isInNext(_, let span), .isInLast(_, let span), .isMoreThanAgo(_, let span), .isLessThanAgo(_, let span):
      add(span)
    case .equalsField, .comparesField, .containsAny, .startsWith, .endsWith, .matchesAny, .hasMatching, .isSet,
      .isBefore, .isAfter, .isDay, .messageIsAutomatic, .actorIs, .actorIsOwner, .actorIsContact, .ticketIsClosed:
      break
    }
  }

  private mutating func add(_ action: CheckedAction) {
    switch action {
    case .createTicket(_, let pairs): for pair in pairs { add(pair.value) }
    case .set(_, let value): add(value)
    // Ordered options are the property's own.
    case .raise: break
    case .assign(.team(let team)), .rotate(let team): use(team)
    case .sendNotification(let template): if let template { use(template) }
    case .sendEmail(let template, let recipients):
      use(template)
      add(recipients)
    case .sendMessage(_, let recipients), .notify(let recipients, _): add(recipients)
    case .createTask(_, let recipients, let span):
      add(recipients)
      add(span)
    case .call(let index, let arguments):
      use(index)
      for argument in arguments { if case .value(let value) = argument.value { add(value) } }
    case .move, .clear, .add, .remove, .removeMatching, .increase, .assign, .addNote: break
    }
  }

  private mutating func add(_ value: NewValue) {
    switch value {
    case .literal(let literal): use(literal)
    case .fromNow(let span): add(span)
    case .options, .now, .today, .valueOf: break
    }
  }

  private mutating func add(_ values: [Literal], of field: Field) {
    let values = values.span
    for index in values.indices { add(values[index], of: field) }
  }

  private mutating func add(_ value: Literal?, of field: Field) {
    guard field.namesVocabulary else { return }
    switch value {
    // The owner's teams are options that are teams.
    case .some(.option(let option)): if field == .ownerTeams { useTeam(option) }
    case .some(let value): use(value)
    case .none: break
    }
  }

  private mutating func use(_ literal: Literal) {
    switch literal {
    case .team(let team): use(team)
    case .inbox(let inbox): use(inbox)
    case .option, .number, .text, .day, .flag, .person, .stage, .pipeline, .channel: break
    }
  }

  private mutating func add(_ recipients: [Recipient]) {
    let recipients = recipients.span
    for index in recipients.indices {
      switch recipients[index] {
      case .team(let team): use(team)
      case .itsTeam: useAnyTeam()
      case .contact, .owner, .creator, .cc, .followers, .personIn, .address: break
      }
    }
  }

  private mutating func add(_ span: Span?) {
    if let calendar = span?.calendar { use(calendar) }
  }

  // ---- names ----

  private mutating func use(_ team: TeamIndex) { UsedVocabulary.use(team.value, of: &teams, &unused) }
  private mutating func use(_ inbox: InboxIndex) { UsedVocabulary.use(inbox.value, of: &inboxes, &unused) }
  private mutating func use(_ template: TemplateIndex) { UsedVocabulary.use(template.value, of: &templates, &unused) }
  private mutating func use(_ calendar: CalendarIndex) { UsedVocabulary.use(calendar.value, of: &calendars, &unused) }
  private mutating func use(_ action: ActionIndex) { UsedVocabulary.use(action.value, of: &actions, &unused) }

  private mutating func useTeam(_ option: Int) { if teams.indices.contains(option) { use(TeamIndex(option)) } }

  /// Something is done with whatever team the ticket has, so that each of them counts.
  private mutating func useAnyTeam() { for team in teams.indices { use(TeamIndex(team)) } }

  private static func use(_ name: Int, of names: inout [Bool], _ unused: inout Int) {
    if names[name] { return }
    names[name] = true
    unused -= 1
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
