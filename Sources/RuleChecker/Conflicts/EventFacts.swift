/// What is known of an event itself: whether it is a creation, who did it, which message it has.
///
/// Every trigger says something of most of these, so they stand together in one word: ten bits each, of which the first
/// nine are the values from -1 to 7 that are possible, and the last says that it may be anything else. A list of them
/// took a third of the time that facts are read in.
struct EventFacts: Equatable {
  /// How many there are: the keys of the lowest orders.
  static var count: Int { 6 }

  private static var width: Int { 10 }
  /// All bits of one.
  private static var all: UInt64 { 0x3FF }
  /// That it may be anything else.
  private static var others: UInt64 { 0x200 }
  /// The lowest bit of each.
  private static var lowest: UInt64 { 0x0004_0100_4010_0401 }

  private var bits: UInt64 = 0x0FFF_FFFF_FFFF_FFFF

  /// Whether one of them has no value left.
  var isNothing: Bool { EventFacts.hasNothing(bits) }

  /// What is known of the key with this order, which is less than `count`.
  func possible(at order: Int) -> Possible? {
    let own = bits >> UInt64(order * EventFacts.width) & EventFacts.all
    if own == EventFacts.all { return nil }
    if own & EventFacts.others == 0 { return .only(NumberSet(bits: own)) }
    return .allBut(NumberSet(bits: ~own & EventFacts.all))
  }

  /// To what is in `possible`, too.
  mutating func narrow(at order: Int, to possible: Possible) {
    let own =
      switch possible {
      case .only(let numbers): EventFacts.bits(of: numbers)
      case .allBut(let numbers): EventFacts.all & ~EventFacts.bits(of: numbers)
      }
    bits &= ~((EventFacts.all & ~own) << UInt64(order * EventFacts.width))
  }

  /// Both hold.
  mutating func meet(_ other: EventFacts) { bits &= other.bits }

  /// At least one of them holds.
  mutating func join(_ other: EventFacts) { bits |= other.bits }

  /// Whether whatever satisfies this satisfies `other`.
  func implies(_ other: EventFacts) -> Bool { bits & ~other.bits == 0 }

  /// Whether nothing can satisfy both.
  func excludes(_ other: EventFacts) -> Bool { EventFacts.hasNothing(bits & other.bits) }

  private static func bits(of numbers: NumberSet) -> UInt64 {
    guard let bits = numbers.bits, bits.high == 0, bits.low < others else {
      preconditionFailure("events have few values")
    }
    return bits.low
  }

  /// Whether one of ten bits each is zero: taking one from it carries into its highest bit.
  private static func hasNothing(_ bits: UInt64) -> Bool {
    (bits &- lowest) & ~bits & (lowest << UInt64(width - 1)) != 0
  }
}
