import RuleSchema

extension FactReader {
  /// What must hold where `trigger` matches. Creation matches `ticket created`, `stage S`, `gained`, `becomes` and
  /// `closed`, nothing else (section 4.1 of the design).
  func facts(of trigger: CheckedTrigger) -> Facts {
    var facts = Facts(event: EventFacts(of: trigger.happening, by: trigger.by))
    narrow(&facts, to: trigger.happening)
    if let via = trigger.via { facts.add(.now(.channel), .only([FactReader.number(of: via)])) }
    return facts
  }

  /// What must hold where `timer` is due: nothing else happens then, in that round.
  func facts(of timer: CheckedTimer) -> Facts {
    var facts = Facts(event: .ofTimer)
    switch timer.kind {
    case .inStage(let stages, _): facts.add(.now(.stage), .only(NumberSet(stages.lazy.map(\.value))))
    case .withoutReply, .withoutAnswer, .everyDays: facts.add(.now(.stage), .only(stages(areClosed: false)))
    case .whileTrue(let condition, _), .everyWhile(let condition, _): narrow(&facts, to: condition)
    case .before(let field, _), .after(let field, _), .reached(let field):
      facts.add(.now(field), .allBut([Facts.unknown]))
    case .withoutActivity: break
    }
    return facts
  }

  /// What must hold of fields where `happening` matches.
  private func narrow(_ facts: inout Facts, to happening: CheckedTrigger.Happening) {
    switch happening {
    case .newConversation(let inbox): if let inbox { facts.add(.now(.inbox), .only([inbox.value])) }
    case .entered(let stages): facts.add(.now(.stage), .only(NumberSet(stages.lazy.map(\.value))))
    case .left(let stages):
      facts.add(.before(.stage), .only(NumberSet(stages.lazy.map(\.value))))
      if stages.count == 1 { facts.add(.now(.stage), .allBut(NumberSet(stages.lazy.map(\.value)))) }
    case .stageChanged(let from, let to):
      narrow(&facts, toChangeOf: .stage, from: from.map(Literal.stage), to: to.map(Literal.stage))
    case .closed: facts.add(.now(.stage), .only(stages(areClosed: true)))
    case .reopened:
      facts.add(.now(.stage), .only(stages(areClosed: false)))
      facts.add(.before(.stage), .allBut(stages(areClosed: false)))
    case .assigned: facts.add(.now(.owner), .allBut([Facts.unknown]))
    case .unassigned: facts.add(.now(.owner), .only([Facts.unknown]))
    case .changed(let field, let from, let to): narrow(&facts, toChangeOf: field, from: from, to: to)
    case .becomes(let field, let literal):
      if let numbers = numbers([literal]) {
        facts.add(.now(field), .only(numbers))
      } else {
        narrow(&facts, toEqualityOf: field, with: [literal])
      }
    case .gained(let field, let literal):
      if case .option(let option) = literal { hold([option], of: field, in: &facts) }
    case .lost(let field, let literal):
      if case .option(let option) = literal { refute([option], of: field, in: &facts) }
    case .ticketCreated, .activity, .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed: break
    }
  }

  /// For moves: a save that sends a message and sets the stage has chosen its stage, so a move by a rule that matched
  /// only the message is dropped (section 4.7 of the design). What comes in
  /// chooses nothing, so those rules move beside others.
  ///
  /// - Returns: whether the change-set sets the stage, if that is known.
  func setsStage(_ trigger: CheckedTrigger) -> Bool? {
    switch trigger.happening {
    case .emailSent, .noteAdded: false
    case .entered, .left, .stageChanged, .closed, .reopened: true
    case .newConversation, .ticketCreated, .assigned, .unassigned, .activity, .changed, .becomes, .gained, .lost,
      .reply, .messageInAnotherThread, .deliveryFailed:
      nil
    }
  }
}
