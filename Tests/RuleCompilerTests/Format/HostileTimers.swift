import RuleEngine

/// What timers, limits, calendars and declared actions of a hostile rulebook may say, and why it is refused.
enum HostileTimers {
  typealias Sample = SampleProgram

  /// A change of the first timed rule's timer.
  static func timer(_ kind: Program.Timer.Kind, postponedTo: Int? = nil) -> HostileFileTests.Change {
    { $0.rules[4].timer = .init(kind: kind, postponedTo: postponedTo) }
  }

  /// A call of the first declared action with one argument.
  static func call(_ parameter: Int, _ value: Program.NewValue) -> HostileFileTests.Change {
    { $0.rules[2].arms[0].actions = [.call(0, with: [.init(parameter: parameter, value: .value(value))])] }
  }

  static let days = Span(amount: 2, unit: .days)

  static let changes: [(String, HostileFileTests.Change)] = timers + rules + calendars + calls

  private static let timers: [(String, HostileFileTests.Change)] = [
    ("rule 4 names stage 4, which does not exist", timer(.inStage([4], days))),
    ("rule 4 waits for no time", timer(.withoutReply(Span(amount: 0, unit: .days)))),
    ("rule 4 waits for no time", timer(.before(Sample.due, Span(amount: 0, unit: .days)))),
    (
      "rule 4 has a duration of more than 10,000 years",
      timer(.withoutAnswer(Span(amount: .max, unit: .minutes)))
    ),
    (
      "rule 4 has a business time of more than 100,000 days",
      timer(.withoutReply(Span(amount: 110_000, unit: .days, calendar: 0)))
    ),
    ("rule 4 names calendar 2, which does not exist", timer(.withoutReply(days), postponedTo: 2)),
    ("rule 4 names calendar 9, which does not exist", timer(.withoutReply(Span(amount: 1, unit: .days, calendar: 9)))),
    ("rule 4 counts weeks in business time", timer(.withoutReply(Span(amount: 1, unit: .weeks, calendar: 0)))),
    ("rule 4 is about field 16, which has another type", timer(.reached(Sample.amount))),
    ("rule 4 is about field 99, which does not exist", timer(.after(FieldSlot(index: 99), days))),
    (
      "rule 4 counts from a date that is not the ticket's",
      { program in
        program.properties[4].entity = .company
        program.rules[1].arms[0].actions = [.addNote(text: 0)]
        program.rules[4].timer = .init(kind: .reached(Sample.due), postponedTo: nil)
      }
    ),
    ("rule 4 comes on no day of the week", timer(.everyDays(0, minute: 0))),
    ("rule 4 comes on no day of the week", timer(.everyDays(128, minute: 0))),
    ("rule 4 comes at minute 1440 of the day", timer(.everyDays(1, minute: 1440))),
    (
      "branch 6 does not go forward inside its condition",
      { $0.rules[8].timer?.kind = .whileTrue(.init(branches: 6..<7), days) }
    ),
    ("a condition of rule 4 is not where it should be", timer(.everyWhile(.init(branches: 0..<1), days))),
  ]

  private static let rules: [(String, HostileFileTests.Change)] = [
    ("rule 4 has no trigger", { $0.rules[4].timer = nil }),
    ("rule 4 has a trigger and a timer", { $0.rules[4].triggers = $0.rules[3].triggers }),
    ("rule 0 counts firings of tickets that are not there yet", { $0.rules[0].limits = [.oncePerTicket] }),
    ("rule 2 is not limited to 1 to 1000 times", { $0.rules[2].limits = [.atMost(0, per: days)] }),
    ("rule 2 is not limited to 1 to 1000 times", { $0.rules[2].limits = [.atMost(1001, per: days)] }),
    ("rule 2 waits for no time", { $0.rules[2].limits = [.atMost(1, per: Span(amount: 0, unit: .days))] }),
    (
      "rule 2 counts its firings in business time",
      { $0.rules[2].limits = [.atMost(1, per: Span(amount: 1, unit: .days, calendar: 0))] }
    ),
    ("rule 9 has a row with a delay too many or too few", { $0.rules[9].arms[0].delay = nil }),
    ("rule 4 has a row with a delay too many or too few", { $0.rules[4].arms[0].delay = days }),
    ("rule 9 waits for no time", { $0.rules[9].arms[0].delay = Span(amount: 0, unit: .hours) }),
    ("the rows of rule 9 are not in order", { $0.rules[9].arms[1].row = 1 }),
    ("the rows of rule 9 are not in order", { $0.rules[9].arms[0].row = 0 }),
    ("rule 9 has rows beside other arms", { $0.rules[9].arms[0].row = nil }),
    ("rule 4 has an arm without actions", { $0.rules[4].arms[0].actions = [] }),
    ("rule 2 writes field 23, which rules only read", { $0.rules[2].arms[0].actions = [.clear(Sample.tier)] }),
    ("rule 2 writes field 12, which rules only read", { $0.rules[2].arms[0].actions = [.clear(.ownerEmail)] }),
    ("rule 2 writes field 13, which rules only read", { $0.rules[2].arms[0].actions = [.add(0, to: .ownerTeams)] }),
    ("test 36 has options that field 13 does not have", { $0.tests[36] = .hasAny(.ownerTeams, [2]) }),
    (
      "test 0 compares fields 14 and 16, which have different types",
      { $0.tests[0] = .equalsField(Sample.priority, Sample.amount) }
    ),
    ("test 0 compares what has no order", { $0.tests[0] = .comparesField(.owner, .above, Sample.subject) }),
    ("test 0 is about field 99, which does not exist", { $0.tests[0] = .equalsField(.owner, FieldSlot(index: 99)) }),
    ("test 39 names calendar 2, which does not exist", { $0.tests[39] = .isDuring(2) }),
  ]

