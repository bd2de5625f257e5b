internal import RuleEngine

/// What the actions of an arm do to a ticket that is not known: `RuleRun` of the engine with names for values.
struct ArmRun {
  enum Operation: Hashable {
    case set(NewWorth)
    case raise(Value)
    case increase(Double)
    case edit(added: [Int32], removed: [Int32])
    case rotate(team: Int)
  }

  /// What must hold, besides the arm's condition, for this to be done.
  private(set) var condition: Diagram
  private(set) var operations: [(slot: FieldSlot, operation: Operation)] = []
  private(set) var effects: [NetEffect] = []
  private(set) var creations: [(stage: Int, fields: [NetEffect.NewField])] = []
  private var copy: [FieldSlot: NewWorth] = [:]
  private let texts: [Program.TextTemplate]
  private let program: Program
  private let isConversation: Bool

  private init(_ program: Program, isConversation: Bool, within condition: Diagram) {
    self.program = program
    self.isConversation = isConversation
    self.condition = condition
    texts = program.texts
  }

  /// What the actions do, case by case: whether `assign to actor` or `to its P` is skipped depends on the ticket.
  static func cases(
    of actions: [Program.Action], in program: Program, dropsMoves: Bool, within condition: Diagram,
    _ situations: Situations
  ) throws(BudgetExceeded) -> [ArmRun] {
    var runs = [ArmRun(program, isConversation: situations.scope == .conversations, within: condition)]
    let store = situations.store
    for action in actions {
      var next: [ArmRun] = []
      for var run in runs {
        guard case .assign(let assignee) = action, let isKnown = try run.isKnown(assignee, situations) else {
          if dropsMoves, case .move = action {} else { run.run(action) }
          next.append(run)
          continue
        }
        var skipped = run
        skipped.condition = try store.without(run.condition, isKnown)
        if skipped.condition != .never { next.append(skipped) }
        run.condition = try store.and(run.condition, isKnown)
        run.run(action)
        if run.condition != .never { next.append(run) }
      }
      runs = next
    }
    return runs
  }

  /// When the assignee is somebody, if that is a matter of facts.
  private func isKnown(_ assignee: Program.Assignee, _ situations: Situations) throws(BudgetExceeded) -> Diagram? {
    switch assignee {
    case .actor: try situations.diagram(Program.Test.actorIs(.agent))
    case .personIn(let slot): copy[slot] == nil ? try situations.isKnown(slot) : nil
    case .person, .team, .creator, .nobody: nil
    }
  }

  /// What the fields of a ticket made of a conversation are, field by field.
  var madeFields: [(slot: FieldSlot, worth: NewWorth)] {
    copy.keys.sorted { $0.index < $1.index }.filter { $0 != .stage }.compactMap { slot in copy[slot].map { (slot, $0) }
    }
  }

  /// Where the owner is chosen by the host.
  var rotation: Int? {
    for (slot, operation) in operations where slot == .owner {
      if case .rotate(let team) = operation { return team }
    }
    return nil
  }

  private mutating func run(_ action: Program.Action) {
    switch action {
    case .createTicket(let stage, let fields): create(stage, fields)
    case .move(let stage): write(.stage, .literal(.option(Int32(stage))))
    case .set(let slot, let value): write(slot, worth(value))
    case .clear(let slot): write(slot, .literal(.unknown))
    case .raise(let slot, let bound): raise(slot, to: bound)
    case .add(let option, let slot): edit(slot, adding: [option], removing: [])
    case .remove(let option, let slot): edit(slot, adding: [], removing: [option])
    case .removeAll(let options, let slot): edit(slot, adding: [], removing: options)
    case .increase(let slot, let amount): increase(slot, by: amount)
    case .assign(let assignee): assign(assignee)
    case .rotate(let team):
      copy[.owner] = .literal(.unknown)
      place(.rotate(team: team), at: .owner)
    case .sendNotification(let template): effects.append(.message(.notification(template: template), to: .contact))
    case .sendEmail(let template, let people): effects += people.map { .message(.email(template: template), to: $0) }
    case .sendMessage(let text, let people): effects += people.map { .message(.text(texts[text]), to: $0) }
    case .notify(let text, let people): effects += people.map { .message(.notice(texts[text]), to: $0) }
    case .createTask(let text, let people, let due): effects.append(.task(texts[text], for: people, dueIn: due))
    case .addNote(let text): effects.append(.note(texts[text]))
    case .call(let index, let arguments):
      effects.append(
        .call(
          index,
          with: arguments.map { argument in
            switch argument.value {
            case .text(let text): .init(parameter: argument.parameter, content: .text(texts[text]))
            case .value(let value): .init(parameter: argument.parameter, content: .value(value))
            }
          }))
    }
  }

