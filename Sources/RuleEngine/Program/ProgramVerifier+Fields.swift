//  Which slots there are, what they hold and which of them rules may write.

extension ProgramVerifier {
  /// What a slot holds.
  enum Sort: Equatable {
    /// An option, below this number.
    case option(below: Int)
    /// Options, below this number.
    case options(below: Int)
    case number, text, flag
    /// A day or an instant.
    case moment
  }

  func verify(_ slot: FieldSlot, _ place: Place) throws(RulebookFileError) {
    try require(
      slot.index >= 0 && slot.index < FieldSlot.builtInCount + program.properties.count,
      "\(place) is about field \(slot.index), which does not exist")
  }

  func sort(of slot: FieldSlot, _ place: Place) throws(RulebookFileError) -> Sort {
    try verify(slot, place)
    guard let index = slot.propertyIndex else {
      switch slot {
      case .stage: return .option(below: program.stages.count)
      case .pipeline: return .option(below: program.pipelines.count)
      case .created, .closed: return .moment
      case .ownerTeams: return .options(below: program.teams.count)
      default: return .text
      }
    }
    let property = program.properties[index]
    switch property.kind {
    case .oneOf, .orderedOneOf: return .option(below: property.options.count)
    case .setOf: return .options(below: property.options.count)
    case .number: return .number
    case .text, .person: return .text
    case .date, .time: return .moment
    case .flag: return .flag
    }
  }

  /// A value that `slot` can have, or for a set one of its options.
  func verify(_ value: Value, fits slot: FieldSlot, _ place: Place) throws(RulebookFileError) {
    let fits =
      switch (value, try sort(of: slot, place)) {
      case (.option(let option), .option(let count)): option >= 0 && option < count
      case (.option(let option), .options(let count)): option >= 0 && option < count
      case (.options(let options), .options(let count)): !options.isEmpty && areOptions(options, below: count)
      case (.number(let number), .number): number.isFinite
      case (.text, .text), (.flag, .flag): true
      case (.day(let day), .moment): ProgramLimits.daysOfCalendar.contains(day.number)
      case (.instant(let instant), .moment): ProgramLimits.secondsOfCalendar.contains(instant.microseconds / 1_000_000)
      default: false
      }
    try require(fits, "\(place) has a value that field \(slot.index) cannot have")
  }

  /// Options of the set in `slot`, ascending.
  func verify(_ options: [Int32], of slot: FieldSlot, _ place: Place) throws(RulebookFileError) {
    guard case .options(let count) = try sort(of: slot, place), areOptions(options, below: count) else {
      throw .malformed("\(place) has options that field \(slot.index) does not have")
    }
  }

  func verify(_ slot: FieldSlot, is sort: Sort, _ place: Place) throws(RulebookFileError) {
    try require(try self.sort(of: slot, place) == sort, "\(place) is about field \(slot.index), which has another type")
  }

  /// A property that holds a person.
  func verifyPerson(in slot: FieldSlot, _ place: Place) throws(RulebookFileError) {
    try verify(slot, place)
    guard let property = slot.propertyIndex, program.properties[property].kind == .person else {
      throw .malformed("\(place) looks for a person in field \(slot.index)")
    }
  }

  /// A field that `set`, `clear` and their like may write: a property of the ticket, its owner or team.
  func verifyWritable(_ slot: FieldSlot, _ place: Place) throws(RulebookFileError) {
    try verify(slot, place)
    let isWritable =
      if let property = slot.propertyIndex {
        program.properties[property].entity == .ticket
      } else {
        slot == .owner || slot == .team
      }
    try require(isWritable, "\(place) writes field \(slot.index), which rules only read")
  }

  func verify(_ span: Span, _ place: Place) throws(RulebookFileError) {
    try require(
      span.amount >= 0 && span.amount <= ProgramLimits.longest(span.unit),
      "\(place) has a duration of more than 10,000 years")
    guard let calendar = span.calendar else { return }
    try verify(calendar: calendar, place)
    try require(span.unit != .weeks, "\(place) counts weeks in business time")
    // Business time is counted day by day.
    try require(
      span.amount <= ProgramLimits.longest(span.unit) / 36, "\(place) has a business time of more than 100,000 days")
  }

  func areOptions(_ options: [Int32], below count: Int) -> Bool {
    var previous: Int32 = -1
    for option in options {
      guard option > previous, option < count else { return false }
      previous = option
    }
    return true
  }
}
