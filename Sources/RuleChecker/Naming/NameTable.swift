/// What declared names stand for. A name is looked up for every word of a rule, so short ones are found by their bytes.
///
/// `Dictionary` hashes a text of ten letters in 300 instructions, whose equality is that of Unicode; an ASCII name of 23
/// bytes fits three words, whose equality is that of numbers.
struct NameTable<Value: Sendable>: Sendable {
  /// Three words that hold an ASCII name and its length.
  private struct Key: Equatable {
    let words: (UInt64, UInt64, UInt64)

    static func == (one: Key, other: Key) -> Bool { one.words == other.words }

    init?(_ name: borrowing Swift.Span<UInt8>) {
      let count = name.count
      guard count < 24 else { return nil }
      var words: (UInt64, UInt64, UInt64) = (0, 0, UInt64(count) << 56)
      if count < 8 {
        for index in 0..<count { words.0 |= UInt64(name[index]) << (UInt64(index) << 3) }
      } else {
        words.0 = name.word(at: 0)
        // The last eight bytes, without those that are in the words before.
        let rest = count & 7 == 0 ? 0 : name.word(at: count - 8) >> (64 - UInt64(count & 7) << 3)
        if count < 16 {
          words.1 = rest
        } else {
          words.1 = name.word(at: 8)
          words.2 |= rest
        }
      }
      // The length takes the last byte, and is less than 128.
      guard (words.0 | words.1 | words.2) & 0x8080_8080_8080_8080 == 0 else { return nil }
      self.words = words
    }

    var hash: Int {
      Int(truncatingIfNeeded: (words.0 ^ (words.1 &* 0x9E37_79B9_7F4A_7C15) ^ words.2).mixed)
    }
  }

  private var entries: [(key: Key, value: Value)] = []
  /// Places in `entries` plus one, where the hash of their key leads to or after it; 0 where nothing stands.
  private var slots: [Int32] = []
  /// Names that are longer, or more than ASCII.
  private var others: [String: Value] = [:]

  /// What each of `names` stands for.
  init(_ names: [(name: String, value: Value)] = []) {
    for (name, value) in names { self[name] = value }
  }

  /// A table with room for so many names.
  init(capacity: Int) {
    guard capacity > 0 else { return }
    entries.reserveCapacity(capacity)
    var slotCount = 8
    while slotCount <= capacity * 2 { slotCount *= 2 }
    slots = Array(repeating: 0, count: slotCount)
  }

  var isEmpty: Bool { entries.isEmpty && others.isEmpty }

  /// In no particular order.
  var values: [Value] { entries.map(\.value) + others.values }

  subscript(name: String) -> Value? {
    get {
      guard let key = Key(name.utf8.span) else { return others[name] }
      return self[key]
    }
    set {
      guard let newValue else { preconditionFailure("what is declared stays declared") }
      guard let key = Key(name.utf8.span) else { return others[name] = newValue }
      if slots.count <= entries.count * 2 { grow() }
      let (found, slot) = entry(of: key)
      if let found { return entries[found].value = newValue }
      entries.append((key, newValue))
      slots[slot] = Int32(entries.count)
    }
  }

  /// What `name` stands for, if it is short and ASCII.
  func value(ofShort name: borrowing Swift.Span<UInt8>) -> Value? { Key(name).flatMap { self[$0] } }

  /// Declares `name`, unless it stands for something: that is returned.
  mutating func declare(_ name: String, as value: Value) -> Value? {
    guard let key = Key(name.utf8.span) else {
      if let known = others[name] { return known }
      others[name] = value
      return nil
    }
    if slots.count <= entries.count * 2 { grow() }
    let (found, slot) = entry(of: key)
    if let found { return entries[found].value }
    entries.append((key, value))
    slots[slot] = Int32(entries.count)
    return nil
  }

  /// Changes what `name`, which is declared, stands for.
  mutating func change(_ name: String, _ change: (inout Value) -> Void) {
    guard let key = Key(name.utf8.span) else {
      if let index = others.index(forKey: name) { change(&others.values[index]) }
      return
    }
    if let found = entry(of: key).found { change(&entries[found].value) }
  }

  private subscript(key: Key) -> Value? {
    guard !entries.isEmpty, let entry = entry(of: key).found else { return nil }
    return entries[entry].value
  }

  /// Where `key` stands, or the slot for it.
  ///
  /// Precondition: some slot is free.
  private func entry(of key: Key) -> (found: Int?, slot: Int) {
    var slot = key.hash & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if entries[entry].key == key { return (entry, slot) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return (nil, slot)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: max(8, slots.count * 4))
    for (index, entry) in entries.enumerated() {
      var slot = entry.key.hash & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index + 1)
    }
  }
}
