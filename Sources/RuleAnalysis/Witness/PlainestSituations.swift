internal import RuleEngine

extension Situations {
  /// Those of a set of situations that are easiest to understand: known stages, no stage changed unless it matters, no
  /// message, known values. Each wish counts if what is left can be.
  package func plainest(of region: Diagram) throws(BudgetExceeded) -> Diagram {
    var left = try store.and(region, possible)
    var wishes: [Diagram] = []
    if case .pipeline = scope {
      wishes.append(try store.not(isChanged(.stage)))
      wishes.append(try store.or(isCreation(), store.not(diagram(.before(.stage), is: 0))))
    }
    if has(.message) { wishes.append(try isMessage(.none)) }
    wishes.append(try isChange())
    for fact in facts {
      if case .value(let slot) = fact, slot != .stage, case .options? = domains[slot] {
        wishes.append(try store.not(diagram(fact, is: 0)))
      }
    }
    for wish in wishes {
      let kept = try store.and(left, wish)
      if kept != .never { left = kept }
    }
    return left
  }
}
