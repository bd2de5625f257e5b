//  Rules: their triggers, arms and actions.

extension ProgramVerifier {
  func verify(_ rule: Program.Rule, _ place: String) throws(RulebookFileError) {
    try require(
      rule.pipeline < program.pipelines.count, "\(place) is of pipeline \(rule.pipeline), which does not exist")
    var previous = -1
    for overridden in rule.overrides {
      try require(overridden > previous, "the overrides of \(place) are not in order")
      try require(overridden < program.rules.count, "\(place) overrides rule \(overridden), which does not exist")
      try require(
        program.rules[overridden].pipeline == rule.pipeline, "\(place) overrides a rule of another pipeline")
      previous = overridden
    }
    try require(!rule.triggers.isEmpty || rule.timer != nil, "\(place) has no trigger")
    try require(rule.triggers.isEmpty || rule.timer == nil, "\(place) has a trigger and a timer")
    if let timer = rule.timer { try verify(timer, place) }
    for limit in rule.limits { try verify(limit, place) }
    for trigger in rule.triggers { try verify(trigger, place) }
    let conversations = rule.triggers.count { trigger in
      if case .newConversation = trigger.happening { true } else { false }
    }
    try require(
      conversations == 0 || conversations == rule.triggers.count, "\(place) is about conversations and about tickets")
    try require(conversations == 0 || rule.limits.isEmpty, "\(place) counts firings of tickets that are not there yet")
    try require(!rule.arms.isEmpty, "\(place) has no arm")
    try verifyRows(of: rule, place)
    for arm in rule.arms {
      // A row without actions answers a conversation with nothing.
      if conversations > 0, let first = arm.actions.first {
        guard case .createTicket = first else { throw .malformed("\(place) does not begin by creating a ticket") }
      }
      for action in arm.actions { try verify(action, place) }
    }
  }

  private func verify(_ trigger: Program.Trigger, _ place: String) throws(RulebookFileError) {
    if case .list(let list) = trigger.by {
      try require(list < program.lists.count, "\(place) names list \(list), which does not exist")
    }
    switch trigger.happening {
    case .newConversation(let inbox):
      if let inbox { try require(inbox < program.inboxes.count, "\(place) names inbox \(inbox), which does not exist") }
    case .entered(let stages), .left(let stages):
      for stage in stages { try verify(stage: stage, place) }
    case .stageChanged(let from, let to):
      if let from { try verify(stage: from, place) }
      if let to { try verify(stage: to, place) }
    case .changed(let slot, let from, let to): try verifyChange(slot, from: from, to: to, place)
    case .becomes(let slot, let value): try verify(value, fits: slot, place)
    case .gained(let slot, let option), .lost(let slot, let option): try verify([option], of: slot, place)
    case .ticketCreated, .closed, .reopened, .assigned, .unassigned, .activity, .emailSent, .reply,
      .messageInAnotherThread, .noteAdded, .deliveryFailed:
      break
    }
  }

  private func verify(_ action: Program.Action, _ place: String) throws(RulebookFileError) {
    switch action {
    case .createTicket(let stage, let changes):
      try verify(stage: stage, place)
      for change in changes { try verify(change.value, for: change.slot, place) }
    case .move(let stage): try verify(stage: stage, place)
    case .set(let slot, let value): try verify(value, for: slot, place)
    case .clear(let slot): try verifyWritable(slot, place)
    case .raise(let slot, let value):
      try verifyWritable(slot, place)
      try verify(value, fits: slot, place)
      switch value {
      case .option, .number: break
      case .unknown, .options, .text, .day, .instant, .flag: throw .malformed("\(place) raises what has no order")
      }
    case .add(let option, let slot), .remove(let option, let slot):
      try verifyWritable(slot, place)
      try verify([option], of: slot, place)
    case .removeAll(let options, let slot):
      try verifyWritable(slot, place)
      try verify(options, of: slot, place)
    case .increase(let slot, let amount):
      try verifyWritable(slot, place)
      try verify(slot, is: .number, place)
      try require(amount.isFinite, "\(place) increases by no number")
    case .assign(let assignee): try verify(assignee, place)
    case .rotate(let team): try verify(team: team, place)
    case .sendNotification(let template):
      if let template { try verify(template: template, place) }
    case .sendEmail(let template, let recipients):
      try verify(template: template, place)
      try verify(recipients, place)
    case .sendMessage(let text, let recipients), .notify(let text, let recipients):
      try verify(text: text, place)
      try verify(recipients, place)
    case .createTask(let text, let recipients, let due):
      try verify(text: text, place)
      try verify(recipients, place)
      if let due { try verify(due, place) }
    case .addNote(let text): try verify(text: text, place)
    case .call(let action, let arguments): try verify(action, arguments, place)
    }
  }

  private func verify(_ value: Program.NewValue, for slot: FieldSlot, _ place: String) throws(RulebookFileError) {
    try verifyWritable(slot, place)
    switch value {
    case .literal(.unknown): break
    case .literal(let literal):
      try verify(literal, fits: slot, place)
      if case .option = literal, case .options = try sort(of: slot, place) {
        throw .malformed("\(place) makes a set of what is none")
      }
    case .now, .today: try verify(slot, is: .moment, place)
    case .fromNow(let span):
      try verify(slot, is: .moment, place)
      try verify(span, place)
    case .valueOf(let source):
      let fits =
        switch (try sort(of: source, place), try sort(of: slot, place)) {
        case (.option(let count), .option(let limit)), (.options(let count), .options(let limit)): count <= limit
        case (let left, let right): left == right
        }
      try require(fits, "\(place) copies field \(source.index) to field \(slot.index), which has another type")
    }
  }

  private func verify(_ assignee: Program.Assignee, _ place: String) throws(RulebookFileError) {
    switch assignee {
    case .team(let team): try verify(team: team, place)
    case .personIn(let slot): try verifyPerson(in: slot, place)
    case .person, .actor, .creator, .nobody: break
    }
  }

  private func verify(_ recipients: [Program.Recipient], _ place: String) throws(RulebookFileError) {
    for recipient in recipients {
      switch recipient {
      case .team(let team): try verify(team: team, place)
      case .personIn(let slot): try verifyPerson(in: slot, place)
      case .contact, .owner, .creator, .cc, .followers, .itsTeam, .address: break
      }
    }
  }

  private func verify(stage: Int, _ place: String) throws(RulebookFileError) {
    try require(stage < program.stages.count, "\(place) names stage \(stage), which does not exist")
  }

  private func verify(team: Int, _ place: String) throws(RulebookFileError) {
    try require(team < program.teams.count, "\(place) names team \(team), which does not exist")
  }

  private func verify(template: Int, _ place: String) throws(RulebookFileError) {
    try require(template < program.templates.count, "\(place) names template \(template), which does not exist")
  }

  private func verify(text: Int, _ place: String) throws(RulebookFileError) {
    try require(text < program.texts.count, "\(place) names text \(text), which does not exist")
  }
}
