//  Triggers and actions.

extension ProgramVerifier {
  func verify(_ trigger: Program.Trigger, _ place: Place) throws(RulebookFileError) {
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

  func verify(_ action: Program.Action, _ place: Place) throws(RulebookFileError) {
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

  private func verify(_ value: Program.NewValue, for slot: FieldSlot, _ place: Place) throws(RulebookFileError) {
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

  private func verify(_ assignee: Program.Assignee, _ place: Place) throws(RulebookFileError) {
    switch assignee {
    case .team(let team): try verify(team: team, place)
    case .personIn(let slot): try verifyPerson(in: slot, place)
    case .person, .actor, .creator, .nobody: break
    }
  }

  func verify(_ recipients: [Program.Recipient], _ place: Place) throws(RulebookFileError) {
    for recipient in recipients {
      switch recipient {
      case .team(let team): try verify(team: team, place)
      case .personIn(let slot): try verifyPerson(in: slot, place)
      case .contact, .owner, .creator, .cc, .followers, .itsTeam, .address: break
      }
    }
  }

  func verify(stage: Int, _ place: Place) throws(RulebookFileError) {
    try require(stage < program.stages.count, "\(place) names stage \(stage), which does not exist")
  }

  private func verify(team: Int, _ place: Place) throws(RulebookFileError) {
    try require(team < program.teams.count, "\(place) names team \(team), which does not exist")
  }

  private func verify(template: Int, _ place: Place) throws(RulebookFileError) {
    try require(template < program.templates.count, "\(place) names template \(template), which does not exist")
  }

  private func verify(text: Int, _ place: Place) throws(RulebookFileError) {
    try require(text < mapped.texts.count, "\(place) names text \(text), which does not exist")
  }
}
