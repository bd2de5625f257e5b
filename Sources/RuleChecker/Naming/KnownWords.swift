import RuleSource

/// What words of a rulebook were found to mean. Rules say many things in the same words: of 10,672 tests in a made
/// rulebook of 10,000 rules 1,775 are different. Where they may mean something else elsewhere, a number tells the uses apart.
struct KnownWords<Meaning: Sendable>: Sendable {
  // Not private: private types in generic containers break debug builds.
  struct Entry: Sendable {
    let hash: UInt64
    /// In `bytes`.
    let start: Int32
    let count: Int32
    let use: Int32
  }

  /// Longer words are not kept: they are hardly said twice.
  static var longest: Int { 80 }

  /// The words of all entries, one after the other.
  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// Of each entry. Apart: to take one out of an entry copies the entry.
  private var meanings: [Meaning] = []
  /// Places in `entries` plus one, where the hash of their words leads to or after it; 0 where nothing stands.
  private var slots: [Int32] = []

  /// What the words at `range` of `files` mean, if that was noted for the same `use`.
  func meaning(at range: SourceRange, in files: [[UInt8]], use: Int = 0) -> Meaning? {
    // The file is looked at where it is: to take it out costs a count.
    let files = files.span
    return meaning(at: range.start..<range.end, of: files[Int(range.fileIndex)], use: use)
  }

  private func meaning(at range: Range<Int>, of file: [UInt8], use: Int) -> Meaning? {
    guard !entries.isEmpty, range.count <= Self.longest else { return nil }
    return meaning(of: file.span.extracting(range), use: Int32(truncatingIfNeeded: use))
  }

  /// Notes what the words at `range` of `files`, of which nothing was noted for that `use`, mean.
  mutating func note(_ meaning: Meaning, at range: SourceRange, in files: [[UInt8]], use: Int = 0) {
    let file = files[Int(range.fileIndex)]
    let words = range.start..<range.end
    guard words.count <= Self.longest else { return }
    if slots.count <= entries.count * 2 { grow() }
    let use = Int32(truncatingIfNeeded: use)
    let hash = Self.hash(of: file.span.extracting(words), use: use)
    entries.append(Entry(hash: hash, start: Int32(bytes.count), count: Int32(words.count), use: use))
    meanings.append(meaning)
    bytes += file[words]
    fillSlot(for: hash, with: entries.count)
  }

  private func meaning(of words: borrowing Swift.Span<UInt8>, use: Int32) -> Meaning? {
    let entries = entries.span
    let slots = slots.span
    let hash = Self.hash(of: words, use: use)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
    while slots[slot] != 0 {
      let place = Int(slots[slot]) &- 1
      if entries[place].hash == hash, entries[place].use == use, isWritten(at: place, words) {
        return meanings[place]
      }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return nil
  }

  @inline(__always)
  private func isWritten(at place: Int, _ words: borrowing Swift.Span<UInt8>) -> Bool {
    let start = Int(entries[place].start)
    let count = Int(entries[place].count)
    guard count == words.count else { return false }
    let bytes = bytes.span
    var offset = 0
    while offset &+ 8 <= count {
      if bytes.word(at: start &+ offset) != words.word(at: offset) { return false }
      offset &+= 8
    }
    // The last eight bytes, some of which were compared.
    if count >= 8 { return bytes.word(at: start &+ count &- 8) == words.word(at: count &- 8) }
    while offset < count {
      if bytes[start &+ offset] != words[offset] { return false }
      offset &+= 1
    }
    return true
  }

  @inline(__always)
  private static func hash(of words: borrowing Swift.Span<UInt8>, use: Int32) -> UInt64 {
    var hash = UInt64(words.count) | UInt64(truncatingIfNeeded: use) << 8
    var offset = 0
    while offset &+ 8 <= words.count {
      hash = mixed(hash ^ words.word(at: offset))
      offset &+= 8
    }
    if words.count >= 8 {
      // The last eight bytes, some of which were mixed in.
      return mixed(hash ^ words.word(at: words.count &- 8))
    }
    while offset < words.count {
      hash = hash << 8 | UInt64(words[offset])
      offset &+= 1
    }
    return mixed(hash)
  }

  private static func mixed(_ word: UInt64) -> UInt64 { (word ^ 0x9E37_79B9_7F4A_7C15).mixed }

  private mutating func grow() {
    slots = Array(repeating: 0, count: max(64, slots.count * 4))
    for index in entries.indices { fillSlot(for: entries[index].hash, with: index + 1) }
  }

  private mutating func fillSlot(for hash: UInt64, with number: Int) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(number)
  }
}
