internal import RuleEngine

/// Compares two programs of one vocabulary, pipeline by pipeline.
struct SpaceComparison {
  private let vocabulary: Program
  /// Rules have labels for names: see `RuleNaming`.
  private let old: Program
  private let new: Program
  private let pairs: RulePairs
  private let names: RuleNames
  private let overriders: (old: [[Int]], new: [[Int]])
  private let chains: ChainSensitivity
  private let nodeBudget: Int

  init(vocabulary: Program, old: Program, new: Program, pairs: RulePairs, nodeBudget: Int) {
    self.vocabulary = vocabulary
    self.pairs = pairs
    self.nodeBudget = nodeBudget
    names = RuleNaming.names(old: old, new: new, pairs: pairs)
    self.old = RuleNaming.labelled(old, .old)
    self.new = RuleNaming.labelled(new, .new)
    overriders = (RulePairs.overriders(in: old), RulePairs.overriders(in: new))
    chains = ChainSensitivity(old: old, new: new)
  }

  /// The spaces that changed rules look at.
  func spaces(old changedOld: [Int], new changedNew: [Int]) -> [SpaceDifference] {
    var scopes: Set<Situations.Scope> = []
    for index in changedOld { scopes.insert(.init(of: old.rules[index])) }
    for index in changedNew { scopes.insert(.init(of: new.rules[index])) }
    return scopes.sorted { $0.place < $1.place }.map { scope in
      let before = changedOld.filter { Situations.Scope(of: old.rules[$0]) == scope }
      let after = changedNew.filter { Situations.Scope(of: new.rules[$0]) == scope }
      do throws(BudgetExceeded) {
        return try difference(scope, before, after)
      } catch {
        return SpaceDifference(scope: scope, situations: nil, changes: [], silences: [], doubts: [.budget])
      }
    }
  }

  private func difference(
    _ scope: Situations.Scope, _ changedOld: [Int], _ changedNew: [Int]
  ) throws(BudgetExceeded) -> SpaceDifference {
    let related = related(scope, changedOld, changedNew)
    let oldRules = closed(changedOld, under: overriders.old)
    let newRules = closed(changedNew + related, under: overriders.new)
    let situations = try Situations(
      program: vocabulary, scope: scope,
      sources: [
        (old, oldRules.flatMap { old.rules[$0].variants.map(\.rule) }),
        (new, newRules.flatMap { new.rules[$0].variants.map(\.rule) }),
      ],
      names: names, withWrites: true, store: DiagramStore(budget: nodeBudget))
    let before = try encodings(of: old, oldRules, situations)
    let after = try encodings(of: new, newRules, situations)
    var sides = (BehaviourMap(of: old, in: situations), BehaviourMap(of: new, in: situations))
    for index in changedOld { try add(index, of: old, before, overriders.old, to: &sides.0) }
    for index in changedNew { try add(index, of: new, after, overriders.new, to: &sides.1) }
    // Rules that say the same in both have the same effects on both sides.
    sides.0.program = new
    for index in related {
      try add(index, of: new, after, overriders.new, to: &sides.0)
      try add(index, of: new, after, overriders.new, to: &sides.1)
    }
    let crowded = sides.0.crowdedFields.union(sides.1.crowdedFields)
    let effects = (try sides.0.effects(crowded: crowded), try sides.1.effects(crowded: crowded))
    let changes = try changes(from: effects.0, to: effects.1, situations)
    var doubts: [SpaceDifference.Doubt] = []
    if changes.isEmpty {
      let alike = try alike(changedOld, before, changedNew, after, situations)
      let uncertain = chains.uncertain(old: alike.old, new: alike.new)
      if !uncertain.old.isEmpty || !uncertain.new.isEmpty {
        doubts.append(.chains(old: uncertain.old, new: uncertain.new))
      }
    }
    return SpaceDifference(
      scope: scope, situations: situations, changes: changes,
      silences: try silences(changes, effects.0, effects.1, situations), doubts: doubts)
  }

  /// Unchanged rules that have a part in what changed rules do. Indices of the new program.
  private func related(_ scope: Situations.Scope, _ changedOld: [Int], _ changedNew: [Int]) -> [Int] {
    var groups: Set<EffectGroup> = []
    for index in changedOld { groups.formUnion(EffectGroup.all(of: old.rules[index], in: old)) }
    for index in changedNew { groups.formUnion(EffectGroup.all(of: new.rules[index], in: new)) }
    return new.rules.indices.filter { index in
      pairs.isUnchanged[index] && Situations.Scope(of: new.rules[index]) == scope
        && !groups.isDisjoint(with: EffectGroup.all(of: new.rules[index], in: new))
    }
  }

  /// The rules and those that override them, ascending.
  private func closed(_ rules: [Int], under overriders: [[Int]]) -> [Int] {
    Set(rules + rules.flatMap { overriders[$0] }).sorted()
  }

  private func encodings(
    of program: Program, _ rules: [Int], _ situations: Situations
  ) throws(BudgetExceeded) -> [Int: EncodedRule] {
    var encodings: [Int: EncodedRule] = [:]
    for index in rules { encodings[index] = try situations.encodeVariants(of: program.rules[index], in: program) }
    return encodings
  }

