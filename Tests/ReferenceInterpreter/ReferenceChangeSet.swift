import RuleChecker
import RuleEngine
import RuleSchema

/// What a round looks at: one change-set of one ticket, or a new conversation.
struct ReferenceChangeSet {
  /// After the change-set.
  var snapshot: TicketSnapshot
  var isConversation = false
  var isCreation = false
  /// Fields that a late creation gave a value and somebody changed since.
  var overtaken: Set<FieldSlot> = []
  /// The changed fields with their values before.
  var before: [FieldSlot: Value] = [:]
  var actor: Event.Actor?
  var message: Event.Message?
  /// The rules that led to each changed field.
  var ledBy: [FieldSlot: Set<Int>] = [:]
  /// The rules that led to the creation.
  var creationLedBy: Set<Int> = []
}

/// The slot of a field that snapshots store.
func slot(of field: Field) -> FieldSlot {
  switch field {
  case .stage: .stage
  case .pipeline: .pipeline
  case .owner: .owner
  case .team: .team
  case .inbox: .inbox
  case .channel: .channel
  case .created: .created
  case .closed: .closed
  case .property(let index): .property(index.value)
  case .contactEmail: .contactEmail
  case .ownerEmail: .ownerEmail
  case .ownerTeams: .ownerTeams
  case .messageSubject: .messageSubject
  case .messageFrom: .messageFrom
  case .messageText: .messageText
  }
}

/// A text as a value: an empty one is unknown.
func text(_ text: String?) -> Value {
  guard let text, !text.isEmpty else { return .unknown }
  return .text(text)
}

/// A set of options as a value: an empty one is unknown.
func options(_ options: Set<Int32>) -> Value { options.isEmpty ? .unknown : .options(options.sorted()) }

/// Whether two values of a field are the same; texts by their bytes.
func isSame(_ left: Value, _ right: Value) -> Bool {
  if case .text(let left) = left, case .text(let right) = right { return left == right }
  return left == right
}

extension TicketSnapshot {
  func value(at slot: FieldSlot) -> Value { fields.indices.contains(slot.index) ? fields[slot.index] : .unknown }

  mutating func set(_ slot: FieldSlot, to value: Value) {
    guard fields.indices.contains(slot.index) else { return }
    fields[slot.index] = value
  }

  /// What the line said about the owner is about another one now.
  mutating func forgetOwner() {
    set(.ownerEmail, to: .unknown)
    set(.ownerTeams, to: .unknown)
  }
}

/// The vocabulary, asked in words.
struct ReferenceVocabulary {
  let schema: Schema

  func stage(_ value: Value) -> Stage? {
    guard case .option(let index) = value, schema.stages.indices.contains(Int(index)) else { return nil }
    return schema.stages[Int(index)]
  }

  func pipeline(ofStage value: Value) -> Value {
    guard let stage = stage(value) else { return .unknown }
    return .option(Int32(stage.pipeline.value))
  }

  func pipeline(_ snapshot: TicketSnapshot) -> Pipeline? {
    stage(snapshot.value(at: .stage)).map { schema.pipelines[$0.pipeline.value] }
  }

  func isClosed(_ value: Value) -> Bool { stage(value)?.isClosed ?? false }

  /// The present value of a field; message facts are those of `message`.
  func value(of field: Field, in snapshot: TicketSnapshot, message: Event.Message?) -> Value {
    switch field {
    case .pipeline: pipeline(ofStage: snapshot.value(at: .stage))
    case .contactEmail: text(snapshot.contact?.email)
    case .messageSubject: text(message?.subject)
    case .messageFrom: text(message?.from)
    case .messageText: text(message?.text)
    default: snapshot.value(at: slot(of: field))
    }
  }

  /// The value of a literal.
  func value(of literal: Literal) -> Value {
    switch literal {
    case .option(let index): .option(Int32(index))
    case .number(let number): .number(number)
    case .text(let string), .person(let string): text(string)
    case .day(let year, let month, let day): .day(referenceDay(year: year, month: month, day: day))
    case .flag(let flag): .flag(flag)
    case .stage(let index): .option(Int32(index.value))
    case .pipeline(let index): .option(Int32(index.value))
    case .team(let index): .text(schema.teams[index.value].name)
    case .inbox(let index): .text(schema.inboxes[index.value].name)
    case .channel(let channel): .text(channel.rawValue)
    }
  }

  /// Whether a value is the literal, or a set has it. `folding`: conditions fold case.
  func matches(_ value: Value, _ literal: Literal, folding: Bool) -> Bool {
    switch (value, self.value(of: literal)) {
    case (.unknown, _): false
    case (.options(let options), .option(let option)): options.contains(option)
    case (.text(let left), .text(let right)):
      folding ? folded(left.string) == folded(right.string) : left == right
    case (let left, let right): left == right
    }
  }
}

extension ReferenceChangeSet {
  /// Whether the field changed, and its value before. The pipeline changed if the stage changed between pipelines.
  func change(of field: Field, _ vocabulary: ReferenceVocabulary) -> Value? {
    guard field == .pipeline else { return before[slot(of: field)] }
    guard let stage = before[.stage] else { return nil }
    let was = vocabulary.pipeline(ofStage: stage)
    return was == vocabulary.pipeline(ofStage: snapshot.value(at: .stage)) ? nil : was
  }

  func value(of field: Field, _ vocabulary: ReferenceVocabulary) -> Value {
    vocabulary.value(of: field, in: snapshot, message: message)
  }
}
