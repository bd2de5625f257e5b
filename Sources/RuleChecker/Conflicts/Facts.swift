import RuleSchema

/// Something about an event or a snapshot that has one value.
enum FactKey: Hashable {
  case now(Field)
  case before(Field)
  case actor, created, conversation, message
  /// The change-set sets the stage.
  case stageSet
  /// A timer is due.
  case timer
}

/// The values something can still have; `Facts.unknown` stands for none.
enum Possible: Equatable {
  case only(NumberSet)
  case allBut(NumberSet)

  var isNothing: Bool { if case .only(let values) = self { values.isEmpty } else { false } }
  var isAnything: Bool { if case .allBut(let values) = self { values.isEmpty } else { false } }

  func allows(_ value: Int) -> Bool {
    switch self {
    case .only(let values): values.contains(value)
    case .allBut(let values): !values.contains(value)
    }
  }

  /// Whether every value of this is one of `other`, too. Sometimes `false` where there are few values.
  func isWithin(_ other: Possible) -> Bool {
    switch (self, other) {
    case (.only(let one), .only(let two)): one.isSubset(of: two)
    case (.only(let one), .allBut(let two)): one.isDisjoint(with: two)
    case (.allBut(let one), .allBut(let two)): two.isSubset(of: one)
    case (.allBut, .only): false
    }
  }

  /// To what is in `other`, too.
  mutating func narrow(to other: Possible) {
    self =
      switch (self, other) {
      case (.only(let one), .only(let two)): .only(one.intersection(two))
      case (.only(let one), .allBut(let two)), (.allBut(let two), .only(let one)): .only(one.subtracting(two))
      case (.allBut(let one), .allBut(let two)): .allBut(one.union(two))
      }
  }

  func join(_ other: Possible) -> Possible {
    switch (self, other) {
    case (.only(let one), .only(let two)): .only(one.union(two))
    case (.only(let one), .allBut(let two)), (.allBut(let two), .only(let one)): .allBut(two.subtracting(one))
    case (.allBut(let one), .allBut(let two)): .allBut(one.intersection(two))
    }
  }

  func excludes(_ other: Possible) -> Bool {
    switch (self, other) {
    case (.only(let one), .only(let two)): one.isDisjoint(with: two)
    case (.only(let one), .allBut(let two)), (.allBut(let two), .only(let one)): one.isSubset(of: two)
    case (.allBut, .allBut): false
    }
  }
}

/// What must hold when a rule's arm is taken. Less may be known than is true, never more.
struct Facts {
  /// One thing of which something is known.
  struct Value {
    /// `key.order`
    let order: Int
    var possible: Possible

    var key: FactKey { FactKey(order: order) }
  }

  /// The value of what has none.
  static let unknown = -1

  /// What is known of the event.
  private(set) var event = EventFacts()
  /// What is known of fields, by `order`. There are few, so looking is faster than hashing.
  private(set) var values: [Value] = []
  /// Tests that are true, and tests that are false.
  private(set) var held = TestSet()
  private(set) var refuted = TestSet()
  /// Numbers and days of which bounds are known.
  private(set) var ranges = NumberRanges()
  private(set) var isImpossible = false

  init() {}

  init(event: EventFacts) { self.event = event }

  /// What is known of `key`.
  subscript(_ key: FactKey) -> Possible? { possible(at: key.order) }

  /// What is known of the key with this order.
  func possible(at order: Int) -> Possible? {
    if order < EventFacts.count { return event.possible(at: order) }
    let values = values.span
    for index in values.indices where values[index].order >= order {
      return values[index].order == order ? values[index].possible : nil
    }
    return nil
  }

  /// Calls `body` with all that has but these values, by `order`.
  func forEachOnly(_ body: (_ order: Int, NumberSet) -> Void) {
    for order in 0..<EventFacts.count {
      if case .only(let numbers) = event.possible(at: order) { body(order, numbers) }
    }
    let values = values.span
    for index in values.indices {
      if case .only(let numbers) = values[index].possible { body(values[index].order, numbers) }
    }
  }

