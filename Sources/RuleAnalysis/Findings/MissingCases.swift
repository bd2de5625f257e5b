internal import RuleEngine

/// Looks for a case that the arms of a rule leave out though they seem to mean all.
///
/// Many rules leave most tickets alone on purpose, so it takes more than a situation without an arm: all arms ask for one
/// thing, each for a part of what it can be, at least one arm for nothing else; and together they name every value of it,
/// or values on both sides of a gap. What all arms ask alike is the frame, and nothing is said of what is unknown.
struct MissingCases {
  struct Case {
    /// What the arms share out among them.
    let fact: Fact
    /// What makes the difference, the shared fact among them, in the order of facts.
    let facts: [Fact]
    let diagram: Diagram
    let witness: Witness
  }

  let space: AnalysedSpace
  let playback: Playback

  private var rulebook: Rulebook { playback.rulebook }
  private var program: Program { space.situations.program }
  private var situations: Situations { space.situations }
  private var store: DiagramStore { space.situations.store }

  /// A case of the rule (an index into `Program.rules`) in which its guard holds and no arm is taken.
  func missingCase(of rule: Int, _ encoded: EncodedRule) throws(BudgetExceeded) -> Case? {
    let arms = program.rules[rule].arms
    guard arms.count > 1, arms.allSatisfy({ $0.row == nil && $0.condition != nil }) else { return nil }
    var left = try store.without(encoded.guarded, encoded.holds)
    if left == .never { return nil }
    var conditions: [Diagram] = []
    for arm in arms { conditions.append(try situations.diagram(arm.condition, in: program)) }
    var asked = conditions.map { Set(situations.facts(of: $0)) }
    let all = situations.facts.filter { fact in asked.contains { $0.contains(fact) } }
    let ground = try store.all([encoded.guarded, known(all)])
    var own: [Diagram] = []
    for condition in conditions { own.append(try store.and(ground, condition)) }
    // An arm for what is unknown takes no part in it, nor one that is never taken.
    asked = own.indices.filter { own[$0] != .never }.map { asked[$0] }
    own.removeAll { $0 == .never }
    guard own.count > 1, store.meets(left, ground) else { return nil }
    // Another rule takes the cases in which this one is overridden.
    left = try store.without(left, space.isSuppressed(rule))
    let shares = try all.filter { fact in asked.allSatisfy { $0.contains(fact) } }.map {
      fact throws(BudgetExceeded) in try Shares(of: fact, own, ground, situations)
    }
    for share in shares {
      guard let wanted = try share.wanted(in: situations) else { continue }
      var frame = ground
      for other in shares where other.fact != share.fact {
        if let same = other.shared { frame = try store.and(frame, same) }
      }
      var isPure = false
      for (arm, part) in zip(own, share.parts) where !isPure {
        isPure = try store.without(store.and(frame, part), arm) == .never
      }
      guard isPure else { continue }
      let missing = try store.all([left, frame, wanted])
      if missing == .never { continue }
      guard let witness = try witness(of: missing) else { continue }
      let facts = try deciding(all, share.fact, witness, ground: ground, holds: encoded.holds)
      return Case(fact: share.fact, facts: facts, diagram: missing, witness: witness)
    }
    return nil
  }

  private func witness(of missing: Diagram) throws(BudgetExceeded) -> Witness? {
    let plain = try situations.witness(of: situations.plainest(of: missing), rulebook: rulebook, tries: 8)
    if case .found(let witness) = plain { return witness }
    return try situations.witness(of: missing, rulebook: rulebook).witness
  }

  /// Every field that the facts are about has a value.
  private func known(_ facts: [Fact]) throws(BudgetExceeded) -> Diagram {
    var parts: [Diagram] = []
    for fact in facts {
      if case .before = fact { parts.append(try store.not(situations.diagram(fact, is: 0))) }
      for slot in fact.readSlots { parts.append(try situations.isKnown(slot)) }
    }
    return try store.all(parts)
  }

  /// Those of the facts without whose classes in the witness an arm might be taken.
  private func deciding(
    _ all: [Fact], _ shared: Fact, _ witness: Witness, ground: Diagram, holds: Diagram
  ) throws(BudgetExceeded) -> [Fact] {
    let model = EventModel(witness.event, in: situations, rulebook: rulebook)
    var classes: [Fact: Diagram] = [:]
    for fact in all { classes[fact] = try situations.diagram(fact, is: model.index(of: fact, in: situations)) }
    var kept = all
    for fact in all.reversed() where fact != shared {
      let tried = kept.filter { $0 != fact }
      let cell = try store.all([ground] + tried.compactMap { classes[$0] })
      if !store.meets(cell, holds) { kept = tried }
    }
    return kept
  }
}

