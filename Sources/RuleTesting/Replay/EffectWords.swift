import RuleEngine
import RuleSchema
import RuleSource

/// What kinds of action are called where they are counted: `4 moves to Closed`.
enum EffectWords {
  /// The name for one and for several.
  static func names(of kind: Action.Kind, schema: Schema) -> (one: String, many: String) {
    switch kind {
    case .createTicket(let ticket):
      let stage = ActionWords.stage(ticket.pipeline, ticket.stage, schema)
      return ("ticket created in \(stage)", "tickets created in \(stage)")
    case .move(let pipeline, let id):
      let stage = ActionWords.stage(pipeline, id, schema)
      return ("move to \(stage)", "moves to \(stage)")
    case .set(let property, _):
      let name = ActionWords.name(of: property, schema)
      return ("write to \(name)", "writes to \(name)")
    case .clear(let property):
      let name = ActionWords.name(of: property, schema)
      return ("removal of \(name)", "removals of \(name)")
    case .assign(.some): return ("assignment to a person", "assignments to a person")
    case .assign(nil): return ("assignment to nobody", "assignments to nobody")
    case .assignTeam(let team):
      let name = ActionWords.quoted(team)
      return ("assignment to team \(name)", "assignments to team \(name)")
    case .rotate(let team):
      let name = ActionWords.quoted(team)
      return ("rotation among team \(name)", "rotations among team \(name)")
    case .sendNotification: return ("ticket notification", "ticket notifications")
    case .sendEmail(let template, _):
      let name = ActionWords.quoted(template)
      return ("email \(name)", "emails \(name)")
    case .sendMessage: return ("message", "messages")
    case .notify: return ("internal notification", "internal notifications")
    case .createTask: return ("task", "tasks")
    case .addNote: return ("note", "notes")
    case .call(let action, _):
      let name = ActionWords.quoted(action)
      return ("call of \(name)", "calls of \(name)")
    case .armTimer: return ("timer armed", "timers armed")
    case .cancelTimer: return ("timer cancelled", "timers cancelled")
    }
  }
}

extension Schema {
  /// The names of two programs, as far as actions name them; where both name a thing, as `first` does.
  init(naming first: Program, then second: Program) {
    self.init()
    let nowhere = SourceRange(file: 0, start: 0, end: 0)
    for program in [first, second] {
      let offset = pipelines.count
      let start = stages.count
      for pipeline in program.pipelines {
        pipelines.append(
          Pipeline(
            name: pipeline.name, id: pipeline.id, isDefault: pipeline.isDefault, hasCloseDate: pipeline.hasCloseDate,
            stages: (pipeline.stages.lowerBound + start)..<(pipeline.stages.upperBound + start), range: nowhere))
      }
      for stage in program.stages {
        stages.append(
          Stage(
            name: stage.name, id: stage.id, isClosed: stage.isClosed, pipeline: PipelineIndex(stage.pipeline + offset),
            range: nowhere))
      }
      for property in program.properties where property.entity == .ticket {
        let options = property.options.map { Property.Option(name: $0.name, id: $0.id) }
        let kind: Property.Kind =
          switch property.kind {
          case .oneOf: .oneOf(options, isOrdered: false)
          case .orderedOneOf: .oneOf(options, isOrdered: true)
          case .setOf: .setOf(options)
          case .number: .number
          case .text: .text
          case .date: .date
          case .time: .time
          case .flag: .flag
          case .person: .person
          }
        properties.append(
          Property(entity: .ticket, name: property.name, id: property.id, kind: kind, range: nowhere))
      }
    }
  }
}
