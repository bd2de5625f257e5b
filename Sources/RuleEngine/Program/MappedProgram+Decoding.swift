//  Rows and records become the parts of a `Program` again, when somebody asks for them.

extension MappedProgram {
  /// The whole program, decoded.
  func program() -> Program {
    var program = vocabulary
    program.rules = plan.rules.indices.map(rule)
    program.tests = plan.tests.indices.map(test)
    program.branches = plan.branches.indices.map(branch)
    program.texts = texts.indices.map(text)
    return program
  }

  func text(_ number: Int) -> Program.TextTemplate {
    let row = texts[number]
    let parts = parts.rows(row.firstPart..<row.endPart).map { part -> Program.TextTemplate.Part in
      part.isLiteral ? .literal(strings[part.text]) : .placeholder(FieldSlot(index: part.field))
    }
    return Program.TextTemplate(parts: parts, asWritten: strings[row.asWritten])
  }

  func branch(_ number: Int) -> Program.Branch {
    func target(_ target: Int32) -> Program.Branch.Target {
      switch target {
      case MatchPlan.Branch.accept: .accept
      case MatchPlan.Branch.reject: .reject
      default: .branch(Int(target))
      }
    }
    let row = plan.branches[number]
    return Program.Branch(
      test: Int(row.test), ifTrue: target(row.ifTrue), ifFalse: target(row.ifFalse), text: strings[Int(row.text)])
  }

  func test(_ number: Int) -> Program.Test {
    verified { () throws(RulebookFileError) in try decodedTest(number) }
  }

  func rule(_ number: Int) -> Program.Rule {
    verified { () throws(RulebookFileError) in try decodedRule(number) }
  }

  /// What was decoded once, when it was verified, is decoded again.
  private func verified<Part>(_ decode: () throws(RulebookFileError) -> Part) -> Part {
    do throws(RulebookFileError) { return try decode() } catch {
      preconditionFailure("the verifier has read the same bytes: \(error)")
    }
  }
}

//  What the verifier reads, too: here bytes may be wrong.

extension MappedProgram {
  /// Throws: where the record of the test is none.
  /// Precondition: options and needles of the row are there.
  func decodedTest(_ number: Int) throws(RulebookFileError) -> Program.Test {
    let row = plan.tests[number]
    let slot = FieldSlot(index: Int(row.slot))
    let rows = { Int(row.first)..<Int(row.first) + Int(row.count) }
    switch row.kind {
    case .isOption: return .isOneOf(slot, [.option(row.first)])
    case .isOneOfOptions: return .isOneOf(slot, plan.options.rows(rows()).map { .option($0) })
    case .isAtLeast: return .compares(slot, .atLeast, .number(row.number))
    case .isAtMost: return .compares(slot, .atMost, .number(row.number))
    case .isAbove: return .compares(slot, .above, .number(row.number))
    case .isBelow: return .compares(slot, .below, .number(row.number))
    case .isSet: return .isSet(slot)
    case .contains: return .containsAny(slot, rows().map(needle))
    case .startsWith: return .startsWith(slot, needle(Int(row.first)))
    case .endsWith: return .endsWith(slot, needle(Int(row.first)))
    case .other:
      var reader = try record(at: Int(row.first))
      return try Program.Test(from: &reader)
    }
  }

  private func needle(_ number: Int) -> String { strings[Int(plan.needleRows[number].text)] }

  /// Throws: where the record of the trigger is none.
  func decodedTrigger(_ number: Int) throws(RulebookFileError) -> Program.Trigger {
    let row = plan.triggers[number]
    let happening: Program.Trigger.Happening
    switch row.kind {
    case .ticketCreated: happening = .ticketCreated
    case .entered: happening = .entered([Int(row.operand)])
    case .changed: happening = .changed(FieldSlot(index: Int(row.operand)), from: nil, to: nil)
    case .replied: happening = .reply(fromAnyone: false, includingAutomatic: false)
    case .sentFromTicket: happening = .emailSent(.ticket)
    case .other:
      var reader = try record(at: Int(row.operand))
      return try Program.Trigger(from: &reader)
    }
    return Program.Trigger(happening: happening, by: nil, via: nil)
  }

  /// Throws: where the tag or the record of the action is none.
  func decodedAction(_ number: Int) throws(RulebookFileError) -> Program.Action {
    try actions[number].action { place throws(RulebookFileError) in try record(at: place) }
  }

  /// Throws: where the record is none.
  func decodedExtras(of row: MatchPlan.Rule) throws(RulebookFileError) -> RuleExtras {
    if row.extras == MatchPlan.Rule.none { return .none }
    var reader = try record(at: row.extras)
    return try RuleExtras(from: &reader)
  }

  /// Throws: where the record is none.
  func decodedDelay(of row: MatchPlan.Arm) throws(RulebookFileError) -> Span? {
    if row.delay == MatchPlan.Rule.none { return nil }
    var reader = try record(at: row.delay)
    return try Span(from: &reader)
  }

  private func decodedRule(_ number: Int) throws(RulebookFileError) -> Program.Rule {
    let row = plan.rules[number]
    let extras = try decodedExtras(of: row)
    var triggers: [Program.Trigger] = []
    for trigger in row.firstTrigger..<row.endTrigger { triggers.append(try decodedTrigger(Int(trigger))) }
    var arms: [Program.Arm] = []
    for arm in row.firstArm..<row.endArm { arms.append(try decodedArm(plan.arms[Int(arm)])) }
    return Program.Rule(
      identity: strings[row.name], pipeline: row.pipeline, overrides: extras.overrides, triggers: triggers,
      timer: extras.timer, limits: extras.limits, guardCondition: Self.condition(row.guardEntry, row.guardEnd),
      arms: arms)
  }

  private func decodedArm(_ row: MatchPlan.Arm) throws(RulebookFileError) -> Program.Arm {
    var actions: [Program.Action] = []
    actions.reserveCapacity(Int(row.endAction - row.firstAction))
    for action in row.firstAction..<row.endAction { actions.append(try decodedAction(Int(action))) }
    return Program.Arm(
      condition: Self.condition(row.entry, row.end), actions: actions, row: row.row < 0 ? nil : Int(row.row),
      delay: try decodedDelay(of: row))
  }

  private static func condition(_ entry: Int32, _ end: Int32) -> Program.Condition? {
    entry < 0 ? nil : Program.Condition(branches: Int(entry)..<Int(end))
  }
}