/// How the arms of a rule share out the classes of one fact.
private struct Shares {
  let fact: Fact
  /// The classes with which each arm may be taken; over the fact's variables alone.
  let parts: [Diagram]
  /// The classes that there are where the rule's guard holds.
  let all: Diagram

  init(of fact: Fact, _ arms: [Diagram], _ ground: Diagram, _ situations: Situations) throws(BudgetExceeded) {
    self.fact = fact
    let variables = Set(situations.variables(of: fact))
    var parts: [Diagram] = []
    for arm in arms { parts.append(try situations.store.projection(of: arm, to: variables)) }
    self.parts = parts
    all = try situations.store.projection(of: ground, to: variables)
  }

  /// The classes that all arms ask for, if they ask for the same.
  var shared: Diagram? {
    guard let first = parts.first, first != all, parts.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  /// The classes of which each should be taken; `nil` where the arms do not share them out.
  func wanted(in situations: Situations) throws(BudgetExceeded) -> Diagram? {
    let store = situations.store
    guard !parts.contains(all), shared == nil else { return nil }
    let taken = try store.any(parts)
    let untaken = try store.without(all, taken)
    if untaken == .never { return all }
    guard let order = FactOrder(of: fact, in: situations),
      let lowest = store.model(of: taken, preferringHigh: false),
      let highest = store.model(of: taken, preferringHigh: true)
    else { return nil }
    let first = situations.index(of: fact) { lowest[$0] ?? false }
    let last = situations.index(of: fact) { highest[$0] ?? true }
    let inside = try store.and(untaken, situations.diagram(fact, from: first, through: last))
    let isOutside = inside != untaken
    var gap = Diagram.never
    var left = inside
    for _ in 0..<Self.mostClasses {
      guard let model = store.model(of: left) else { break }
      let index = situations.index(of: fact) { model[$0] ?? false }
      let one = try situations.diagram(fact, is: index)
      // Bits beyond the last class.
      if one == .never { break }
      left = try store.without(left, one)
      if !order.isEmpty(index) { gap = try store.or(gap, one) }
    }
    if gap == .never { return isOutside || left != .never ? nil : taken }
    guard let mostForgotten = order.mostForgotten else { return gap }
    let variables = Array(situations.variables(of: fact))
    return store.count(of: untaken, over: variables) <= UInt128(mostForgotten) ? gap : nil
  }

  /// How many classes of a gap are looked at: one is enough for an example.
  private static let mostClasses = 40
}

extension Situations {
  /// The fact is of one of these classes, by comparing bits.
  fileprivate func diagram(
    _ fact: Fact, from first: Int, through last: Int
  ) throws(BudgetExceeded) -> Diagram {
    var least = Diagram.always
    var most = Diagram.always
    for (place, number) in variables(of: fact).reversed().enumerated() {
      let variable = try store.variable(number)
      least = try first >> place & 1 == 1 ? store.and(variable, least) : store.or(variable, least)
      let isFalse = try store.not(variable)
      most = try last >> place & 1 == 1 ? store.or(isFalse, most) : store.and(isFalse, most)
    }
    return try store.and(least, most)
  }
}

/// The order of the classes of a fact, where they have one.
private struct FactOrder {
  /// No whole number is between two neighbouring cuts where all numbers are whole; by class.
  let isEmpty: (Int) -> Bool
  /// If more classes are left out, that is the intention; `nil`: what is between is forgotten.
  let mostForgotten: Int?

  init?(of fact: Fact, in situations: Situations) {
    let cuts: [Double]
    switch fact {
    case .distance:
      guard let distances = situations.distances[fact] else { return nil }
      cuts = distances.cuts
    case .value(let slot):
      switch situations.domains[slot] {
      case .cuts(let known)?: cuts = known
      case .options(let options, _)? where situations.program.isOrdered(slot):
        isEmpty = { _ in false }
        mostForgotten = options.count / 2
        return
      default: return nil
      }
    default: return nil
    }
    let isWhole = cuts.allSatisfy { $0.rounded() == $0 }
    mostForgotten = nil
    isEmpty = { index in
      let upper = index / 2
      guard isWhole, !index.isMultiple(of: 2), cuts.indices.contains(upper), upper > 0 else { return false }
      return cuts[upper] - cuts[upper - 1] == 1
    }
  }
}

extension Program {
  fileprivate func isOrdered(_ slot: FieldSlot) -> Bool {
    guard let index = slot.propertyIndex else { return false }
    return properties[index].kind == .orderedOneOf
  }
}

extension Fact {
  /// The fields whose present values it is about.
  fileprivate var readSlots: [FieldSlot] {
    switch self {
    case .value(let slot), .member(let slot, _), .otherMembers(let slot), .fits(let slot, _), .distance(let slot, _):
      [slot]
    case .test(let test): test.comparedSlots
    default: []
    }
  }
}
