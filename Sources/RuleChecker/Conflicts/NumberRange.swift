/// Between which bounds a number or a day is, and whether it may have no value at all.
struct NumberRange: Equatable {
  private(set) var low = -Double.infinity
  private(set) var high = Double.infinity
  /// A bound that is itself excluded.
  private(set) var excludesLow = false
  private(set) var excludesHigh = false
  private(set) var allowsUnknown = false

  /// From the lowest to the highest of `numbers`.
  init?(around numbers: [Double]) {
    guard let low = numbers.min(), let high = numbers.max() else { return nil }
    self.low = low
    self.high = high
  }

  /// What compares so with `bound`.
  init(_ comparison: Test.Comparison, _ bound: Double) {
    switch comparison {
    case .atLeast: low = bound
    case .above: (low, excludesLow) = (bound, true)
    case .atMost: high = bound
    case .below: (high, excludesHigh) = (bound, true)
    }
  }

  /// What does not compare so, which what has no value never does.
  init(not comparison: Test.Comparison, _ bound: Double) {
    switch comparison {
    case .atLeast: self.init(.below, bound)
    case .above: self.init(.atMost, bound)
    case .atMost: self.init(.above, bound)
    case .below: self.init(.atLeast, bound)
    }
    allowsUnknown = true
  }

  private var holdsNoNumber: Bool { low > high || (low == high && (excludesLow || excludesHigh)) }

  var isNothing: Bool { holdsNoNumber && !allowsUnknown }

  /// A number in it, a whole one if there is one near its bounds.
  var example: Double? {
    if holdsNoNumber { return nil }
    let near = [low, low.rounded(.down) + 1, high, high.rounded(.up) - 1, 0, (low + high) / 2]
    return near.first { number in
      number.isFinite && (number > low || (number == low && !excludesLow))
        && (number < high || (number == high && !excludesHigh))
    }
  }

  /// In both.
  func meet(_ other: NumberRange) -> NumberRange {
    var met = self
    if other.low > low || (other.low == low && other.excludesLow) {
      (met.low, met.excludesLow) = (other.low, other.excludesLow)
    }
    if other.high < high || (other.high == high && other.excludesHigh) {
      (met.high, met.excludesHigh) = (other.high, other.excludesHigh)
    }
    met.allowsUnknown = allowsUnknown && other.allowsUnknown
    return met
  }

  /// In one of them, or between them.
  func join(_ other: NumberRange) -> NumberRange {
    var joined = self
    if other.low < low || (other.low == low && !other.excludesLow) {
      (joined.low, joined.excludesLow) = (other.low, other.excludesLow)
    }
    if other.high > high || (other.high == high && !other.excludesHigh) {
      (joined.high, joined.excludesHigh) = (other.high, other.excludesHigh)
    }
    joined.allowsUnknown = allowsUnknown || other.allowsUnknown
    return joined
  }
}

/// What is known of the numbers and days of some fields.
struct NumberRanges {
  private struct Entry {
    /// `FactKey.order`
    let order: Int
    var range: NumberRange
  }

  /// In the order of their keys; most rules have none.
  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  /// Whether some range holds nothing at all.
  var isNothing: Bool { entries.contains(where: \.range.isNothing) }

  subscript(_ key: FactKey) -> NumberRange? {
    let order = key.order
    return entries.first { $0.order == order }?.range
  }

  mutating func add(_ range: NumberRange, to key: FactKey) { add(Entry(order: key.order, range: range)) }

  private mutating func add(_ entry: Entry) {
    var place = entries.count
    while place > 0, entries[place - 1].order > entry.order { place -= 1 }
    if place > 0, entries[place - 1].order == entry.order {
      entries[place - 1].range = entries[place - 1].range.meet(entry.range)
    } else {
      entries.insert(entry, at: place)
    }
  }

  /// Both hold.
  mutating func meet(_ other: NumberRanges) {
    if entries.isEmpty { entries = other.entries } else { for entry in other.entries { add(entry) } }
  }

  /// At least one of them holds.
  func join(_ other: NumberRanges) -> NumberRanges {
    var joined = NumberRanges()
    for entry in entries {
      guard let also = other.entries.first(where: { $0.order == entry.order }) else { continue }
      joined.entries.append(Entry(order: entry.order, range: entry.range.join(also.range)))
    }
    return joined
  }

  /// Whether no number can be in both.
  func excludes(_ other: NumberRanges) -> Bool {
    entries.contains { entry in
      other.entries.contains { $0.order == entry.order && $0.range.meet(entry.range).isNothing }
    }
  }
}