  mutating func add(_ key: FactKey, _ possible: Possible) {
    let order = key.order
    guard order < EventFacts.count else { return add(Value(order: order, possible: possible)) }
    event.narrow(at: order, to: possible)
    if event.isNothing { isImpossible = true }
  }

  private mutating func add(_ value: consuming Value) {
    if value.possible.isNothing { isImpossible = true }
    let order = value.order
    var place = values.count
    while place > 0, values[place - 1].order > order { place -= 1 }
    if place > 0, values[place - 1].order == order {
      values[place - 1].possible.narrow(to: value.possible)
      if values[place - 1].possible.isNothing { isImpossible = true }
      return
    }
    if values.isEmpty { values.reserveCapacity(4) }
    // From the end to its place: `insert` takes ten times as long for these few.
    values.append(value)
    var index = values.count - 1
    while index > place {
      values.swapAt(index, index - 1)
      index -= 1
    }
  }

  mutating func add(_ range: NumberRange, to key: FactKey) {
    ranges.add(range, to: key)
    if ranges.isNothing { isImpossible = true }
  }

  /// The test with this number is true.
  mutating func hold(_ test: Int32) {
    held.insert(test)
    if refuted.contains(test) { isImpossible = true }
  }

  /// The test with this number is false.
  mutating func refute(_ test: Int32) {
    refuted.insert(test)
    if held.contains(test) { isImpossible = true }
  }

  /// Both hold.
  mutating func meet(_ other: Facts) {
    event.meet(other.event)
    if event.isNothing { isImpossible = true }
    if values.isEmpty { values = other.values } else { for value in other.values { add(value) } }
    held.formUnion(other.held)
    refuted.formUnion(other.refuted)
    if !other.ranges.isEmpty { ranges.meet(other.ranges) }
    if ranges.isNothing { isImpossible = true }
    if other.isImpossible || !held.isDisjoint(with: refuted) { isImpossible = true }
  }

  /// At least one of them holds.
  func join(_ other: Facts) -> Facts {
    if isImpossible { return other }
    if other.isImpossible { return self }
    var joined = Facts()
    joined.event = event
    joined.event.join(other.event)
    joined.held = held.intersection(other.held)
    joined.refuted = refuted.intersection(other.refuted)
    for value in values {
      guard let also = other.possible(at: value.order) else { continue }
      let either = value.possible.join(also)
      if !either.isAnything { joined.values.append(Value(order: value.order, possible: either)) }
    }
    joined.ranges = ranges.join(other.ranges)
    return joined
  }

  /// Whether whatever satisfies `one` of `all` satisfies `other` of them, if that is all there is to satisfy.
  ///
  /// They are looked at where they are: copies of both took longer than to compare them.
  static func implies(_ one: Int, _ other: Int, of all: borrowing Swift.Span<Facts>) -> Bool {
    guard all[one].event.implies(all[other].event), all[one].values.count >= all[other].values.count else {
      return false
    }
    for index in all[other].values.indices {
      guard let own = all[one].possible(at: all[other].values[index].order),
        own.isWithin(all[other].values[index].possible)
      else { return false }
    }
    return all[other].held.isSubset(of: all[one].held) && all[other].refuted.isSubset(of: all[one].refuted)
  }

  /// Whether nothing can satisfy both `one` and `other` of `all`, which are looked at where they are.
  static func exclude(_ one: Int, _ other: Int, of all: borrowing Swift.Span<Facts>) -> Bool {
    if all[one].event.excludes(all[other].event) { return true }
    var (left, right) = (0, 0)
    while left < all[one].values.count, right < all[other].values.count {
      let (own, others) = (all[one].values[left].order, all[other].values[right].order)
      if own == others, all[one].values[left].possible.excludes(all[other].values[right].possible) { return true }
      if own <= others { left += 1 }
      if others <= own { right += 1 }
    }
    if !all[one].ranges.isEmpty, all[one].ranges.excludes(all[other].ranges) { return true }
    return !all[one].held.isDisjoint(with: all[other].refuted) || !all[one].refuted.isDisjoint(with: all[other].held)
  }
}
