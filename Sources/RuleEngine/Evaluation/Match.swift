/// The facets of a change-set that a rule's triggers match.
struct Match {
  /// Every matching facet was led to by the rule itself.
  private(set) var isHeldBack = true
  /// The rules that led to the facets that do not hold the rule back.
  private(set) var ledBy = RuleSet.empty
  /// Some matching trigger is a message's.
  private(set) var isOfMessage = false
  /// Every matching trigger is a message's.
  private(set) var isOnlyOfMessages = true

  /// A due timer: led to by nothing.
  static var ofTimer: Match {
    var match = Match()
    match.isHeldBack = false
    match.isOnlyOfMessages = false
    return match
  }

  /// Adds a facet that no rule led to.
  mutating func add(ofMessage: Bool) {
    if ofMessage { isOfMessage = true } else { isOnlyOfMessages = false }
    isHeldBack = false
  }

  /// Adds a facet.
  mutating func add(ofMessage: Bool, ledBy carried: RuleSet, rule: Int) {
    if ofMessage { isOfMessage = true } else { isOnlyOfMessages = false }
    guard !carried.contains(rule) else { return }
    isHeldBack = false
    ledBy.formUnion(carried)
  }

  /// What a change by the rule carries.
  func ledBy(with rule: Int) -> RuleSet {
    var rules = ledBy
    rules.insert(rule)
    return rules
  }
}

extension RoundView {
  /// The rules that led to the facet a matching trigger matched.
  func rulesLeading(to happening: Program.Trigger.Happening) -> RuleSet {
    if changeSet.isCreation { return changeSet.creationLedBy }
    guard let slot = happening.slot else { return .empty }
    return changeSet.change(of: slot)?.ledBy ?? .empty
  }
}
