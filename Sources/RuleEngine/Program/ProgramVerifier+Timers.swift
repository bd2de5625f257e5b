//  Timers, limits, calendars, declared actions.

extension ProgramVerifier {
  func verifyCalendars() throws(RulebookFileError) {
    for (index, calendar) in program.calendars.enumerated() {
      let place = "calendar \(index)"
      try verify(calendar.zone)
      try require(calendar.week.count == 7, "\(place) has a week of \(calendar.week.count) days")
      for day in calendar.week {
        var end: Int32 = 0
        for interval in day {
          try require(
            interval.start >= end && interval.start < interval.end && interval.end <= 1440,
            "the hours of \(place) are not in order")
          end = interval.end
        }
      }
      var previous: Day?
      for day in calendar.exceptions {
        try require(previous.map { $0 < day } ?? true, "the exceptions of \(place) are not in order")
        try require(
          ProgramLimits.daysOfCalendar.contains(day.number), "\(place) has a day outside the years 0000 to 9999")
        previous = day
      }
    }
    try require(program.calendars.count { $0.isDefault } <= 1, "two calendars are the default one")
  }

  func verifyActions() throws(RulebookFileError) {
    for (index, action) in program.actions.enumerated() {
      for parameter in action.parameters {
        try require(
          parameter.kind.hasOptions || parameter.options.isEmpty, "a parameter of action \(index) cannot have options")
      }
    }
    try require(Self.counts.contains(program.answerLimit.count), "the answers are not limited to 1 to 1000 times")
    try require(
      program.answerLimit.hours >= 1 && program.answerLimit.hours <= ProgramLimits.longest(.hours),
      "the answers are limited for no time, or for more than 10,000 years")
  }

  // So many firings a rule may have; the state of a ticket remembers each.
  private static let counts = 1...1000

  func verify(calendar: Int, _ place: Place) throws(RulebookFileError) {
    try require(calendar < program.calendars.count, "\(place) names calendar \(calendar), which does not exist")
  }

  func verify(_ limit: Program.Limit, _ place: Place) throws(RulebookFileError) {
    guard case .atMost(let count, let span) = limit else { return }
    try require(Self.counts.contains(count), "\(place) is not limited to 1 to 1000 times")
    try verifyPositive(span, place)
    try require(span.calendar == nil, "\(place) counts its firings in business time")
  }

  func verify(_ timer: Program.Timer, _ place: Place) throws(RulebookFileError) {
    if let calendar = timer.postponedTo { try verify(calendar: calendar, place) }
    switch timer.kind {
    case .inStage(let stages, let span):
      for stage in stages {
        try require(stage < program.stages.count, "\(place) names stage \(stage), which does not exist")
      }
      if let span { try verifyPositive(span, place) }
    case .withoutReply(let span), .withoutAnswer(let span), .withoutActivity(let span), .whileTrue(_, let span),
      .everyWhile(_, let span):
      try verifyPositive(span, place)
    case .before(let slot, let span):
      try verifyDate(slot, place)
      try verifyPositive(span, place)
    case .after(let slot, let span):
      try verifyDate(slot, place)
      if let span { try verifyPositive(span, place) }
    case .reached(let slot): try verifyDate(slot, place)
    case .everyDays(let days, let minute):
      try require(days > 0 && days < 128, "\(place) comes on no day of the week")
      try require(minute < 1440, "\(place) comes at minute \(minute) of the day")
    }
  }

  // What comes again at once would come for ever.
  func verifyPositive(_ span: Span, _ place: Place) throws(RulebookFileError) {
    try verify(span, place)
    try require(span.amount > 0, "\(place) waits for no time")
  }

  private func verifyDate(_ slot: FieldSlot, _ place: Place) throws(RulebookFileError) {
    try verify(slot, is: .moment, place)
    let isOfTicket = slot.propertyIndex.map { program.properties[$0].entity == .ticket } ?? true
    try require(isOfTicket, "\(place) counts from a date that is not the ticket's")
  }

  func verify(_ action: Int, _ arguments: [Program.Argument], _ place: Place) throws(RulebookFileError) {
    try require(action < program.actions.count, "\(place) calls action \(action), which does not exist")
    let parameters = program.actions[action].parameters
    var previous = -1
    for argument in arguments {
      try require(
        argument.parameter > previous && argument.parameter < parameters.count,
        "\(place) calls action \(action) with parameters that are not its own, or not in order")
      previous = argument.parameter
      let parameter = parameters[argument.parameter]
      switch argument.value {
      case .text(let text):
        try require(text < mapped.texts.count, "\(place) names text \(text), which does not exist")
        try require(parameter.kind == .text, "\(place) calls action \(action) with a text for what is none")
      case .value(let value): try verify(value, for: parameter, place)
      }
    }
  }

  private func verify(
    _ value: Program.NewValue, for parameter: Program.DeclaredAction.Parameter, _ place: Place
  ) throws(RulebookFileError) {
    let count = parameter.options.count
    let fits: Bool
    switch value {
    case .literal(.option(let option)):
      fits = (parameter.kind == .oneOf || parameter.kind == .orderedOneOf) && option >= 0 && option < count
    case .literal(.options(let options)):
      fits = parameter.kind == .setOf && !options.isEmpty && areOptions(options, below: count)
    case .literal(.number(let number)): fits = parameter.kind == .number && number.isFinite
    case .literal(.text): fits = parameter.kind == .text || parameter.kind == .person
    case .literal(.day(let day)): fits = parameter.kind == .date && ProgramLimits.daysOfCalendar.contains(day.number)
    case .literal(.flag): fits = parameter.kind == .flag
    case .literal(.instant(let instant)):
      fits = parameter.kind == .time && ProgramLimits.secondsOfCalendar.contains(instant.microseconds / 1_000_000)
    case .literal(.unknown): fits = false
    case .now: fits = parameter.kind == .time
    case .today: fits = parameter.kind == .date
    case .fromNow(let span):
      try verify(span, place)
      fits = parameter.kind == .date || parameter.kind == .time
    case .valueOf(let slot):
      // Options are names of their own property, so none is copied to a parameter.
      switch try sort(of: slot, place) {
      case .number: fits = parameter.kind == .number
      case .text: fits = parameter.kind == .text || parameter.kind == .person
      case .flag: fits = parameter.kind == .flag
      case .moment: fits = parameter.kind == .date || parameter.kind == .time
      case .option, .options: fits = false
      }
    }
    try require(fits, "\(place) calls an action with a value that parameter `\(parameter.name)` cannot have")
  }
}

extension Program.Property.Kind {
  /// Values are options.
  var hasOptions: Bool {
    switch self {
    case .oneOf, .orderedOneOf, .setOf: true
    case .number, .text, .date, .time, .flag, .person: false
    }
  }
}

extension Program.Timer {
  /// The delay is in the rows.
  var hasRowDelays: Bool {
    switch kind {
    case .inStage(_, nil), .after(_, nil): true
    case .inStage, .after, .withoutReply, .withoutAnswer, .withoutActivity, .whileTrue, .everyWhile, .before, .reached,
      .everyDays:
      false
    }
  }
}
