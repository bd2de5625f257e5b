internal import RuleEngine

//  Facts in words that do not depend on a program's indices.

extension CanonicalWords {
  /// What a fact is about. Timers and limits are called what `names` says.
  func fact(_ fact: Fact, due: (Int) -> String, limited: (Int) -> String) -> [String] {
    switch fact {
    case .value(let slot): ["value"] + self.slot(slot)
    case .before(let slot): ["before"] + self.slot(slot)
    case .changed(let slot): ["changed"] + self.slot(slot)
    case .member(let slot, let option): ["member"] + self.slot(slot) + self.option(option, of: slot)
    case .memberBefore(let slot, let option): ["member before"] + self.slot(slot) + self.option(option, of: slot)
    case .otherMembers(let slot): ["other members"] + self.slot(slot)
    case .fits(let slot, let pattern):
      ["fits"] + self.slot(slot) + ["\(pattern.place)"] + FoldedText(pattern.text).bytes.map { "\($0)" }
    case .distance(let slot, let unit): ["distance"] + self.slot(slot) + ["\(unit)"]
    case .test(let test): ["test"] + self.test(test)
    case .actorIsOnList(let list): ["list"] + program.lists[list]
    case .isDue(let index): ["due", due(index)]
    case .isUsedUp(let index): ["used up", limited(index)]
    case .happening, .actor, .actorIsOwner, .actorIsContact, .message, .messageKind, .messageOrigin,
      .messageIsAutomatic, .messageIsDeliveryFailure, .messageIsOnThread, .messageIsFromContact, .messageIsToContact:
      ["\(fact)"]
    }
  }

  /// Tests that are facts of their own.
  func test(_ test: Program.Test) -> [String] {
    switch test {
    case .isDuring(let calendar): ["during"] + self.calendar(program.calendars[calendar])
    case .equalsField(let slot, let other): ["equals"] + self.slot(slot) + self.slot(other)
    case .comparesField(let slot, let comparison, let other):
      ["compares"] + self.slot(slot) + ["\(comparison)"] + self.slot(other)
    case .isBefore(let slot, let moment): ["before"] + self.slot(slot) + self.moment(moment)
    case .isAfter(let slot, let moment): ["after"] + self.slot(slot) + self.moment(moment)
    case .isDay(let slot, let moment): ["day"] + self.slot(slot) + self.moment(moment)
    case .isInNext(let slot, let time): ["next"] + self.slot(slot) + span(time)
    case .isInLast(let slot, let time): ["last"] + self.slot(slot) + span(time)
    case .isMoreThanAgo(let slot, let time): ["more than ago"] + self.slot(slot) + span(time)
    case .isLessThanAgo(let slot, let time): ["less than ago"] + self.slot(slot) + span(time)
    default: ["\(test)"]
    }
  }

  private func moment(_ moment: Program.Moment) -> [String] {
    if case .valueOf(let slot) = moment { ["field"] + self.slot(slot) } else { ["\(moment)"] }
  }

  /// What a timer waits for; `condition` stands for that of `while`.
  func timer(_ timer: Program.Timer, condition: String) -> [String] {
    let frame: [String] =
      switch timer.kind {
      case .inStage(let stages, let delay):
        ["stage"] + (delay.map(span) ?? []) + stages.map { stage($0).joined(separator: "/") }.sorted()
      case .withoutReply(let delay): ["without reply"] + span(delay)
      case .withoutAnswer(let delay): ["without answer"] + span(delay)
      case .withoutActivity(let delay): ["without activity"] + span(delay)
      case .whileTrue(_, let delay): ["while", condition] + span(delay)
      case .everyWhile(_, let delay): ["every while", condition] + span(delay)
      case .before(let slot, let delay): ["before"] + self.slot(slot) + span(delay)
      case .after(let slot, let delay): ["after"] + self.slot(slot) + (delay.map(span) ?? [])
      case .reached(let slot): ["reached"] + self.slot(slot)
      case .everyDays(let days, let minute): ["days", "\(days)", "\(minute)"]
      }
    return frame + (timer.postponedTo.map { ["postponed"] + calendar(program.calendars[$0]) } ?? [])
  }

  func limit(_ limit: Program.Limit) -> [String] {
    if case .atMost(let count, let time) = limit { ["at most", "\(count)"] + span(time) } else { ["\(limit)"] }
  }
}
