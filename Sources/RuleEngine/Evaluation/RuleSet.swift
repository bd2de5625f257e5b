/// A set of rules, by index, that led to a change: small, ascending.
struct RuleSet: Sendable, Hashable {
  private(set) var members: [Int] = []

  // Computed: a constant of the type would be asked for whether it is made already, each time.
  static var empty: RuleSet { RuleSet() }

  func contains(_ rule: Int) -> Bool { members.contains(rule) }

  mutating func insert(_ rule: Int) {
    if members.isEmpty {
      members = [rule]
      return
    }
    guard let place = members.firstIndex(where: { $0 >= rule }) else { return members.append(rule) }
    if members[place] != rule { members.insert(rule, at: place) }
  }

  mutating func formUnion(_ other: RuleSet) {
    for rule in other.members { insert(rule) }
  }

  /// The members that `isIncluded` lets through.
  func filter(_ isIncluded: (Int) -> Bool) -> RuleSet {
    var kept = RuleSet()
    kept.members = members.filter(isIncluded)
    return kept
  }
}
