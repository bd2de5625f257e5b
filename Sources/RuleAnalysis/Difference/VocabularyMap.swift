internal import RuleEngine

/// Where the names of a program are in a merged vocabulary.
struct VocabularyMap {
  var pipelines: [Int]
  var stages: [Int]
  var properties: [Int]
  /// For each property, each of its options.
  var options: [[Int32]]
  var teams: [Int]
  var inboxes: [Int]
  var templates: [Int]
  var lists: [Int]
  var calendars: [Int]
  var actions: [Int]

  /// Everything stays where it is.
  init(of program: Program) {
    pipelines = Array(program.pipelines.indices)
    stages = Array(program.stages.indices)
    properties = Array(program.properties.indices)
    options = program.properties.map { $0.options.indices.map { Int32($0) } }
    teams = Array(program.teams.indices)
    inboxes = Array(program.inboxes.indices)
    templates = Array(program.templates.indices)
    lists = Array(program.lists.indices)
    calendars = Array(program.calendars.indices)
    actions = Array(program.actions.indices)
  }

  /// The rules of `program` in the words of `vocabulary`.
  func applied(to program: Program, vocabulary: Program) -> Program {
    var result = vocabulary
    result.rules = program.rules.map(rule)
    result.tests = program.tests.map(test)
    result.branches = program.branches
    result.texts = program.texts.map { text in
      var text = text
      text.parts = text.parts.map { part in
        if case .placeholder(let slot) = part { .placeholder(self.slot(slot)) } else { part }
      }
      return text
    }
    return result
  }

  // MARK: Rules

  private func rule(_ rule: Program.Rule) -> Program.Rule {
    var rule = rule
    rule.pipeline = pipelines[rule.pipeline]
    rule.triggers = rule.triggers.map(trigger)
    rule.timer = rule.timer.map(timer)
    rule.limits = rule.limits.map { limit in
      if case .atMost(let count, let time) = limit { .atMost(count, per: span(time)) } else { limit }
    }
    rule.arms = rule.arms.map { arm in
      var arm = arm
      arm.actions = arm.actions.map(action)
      arm.delay = arm.delay.map(span)
      return arm
    }
    return rule
  }

  private func timer(_ timer: Program.Timer) -> Program.Timer {
    var timer = timer
    timer.postponedTo = timer.postponedTo.map { calendars[$0] }
    switch timer.kind {
    case .inStage(let list, let delay): timer.kind = .inStage(list.map { stages[$0] }, delay.map(span))
    case .withoutReply(let delay): timer.kind = .withoutReply(span(delay))
    case .withoutAnswer(let delay): timer.kind = .withoutAnswer(span(delay))
    case .withoutActivity(let delay): timer.kind = .withoutActivity(span(delay))
    case .whileTrue(let condition, let delay): timer.kind = .whileTrue(condition, span(delay))
    case .everyWhile(let condition, let delay): timer.kind = .everyWhile(condition, span(delay))
    case .before(let slot, let delay): timer.kind = .before(self.slot(slot), span(delay))
    case .after(let slot, let delay): timer.kind = .after(self.slot(slot), delay.map(span))
    case .reached(let slot): timer.kind = .reached(self.slot(slot))
    case .everyDays: break
    }
    return timer
  }

  private func trigger(_ trigger: Program.Trigger) -> Program.Trigger {
    var trigger = trigger
    if case .list(let list) = trigger.by { trigger.by = .list(lists[list]) }
    switch trigger.happening {
    case .newConversation(let inbox): trigger.happening = .newConversation(inbox: inbox.map { inboxes[$0] })
    case .entered(let list): trigger.happening = .entered(list.map { stages[$0] })
    case .left(let list): trigger.happening = .left(list.map { stages[$0] })
    case .stageChanged(let from, let to):
      trigger.happening = .stageChanged(from: from.map { stages[$0] }, to: to.map { stages[$0] })
    case .changed(let slot, let old, let new):
      trigger.happening = .changed(
        self.slot(slot), from: old.map { value($0, of: slot) }, to: new.map { value($0, of: slot) })
    case .becomes(let slot, let new): trigger.happening = .becomes(self.slot(slot), value(new, of: slot))
    case .gained(let slot, let option): trigger.happening = .gained(self.slot(slot), self.option(option, of: slot))
    case .lost(let slot, let option): trigger.happening = .lost(self.slot(slot), self.option(option, of: slot))
    case .ticketCreated, .closed, .reopened, .assigned, .unassigned, .activity, .emailSent, .reply,
      .messageInAnotherThread, .noteAdded, .deliveryFailed:
      break
    }
    return trigger
  }

  private func action(_ action: Program.Action) -> Program.Action {
    switch action {
    case .createTicket(let stage, let fields):
      .createTicket(
        stage: stages[stage],
        with: fields.map { .init(slot: slot($0.slot), value: new($0.value, of: $0.slot)) })
    case .move(let stage): .move(to: stages[stage])
    case .set(let slot, let value): .set(self.slot(slot), new(value, of: slot))
    case .clear(let slot): .clear(self.slot(slot))
    case .raise(let slot, let bound): .raise(self.slot(slot), value(bound, of: slot))
    case .add(let option, let slot): .add(self.option(option, of: slot), to: self.slot(slot))
    case .remove(let option, let slot): .remove(self.option(option, of: slot), from: self.slot(slot))
    case .removeAll(let options, let slot):
      .removeAll(options.map { option($0, of: slot) }.sorted(), from: self.slot(slot))
    case .increase(let slot, let amount): .increase(self.slot(slot), by: amount)
    case .assign(.team(let team)): .assign(.team(teams[team]))
    case .assign(.personIn(let slot)): .assign(.personIn(self.slot(slot)))
    case .assign: action
    case .rotate(let team): .rotate(team: teams[team])
    case .sendNotification(let template): .sendNotification(template: template.map { templates[$0] })
    case .sendEmail(let template, let people): .sendEmail(template: templates[template], to: people.map(recipient))
    case .sendMessage(let text, let people): .sendMessage(text: text, to: people.map(recipient))
    case .notify(let text, let people): .notify(text: text, to: people.map(recipient))
    case .createTask(let text, let people, let due):
      .createTask(text: text, for: people.map(recipient), dueIn: due.map(span))
    case .addNote: action
    case .call(let index, let arguments):
      // Parameters of one declaration are the same in both programs, so options keep their numbers.
      .call(
        actions[index],
        with: arguments.map { argument in
          guard case .value(let value) = argument.value else { return argument }
          return .init(parameter: argument.parameter, value: .value(self.argument(value)))
        })
    }
  }

