internal import RuleEngine

//  Timers, limits, calendars, declared actions.

extension Inspection {
  static func prefix(_ entity: Program.Property.Entity) -> String {
    switch entity {
    case .ticket: ""
    case .contact: "contact."
    case .company: "company."
    }
  }

  private static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

  mutating func describeCalendars() {
    for calendar in program.calendars {
      line(
        0,
        "calendar \(Self.quoted(calendar.name)) in \(Self.quoted(calendar.zone.name))"
          + (calendar.isDefault ? " default" : ""))
      for (day, hours) in calendar.week.enumerated() where !hours.isEmpty {
        let spans = hours.map { "\(Self.clock(Int($0.start))) to \(Self.clock(Int($0.end)))" }
        line(1, "\(Self.days[day]) " + spans.joined(separator: ", "))
      }
      if !calendar.exceptions.isEmpty {
        line(1, "except " + calendar.exceptions.map(\.iso8601).joined(separator: ", "))
      }
    }
  }

  mutating func describeActions() {
    for action in program.actions {
      let parameters = action.parameters.map { parameter in
        " with \(Self.quoted(parameter.name)): \(Self.words(for: parameter.kind, parameter.options))"
      }
      line(0, "action \(Self.quoted(action.name))" + parameters.joined())
    }
  }

  mutating func describe(_ timer: Program.Timer) {
    line(1, words(for: timer.kind))
    if let condition = timer.kind.condition { describe(condition, "while", depth: 2) }
    if let calendar = timer.postponedTo {
      line(2, "postponed to business hours of \(Self.quoted(program.calendars[calendar].name))")
    }
  }

  func words(for kind: Program.Timer.Kind) -> String {
    switch kind {
    case .inStage(let stages, let delay):
      "after \(delay.map(span) ?? "____") in stage " + stages.map(stage).joined(separator: ", ")
    case .withoutReply(let delay): "after \(span(delay)) without reply from contact"
    case .withoutAnswer(let delay): "after \(span(delay)) without answer to contact"
    case .withoutActivity(let delay): "after \(span(delay)) without activity"
    case .whileTrue(_, let delay): "after \(span(delay))"
    case .everyWhile(_, let delay): "every \(span(delay))"
    case .before(let slot, let delay): "on \(span(delay)) before \(field(slot))"
    case .after(let slot, let delay): "on \(delay.map(span) ?? "____") after \(field(slot))"
    case .reached(let slot): "on \(field(slot)) reached"
    case .everyDays(let days, let minute):
      "every "
        + Self.days.indices.filter { days >> UInt8($0) & 1 == 1 }.map { Self.days[$0] }.joined(separator: ", ")
        + " at " + Self.clock(minute)
    }
  }

  func words(for limit: Program.Limit) -> String {
    switch limit {
    case .oncePerTicket: "once per ticket"
    case .oncePerStageVisit: "once per stage visit"
    case .atMost(let count, let per): "at most \(Self.count(count, "time")) per \(span(per))"
    }
  }

  func words(forCall index: Int, _ arguments: [Program.Argument]) -> String {
    let action = program.actions[index]
    let written = arguments.map { argument in
      let parameter = action.parameters[argument.parameter]
      let value: String =
        switch argument.value {
        case .text(let content): text(content)
        case .value(.literal(.option(let option))): Self.quoted(parameter.options[Int(option)].name)
        case .value(.literal(.options(let options))):
          options.map { Self.quoted(parameter.options[Int($0)].name) }.joined(separator: ", ")
        case .value(let new): self.new(new, of: .messageText)
        }
      return "\(Self.quoted(parameter.name)) \(value)"
    }
    return "call \(Self.quoted(action.name))" + (written.isEmpty ? "" : " with " + written.joined(separator: ", "))
  }

  private static func clock(_ minute: Int) -> String {
    let (hours, minutes) = minute.quotientAndRemainder(dividingBy: 60)
    return (hours < 10 ? "0" : "") + "\(hours):" + (minutes < 10 ? "0" : "") + "\(minutes)"
  }
}
