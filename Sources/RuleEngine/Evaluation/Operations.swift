//  What the actions of one fired rule want: operations on fields, tickets to create, things that leave the engine.
//  Sections 4.4 and 4.5 of grammar/meaning.md.

/// What one rule does to one field, all its actions on it taken together.
enum Operation: Hashable {
  /// `set`, `clear` (to unknown), `move`, `assign`.
  case set(Value)
  case raise(Value)
  case increase(Double)
  /// Options added and removed: no option is in both.
  case edit(added: [Int32], removed: [Int32])
  /// The host chooses an owner among the team.
  case rotate(team: Int)

  /// Whether both may stand in one round: they come to the same in any order.
  func agrees(with other: Operation) -> Bool {
    switch (self, other) {
    case (.set(let left), .set(let right)): left == right
    case (.raise, .raise), (.increase, .increase): true
    case (.edit(let leftAdded, let leftRemoved), .edit(let rightAdded, let rightRemoved)):
      !leftAdded.contains { rightRemoved.contains($0) } && !leftRemoved.contains { rightAdded.contains($0) }
    case (.set, _), (.raise, _), (.increase, _), (.edit, _), (.rotate, _): false
    }
  }

  /// This operation without the options that `later` decides otherwise; `nil` if nothing is left.
  func yielding(to later: Operation) -> Operation? {
    guard case .edit(let added, let removed) = self, case .edit(let laterAdded, let laterRemoved) = later else {
      return nil
    }
    let keptAdded = added.filter { !laterRemoved.contains($0) }
    let keptRemoved = removed.filter { !laterAdded.contains($0) }
    return keptAdded.isEmpty && keptRemoved.isEmpty ? nil : .edit(added: keptAdded, removed: keptRemoved)
  }
}

/// An operation with the action it stands for.
struct PlacedOperation {
  var slot: FieldSlot
  var operation: Operation
  /// Ordinal of the last action that took part.
  var ordinal: Int
}

/// A thing that leaves the engine, not yet written out: what an action of a rule's arm sends to one recipient, or all that
/// it does if it has none. The rule says the rest.
struct Effect: BitwiseCopyable {
  var rule: Int
  var arm: Int
  /// Place among the actions of the arm.
  var action: Int
  /// Ordinal of the action in its rule, counted over all arms.
  var ordinal: Int
  /// Place among the recipients of the action.
  var place: Int
}

extension Program.Action {
  /// How many effects it has: one for each recipient.
  var effectCount: Int {
    switch self {
    case .sendEmail(_, let recipients), .sendMessage(_, let recipients), .notify(_, let recipients): recipients.count
    case .sendNotification, .createTask, .addNote, .call: 1
    case .createTicket, .move, .set, .clear, .raise, .add, .remove, .removeAll, .increase, .assign, .rotate: 0
    }
  }
}

/// Collects what the actions of one taken arm do, in order, on the rule's own copy of the ticket.
struct RuleRun {
  /// The rule's own copy.
  private(set) var copy: TicketSnapshot
  private(set) var operations: [PlacedOperation] = []
  private(set) var effects: [Effect] = []
  /// Tickets to create: stage, fields, ordinal of the action.
  private(set) var creations: [(stage: Int, fields: [(slot: FieldSlot, value: Value)], ordinal: Int)] = []
  private(set) var skips: [TraceEntry.Verdict] = []
  private let rule: Int
  private let arm: Int
  /// The save chose its stage: moves are dropped.
  let dropsMoves: Bool
  /// Nobody reads the copy any more: what is written to it first copies all its fields.
  private var isCopyDone = false

  init(of view: RoundView, rule: Int, arm: Int, dropsMoves: Bool) {
    self.rule = rule
    self.arm = arm
    self.dropsMoves = dropsMoves
    copy = view.snapshot
  }

  /// Runs one action of a rule that looks at `view`; `number` is its place in the arm.
  mutating func run(_ action: Program.Action, number: Int, ordinal: Int, _ view: RoundView, isLast: Bool) {
    // The ticket of a conversation is what the copy has become.
    isCopyDone = isLast && !view.changeSet.isConversation
    switch action {
    case .createTicket(let stage, let fields): create(stage: stage, fields: fields, ordinal: ordinal, view)
    case .move(let stage):
      if dropsMoves { skips.append(.moveDropped) } else { write(.stage, .option(Int32(stage)), ordinal) }
    case .set(let slot, let new): write(slot, value(of: new, for: slot, view), ordinal)
    case .clear(let slot): write(slot, .unknown, ordinal)
    case .raise(let slot, let bound): raise(slot, to: bound, ordinal)
    case .add(let option, let slot): edit(slot, adding: [option], removing: [], ordinal)
    case .remove(let option, let slot): edit(slot, adding: [], removing: [option], ordinal)
    case .removeAll(let options, let slot): edit(slot, adding: [], removing: options, ordinal)
    case .increase(let slot, let amount): increase(slot, by: amount, ordinal)
    case .assign(let assignee): assign(to: assignee, ordinal, view)
    case .rotate(let team):
      copy.fields[FieldSlot.owner.index] = .unknown
      copy.forgetOwnerFacts()
      place(.rotate(team: team), at: .owner, ordinal)
    case .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call:
      for place in 0..<action.effectCount {
        effects.append(Effect(rule: rule, arm: arm, action: number, ordinal: ordinal, place: place))
      }
    }
  }