  private func argument(_ value: Program.NewValue) -> Program.NewValue {
    switch value {
    case .literal, .now, .today: value
    case .fromNow(let time): .fromNow(span(time))
    case .valueOf(let slot): .valueOf(self.slot(slot))
    }
  }

  private func recipient(_ recipient: Program.Recipient) -> Program.Recipient {
    switch recipient {
    case .team(let team): .team(teams[team])
    case .personIn(let slot): .personIn(self.slot(slot))
    case .contact, .owner, .creator, .cc, .followers, .itsTeam, .address: recipient
    }
  }

  // MARK: Tests and values

  private func test(_ test: Program.Test) -> Program.Test {
    switch test {
    case .isOneOf(let slot, let values): .isOneOf(self.slot(slot), values.map { value($0, of: slot) })
    case .compares(let slot, let comparison, let bound): .compares(self.slot(slot), comparison, value(bound, of: slot))
    case .equalsField(let slot, let other): .equalsField(self.slot(slot), self.slot(other))
    case .comparesField(let slot, let comparison, let other):
      .comparesField(self.slot(slot), comparison, self.slot(other))
    case .containsAny(let slot, let needles): .containsAny(self.slot(slot), needles)
    case .startsWith(let slot, let text): .startsWith(self.slot(slot), text)
    case .endsWith(let slot, let text): .endsWith(self.slot(slot), text)
    case .matchesAny(let slot, let globs): .matchesAny(self.slot(slot), globs)
    case .hasAny(let slot, let options): .hasAny(self.slot(slot), self.options(options, of: slot))
    case .hasAll(let slot, let options): .hasAll(self.slot(slot), self.options(options, of: slot))
    case .hasNone(let slot, let options): .hasNone(self.slot(slot), self.options(options, of: slot))
    case .gained(let slot, let option): .gained(self.slot(slot), self.option(option, of: slot))
    case .lost(let slot, let option): .lost(self.slot(slot), self.option(option, of: slot))
    case .was(let slot, let old): .was(self.slot(slot), value(old, of: slot))
    case .changed(let slot, let old, let new):
      .changed(self.slot(slot), from: old.map { value($0, of: slot) }, to: new.map { value($0, of: slot) })
    case .isKnown(let slot): .isKnown(self.slot(slot))
    case .isSet(let slot): .isSet(self.slot(slot))
    case .isBefore(let slot, let moment): .isBefore(self.slot(slot), self.moment(moment))
    case .isAfter(let slot, let moment): .isAfter(self.slot(slot), self.moment(moment))
    case .isDay(let slot, let moment): .isDay(self.slot(slot), self.moment(moment))
    case .isInNext(let slot, let time): .isInNext(self.slot(slot), span(time))
    case .isInLast(let slot, let time): .isInLast(self.slot(slot), span(time))
    case .isMoreThanAgo(let slot, let time): .isMoreThanAgo(self.slot(slot), span(time))
    case .isLessThanAgo(let slot, let time): .isLessThanAgo(self.slot(slot), span(time))
    case .isDuring(let calendar): .isDuring(calendars[calendar])
    case .messageIsAutomatic, .actorIs, .actorIsOwner, .actorIsContact, .ticketIsClosed: test
    }
  }

  private func moment(_ moment: Program.Moment) -> Program.Moment {
    if case .valueOf(let slot) = moment { .valueOf(self.slot(slot)) } else { moment }
  }

  private func slot(_ slot: FieldSlot) -> FieldSlot {
    slot.propertyIndex.map { .property(properties[$0]) } ?? slot
  }

  /// In ascending order: as tests by a glob have them, whatever the order of declaration.
  private func options(_ options: [Int32], of slot: FieldSlot) -> [Int32] {
    options.map { option($0, of: slot) }.sorted()
  }

  private func option(_ option: Int32, of slot: FieldSlot) -> Int32 {
    switch slot {
    case .stage: Int32(stages[Int(option)])
    case .pipeline: Int32(pipelines[Int(option)])
    case .ownerTeams: Int32(teams[Int(option)])
    default: slot.propertyIndex.map { options[$0][Int(option)] } ?? option
    }
  }

  private func value(_ value: Value, of slot: FieldSlot) -> Value {
    switch value {
    case .option(let option): .option(self.option(option, of: slot))
    case .options(let options): .options(options.map { option($0, of: slot) }.sorted())
    case .unknown, .number, .text, .day, .instant, .flag: value
    }
  }

  private func new(_ new: Program.NewValue, of slot: FieldSlot) -> Program.NewValue {
    if case .literal(let value) = new { .literal(self.value(value, of: slot)) } else { argument(new) }
  }

  private func span(_ span: Span) -> Span {
    Span(amount: span.amount, unit: span.unit, calendar: span.calendar.map { calendars[$0] })
  }
}
