package import RuleEngine

/// Something about some fields.
///
/// There are few fields, so a place for each will do. For why it is no `Dictionary`, see `HashedIndices`.
package struct SlotTable<Value> {
  private var values: [Value?] = []

  /// Nothing about any field.
  init() {}

  /// What is known about a field.
  package internal(set) subscript(slot: FieldSlot) -> Value? {
    get { slot.index < values.count ? values[slot.index] : nil }
    set {
      reserve(slot)
      values[slot.index] = newValue
    }
  }

  /// What is known about a field, or else `none`.
  subscript(slot: FieldSlot, default none: @autoclosure () -> Value) -> Value {
    get { self[slot] ?? none() }
    set { self[slot] = newValue }
  }

  /// The fields that something is known about, in the order of their slots.
  var slots: [FieldSlot] { values.indices.filter { values[$0] != nil }.map(FieldSlot.init(index:)) }

  private mutating func reserve(_ slot: FieldSlot) {
    if slot.index >= values.count { values += Array(repeating: nil, count: slot.index + 1 - values.count) }
  }
}

extension SlotTable: Sendable where Value: Sendable {}
