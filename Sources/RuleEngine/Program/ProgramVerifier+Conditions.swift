//  Tests, and the branches between them.

extension ProgramVerifier {
  /// Conditions lie in `branches` one after the other, in the order of rules: that of `while`, then the guard, then the
  /// arms; so all of them are checked in one pass. Branches go forward inside their condition, so evaluation ends.
  func verifyConditions() throws(RulebookFileError) {
    var next = 0
    for (index, rule) in program.rules.enumerated() {
      for condition in [rule.timer?.kind.condition, rule.guardCondition] + rule.arms.map(\.condition) {
        guard let condition else { continue }
        try require(
          condition.branches.lowerBound == next && !condition.branches.isEmpty
            && condition.branches.upperBound <= program.branches.count,
          "a condition of rule \(index) is not where it should be")
        next = condition.branches.upperBound
        try verify(condition.branches)
      }
    }
    try require(next == program.branches.count, "a branch belongs to no condition")
  }

  private func verify(_ branches: Range<Int>) throws(RulebookFileError) {
    for index in branches {
      let branch = program.branches[index]
      try require(branch.test < program.tests.count, "branch \(index) asks test \(branch.test), which does not exist")
      for case .branch(let target) in [branch.ifTrue, branch.ifFalse] {
        try require(
          target > index && target < branches.upperBound,
          "branch \(index) does not go forward inside its condition")
      }
    }
  }

  func verify(_ test: Program.Test, _ place: String) throws(RulebookFileError) {
    switch test {
    case .isOneOf(let slot, let values):
      try verify(slot, place)
      for value in values { try verify(value, fits: slot, place) }
    case .compares(let slot, _, let value):
      try verify(value, fits: slot, place)
      switch value {
      case .option, .number: break
      case .unknown, .options, .text, .day, .instant, .flag:
        throw .malformed("\(place) compares what has no order")
      }
    case .equalsField(let slot, let other):
      try verify(slot, comparesWith: other, place)
    case .comparesField(let slot, _, let other):
      try verify(slot, comparesWith: other, place)
      switch try sort(of: slot, place) {
      case .option, .number: break
      case .options, .text, .flag, .moment: throw .malformed("\(place) compares what has no order")
      }
    case .containsAny(let slot, _), .matchesAny(let slot, _): try verify(slot, is: .text, place)
    case .startsWith(let slot, _), .endsWith(let slot, _): try verify(slot, is: .text, place)
    case .hasAny(let slot, let options), .hasAll(let slot, let options), .hasNone(let slot, let options):
      try verify(options, of: slot, place)
    case .gained(let slot, let option), .lost(let slot, let option): try verify([option], of: slot, place)
    case .was(let slot, let value): try verify(value, fits: slot, place)
    case .changed(let slot, let from, let to): try verifyChange(slot, from: from, to: to, place)
    case .isKnown(let slot): try verify(slot, place)
    case .isSet(let slot): try verify(slot, is: .flag, place)
    case .isBefore(let slot, let moment), .isAfter(let slot, let moment), .isDay(let slot, let moment):
      try verify(slot, is: .moment, place)
      try verify(moment, place)
    case .isInNext(let slot, let span), .isInLast(let slot, let span), .isMoreThanAgo(let slot, let span),
      .isLessThanAgo(let slot, let span):
      try verify(slot, is: .moment, place)
      try verify(span, place)
    case .messageIsAutomatic, .actorIs, .actorIsOwner, .actorIsContact, .ticketIsClosed: break
    case .isDuring(let calendar): try verify(calendar: calendar, place)
    }
  }

  // Options go by their place among others, whatever property they are of.
  private func verify(_ slot: FieldSlot, comparesWith other: FieldSlot, _ place: String) throws(RulebookFileError) {
    let fits =
      switch (try sort(of: slot, place), try sort(of: other, place)) {
      case (.option, .option): true
      case (let left, let right): left == right
      }
    try require(fits, "\(place) compares fields \(slot.index) and \(other.index), which have different types")
  }

  func verifyChange(_ slot: FieldSlot, from: Value?, to: Value?, _ place: String) throws(RulebookFileError) {
    try verify(slot, place)
    if let from { try verify(from, fits: slot, place) }
    if let to { try verify(to, fits: slot, place) }
  }

  private func verify(_ moment: Program.Moment, _ place: String) throws(RulebookFileError) {
    switch moment {
    case .day(let day):
      try require(Self.daysOfCalendar.contains(day.number), "\(place) has a day outside the years 0000 to 9999")
    case .today: break
    case .valueOf(let slot): try verify(slot, is: .moment, place)
    }
  }
}