  private mutating func create(stage: Int, fields: [Program.FieldChange], ordinal: Int, _ view: RoundView) {
    let values = fields.map { (slot: $0.slot, value: value(of: $0.value, for: $0.slot, view)) }
    creations.append((stage, values, ordinal))
    // On a conversation the actions that follow are about the ticket just made.
    guard view.changeSet.isConversation else { return }
    copy.fields[FieldSlot.stage.index] = .option(Int32(stage))
    for (slot, value) in values { copy.fields[slot.index] = value }
  }

  /// What `set` makes of a field.
  private func value(of new: Program.NewValue, for slot: FieldSlot, _ view: RoundView) -> Value {
    view.program.value(
      of: new, at: view.now, isDate: view.program.isDate(slot), in: copy, message: view.changeSet.message
    ).value
  }

  private mutating func write(_ slot: FieldSlot, _ value: Value, _ ordinal: Int) {
    if !isCopyDone {
      // Who is the owner already keeps what is known of them.
      if slot == .owner, copy.fields[slot.index] != value { copy.forgetOwnerFacts() }
      copy.fields[slot.index] = value
    }
    place(.set(value), at: slot, ordinal)
  }

  private mutating func raise(_ slot: FieldSlot, to bound: Value, _ ordinal: Int) {
    copy.fields[slot.index] = copy.fields[slot.index].raised(to: bound)
    guard case .raise(let other) = operation(on: slot) ?? .raise(bound) else {
      return place(.set(copy.fields[slot.index]), at: slot, ordinal)
    }
    place(.raise(other.raised(to: bound)), at: slot, ordinal)
  }

  private mutating func increase(_ slot: FieldSlot, by amount: Double, _ ordinal: Int) {
    copy.fields[slot.index] = copy.fields[slot.index].increased(by: amount)
    guard case .increase(let other) = operation(on: slot) ?? .increase(0) else {
      return place(.set(copy.fields[slot.index]), at: slot, ordinal)
    }
    place(.increase((other + amount).finite), at: slot, ordinal)
  }

  private mutating func edit(_ slot: FieldSlot, adding: [Int32], removing: [Int32], _ ordinal: Int) {
    copy.fields[slot.index] = copy.fields[slot.index].edited(adding: adding, removing: removing)
    guard case .edit(let added, let removed) = operation(on: slot) ?? .edit(added: [], removed: []) else {
      return place(.set(copy.fields[slot.index]), at: slot, ordinal)
    }
    let edit = Operation.edit(
      added: added.filter { !removing.contains($0) && !adding.contains($0) } + adding,
      removed: removed.filter { !adding.contains($0) && !removing.contains($0) } + removing)
    place(edit, at: slot, ordinal)
  }

  private mutating func assign(to assignee: Program.Assignee, _ ordinal: Int, _ view: RoundView) {
    switch assignee {
    case .person(let person): write(.owner, .text(EventText(person)), ordinal)
    case .nobody: write(.owner, .unknown, ordinal)
    case .team(let team): write(.team, .text(EventText(view.program.teams[team])), ordinal)
    case .actor:
      guard let actor = view.changeSet.actor, actor.kind == .agent, let name = actor.idText ?? actor.emailText else {
        return skips.append(.skipped(action: "assign to actor", reason: "the actor is no agent"))
      }
      write(.owner, .text(name), ordinal)
    case .creator:
      guard let creator = copy.facts.creator else {
        return skips.append(.skipped(action: "assign to creator", reason: "the ticket has no known creator"))
      }
      write(.owner, .text(creator), ordinal)
    case .personIn(let slot):
      guard case .text(let person) = copy.fields[slot.index] else {
        let name = view.program.name(of: slot)
        return skips.append(.skipped(action: "assign to its \(name)", reason: "`\(name)` is unknown"))
      }
      write(.owner, .text(person), ordinal)
    }
  }

  private func operation(on slot: FieldSlot) -> Operation? {
    operations.first { $0.slot == slot }?.operation
  }

  private mutating func place(_ operation: Operation, at slot: FieldSlot, _ ordinal: Int) {
    if let index = operations.firstIndex(where: { $0.slot == slot }) {
      operations[index].operation = operation
      operations[index].ordinal = ordinal
    } else {
      operations.append(PlacedOperation(slot: slot, operation: operation, ordinal: ordinal))
    }
  }
}

extension Value {
  /// The higher of this and `bound`: `bound` if this is unknown.
  func raised(to bound: Value) -> Value {
    switch (self, bound) {
    case (.option(let present), .option(let other)): present >= other ? self : bound
    case (.number(let present), .number(let other)): present >= other ? self : bound
    default: bound
    }
  }

  /// This plus `amount`; unknown counts as 0.
  func increased(by amount: Double) -> Value {
    if case .number(let present) = self { .number((present + amount).finite) } else { .number(amount) }
  }

  /// The set with options added and removed; unknown once it is empty.
  func edited(adding: [Int32], removing: [Int32]) -> Value {
    var members: [Int32] = []
    if case .options(let present) = self { members = present }
    members.removeAll { removing.contains($0) }
    for option in adding where !members.contains(option) { members.append(option) }
    members.sort()
    return members.isEmpty ? .unknown : .options(members)
  }
}

extension Double {
  /// The nearest finite number: sums never leave the numbers that JSON can write.
  var finite: Double { Swift.min(Swift.max(self, -.greatestFiniteMagnitude), .greatestFiniteMagnitude) }
}
