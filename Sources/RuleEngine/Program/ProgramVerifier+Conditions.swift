//  Tests, and the branches between them.

extension ProgramVerifier {
  func verifyTests() throws(RulebookFileError) {
    var memo: Int32 = 0
    let sorts = try (0..<program.slotCount).map { slot throws(RulebookFileError) in
      try sort(of: FieldSlot(index: slot), Place("field", slot))
    }
    for number in mapped.plan.tests.indices {
      let row = mapped.plan.tests[number]
      if Self.isPlain(row, sorts) { continue }
      let place = Place("test", number)
      try require(
        MatchPlan.Test.Kind(rawValue: row.kindNumber) != nil, "there is no kind of test with number \(row.kindNumber)")
      try verifyLists(of: row, place)
      if row.memo >= 0 || row.kind.isRemembered {
        try require(row.memo == memo && row.kind.isRemembered, "\(place) is remembered at the wrong place")
        memo += 1
      }
      try verify(try mapped.decodedTest(number), place)
      try require(
        row.kind == .other || FieldSlot(index: Int(row.slot)).isStored, "\(place) is about a field that is not stored")
    }
    try require(memo == mapped.plan.memoCount, "\(mapped.plan.memoCount) tests are remembered, and there are \(memo)")
  }

  /// Whether it compares a field of the right sort with one option or number: what most tests do.
  private static func isPlain(_ row: MatchPlan.Test, _ sorts: [Sort]) -> Bool {
    let slot = FieldSlot(index: Int(row.slot))
    guard row.memo == -1, sorts.indices.contains(slot.index), slot.isStored else { return false }
    switch (row.kind, sorts[slot.index]) {
    case (.isOption, .option(let count)), (.isOption, .options(let count)): return row.first >= 0 && row.first < count
    case (.isAtLeast, .number), (.isAtMost, .number), (.isAbove, .number), (.isBelow, .number):
      return row.number.isFinite
    case (.isSet, .flag): return true
    default: return false
    }
  }

  /// The options and needles of a test are there.
  private func verifyLists(of row: MatchPlan.Test, _ place: Place) throws(RulebookFileError) {
    switch row.kind {
    case .isOption, .isAtLeast, .isAtMost, .isAbove, .isBelow, .isSet, .other: break
    case .isOneOfOptions:
      try require(Self.has(row.first, row.count, mapped.plan.options.count), "\(place) has options that are not there")
    case .contains, .startsWith, .endsWith:
      try require(
        Self.has(row.first, row.count, mapped.plan.needles.count) && (row.kind == .contains || row.count == 1),
        "\(place) has texts that are not there")
      for row in mapped.plan.needleRows.rows(Int(row.first)..<Int(row.first + row.count)) {
        try require(
          row.text >= 0 && row.text < mapped.strings.count,
          "there is no string \(UInt32(bitPattern: row.text))")
        try require(
          row.needle.start >= 0 && row.needle.start <= row.needle.end
            && row.needle.end <= mapped.plan.needleBytes.count,
          "\(place) has a folded text that is not there")
      }
    }
  }

  private static func has(_ first: Int32, _ count: Int32, _ limit: Int) -> Bool {
    first >= 0 && count >= 0 && Int(first) + Int(count) <= limit
  }

  /// Branches go forward inside their condition, so evaluation ends.
  func verifyBranches(_ first: Int, _ end: Int) throws(RulebookFileError) {
    let (tests, strings) = (mapped.plan.tests.count, mapped.strings.count)
    for index in first..<end {
      let branch = mapped.plan.branches[index]
      try require(
        branch.test >= 0 && branch.test < tests,
        "branch \(index) asks test \(UInt32(bitPattern: branch.test)), which does not exist")
      try require(
        Self.goes(branch.ifTrue, from: index, before: end) && Self.goes(branch.ifFalse, from: index, before: end),
        "branch \(index) does not go forward inside its condition")
      try require(
        branch.text >= 0 && branch.text < strings, "there is no string \(UInt32(bitPattern: branch.text))")
    }
  }

  @inline(__always)
  private static func goes(_ target: Int32, from index: Int, before end: Int) -> Bool {
    target > index && target < end || target == MatchPlan.Branch.accept || target == MatchPlan.Branch.reject
  }

  func verify(_ test: Program.Test, _ place: Place) throws(RulebookFileError) {
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
  private func verify(_ slot: FieldSlot, comparesWith other: FieldSlot, _ place: Place) throws(RulebookFileError) {
    let fits =
      switch (try sort(of: slot, place), try sort(of: other, place)) {
      case (.option, .option): true
      case (let left, let right): left == right
      }
    try require(fits, "\(place) compares fields \(slot.index) and \(other.index), which have different types")
  }

  func verifyChange(_ slot: FieldSlot, from: Value?, to: Value?, _ place: Place) throws(RulebookFileError) {
    try verify(slot, place)
    if let from { try verify(from, fits: slot, place) }
    if let to { try verify(to, fits: slot, place) }
  }

  private func verify(_ moment: Program.Moment, _ place: Place) throws(RulebookFileError) {
    switch moment {
    case .day(let day):
      try require(
        ProgramLimits.daysOfCalendar.contains(day.number), "\(place) has a day outside the years 0000 to 9999")
    case .today: break
    case .valueOf(let slot): try verify(slot, is: .moment, place)
    }
  }
}

extension MatchPlan.Test.Kind {
  /// Its verdict is remembered in a round, because it is dearer than remembering.
  fileprivate var isRemembered: Bool {
    switch self {
    case .contains, .startsWith, .endsWith, .other: true
    case .isOption, .isOneOfOptions, .isAtLeast, .isAtMost, .isAbove, .isBelow, .isSet: false
    }
  }
}
