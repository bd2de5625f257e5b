//  The records of timers, limits, calendars, declared actions and their arguments.

extension Program.Limit: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    switch try reader.tag(LimitTag.self) {
    case .oncePerTicket: self = .oncePerTicket
    case .oncePerStageVisit: self = .oncePerStageVisit
    case .atMost:
      let count = try reader.index()
      self = .atMost(count, per: try Span(from: &reader))
    }
  }

  package func write(to writer: inout RulebookWriter) {
    switch self {
    case .oncePerTicket: writer.tag(LimitTag.oncePerTicket)
    case .oncePerStageVisit: writer.tag(LimitTag.oncePerStageVisit)
    case .atMost(let count, let span):
      writer.tag(LimitTag.atMost)
      writer.index(count)
      span.write(to: &writer)
    }
  }
}

extension Program.Timer: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    let kind = try Kind(from: &reader)
    self.init(kind: kind, postponedTo: try reader.optional(Int.self))
  }

  package func write(to writer: inout RulebookWriter) {
    kind.write(to: &writer)
    writer.optional(postponedTo)
  }
}

extension Program.Timer.Kind: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    switch try reader.tag(TimerTag.self) {
    case .inStage:
      let stages = try reader.array(of: Int.self)
      self = .inStage(stages, try reader.optional(Span.self))
    case .withoutReply: self = .withoutReply(try Span(from: &reader))
    case .withoutAnswer: self = .withoutAnswer(try Span(from: &reader))
    case .withoutActivity: self = .withoutActivity(try Span(from: &reader))
    case .whileTrue:
      let condition = try Program.Condition(from: &reader)
      self = .whileTrue(condition, try Span(from: &reader))
    case .everyWhile:
      let condition = try Program.Condition(from: &reader)
      self = .everyWhile(condition, try Span(from: &reader))
    case .before:
      let slot = try FieldSlot(from: &reader)
      self = .before(slot, try Span(from: &reader))
    case .after:
      let slot = try FieldSlot(from: &reader)
      self = .after(slot, try reader.optional(Span.self))
    case .reached: self = .reached(try FieldSlot(from: &reader))
    case .everyDays:
      let days = try reader.byte()
      self = .everyDays(days, minute: try reader.index())
    }
  }

  package func write(to writer: inout RulebookWriter) {
    switch self {
    case .inStage(let stages, let span):
      writer.tag(TimerTag.inStage)
      writer.array(stages)
      writer.optional(span)
    case .withoutReply(let span):
      writer.tag(TimerTag.withoutReply)
      span.write(to: &writer)
    case .withoutAnswer(let span):
      writer.tag(TimerTag.withoutAnswer)
      span.write(to: &writer)
    case .withoutActivity(let span):
      writer.tag(TimerTag.withoutActivity)
      span.write(to: &writer)
    case .whileTrue(let condition, let span):
      writer.tag(TimerTag.whileTrue)
      condition.write(to: &writer)
      span.write(to: &writer)
    case .everyWhile(let condition, let span):
      writer.tag(TimerTag.everyWhile)
      condition.write(to: &writer)
      span.write(to: &writer)
    case .before(let slot, let span):
      writer.tag(TimerTag.before)
      slot.write(to: &writer)
      span.write(to: &writer)
    case .after(let slot, let span):
      writer.tag(TimerTag.after)
      slot.write(to: &writer)
      writer.optional(span)
    case .reached(let slot):
      writer.tag(TimerTag.reached)
      slot.write(to: &writer)
    case .everyDays(let days, let minute):
      writer.tag(TimerTag.everyDays)
      writer.byte(days)
      writer.index(minute)
    }
  }
}

extension BusinessCalendar: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    let name = try reader.string()
    let zone = try ZoneTable(from: &reader)
    let isDefault = try reader.flag()
    var week: [[Interval]] = []
    for _ in 0..<7 { week.append(try reader.array(of: Interval.self)) }
    self.init(
      name: name, zone: zone, isDefault: isDefault, week: week, exceptions: try reader.array(of: Day.self))
  }

  package func write(to writer: inout RulebookWriter) {
    writer.string(name)
    zone.write(to: &writer)
    writer.flag(isDefault)
    for day in week { writer.array(day) }
    writer.array(exceptions)
  }
}

extension BusinessCalendar.Interval: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    let start = Int32(bitPattern: try reader.integer(UInt32.self))
    self.init(start: start, end: Int32(bitPattern: try reader.integer(UInt32.self)))
  }

  package func write(to writer: inout RulebookWriter) {
    writer.integer(UInt32(bitPattern: start))
    writer.integer(UInt32(bitPattern: end))
  }
}

extension Program.DeclaredAction: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self.init(name: try reader.string(), parameters: try reader.array(of: Parameter.self))
  }

  package func write(to writer: inout RulebookWriter) {
    writer.string(name)
    writer.array(parameters)
  }
}

extension Program.DeclaredAction.Parameter: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self.init(
      name: try reader.string(), kind: try reader.plain(Program.Property.Kind.self, "property kind"),
      options: try reader.array(of: Program.Property.Option.self))
  }

  package func write(to writer: inout RulebookWriter) {
    writer.string(name)
    writer.byte(kind.rawValue)
    writer.array(options)
  }
}

extension Program.AnswerLimit: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    self.init(count: try reader.index(), hours: try reader.index())
  }

  package func write(to writer: inout RulebookWriter) {
    writer.index(count)
    writer.index(hours)
  }
}

extension Program.Argument: RulebookRecord {
  package init(from reader: inout RulebookReader) throws(RulebookFileError) {
    let parameter = try reader.index()
    switch try reader.tag(ArgumentTag.self) {
    case .text: self.init(parameter: parameter, value: .text(try reader.index()))
    case .value: self.init(parameter: parameter, value: .value(try Program.NewValue(from: &reader)))
    }
  }

  package func write(to writer: inout RulebookWriter) {
    writer.index(parameter)
    switch value {
    case .text(let text):
      writer.tag(ArgumentTag.text)
      writer.index(text)
    case .value(let value):
      writer.tag(ArgumentTag.value)
      value.write(to: &writer)
    }
  }
}