  private mutating func create(_ stage: Int, _ fields: [Program.FieldChange]) {
    var written: [FieldSlot: NewWorth] = [:]
    for field in fields { written[field.slot] = worth(field.value) }
    let order = written.keys.sorted { $0.index < $1.index }
    creations.append((stage, order.compactMap { slot in written[slot].map { .init(slot: slot, worth: $0) } }))
    guard isConversation else { return }
    copy[.stage] = .literal(.option(Int32(stage)))
    for (slot, worth) in written { copy[slot] = worth }
  }

  private func present(_ slot: FieldSlot) -> NewWorth { copy[slot] ?? .field(slot) }

  private func worth(_ value: Program.NewValue) -> NewWorth {
    switch value {
    case .literal(.text("")): .literal(.unknown)
    case .literal(let value): .literal(value)
    case .now: .now
    case .today: .today
    case .fromNow(let time): .fromNow(time)
    case .valueOf(let slot): present(slot)
    }
  }

  private mutating func write(_ slot: FieldSlot, _ worth: NewWorth) {
    copy[slot] = worth
    place(.set(worth), at: slot)
  }

  private mutating func raise(_ slot: FieldSlot, to bound: Value) {
    let raised: NewWorth =
      if case .literal(let value) = present(slot) { .literal(value.raisedLevel(to: bound)) } else {
        .raised(present(slot), to: bound)
      }
    copy[slot] = raised
    guard case .raise(let other) = operation(on: slot) ?? .raise(bound) else { return place(.set(raised), at: slot) }
    place(.raise(other.raisedLevel(to: bound)), at: slot)
  }

  private mutating func increase(_ slot: FieldSlot, by amount: Double) {
    let increased = NewWorth.increased(present(slot), by: amount)
    copy[slot] = increased
    guard case .increase(let other) = operation(on: slot) ?? .increase(0) else {
      return place(.set(increased), at: slot)
    }
    place(.increase(other + amount), at: slot)
  }

  private mutating func edit(_ slot: FieldSlot, adding: [Int32], removing: [Int32]) {
    let edited = NewWorth.edited(present(slot), adding: adding, removing: removing)
    copy[slot] = edited
    guard case .edit(let added, let removed) = operation(on: slot) ?? .edit(added: [], removed: []) else {
      return place(.set(edited), at: slot)
    }
    place(
      .edit(
        added: added.filter { !removing.contains($0) && !adding.contains($0) } + adding,
        removed: removed.filter { !adding.contains($0) && !removing.contains($0) } + removing), at: slot)
  }

  private mutating func assign(_ assignee: Program.Assignee) {
    switch assignee {
    case .person(let person): write(.owner, .literal(.text(person)))
    case .nobody: write(.owner, .literal(.unknown))
    case .team(let team): write(.team, .literal(.text(program.teams[team])))
    case .actor: write(.owner, .actor)
    case .creator: write(.owner, .either(.creator, present(.owner)))
    case .personIn(let slot):
      if case .literal(.unknown) = present(slot) { return }
      write(.owner, copy[slot] == nil ? .field(slot) : .either(present(slot), present(.owner)))
    }
  }

  private func operation(on slot: FieldSlot) -> Operation? { operations.first { $0.slot == slot }?.operation }

  private mutating func place(_ operation: Operation, at slot: FieldSlot) {
    if let index = operations.firstIndex(where: { $0.slot == slot }) {
      operations[index].operation = operation
    } else {
      operations.append((slot, operation))
    }
  }
}

extension Value {
  /// The higher of this and `bound`; `bound` where this is unknown.
  fileprivate func raisedLevel(to bound: Value) -> Value {
    switch (self, bound) {
    case (.option(let present), .option(let other)): present >= other ? self : bound
    case (.number(let present), .number(let other)): present >= other ? self : bound
    default: bound
    }
  }
}
