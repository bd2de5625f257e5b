import RuleChecker
import RuleEngine
import RuleSchema

//  What a host does with the actions that come out: the ticket changes accordingly.

extension TestTicket {
  /// Carries out an action on the ticket; messages change nothing.
  mutating func carryOut(_ action: Action) {
    switch action.kind {
    case .createTicket(let new) where !exists: become(new)
    case .move(let pipeline, let stage): move(toPipeline: pipeline, stage: stage)
    case .set(let property, let value): set(property, to: Self.json(value))
    case .clear(let property): set(property, to: .null)
    case .assign(let person): assign(to: person)
    case .assignTeam(let name): team = name
    case .createTicket, .rotate, .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call,
      .armTimer, .cancelTimer:
      break
    }
  }

  private mutating func become(_ new: Action.NewTicket) {
    exists = true
    move(toPipeline: new.pipeline, stage: new.stage)
    owner = new.owner
    team = new.team
    inbox = new.inbox
    channel = new.channel
    thread = new.thread
    for property in new.properties { set(property.id, to: Self.json(property.value)) }
  }

  private mutating func move(toPipeline pipeline: String, stage id: String) {
    for (index, stage) in schema.stages.enumerated()
    where stage.id == id && schema.pipelines[stage.pipeline.value].id == pipeline {
      self.stage = StageIndex(index)
      since = nil
    }
  }

  private mutating func set(_ id: String, to value: JSON) {
    if id == "closed" { return set(.closed, to: value) }
    guard let index = schema.properties.firstIndex(where: { $0.entity == .ticket && $0.id == id }) else { return }
    set(.property(PropertyIndex(index)), to: value)
  }

  static func json(_ value: Action.FieldValue) -> JSON {
    switch value {
    case .text(let text): .text(text)
    case .number(let number): .number(number)
    case .flag(let flag): .flag(flag)
    case .list(let values): .list(values.map(JSON.text))
    }
  }
}
