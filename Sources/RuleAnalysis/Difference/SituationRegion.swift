/// A set of situations in terms of the facts that matter: how many kinds of event it has, and what they have in common.
package struct SituationRegion {
  /// Kinds of event that differ in the classes of these facts.
  package let facts: [Fact]
  package let diagram: Diagram
  /// How many kinds it has, and how many there are; `UInt128.max` is more than can be counted.
  package let kinds: UInt128
  package let allKinds: UInt128
  /// What is possible, of these facts alone.
  let frame: Diagram

  /// `nil` if no possible situation is in it. `facts` are all that the diagram depends on.
  init?(_ diagram: Diagram, of facts: [Fact], frame: Diagram, in situations: Situations) throws(BudgetExceeded) {
    let store = situations.store
    let possible = try store.and(diagram, frame)
    guard possible != .never else { return nil }
    self.facts = facts
    self.diagram = possible
    self.frame = frame
    let variables = facts.flatMap { Array(situations.variables(of: $0)) }
    kinds = store.count(of: possible, over: variables)
    allKinds = store.count(of: frame, over: variables)
  }

  /// What is possible, of some facts alone.
  static func frame(of facts: [Fact], in situations: Situations) throws(BudgetExceeded) -> Diagram {
    let variables = facts.flatMap { Array(situations.variables(of: $0)) }
    return try situations.store.projection(of: situations.possible, to: Set(variables))
  }

  /// Situations that are alike: these facts are of these classes, the others may be anything.
  package struct Case {
    package let facts: [(fact: Fact, classes: [Int])]
    package let diagram: Diagram
  }

  /// The largest sets of situations that are alike and together make up the region; at most `limit`, and whether that is all.
  package func cases(limit: Int, in situations: Situations) throws(BudgetExceeded) -> (cases: [Case], isAll: Bool) {
    let store = situations.store
    var left = diagram
    var cases: [Case] = []
    while cases.count < limit, let model = store.model(of: left) {
      let found = try largest(around: { model[$0] ?? false }, situations)
      cases.append(found)
      left = try store.without(left, found.diagram)
    }
    return (cases, left == .never)
  }

  /// Grows a situation as far as it stays inside.
  private func largest(
    around model: (Int) -> Bool, _ situations: Situations
  ) throws(BudgetExceeded) -> Case {
    let store = situations.store
    var classes: [[Int]?] = facts.map { [situations.index(of: $0, in: model)] }
    func diagram(_ classes: [[Int]?]) throws(BudgetExceeded) -> Diagram {
      var result = frame
      for (fact, list) in zip(facts, classes).reversed() {
        if let list { result = try store.and(result, situations.diagram(fact, isIn: list)) }
      }
      return result
    }
    func isInside(_ classes: [[Int]?]) throws(BudgetExceeded) -> Bool {
      try store.without(diagram(classes), self.diagram) == .never
    }
    // What happened is said last: it is what people look for.
    for index in facts.indices.reversed() {
      var tried = classes
      tried[index] = nil
      if try isInside(tried) { classes = tried }
    }
    for index in facts.indices.reversed() {
      guard let own = classes[index] else { continue }
      for other in 0..<situations.classCount(of: facts[index]) where !own.contains(other) {
        var tried = classes
        tried[index] = [other]
        // A class that cannot be there says nothing.
        let added = try diagram(tried)
        guard added != .never, try store.without(added, self.diagram) == .never else { continue }
        classes[index] = ((classes[index] ?? []) + [other]).sorted()
      }
    }
    let given = zip(facts, classes).compactMap { fact, list in list.map { (fact: fact, classes: $0) } }
    return Case(facts: given, diagram: try diagram(classes))
  }
}
