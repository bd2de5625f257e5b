/// A set of numbers from -1 on, most of which are small: options, stages, teams.
///
/// A `Set<Int>` of two options took three allocations and a hash a member; facts are made of such sets.
struct NumberSet: Equatable, ExpressibleByArrayLiteral {
  /// The numbers from -1 to 126, each as the bit one above.
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  /// The others; `nil` if there are none.
  private var rest: Set<Int>?

  init() {}

  init(arrayLiteral elements: Int...) {
    for element in elements { insert(element) }
  }

  init(_ elements: some Sequence<Int>) {
    for element in elements { insert(element) }
  }

  /// The numbers of `bits`, each as the bit one above.
  init(bits: UInt64) { low = bits }

  /// The numbers as bits, if all are below 127.
  var bits: (low: UInt64, high: UInt64)? { rest == nil ? (low, high) : nil }

  var isEmpty: Bool { low | high == 0 && rest == nil }

  var count: Int { low.nonzeroBitCount + high.nonzeroBitCount + (rest?.count ?? 0) }

  func contains(_ number: Int) -> Bool {
    switch number {
    case -1..<63: low & (1 << UInt64(truncatingIfNeeded: number + 1)) != 0
    case 63..<127: high & (1 << UInt64(truncatingIfNeeded: number - 63)) != 0
    default: rest?.contains(number) ?? false
    }
  }

  mutating func insert(_ number: Int) {
    switch number {
    case -1..<63: low |= 1 << UInt64(truncatingIfNeeded: number + 1)
    case 63..<127: high |= 1 << UInt64(truncatingIfNeeded: number - 63)
    default: rest = (rest ?? []).union([number])
    }
  }

  func intersection(_ other: NumberSet) -> NumberSet {
    with(low & other.low, high & other.high, rest.flatMap { rest in other.rest.map { rest.intersection($0) } })
  }

  func union(_ other: NumberSet) -> NumberSet {
    with(low | other.low, high | other.high, rest.map { $0.union(other.rest ?? []) } ?? other.rest)
  }

  func subtracting(_ other: NumberSet) -> NumberSet {
    with(low & ~other.low, high & ~other.high, rest.map { $0.subtracting(other.rest ?? []) })
  }

  func isDisjoint(with other: NumberSet) -> Bool {
    guard low & other.low == 0, high & other.high == 0 else { return false }
    guard let rest, let others = other.rest else { return true }
    return rest.isDisjoint(with: others)
  }

  func isSubset(of other: NumberSet) -> Bool {
    guard low & ~other.low == 0, high & ~other.high == 0 else { return false }
    return rest?.isSubset(of: other.rest ?? []) ?? true
  }

  /// Calls `body` with each number, in no order.
  func forEach(_ body: (Int) -> Void) {
    var bits = low
    while bits != 0 {
      body(bits.trailingZeroBitCount - 1)
      bits &= bits &- 1
    }
    bits = high
    while bits != 0 {
      body(bits.trailingZeroBitCount + 63)
      bits &= bits &- 1
    }
    if let rest { for number in rest { body(number) } }
  }

  private func with(_ low: UInt64, _ high: UInt64, _ rest: Set<Int>?) -> NumberSet {
    var result = NumberSet()
    result.low = low
    result.high = high
    if let rest, !rest.isEmpty { result.rest = rest }
    return result
  }
}
