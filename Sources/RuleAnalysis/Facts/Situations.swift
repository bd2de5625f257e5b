package import RuleEngine

/// Everything that rules of one pipeline, or the rules for new conversations, can tell apart about a round: facts with
/// their classes, laid out as variables of diagrams.
///
/// What is exact: options, stages, flags, numbers and days against constants, members of sets, who acted, what kind of
/// message it is, single texts. What is taken for possible though it may not be: values of two fields that are compared
/// with each other, business hours beside dates, more than two patterns of one text. So "never" is proved, and an example
/// has to be tried before it is shown. Of late creations only the form on time is looked at.
package final class Situations {
  /// What is looked at.
  package enum Scope: Sendable, Hashable {
    case pipeline(Int)
    case conversations
  }

  package let program: Program
  package let scope: Scope
  package let store: DiagramStore
  private(set) var places = FactPlaces()
  package private(set) var domains = SlotTable<FieldDomain>()
  package private(set) var distances: [Fact: Distances] = [:]
  private(set) var variableCount = 0
  /// In the order of their variables.
  package var facts: [Fact] { places.facts }
  let needs: FactNeeds
  let names: RuleNames
  let aliases: [FieldSlot: FieldSlot]
  var testMemo: [Program.Test: Diagram] = [:]
  /// What can be: no combination of classes outside it is a situation.
  package internal(set) var possible = Diagram.always

  /// The situations of `rules`, which are all of `program` that matters; more rules than one program's may be given if
  /// they share its vocabulary.
  package convenience init(
    program: Program, scope: Scope, rules: [Program.Rule], store: DiagramStore = DiagramStore()
  ) throws(BudgetExceeded) {
    try self.init(program: program, scope: scope, sources: [(program, rules)], store: store)
  }

  /// The situations of rules of several programs that share the vocabulary of `program`; each rule's conditions are in
  /// its own program. With `withWrites`, what rules write is a fact, too. With `isInOrder` the order of rules does not
  /// decide how facts are laid out, except for limits.
  package init(
    program: Program, scope: Scope, sources: [(program: Program, rules: [Program.Rule])],
    names: RuleNames = RuleNames(), withWrites: Bool = false, isInOrder: Bool = false,
    store: DiagramStore = DiagramStore()
  ) throws(BudgetExceeded) {
    self.names = names
    self.program = program
    self.scope = scope
    self.store = store
    // The subject of a conversation's message is what `subject` reads.
    if scope == .conversations,
      let subject = program.properties.firstIndex(where: {
        $0.entity == .ticket && $0.id == "subject" && $0.kind == .text
      })
    {
      aliases = [.property(subject): .messageSubject]
    } else {
      aliases = [:]
    }
    var needs = FactNeeds(program: program, aliases: aliases, names: names)
    for source in sources { needs.add(source.rules, of: source.program, withWrites: withWrites) }
    if isInOrder { needs.sort() }
    self.needs = needs
    layOut()
    possible = try constraints()
  }

  private func layOut() {
    add(.happening, Fact.Happening.allCases.count)
    if needs.usesMessage {
      add(.message, Fact.MessageWay.allCases.count)
      add(.messageKind, Fact.MessageKind.allCases.count)
      add(.messageOrigin, 4)
      for fact: Fact in [
        .messageIsAutomatic, .messageIsDeliveryFailure, .messageIsOnThread, .messageIsFromContact, .messageIsToContact,
      ] { add(fact, 2) }
    }
    if case .pipeline(let pipeline) = scope {
      add(FieldSlot.stage, .options(program.pipelines[pipeline].stages.map { Int32($0) }, hasOthers: false))
      add(.before(.stage), program.stages.count + 1)
    }
    add(.actor, 5)
    if needs.usesActorIsOwner { add(.actorIsOwner, 2) }
    if needs.usesActorIsContact { add(.actorIsContact, 2) }
    for list in needs.lists.sorted() { add(.actorIsOnList(list), 2) }
    for slot in needs.slots.slots where slot != .stage && slot != .pipeline {
      if let needs = needs.slots[slot] { layOut(slot, needs) }
    }
    for test in needs.tests { add(.test(test), 2) }
    for (index, _) in needs.due.enumerated() { add(.isDue(index), 2) }
    for (index, _) in needs.limited.enumerated() { add(.isUsedUp(index), 2) }
  }

  private func layOut(_ slot: FieldSlot, _ needs: SlotNeeds) {
    switch program.kind(of: slot) {
    case .stage, .pipeline: break
    case .option(let count):
      add(slot, .options((0..<Int32(count)).map { $0 }, hasOthers: false))
      if needs.changed { add(.before(slot), count + 1) }
    case .flag:
      add(slot, .flag)
      if needs.changed { add(.before(slot), 3) }
    case .number, .date, .time:
      add(slot, .cuts(needs.cuts.sorted()))
      layOutBefore(slot, needs)
    case .text:
      add(slot, .texts(needs.texts))
      layOutBefore(slot, needs)
    case .set(let count):
      for option in needs.members.sorted() {
        add(.member(slot, option), 2)
        if needs.membersBefore.contains(option) { add(.memberBefore(slot, option), 2) }
      }
      if (needs.otherMembers || needs.changed || needs.value) && needs.members.count < count {
        add(.otherMembers(slot), 2)
      }
      if needs.changed { add(.changed(slot), 2) }
    }
    for pattern in needs.patterns { add(.fits(slot, pattern), 2) }
    for (unit, cuts) in needs.distances.sorted(by: { $0.unit.rawValue < $1.unit.rawValue }) {
      let distances = Distances(cuts: cuts.sorted())
      self.distances[.distance(slot, unit)] = distances
      add(.distance(slot, unit), distances.count)
    }
  }

  private func layOutBefore(_ slot: FieldSlot, _ needs: SlotNeeds) {
    if needs.before { add(.before(slot), domains[slot]?.count ?? 1) }
    if needs.changed { add(.changed(slot), 2) }
  }

  private func add(_ slot: FieldSlot, _ domain: FieldDomain) {
    domains[slot] = domain
    add(.value(slot), domain.count)
  }

  private func add(_ fact: Fact, _ count: Int) {
    guard places[fact] == nil else { return }
    let bits = count <= 1 ? 0 : Int.bitWidth - (count - 1).leadingZeroBitCount
    places.add(fact, at: FactPlaces.Place(first: variableCount, bits: bits, count: count))
    variableCount += bits
  }

  /// The timer that a fact `isDue` is about, and the rule that a fact `isUsedUp` is about, as `RuleNames` calls it.
  package func timer(ofDue index: Int) -> Program.Timer { needs.timers[index] }
  package func rule(ofLimit index: Int) -> String { needs.limited[index] }

  /// The texts that a text is compared with, as first written, in the order of its classes.
  package func spellings(of slot: FieldSlot) -> [String] { needs.slots[slot]?.spellings ?? [] }

  /// Whether rules ask for the fact.
  func has(_ fact: Fact) -> Bool { places[fact] != nil }

  /// How many classes a fact has; none where no rule asks for it.
  package func classCount(of fact: Fact) -> Int { places[fact]?.count ?? 0 }

  // MARK: Diagrams of single facts

  /// The fact is of that class. A fact that nobody asks for is of class 0.
  package func diagram(_ fact: Fact, is index: Int) throws(BudgetExceeded) -> Diagram {
    guard let place = places[fact] else { return index == 0 ? .always : .never }
    guard index < place.count else { return .never }
    var result = Diagram.always
    for bit in (0..<place.bits).reversed() {
      let variable = try store.variable(place.first + bit)
      let isOne = index >> (place.bits - 1 - bit) & 1 == 1
      result = isOne ? try store.and(variable, result) : try store.without(result, variable)
    }
    return result
  }

  /// The fact is of one of those classes.
  package func diagram(_ fact: Fact, isIn indices: some Sequence<Int>) throws(BudgetExceeded) -> Diagram {
    var parts: [Diagram] = []
    for index in indices { parts.append(try diagram(fact, is: index)) }
    return try store.any(parts)
  }

  /// A fact with two classes holds.
  package func holds(_ fact: Fact) throws(BudgetExceeded) -> Diagram { try diagram(fact, is: 1) }

  /// The class that a fact has in a model.
  package func index(of fact: Fact, in model: (Int) -> Bool) -> Int {
    guard let place = places[fact] else { return 0 }
    var index = 0
    for bit in 0..<place.bits { index = index << 1 | (model(place.first + bit) ? 1 : 0) }
    return index
  }

  /// The variables that a fact is laid out over.
  package func variables(of fact: Fact) -> Range<Int> {
    places[fact].map { $0.first..<($0.first + $0.bits) } ?? 0..<0
  }

  /// The facts that a diagram depends on, in order.
  package func facts(of diagram: Diagram) -> [Fact] {
    let support = store.support(of: diagram)
    return facts.filter { fact in
      let variables = variables(of: fact)
      return support.contains { variables.contains($0) }
    }
  }

  /// The field a fact is kept under in this scope.
  func resolved(_ slot: FieldSlot) -> FieldSlot { aliases[slot] ?? slot }
}
