import RuleChecker
import RuleEngine
import RuleSchema
import RuleSource

/// Sentence 4.4: one rule's arm on the rule's own copy of the snapshot.
struct ReferenceRuleRun {
  /// A ticket the rule makes.
  struct Creation {
    var ordinal: Int
    var snapshot: TicketSnapshot
  }

  let rule: Int
  let set: ReferenceChangeSet
  let conditions: ReferenceConditions
  /// Sentence 4.8.
  let dropsMoves: Bool
  let threadOfCreated: String?

  /// The rule's own copy.
  private var copy: TicketSnapshot
  private var acts: [FieldSlot: [(act: ReferenceAct, ordinal: Int)]] = [:]
  /// Tickets it makes on a ticket.
  private(set) var creations: [Creation] = []
  /// The conversation's ticket.
  private(set) var made: Creation?
  /// Messages, tasks and notes with their place in the rule.
  private(set) var outgoing: [(ordinal: Int, action: CheckedAction)] = []

  init(
    rule: Int, set: ReferenceChangeSet, conditions: ReferenceConditions, dropsMoves: Bool, threadOfCreated: String?
  ) {
    self.rule = rule
    self.set = set
    self.conditions = conditions
    self.dropsMoves = dropsMoves
    self.threadOfCreated = threadOfCreated
    copy = set.snapshot
  }

  /// What the rule does to a field, if anything.
  func operation(on slot: FieldSlot) -> ReferenceOperation? {
    guard let acts = acts[slot] else { return nil }
    return ReferenceOperation(acts.map(\.act), final: copy.value(at: slot))
  }

  /// The last action on a field, counted over all arms of the rule.
  func lastAction(on slot: FieldSlot) -> Int { acts[slot]?.last?.ordinal ?? 0 }

  mutating func run(arm index: Int, of rule: CheckedRule) {
    var ordinal = rule.arms[..<index].reduce(0) { $0 + $1.actions.count }
    for action in rule.arms[index].actions {
      run(action, ordinal)
      ordinal += 1
    }
  }

  private var vocabulary: ReferenceVocabulary { conditions.vocabulary }

  private mutating func run(_ action: CheckedAction, _ ordinal: Int) {
    switch action {
    case .createTicket(let stage, let pairs): create(stage, pairs, ordinal)
    case .move(let stage): if !dropsMoves { act(.set(.option(Int32(stage.value))), on: .stage, ordinal) }
    case .set(let field, let value): act(.set(new(value, for: field)), on: slot(of: field), ordinal)
    case .clear(let field): act(.set(.unknown), on: slot(of: field), ordinal)
    case .raise(let field, let literal): act(.raise(vocabulary.value(of: literal)), on: slot(of: field), ordinal)
    case .add(let option, let field): act(.add(Int32(option)), on: slot(of: field), ordinal)
    case .remove(let option, let field): act(.remove(Int32(option)), on: slot(of: field), ordinal)
    case .removeMatching(let glob, let field):
      for (option, name) in conditions.optionNames(of: field).enumerated() where matchesGlob(name, glob) {
        act(.remove(Int32(option)), on: slot(of: field), ordinal)
      }
    case .increase(let field, let number): act(.increase(number), on: slot(of: field), ordinal)
    case .assign(let assignee): assign(assignee, ordinal)
    case .rotate(let team): act(.rotate(team: team.value), on: .owner, ordinal)
    case .sendNotification, .sendEmail, .sendMessage, .notify, .createTask, .addNote, .call:
      outgoing.append((ordinal, action))
    }
  }

  private mutating func act(_ act: ReferenceAct, on slot: FieldSlot, _ ordinal: Int) {
    acts[slot, default: []].append((act, ordinal))
    let old = copy.value(at: slot)
    switch act {
    case .set(let value): copy.set(slot, to: value)
    case .raise(let value): copy.set(slot, to: highest(old, value))
    case .increase(let number):
      if case .number(let present) = old {
        copy.set(slot, to: .number(present + number))
      } else {
        copy.set(slot, to: .number(number))
      }
    case .add(let option): copy.set(slot, to: options(chosen(old).union([option])))
    case .remove(let option): copy.set(slot, to: options(chosen(old).subtracting([option])))
    case .rotate: copy.set(slot, to: .unknown)
    }
    if slot == .owner, !isSame(old, copy.value(at: slot)) { copy.forgetOwner() }
    if case .rotate = act { copy.forgetOwner() }
  }

  private func chosen(_ value: Value) -> Set<Int32> {
    if case .options(let options) = value { Set(options) } else { [] }
  }

  private mutating func assign(_ assignee: Assignee, _ ordinal: Int) {
    switch assignee {
    case .person(let person): act(.set(text(person)), on: .owner, ordinal)
    case .nobody: act(.set(.unknown), on: .owner, ordinal)
    case .team(let team): act(.set(.text(vocabulary.schema.teams[team.value].name)), on: .team, ordinal)
    case .actor:
      guard let actor = set.actor, actor.kind == .agent, let id = actor.id else { return }
      act(.set(text(id)), on: .owner, ordinal)
    case .creator:
      guard let creator = copy.creator else { return }
      act(.set(text(creator)), on: .owner, ordinal)
    case .personIn(let field):
      let person = vocabulary.value(of: field, in: copy, message: set.message)
      if person.isKnown { act(.set(person), on: .owner, ordinal) }
    }
  }

  private mutating func create(_ stage: StageIndex, _ pairs: [(field: Field, value: NewValue)], _ ordinal: Int) {
    var snapshot = set.isConversation ? set.snapshot : created(from: copy)
    snapshot.set(.stage, to: .option(Int32(stage.value)))
    snapshot.set(.created, to: .instant(conditions.now))
    for (field, value) in pairs { snapshot.set(slot(of: field), to: new(value, for: field)) }
    if set.isConversation {
      guard made == nil else { return }
      made = Creation(ordinal: ordinal, snapshot: snapshot)
      copy = snapshot
    } else {
      creations.append(Creation(ordinal: ordinal, snapshot: snapshot))
    }
  }

  /// Another ticket of the same contact.
  private func created(from ticket: TicketSnapshot) -> TicketSnapshot {
    var fields = ticket.fields.map { _ in Value.unknown }
    for (index, property) in vocabulary.schema.properties.enumerated() where property.entity != .ticket {
      let slot = FieldSlot.property(index)
      if fields.indices.contains(slot.index) { fields[slot.index] = ticket.value(at: slot) }
    }
    return TicketSnapshot(id: "", fields: fields, thread: threadOfCreated, contact: ticket.contact)
  }

  /// What a field becomes.
  private func new(_ value: NewValue, for field: Field) -> Value {
    fitting(conditions.value(of: value, in: copy, message: set.message), field)
  }

  /// Days for a `date`, sets for a `set`.
  private func fitting(_ value: Value, _ field: Field) -> Value {
    guard case .property(let index) = field else { return value }
    switch (vocabulary.schema.properties[index.value].kind, value) {
    case (.date, .instant(let instant)): return .day(referenceDay(of: instant, in: conditions.zone))
    case (.time, .day(let day)): return .instant(conditions.zone.instant(of: day, secondsOfDay: 0))
    case (.setOf, .option(let option)): return .options([option])
    default: return value
    }
  }
}
