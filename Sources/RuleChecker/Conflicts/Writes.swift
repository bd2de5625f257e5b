import RuleSchema
import RuleSource

/// A field that rules can disagree about.
enum WriteTarget: Hashable {
  case stage, owner, team
  case property(PropertyIndex)
  /// The ticket made from a conversation is one field.
  case newTicket
}

/// What one arm does to one field.
enum Write: Hashable {
  enum Step: Hashable {
    case move(StageIndex)
    case set(NewValue)
    case clear
    case assign(Assignee)
    case raise(Literal)
    case increase(Double)
  }

  /// Whatever was there, the result is this, mostly of one step.
  case fixed(Step, then: [Step] = [])
  case raised
  case increased
  case members(added: Set<Int>, removed: Set<Int>)
  /// Never the same as anything.
  case unlike

  /// Whether two rules that both write this leave one result.
  func agrees(with other: Write) -> Bool {
    switch (self, other) {
    case (.fixed, .fixed): self == other
    case (.raised, .raised), (.increased, .increased): true
    case (.members(let added, let removed), .members(let alsoAdded, let alsoRemoved)):
      added.isDisjoint(with: alsoRemoved) && removed.isDisjoint(with: alsoAdded)
    default: false
    }
  }
}

/// Everything one arm writes.
struct ArmWrites {
  /// Each field once; there are few.
  private(set) var writes: [(target: WriteTarget, write: Write)] = []
  /// Fields that values are copied from.
  private var sources: [(target: WriteTarget, source: WriteTarget)] = []

  init(_ actions: ShortList<CheckedAction>, schema: borrowing Schema, onConversation: Bool) {
    if onConversation {
      // The rest applies to that ticket, so creating it twice is all there is to disagree about.
      self[.newTicket] = .unlike
      return
    }
    switch actions {
    case .one(let action): add(action, schema: schema)
    case .several(let actions):
      let actions = actions.span
      for index in actions.indices { add(actions[index], schema: schema) }
    }
    for (target, source) in sources where self[source] != nil { self[target] = .unlike }
  }

  private subscript(_ target: WriteTarget) -> Write? {
    get { writes.first { $0.target == target }?.write }
    set {
      guard let newValue else { return }
      if let place = writes.firstIndex(where: { $0.target == target }) {
        writes[place].write = newValue
      } else {
        writes.append((target, newValue))
      }
    }
  }

  private mutating func add(_ action: CheckedAction, schema: borrowing Schema) {
    switch action {
    case .move(let stage): self[.stage] = .fixed(.move(stage))
    case .assign(.team(let team)): self[.team] = .fixed(.assign(.team(team)))
    case .assign(let assignee):
      if case .personIn(.property(let index)) = assignee { sources.append((.owner, .property(index))) }
      self[.owner] = .fixed(.assign(assignee))
    case .rotate: self[.owner] = .unlike
    case .set(let field, let value):
      guard let target = WriteTarget(field) else { return }
      if case .valueOf(let other) = value, let source = WriteTarget(other) { sources.append((target, source)) }
      self[target] = .fixed(.set(value))
    case .clear(let field):
      guard let target = WriteTarget(field) else { return }
      self[target] = .fixed(.clear)
    case .raise(let field, let literal): change(field, by: .raise(literal), alone: .raised)
    case .increase(let field, let number): change(field, by: .increase(number), alone: .increased)
    case .add(let option, let field): change(field, adding: [option], removing: [])
    case .remove(let option, let field): change(field, adding: [], removing: [option])
    case .removeMatching(let glob, let field):
      guard case .property(let index) = field else { return }
      let options = FieldType(schema.properties[index.value].kind).options
      let matching = options.indices.filter { Glob(glob).matches(options[$0].name) }
      change(field, adding: [], removing: Set(matching))
    case .createTicket, .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call: break
    }
  }

  private mutating func change(_ field: Field, by step: Write.Step, alone: Write) {
    guard let target = WriteTarget(field) else { return }
    switch self[target] {
    case nil: self[target] = alone
    case .fixed(let first, let more): self[target] = .fixed(first, then: more + [step])
    case let present: self[target] = present == alone ? alone : .unlike
    }
  }

  private mutating func change(_ field: Field, adding: Set<Int>, removing: Set<Int>) {
    guard let target = WriteTarget(field) else { return }
    switch self[target] {
    case nil: self[target] = .members(added: adding, removed: removing)
    case .members(let added, let removed):
      self[target] = .members(
        added: added.subtracting(removing).union(adding), removed: removed.subtracting(adding).union(removing))
    case .fixed, .raised, .increased, .unlike: self[target] = .unlike
    }
  }
}

extension CheckedAction {
  /// Whether rules can disagree about what it does. Tickets made of conversations are told apart by their trigger.
  var writes: Bool {
    switch self {
    case .move, .assign, .rotate, .set, .clear, .raise, .increase, .add, .remove, .removeMatching, .createTicket: true
    case .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call: false
    }
  }
}

extension WriteTarget {
  init?(_ field: Field) {
    switch field {
    case .stage: self = .stage
    case .owner: self = .owner
    case .team: self = .team
    case .property(let index): self = .property(index)
    case .pipeline, .inbox, .channel, .created, .closed, .contactEmail, .ownerEmail, .ownerTeams, .messageSubject,
      .messageFrom, .messageText:
      return nil
    }
  }
}
