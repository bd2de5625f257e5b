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
  case only(Set<Int>)
  case allBut(Set<Int>)

  var isNothing: Bool { self == .only([]) }
  var isAnything: Bool { self == .allBut([]) }

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

  func meet(_ other: Possible) -> Possible {
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
  /// The value of what has none.
  static let unknown = -1

  private(set) var values: [FactKey: Possible] = [:]
  /// Tests that are true, and tests that are false.
  private(set) var held: Set<Test> = []
  private(set) var refuted: Set<Test> = []
  private(set) var isImpossible = false

  init() {}

  init(_ key: FactKey, _ possible: Possible) { add(key, possible) }

  init(held: Set<Test> = [], refuted: Set<Test> = []) {
    self.held = held
    self.refuted = refuted
  }

  mutating func add(_ key: FactKey, _ possible: Possible) {
    let met = values[key].map { $0.meet(possible) } ?? possible
    values[key] = met
    if met.isNothing { isImpossible = true }
  }

  /// Both hold.
  mutating func meet(_ other: Facts) {
    for (key, possible) in other.values { add(key, possible) }
    held.formUnion(other.held)
    refuted.formUnion(other.refuted)
    if other.isImpossible || !held.isDisjoint(with: refuted) { isImpossible = true }
  }

  /// At least one of them holds.
  func join(_ other: Facts) -> Facts {
    if isImpossible { return other }
    if other.isImpossible { return self }
    var joined = Facts(held: held.intersection(other.held), refuted: refuted.intersection(other.refuted))
    for (key, possible) in values {
      guard let also = other.values[key] else { continue }
      let either = possible.join(also)
      if !either.isAnything { joined.values[key] = either }
    }
    return joined
  }

  /// Whether whatever satisfies this satisfies `other`, if `other` is all there is to satisfy.
  func implies(_ other: Facts) -> Bool {
    for (key, possible) in other.values {
      guard let also = values[key], also.isWithin(possible) else { return false }
    }
    return other.held.isSubset(of: held) && other.refuted.isSubset(of: refuted)
  }

  /// Whether nothing can satisfy both.
  func excludes(_ other: Facts) -> Bool {
    for (key, possible) in values {
      if let also = other.values[key], possible.excludes(also) { return true }
    }
    return !held.isDisjoint(with: other.refuted) || !refuted.isDisjoint(with: other.held)
  }
}
