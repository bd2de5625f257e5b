/// Checks that nothing in a rulebook points nowhere, so that the evaluator indexes without looking.
///
/// Every index is inside what it points into, every option belongs to the property it is used with, every value has the
/// type of its field, branches go forward inside their condition, overrides have no cycle. A rulebook that the compiler
/// made always passes; a file that was made by somebody else passes or is refused.
///
/// Most rows are checked by comparing their numbers. A record is decoded, checked and thrown away: what is decoded later is
/// what was decoded here.
struct ProgramVerifier {
  let mapped: MappedProgram
  /// The vocabulary.
  let program: Program

  init(_ mapped: MappedProgram) {
    self.mapped = mapped
    program = mapped.vocabulary
  }

  /// Throws: `malformed` with the first contradiction.
  /// Complexity: O(*n*) in the size of the rulebook.
  func verify() throws(RulebookFileError) {
    try verify(program.zone)
    try verifyCalendars()
    try verifyActions()
    try verifyVocabulary()
    try verifyTexts()
    try verifyTests()
    try verifyRules()
    try verifyNames()
    try verifyOverrides()
    try verifyIndex()
  }

  /// What a complaint is about; the words are made when there is one.
  struct Place: CustomStringConvertible {
    let noun: StaticString
    let number: Int

    init(_ noun: StaticString, _ number: Int) {
      self.noun = noun
      self.number = number
    }

    var description: String { "\(noun) \(number)" }
  }

  /// Refuses with `what` unless `condition` holds.
  @inline(__always)
  func require(_ condition: Bool, _ what: @autoclosure () -> String) throws(RulebookFileError) {
    guard condition else { throw .malformed(what()) }
  }

  func verify(_ zone: ZoneTable) throws(RulebookFileError) {
    let offsets = -93_600...93_600
    try require(offsets.contains(Int(zone.firstOffset)), "the zone's first offset is longer than 26 hours")
    var previous = Int64.min
    for (index, transition) in zone.transitions.enumerated() {
      try require(index == 0 || transition.at > previous, "the zone's transitions are not in order")
      try require(
        ProgramLimits.secondsOfCalendar.contains(transition.at),
        "a transition of the zone is outside the years 0000 to 9999")
      try require(offsets.contains(Int(transition.offset)), "an offset of the zone is longer than 26 hours")
      previous = transition.at
    }
  }

  private func verifyVocabulary() throws(RulebookFileError) {
    var next = 0
    for (index, pipeline) in program.pipelines.enumerated() {
      try require(
        pipeline.stages.lowerBound == next && !pipeline.stages.isEmpty
          && pipeline.stages.upperBound <= program.stages.count,
        "the stages of pipeline \(index) are not where they should be")
      next = pipeline.stages.upperBound
      for stage in pipeline.stages {
        try require(program.stages[stage].pipeline == index, "stage \(stage) is not of pipeline \(index)")
      }
    }
    try require(next == program.stages.count, "a stage belongs to no pipeline")
    try require(program.pipelines.count { $0.isDefault } <= 1, "two pipelines are the default one")
    for (index, property) in program.properties.enumerated() {
      let hasOptions =
        switch property.kind {
        case .oneOf, .orderedOneOf, .setOf: true
        case .number, .text, .date, .time, .flag, .person: false
        }
      try require(hasOptions || property.options.isEmpty, "property \(index) cannot have options")
    }
  }
}

/// The limits of what calendars and durations may say, so that sums with instants stay far from overflow.
package enum ProgramLimits {
  /// The days of the years 0000 to 9999.
  package static let daysOfCalendar: ClosedRange<Int32> = -719_528...2_932_896
  /// The seconds of the years 0000 to 9999.
  package static let secondsOfCalendar: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

  /// The longest duration in this unit: somewhat more than 10,000 years.
  package static func longest(_ unit: Span.Unit) -> Int {
    switch unit {
    case .minutes: 5_270_400_000
    case .hours: 87_840_000
    case .days: 3_660_000
    case .weeks: 522_857
    }
  }
}