  private func add(
    _ index: Int, of program: Program, _ encodings: [Int: EncodedRule], _ overriders: [[Int]],
    to map: inout BehaviourMap
  ) throws(BudgetExceeded) {
    guard let encoded = encodings[index] else { return }
    try map.add(
      program.rules[index], encoded, suppressed: suppressed(index, of: program, encodings, overriders, map.situations))
  }

  /// When the rule would not fire though it holds.
  private func suppressed(
    _ index: Int, of program: Program, _ encodings: [Int: EncodedRule], _ overriders: [[Int]],
    _ situations: Situations
  ) throws(BudgetExceeded) -> Diagram {
    var reasons = [try situations.isUsedUp(program.rules[index])]
    for other in overriders[index] {
      guard let encoded = encodings[other] else { continue }
      reasons.append(try situations.store.without(encoded.holds, situations.isUsedUp(program.rules[other])))
    }
    return try situations.store.any(reasons)
  }

  // MARK: Effects

  private func changes(
    from old: [EffectKey: Diagram], to new: [EffectKey: Diagram], _ situations: Situations
  ) throws(BudgetExceeded) -> [EffectChange] {
    let store = situations.store
    var lost: [(order: String, change: EffectChange)] = []
    var gained: [(order: String, change: EffectChange)] = []
    for key in Set(old.keys).union(new.keys) {
      let (before, after) = (old[key] ?? .never, new[key] ?? .never)
      guard before != after else { continue }
      let facts = try situations.facts(of: [before, after])
      let frame = try SituationRegion.frame(of: facts, in: situations)
      for (side, other, isLost) in [(before, after, true), (after, before, false)] {
        let difference = try store.without(side, other)
        guard let region = try SituationRegion(difference, of: facts, frame: frame, in: situations),
          let own = try SituationRegion(side, of: facts, frame: frame, in: situations)
        else { continue }
        let change = EffectChange(key: key, isLost: isLost, region: region, kindsWithEffect: own.kinds)
        let order = "\(CanonicalWords(program: vocabulary).effect(key))"
        if isLost { lost.append((order, change)) } else { gained.append((order, change)) }
      }
    }
    return (lost.sorted { $0.order < $1.order } + gained.sorted { $0.order < $1.order }).map(\.change)
  }

  /// Recipients of lost messages who get no other one instead.
  private func silences(
    _ changes: [EffectChange], _ old: [EffectKey: Diagram], _ new: [EffectKey: Diagram], _ situations: Situations
  ) throws(BudgetExceeded) -> [Silence] {
    var recipients: [Program.Recipient] = []
    for case (.message(_, let recipient), true) in changes.map({ ($0.key.effect, $0.isLost) })
    where !recipients.contains(recipient) {
      recipients.append(recipient)
    }
    var silences: [Silence] = []
    for recipient in recipients {
      func told(_ effects: [EffectKey: Diagram]) throws(BudgetExceeded) -> Diagram {
        var diagrams: [Diagram] = []
        for (key, when) in effects {
          if case .message(_, recipient) = key.effect { diagrams.append(when) }
        }
        return try situations.store.any(diagrams)
      }
      let (before, after) = (try told(old), try told(new))
      let facts = try situations.facts(of: [before, after])
      let frame = try SituationRegion.frame(of: facts, in: situations)
      let lost = try situations.store.without(before, after)
      if let region = try SituationRegion(lost, of: facts, frame: frame, in: situations) {
        silences.append(Silence(recipient: recipient, region: region))
      }
    }
    return silences
  }

  // MARK: Rules that do the same

  /// What a rule does on its own.
  private struct Deeds: Hashable {
    let triggers: Set<Program.Trigger>
    let effects: [EffectKey: Diagram]
  }

  /// The changed rules without those that do the same as a rule of the other side.
  private func alike(
    _ changedOld: [Int], _ before: [Int: EncodedRule], _ changedNew: [Int], _ after: [Int: EncodedRule],
    _ situations: Situations
  ) throws(BudgetExceeded) -> (old: [Int], new: [Int]) {
    func deeds(
      _ index: Int, _ program: Program, _ encodings: [Int: EncodedRule], _ overriders: [[Int]]
    ) throws(BudgetExceeded) -> Deeds {
      var map = BehaviourMap(of: program, in: situations)
      try add(index, of: program, encodings, overriders, to: &map)
      var effects = try map.effects(crowded: [])
      for (key, when) in effects { effects[key] = try situations.store.and(when, situations.possible) }
      return Deeds(triggers: Set(program.rules[index].triggers), effects: effects.filter { $0.value != .never })
    }
    var known: [Deeds: [Int]] = [:]
    for index in changedOld { known[try deeds(index, old, before, overriders.old), default: []].append(index) }
    var left: [Int] = []
    for index in changedNew {
      let own = try deeds(index, new, after, overriders.new)
      if known[own]?.popLast() == nil { left.append(index) }
    }
    return (known.values.flatMap(\.self).sorted(), left)
  }
}

extension Situations {
  /// The facts that diagrams depend on, in order.
  func facts(of diagrams: [Diagram]) throws(BudgetExceeded) -> [Fact] {
    let support = Set(diagrams.flatMap { store.support(of: $0) })
    return facts.filter { variables(of: $0).contains(where: support.contains) }
  }
}

extension Situations.Scope {
  /// Conversations first, then pipelines in order.
  var place: Int {
    switch self {
    case .conversations: -1
    case .pipeline(let index): index
    }
  }
}
