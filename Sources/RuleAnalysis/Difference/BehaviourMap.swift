internal import RuleEngine

/// An effect, and which of several equal ones of a round: two notes of the same text are two notes.
package struct EffectKey: Sendable, Hashable {
  package let effect: NetEffect
  /// Counted from 0.
  package let ordinal: Int
}

/// What rules do, and when: for each effect the situations in which a round has it. Diagrams may say anything of
/// situations that are not possible.
struct BehaviourMap {
  /// Where the rules are from that are added next.
  var program: Program
  let situations: Situations
  private var store: DiagramStore { situations.store }

  private var sets: [FieldSlot: [NewWorth: [Diagram]]] = [:]
  private var raises: [FieldSlot: [(bound: Value, when: Diagram)]] = [:]
  private var increases: [FieldSlot: [(amount: Double, when: Diagram)]] = [:]
  private var edits: [FieldSlot: (added: [Int32: [Diagram]], removed: [Int32: [Diagram]])] = [:]
  private var once: [NetEffect: [Diagram]] = [:]
  private var counted: [NetEffect: [Diagram]] = [:]

  /// `program` is where the rules are from.
  init(of program: Program, in situations: Situations) {
    self.program = program
    self.situations = situations
  }

  /// Adds what a rule does, and when it fires.
  mutating func add(_ rule: Program.Rule, _ encoded: EncodedRule, suppressed: Diagram) throws(BudgetExceeded) {
    let fires = try store.without(encoded.holds, suppressed)
    if !rule.limits.isEmpty { once[.usesLimit(of: situations.names.limited(rule)), default: []].append(fires) }
    for (arm, taken) in zip(rule.arms, encoded.taken) where !arm.actions.isEmpty {
      let when = try store.without(taken, suppressed)
      guard when != .never else { continue }
      for part in try parts(of: rule, arm, when) {
        for run in try ArmRun.cases(
          of: arm.actions, in: program, dropsMoves: part.dropsMoves, within: part.when, situations)
        {
          if situations.scope == .conversations { make(run) } else { add(run, isInThread: part.isInThread) }
        }
      }
    }
  }

  /// An arm does something else where the save chose the stage (4.8), and creates tickets in the thread of the message
  /// if a message trigger matched (4.7).
  private func parts(
    of rule: Program.Rule, _ arm: Program.Arm, _ when: Diagram
  ) throws(BudgetExceeded) -> [(when: Diagram, dropsMoves: Bool, isInThread: Bool)] {
    let creates = arm.actions.contains { if case .createTicket = $0 { true } else { false } }
    let moves = arm.actions.contains { if case .move = $0 { true } else { false } }
    guard creates || moves, rule.timer == nil, situations.scope != .conversations else { return [(when, false, false)] }
    var ofMessages: [Diagram] = []
    var others: [Diagram] = []
    for trigger in rule.triggers {
      let matches = try situations.diagram(trigger)
      if trigger.happening.isOfMessage { ofMessages.append(matches) } else { others.append(matches) }
    }
    guard !ofMessages.isEmpty else { return [(when, false, false)] }
    let isOfMessage = try store.any(ofMessages)
    let isOnlyOfMessages = try store.without(isOfMessage, store.any(others))
    let dropsMoves = try store.and(isOnlyOfMessages, situations.saveChoseStage())
    var parts: [(when: Diagram, dropsMoves: Bool, isInThread: Bool)] = []
    for (dropped, region) in [(true, dropsMoves), (false, try store.not(dropsMoves))] {
      for (isInThread, side) in [(true, isOfMessage), (false, try store.not(isOfMessage))] {
        let part = try store.all([when, region, side])
        if part != .never { parts.append((part, dropped && moves, isInThread && creates)) }
      }
    }
    return parts
  }

  private mutating func add(_ run: ArmRun, isInThread: Bool) {
    for (slot, operation) in run.operations {
      switch operation {
      case .set(let worth): sets[slot, default: [:]][worth, default: []].append(run.condition)
      case .raise(let bound): raises[slot, default: []].append((bound, run.condition))
      case .increase(let amount): increases[slot, default: []].append((amount, run.condition))
      case .edit(let added, let removed):
        for option in added { edits[slot, default: ([:], [:])].added[option, default: []].append(run.condition) }
        for option in removed { edits[slot, default: ([:], [:])].removed[option, default: []].append(run.condition) }
      case .rotate(let team): once[.rotate(team: team), default: []].append(run.condition)
      }
    }
    for effect in run.effects { add(effect, run.condition) }
    for (stage, fields) in run.creations {
      add(.createTicket(stage: stage, with: fields, inThread: isInThread), run.condition)
    }
  }

  /// What a conversation's rule does is about the ticket it makes.
  private mutating func make(_ run: ArmRun) {
    guard let creation = run.creations.first else { return }
    add(.makeTicket(stage: creation.stage), run.condition)
    for (slot, worth) in run.madeFields { sets[slot, default: [:]][worth, default: []].append(run.condition) }
    if let team = run.rotation { once[.rotate(team: team), default: []].append(run.condition) }
    for effect in run.effects { add(effect, run.condition) }
  }

  private mutating func add(_ effect: NetEffect, _ when: Diagram) {
    if effect.isOnce { once[effect, default: []].append(when) } else { counted[effect, default: []].append(when) }
  }

  // MARK: Merging

  /// Fields that are increased so often that there would be too many sums.
  var crowdedFields: Set<FieldSlot> { Set(increases.filter { $0.value.count > 8 }.keys) }

