import RuleChecker

/// Some fields of a schema, as bits. Of the few schemas with more than 128 fields it may say that it has one which it has
/// not: whoever finds a field in here looks closer.
struct LikelyFields: Equatable {
  private var bits: UInt128 = 0

  var isEmpty: Bool { bits == 0 }

  func contains(_ field: Field) -> Bool { bits & bit(of: field) != 0 }

  func isDisjoint(with other: LikelyFields) -> Bool { bits & other.bits == 0 }

  mutating func insert(_ field: Field) { bits |= bit(of: field) }

  private func bit(of field: Field) -> UInt128 { 1 << UInt128(truncatingIfNeeded: field.number & 127) }
}
