internal import RuleChecker
internal import RuleEngine
internal import RuleSchema

//  Declarations, field by field: the schema's indices stay what they are.

extension Lowering {
  mutating func lowerVocabulary() {
    program.pipelines = schema.pipelines.map { pipeline in
      Program.Pipeline(
        name: pipeline.name, id: pipeline.id, isDefault: pipeline.isDefault, hasCloseDate: pipeline.hasCloseDate,
        stages: pipeline.stages)
    }
    program.stages = schema.stages.map { stage in
      Program.Stage(name: stage.name, id: stage.id, isClosed: stage.isClosed, pipeline: stage.pipeline.value)
    }
    if let marked = schema.defaultPipeline { program.pipelines[marked.value].isDefault = true }
    program.properties = schema.properties.map { property in
      Program.Property(
        entity: Self.entity(property.entity), name: property.name, id: property.id,
        kind: Self.kind(property.kind),
        options: Self.options(property.kind).map { Program.Property.Option(name: $0.name, id: $0.id) })
    }
    program.teams = schema.teams.map(\.name)
    program.inboxes = schema.inboxes.map { inbox in
      Program.Inbox(name: inbox.name, email: inbox.email, isLocked: inbox.isLocked)
    }
    program.templates = schema.templates.map(\.name)
    program.lists = schema.lists.map(\.globs)
    program.actions = schema.actions.map { action in
      Program.DeclaredAction(
        name: action.name,
        parameters: action.parameters.map { parameter in
          Program.DeclaredAction.Parameter(
            name: parameter.name, kind: Self.kind(parameter.kind),
            options: Self.options(parameter.kind).map { Program.Property.Option(name: $0.name, id: $0.id) })
        })
    }
    if let limit = schema.answerLimit {
      program.answerLimit = Program.AnswerLimit(count: limit.count, hours: limit.hours)
    }
  }

  private static func entity(_ entity: Property.Entity) -> Program.Property.Entity {
    switch entity {
    case .ticket: .ticket
    case .contact: .contact
    case .company: .company
    }
  }

  static func options(_ kind: Property.Kind) -> [Property.Option] {
    switch kind {
    case .oneOf(let options, _), .setOf(let options): options
    case .number, .text, .date, .time, .flag, .person: []
    }
  }

  private static func kind(_ kind: Property.Kind) -> Program.Property.Kind {
    switch kind {
    case .oneOf(_, let isOrdered): isOrdered ? .orderedOneOf : .oneOf
    case .setOf: .setOf
    case .number: .number
    case .text: .text
    case .date: .date
    case .time: .time
    case .flag: .flag
    case .person: .person
    }
  }
}

//  Fields, values and durations.

extension Lowering {
  func lower(_ field: Field) -> FieldSlot { Self.slot(of: field) }

  static func slot(of field: Field) -> FieldSlot {
    switch field {
    case .stage: .stage
    case .pipeline: .pipeline
    case .owner: .owner
    case .team: .team
    case .inbox: .inbox
    case .channel: .channel
    case .created: .created
    case .closed: .closed
    case .property(let property): .property(property.value)
    case .contactEmail: .contactEmail
    case .ownerEmail: .ownerEmail
    case .ownerTeams: .ownerTeams
    case .messageSubject: .messageSubject
    case .messageFrom: .messageFrom
    case .messageText: .messageText
    }
  }

  func lower(_ literal: Literal) -> Value {
    switch literal {
    case .option(let option): .option(Int32(option))
    case .number(let number): .number(number)
    case .text(let text), .person(let text): .text(text)
    case .day(let year, let month, let day): .day(Self.day(year, month, day))
    case .flag(let flag): .flag(flag)
    case .stage(let stage): .option(Int32(stage.value))
    case .pipeline(let pipeline): .option(Int32(pipeline.value))
    case .team(let team): .text(schema.teams[team.value].name)
    case .inbox(let inbox): .text(schema.inboxes[inbox.value].name)
    case .channel(let channel): .text(channel.rawValue)
    }
  }

  static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
    guard let day = Day(year: year, month: month, day: day) else {
      preconditionFailure("the checker rejects days that no calendar has")
    }
    return day
  }

  /// Options of a set, ascending.
  func options(_ options: [Int]) -> [Int32] { Set(options.map { Int32($0) }).sorted() }

  /// The options of `field` whose names match `glob`, ascending.
  func options(of field: Field, matching glob: String) -> [Int32] {
    let glob = Glob(glob)
    if field == .ownerTeams {
      return schema.teams.indices.filter { glob.matches(schema.teams[$0].name) }.map { Int32($0) }
    }
    guard case .property(let property) = field else { return [] }
    let names = Self.options(schema.properties[property.value].kind).map(\.name)
    return names.indices.filter { glob.matches(names[$0]) }.map { Int32($0) }
  }

  /// Durations beyond the calendar are as good as its end.
  func lower(_ span: RuleChecker.Span) -> RuleEngine.Span {
    let unit: RuleEngine.Span.Unit =
      switch span.unit {
      case .minutes: .minutes
      case .hours: .hours
      case .days: .days
      case .weeks: .weeks
      }
    return RuleEngine.Span(
      amount: min(max(span.amount, 0), ProgramLimits.longest(unit)), unit: unit, calendar: span.calendar?.value)
  }
}
