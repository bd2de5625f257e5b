internal import RuleEngine

/// What the taken arm of a rule may do to the fields of a ticket, and which tickets it makes: section 4.4 of
/// `grammar/meaning.md`, as far as it can be told from the actions alone.
struct ArmWrites {
  enum Written: Hashable {
    case literal(Value)
    /// At least this; the present value if that is higher.
    case raised(Value)
    case edited(added: [Int32], removed: [Int32])
    /// A sum.
    case increased
    /// The same for every rule that says so.
    case computed(Program.NewValue), assigned(Program.Assignee)
    /// The host chooses; no change that rules see.
    case rotated
    /// Some value; or the action is skipped.
    case any
  }

  struct Creation {
    var stage: Int
    /// The values of fields when it is first looked at.
    var fields: [(slot: FieldSlot, written: Written)]
    /// Ordinal of the action in its rule.
    var ordinal: Int
  }

  /// Fields whose change other rules may react to.
  private(set) var fields: [(slot: FieldSlot, written: Written)] = []
  private(set) var creations: [Creation] = []
  /// The owner is chosen by the host: unknown meanwhile, and no change.
  private(set) var rotates = false

  init(of arm: Int, in rule: Program.Rule, program: Program, isConversation: Bool) {
    var ordinal = rule.arms[..<arm].reduce(0) { $0 + $1.actions.count }
    for action in rule.arms[arm].actions {
      add(action, ordinal, program)
      ordinal += 1
    }
    // On a conversation what follows the creation is about the ticket just made.
    if isConversation, !creations.isEmpty {
      for (slot, written) in fields {
        if case .literal(.option(let stage)) = written, slot == .stage { creations[0].stage = Int(stage) }
        creations[0].fields.removeAll { $0.slot == slot }
        creations[0].fields.append((slot, written))
      }
      fields = []
    }
  }

  func written(_ slot: FieldSlot) -> Written? { fields.first { $0.slot == slot }?.written }

  /// The stage it moves to.
  var stage: Int? {
    if case .literal(.option(let stage))? = written(.stage) { Int(stage) } else { nil }
  }

  private mutating func add(_ action: Program.Action, _ ordinal: Int, _ program: Program) {
    switch action {
    case .createTicket(let stage, let changes):
      creations.append(
        Creation(stage: stage, fields: changes.map { ($0.slot, Self.written($0.value)) }, ordinal: ordinal))
    case .move(let stage): write(.stage, .literal(.option(Int32(stage))))
    case .set(let slot, let value): write(slot, Self.written(value))
    case .clear(let slot): write(slot, .literal(.unknown))
    case .raise(let slot, let value): write(slot, written(slot) == nil ? .raised(value) : .any)
    case .increase(let slot, _):
      let present = written(slot)
      write(slot, present == nil || present == .increased ? .increased : .any)
    case .add(let option, let slot): edit(slot, [option], [])
    case .remove(let option, let slot): edit(slot, [], [option])
    case .removeAll(let options, let slot): edit(slot, [], options)
    case .assign(.person(let person)): write(.owner, .literal(.text(person)))
    case .assign(.nobody): write(.owner, .literal(.unknown))
    case .assign(.team(let team)): write(.team, .literal(.text(program.teams[team])))
    case .assign(let assignee): write(.owner, written(.owner) == nil ? .assigned(assignee) : .any)
    case .rotate:
      rotates = true
      fields.removeAll { $0.slot == .owner }
    case .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call: break
    }
  }

  private mutating func write(_ slot: FieldSlot, _ written: Written) {
    fields.removeAll { $0.slot == slot }
    fields.append((slot, written))
  }

  private mutating func edit(_ slot: FieldSlot, _ adding: [Int32], _ removing: [Int32]) {
    switch written(slot) {
    case nil: write(slot, .edited(added: adding, removed: removing))
    case .edited(let added, let removed):
      write(
        slot,
        .edited(
          added: added.filter { !removing.contains($0) && !adding.contains($0) } + adding,
          removed: removed.filter { !adding.contains($0) && !removing.contains($0) } + removing))
    case .literal, .raised, .increased, .computed, .assigned, .rotated, .any: write(slot, .any)
    }
  }

  private static func written(_ value: Program.NewValue) -> Written {
    switch value {
    case .literal(let literal): .literal(literal)
    case .now, .today, .fromNow: .computed(value)
    case .valueOf: .any
    }
  }
}

extension ArmWrites.Written {
  /// Whether two rules may write so in one round: they come to the same in any order. What is not known to agree does not.
  func agrees(with other: Self) -> Bool {
    switch (self, other) {
    case (.literal(let left), .literal(let right)): left == right
    case (.raised, .raised), (.increased, .increased): true
    case (.computed(let left), .computed(let right)): left == right
    case (.assigned(let left), .assigned(let right)): left == right
    case (.edited(let leftAdded, let leftRemoved), .edited(let rightAdded, let rightRemoved)):
      !leftAdded.contains { rightRemoved.contains($0) } && !leftRemoved.contains { rightAdded.contains($0) }
    case (.literal, _), (.raised, _), (.edited, _), (.increased, _), (.computed, _), (.assigned, _), (.rotated, _),
      (.any, _):
      false
    }
  }
}
