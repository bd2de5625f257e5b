/// What came of checking each rule, in canonical order.
struct CheckedEach {
  /// Those without errors.
  private(set) var rules: [CheckedRule] = []
  /// How many of them are on.
  private(set) var onCount = 0
  /// Of each rule its place in `rules`, or -1 where it has errors; `nil` while none has.
  private var places: [Int]?

  init(capacity: Int) { rules.reserveCapacity(capacity) }

  var count: Int { places?.count ?? rules.count }

  mutating func append(_ rule: consuming CheckedRule) {
    places?.append(rules.count)
    if !rule.isOff { onCount += 1 }
    rules.append(rule)
  }

  /// Notes one with errors.
  mutating func appendBroken() {
    if places == nil { places = Array(rules.indices) }
    places?.append(-1)
  }

  /// `nil` where it has errors.
  subscript(index: Int) -> CheckedRule? {
    guard let places else { return rules[index] }
    return places[index] < 0 ? nil : rules[places[index]]
  }
}