  private static let calendars: [(String, HostileFileTests.Change)] = [
    ("the hours of calendar 0 are not in order", { $0.calendars[0].week[0].reverse() }),
    ("the hours of calendar 0 are not in order", { $0.calendars[0].week[6] = [.init(start: 60, end: 60)] }),
    ("the hours of calendar 1 are not in order", { $0.calendars[1].week[6][1].end = 1441 }),
    ("the hours of calendar 1 are not in order", { $0.calendars[1].week[6][0].start = -1 }),
    ("the exceptions of calendar 0 are not in order", { $0.calendars[0].exceptions.reverse() }),
    (
      "calendar 0 has a day outside the years 0000 to 9999",
      { $0.calendars[0].exceptions = [Day(number: .max)] }
    ),
    ("two calendars are the default one", { $0.calendars[1].isDefault = true }),
    ("the zone's first offset is longer than 26 hours", { $0.calendars[1].zone.firstOffset = .min }),
    ("the answers are not limited to 1 to 1000 times", { $0.answerLimit.count = 0 }),
    ("the answers are not limited to 1 to 1000 times", { $0.answerLimit.count = 1001 }),
    ("the answers are limited for no time, or for more than 10,000 years", { $0.answerLimit.hours = 0 }),
    (
      "the answers are limited for no time, or for more than 10,000 years",
      { $0.answerLimit.hours = 4_000_000_000 }
    ),
  ]

  private static let calls: [(String, HostileFileTests.Change)] =
    [
      (
        "a parameter of action 0 cannot have options",
        { $0.actions[0].parameters[0].options = $0.properties[0].options }
      ),
      ("rule 2 calls action 2, which does not exist", { $0.rules[2].arms[0].actions = [.call(2, with: [])] }),
      (
        "rule 2 calls action 0 with parameters that are not its own, or not in order", call(8, .literal(.number(1)))
      ),
      (
        "rule 2 calls action 0 with parameters that are not its own, or not in order",
        {
          let twice = Program.Argument(parameter: 0, value: .text(0))
          $0.rules[2].arms[0].actions = [.call(0, with: [twice, twice])]
        }
      ),
      (
        "rule 2 names text 2, which does not exist",
        { $0.rules[2].arms[0].actions = [.call(0, with: [.init(parameter: 0, value: .text(2))])] }
      ),
      (
        "rule 2 calls action 0 with a text for what is none",
        { $0.rules[2].arms[0].actions = [.call(0, with: [.init(parameter: 3, value: .text(0))])] }
      ),
    ]
    + [
      ("severity", call(1, .literal(.option(2)))), ("severity", call(1, .literal(.options([0])))),
      ("severity", call(1, .valueOf(Sample.priority))), ("areas", call(2, .literal(.option(0)))),
      ("areas", call(2, .literal(.options([1, 1])))), ("areas", call(2, .literal(.options([2])))),
      ("areas", call(2, .literal(.options([])))), ("times", call(3, .literal(.number(.infinity)))),
      ("times", call(3, .now)), ("day", call(4, .literal(.day(Day(number: .min))))), ("day", call(4, .now)),
      ("at", call(5, .literal(.instant(Instant(microseconds: .max))))), ("at", call(5, .today)),
      ("loud", call(6, .literal(.unknown))), ("who", call(7, .valueOf(Sample.amount))),
      ("service", call(0, .valueOf(.ownerTeams))),
    ].map { name, change in
      ("rule 2 calls an action with a value that parameter `\(name)` cannot have", change)
    }
}
