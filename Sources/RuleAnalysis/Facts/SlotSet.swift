internal import RuleEngine

/// Some fields: a bit for each. For why it is no `Set`, see `HashedIndices`.
struct SlotSet {
  private var words: [UInt64] = []

  /// These fields.
  init(_ slots: [FieldSlot] = []) {
    for slot in slots { insert(slot) }
  }

  /// Adds a field.
  mutating func insert(_ slot: FieldSlot) {
    let word = slot.index >> 6
    if word >= words.count { words += Array(repeating: 0, count: word + 1 - words.count) }
    words[word] |= 1 << UInt64(slot.index & 63)
  }

  /// Whether a field is one of them.
  func contains(_ slot: FieldSlot) -> Bool {
    let word = slot.index >> 6
    return word < words.count && words[word] >> UInt64(slot.index & 63) & 1 == 1
  }
}