  /// All effects. Increases of the fields in `crowded` are told one by one, not by their sums.
  func effects(crowded: Set<FieldSlot>) throws(BudgetExceeded) -> [EffectKey: Diagram] {
    var result: [EffectKey: Diagram] = [:]
    for (effect, diagrams) in once { result[EffectKey(effect: effect, ordinal: 0)] = try store.any(diagrams) }
    for (effect, diagrams) in counted { try count(effect, diagrams, into: &result) }
    var sets = try settled(sets)
    for (slot, raises) in raises { try merge(raises, of: slot, into: &sets) }
    for (slot, worths) in sets {
      for (worth, when) in worths where worth != .field(slot) {
        let effect = EffectKey(effect: .set(slot, worth), ordinal: 0)
        result[effect] = try store.without(when, isFruitless(slot, worth))
      }
    }
    for (slot, increases) in increases {
      if crowded.contains(slot) {
        for (amount, all) in Dictionary(grouping: increases, by: \.amount) {
          try count(.increase(slot, by: amount), all.map(\.when), into: &result)
        }
      } else {
        try add(increases, of: slot, into: &result)
      }
    }
    for (slot, edits) in edits {
      for (option, diagrams) in edits.added {
        let has = try situations.holds(.member(situations.resolved(slot), option))
        result[EffectKey(effect: .add(option, to: slot), ordinal: 0)] = try store.without(store.any(diagrams), has)
      }
      for (option, diagrams) in edits.removed {
        let has = try situations.holds(.member(situations.resolved(slot), option))
        result[EffectKey(effect: .remove(option, from: slot), ordinal: 0)] = try store.and(store.any(diagrams), has)
      }
    }
    return result.filter { $0.value != .never }
  }

  private func settled(
    _ sets: [FieldSlot: [NewWorth: [Diagram]]]
  ) throws(BudgetExceeded) -> [FieldSlot: [NewWorth: Diagram]] {
    var result: [FieldSlot: [NewWorth: Diagram]] = [:]
    for (slot, worths) in sets {
      for (worth, diagrams) in worths { result[slot, default: [:]][worth] = try store.any(diagrams) }
    }
    return result
  }

  /// How many equal ones a round has.
  private func count(
    _ effect: NetEffect, _ diagrams: [Diagram], into result: inout [EffectKey: Diagram]
  ) throws(BudgetExceeded) {
    var levels: [Diagram] = []
    for diagram in diagrams {
      var carry = diagram
      for index in levels.indices {
        let both = try store.and(levels[index], carry)
        levels[index] = try store.or(levels[index], carry)
        carry = both
        if carry == .never { break }
      }
      if carry != .never { levels.append(carry) }
    }
    for (ordinal, level) in levels.enumerated() { result[EffectKey(effect: effect, ordinal: ordinal)] = level }
  }

  /// Raises of one round are the highest of them, which is a set where the field is lower.
  private func merge(
    _ raises: [(bound: Value, when: Diagram)], of slot: FieldSlot, into sets: inout [FieldSlot: [NewWorth: Diagram]]
  ) throws(BudgetExceeded) {
    var byBound: [Value: [Diagram]] = [:]
    for (bound, when) in raises { byBound[bound, default: []].append(when) }
    var higher = Diagram.never
    for bound in byBound.keys.sorted(by: { $0.level > $1.level }) {
      let all = try store.any(byBound[bound] ?? [])
      let exact = try store.without(all, higher)
      higher = try store.or(higher, all)
      let isThere = try situations.diagram(Program.Test.compares(slot, .atLeast, bound))
      let known = sets[slot]?[.literal(bound)] ?? .never
      sets[slot, default: [:]][.literal(bound)] = try store.or(known, store.without(exact, isThere))
    }
  }

  /// The sums of the increases of a round. Whole numbers add up to the same in any order.
  private func add(
    _ increases: [(amount: Double, when: Diagram)], of slot: FieldSlot, into result: inout [EffectKey: Diagram]
  ) throws(BudgetExceeded) {
    var sums: [[Double]: Diagram] = [[]: .always]
    let areWhole = increases.allSatisfy { $0.amount == $0.amount.rounded() && abs($0.amount) < 1e9 }
    for (amount, when) in increases {
      var next: [[Double]: Diagram] = [:]
      for (summands, already) in sums {
        let more = areWhole ? [(summands.first ?? 0) + amount] : (summands + [amount]).sorted()
        let with = try store.and(already, when)
        let without = try store.without(already, when)
        if with != .never { next[more] = try store.or(next[more] ?? .never, with) }
        if without != .never { next[summands] = try store.or(next[summands] ?? .never, without) }
      }
      sums = next
    }
    for (summands, when) in sums {
      let sum = summands.reduce(0, +)
      guard sum != 0 else { continue }
      let key = EffectKey(effect: .increase(slot, by: sum), ordinal: 0)
      result[key] = try store.or(result[key] ?? .never, when)
    }
  }

  /// The field has the value already.
  private func isFruitless(_ slot: FieldSlot, _ worth: NewWorth) throws(BudgetExceeded) -> Diagram {
    guard situations.scope != .conversations, program.hasNarrowClasses(slot), case .literal(let value) = worth else {
      return .never
    }
    return value.isKnown ? try situations.isSame(slot, value) : try store.not(situations.isKnown(slot))
  }
}

extension Situations {
  /// One save that set the stage and has a message or note of its author.
  func saveChoseStage() throws(BudgetExceeded) -> Diagram {
    let isNote = try store.without(diagram(.messageKind, is: Fact.MessageKind.note.rawValue), isMessage(.none))
    return try store.and(isChanged(.stage), store.or(isMessage(.outgoing), isNote))
  }
}

extension Value {
  /// For ordering raises of one field.
  fileprivate var level: Double {
    switch self {
    case .option(let option): Double(option)
    case .number(let number): number
    default: 0
    }
  }
}
