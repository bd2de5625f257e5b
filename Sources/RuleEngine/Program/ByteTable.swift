/// Numbers texts and records in the order in which they are first seen: equal bytes get equal numbers.
///
/// All contents stand in one list, and places are found by a hash of eight bytes at a time. A dictionary of byte arrays
/// took an allocation and a step of SipHash a byte for each look: two thirds of lowering 10,000 rules.
package struct ByteTable: ~Copyable {
  /// Contents one after another; each ends where `ends` says.
  private(set) var bytes = PlainList<UInt8>(capacity: 64)
  private(set) var ends = PlainList<UInt32>()
  /// At the place that a hash leads to or after it: in the lower bits, as many as places need, the number plus one, and
  /// bits of the hash in those above; 0 where nothing stands. A power of two, and at least twice as many as numbers.
  ///
  /// Half a word each, so that more of them stay in the cache.
  private var slots = PlainList<UInt32>(repeating: 0, count: 64)

  /// A table of nothing.
  package init() {}

  /// What `other` holds, with room for so many more contents, that have so many bytes together.
  init(copying other: borrowing ByteTable, room count: Int, bytes size: Int) {
    bytes.append(0..<other.bytes.count, of: other.bytes)
    ends.append(0..<other.ends.count, of: other.ends)
    slots.removeAll()
    slots.append(0..<other.slots.count, of: other.slots)
    reserve(count, bytes: size)
  }

  /// The number of `content`, which is added if it is new.
  package mutating func number(of content: borrowing Swift.Span<UInt8>) -> (number: Int, isNew: Bool) {
    let start = bytes.count
    bytes.append(contentsOf: content)
    return numberOfLast(from: start)
  }

  /// The same for what a list holds.
  mutating func number(of content: borrowing PlainList<UInt8>) -> (number: Int, isNew: Bool) {
    let start = bytes.count
    bytes.append(0..<content.count, of: content)
    return numberOfLast(from: start)
  }

  /// The number of `content`, if it has one.
  // Mutating, since it is compared where a new one would stand.
  package mutating func knownNumber(of content: borrowing Swift.Span<UInt8>) -> Int? {
    let start = bytes.count
    bytes.append(contentsOf: content)
    let found = find(from: start).number
    bytes.removeLast(bytes.count &- start)
    return found
  }

  /// Calls `body` with the bytes that have `number`.
  @inline(__always)
  func withContent<Result>(_ number: Int, _ body: (Swift.Span<UInt8>) -> Result) -> Result {
    let start = number == 0 ? 0 : Int(ends[number - 1])
    return bytes.withSpan(start..<Int(ends[number]), body)
  }

  /// Whether `content` has `number`.
  package func has(_ number: Int, _ content: borrowing Swift.Span<UInt8>) -> Bool {
    let start = number == 0 ? 0 : Int(ends[number - 1])
    let count = content.count
    guard Int(ends[number]) - start == count else { return false }
    guard count >= 8 else {
      for index in 0..<count where bytes[start + index] != content[index] { return false }
      return true
    }
    var offset = 0
    while offset &+ 8 < count {
      if bytes.word(known: start &+ offset) != content.word(at: offset) { return false }
      offset &+= 8
    }
    return bytes.word(known: start &+ count &- 8) == content.word(at: count &- 8)
  }

  /// Makes room for so many contents, that have so many bytes together.
  package mutating func reserve(_ count: Int, bytes size: Int) {
    bytes.reserve(size)
    ends.reserve(count)
    var slotCount = slots.count
    while (ends.count + count) * 2 > slotCount { slotCount *= 2 }
    if slotCount > slots.count { grow(to: slotCount) }
  }

  /// The number of what stands from `start` on: it stays there if it is new. So it is compared where it lies, like what it
  /// is compared with.
  private mutating func numberOfLast(from start: Int) -> (number: Int, isNew: Bool) {
    let (number, place, mark) = find(from: start)
    if let number {
      bytes.removeLast(bytes.count &- start)
      return (number, false)
    }
    ends.append(UInt32(bytes.count))
    slots[known: place] = mark | UInt32(truncatingIfNeeded: ends.count)
    if ends.count &* 2 > slots.count { grow(to: slots.count * 4) }
    return (ends.count &- 1, true)
  }

  /// The number of what stands from `start` on, if it was there before; the place for it, and what is noted of its hash.
  @inline(__always)
  private mutating func find(from start: Int) -> (number: Int?, place: Int, mark: UInt32) {
    // Whole words are read, also of the last bytes.
    bytes.reserve(8)
    let hash = hash(from: start, to: bytes.count)
    let mask = slots.count &- 1
    let numbers = UInt32(truncatingIfNeeded: mask)
    let mark = UInt32(truncatingIfNeeded: hash) & ~numbers
    var place = Int(truncatingIfNeeded: hash &>> 32) & mask
    while true {
      let slot = slots[known: place]
      if slot == 0 { return (nil, place, mark) }
      if slot & ~numbers == mark {
        let number = Int(slot & numbers) &- 1
        if isEqual(number, from: start) { return (number, place, mark) }
      }
      place = (place &+ 1) & mask
    }
  }

  /// Whether what has `number` is what stands from `start` to the end.
  @inline(__always)
  private func isEqual(_ number: Int, from start: Int) -> Bool {
    let known = number == 0 ? 0 : Int(ends[known: number &- 1])
    let count = bytes.count &- start
    guard Int(ends[known: number]) &- known == count else { return false }
    if count < 8 {
      return Self.first(count, of: bytes.word(known: known)) == Self.first(count, of: bytes.word(known: start))
    }
    let last = count &- 8
    var offset = 0
    while offset < last {
      if bytes.word(known: known &+ offset) != bytes.word(known: start &+ offset) { return false }
      offset &+= 8
    }
    return bytes.word(known: known &+ last) == bytes.word(known: start &+ last)
  }

  private mutating func grow(to slotCount: Int) {
    // Whole words are read, also of the last bytes.
    bytes.reserve(8)
    slots = PlainList(repeating: 0, count: slotCount)
    let mask = slotCount &- 1
    var start = 0
    for number in 0..<ends.count {
      let end = Int(ends[known: number])
      let hash = hash(from: start, to: end)
      var place = Int(truncatingIfNeeded: hash &>> 32) & mask
      while slots[known: place] != 0 { place = (place &+ 1) & mask }
      let mark = UInt32(truncatingIfNeeded: hash) & ~UInt32(truncatingIfNeeded: mask)
      slots[known: place] = mark | UInt32(truncatingIfNeeded: number &+ 1)
      start = end
    }
  }

  @inline(__always)
  private func hash(from start: Int, to end: Int) -> UInt64 {
    let count = end &- start
    var hash = UInt64(truncatingIfNeeded: count) ^ 0x9E37_79B9_7F4A_7C15
    if count < 8 { return Self.mixed(hash ^ Self.first(count, of: bytes.word(known: start))) }
    let last = end &- 8
    var place = start
    while place < last {
      hash = Self.mixed(hash ^ bytes.word(known: place))
      place &+= 8
    }
    // The last eight bytes, some of which may have come before: one step instead of one for each byte.
    return Self.mixed(hash ^ bytes.word(known: last))
  }

  /// A word whose bytes from the `count`th on are zeros; fewer than eight stay.
  @inline(__always)
  private static func first(_ count: Int, of word: UInt64) -> UInt64 {
    word & ~(UInt64.max &<< UInt64(truncatingIfNeeded: 8 &* count))
  }

  @inline(__always)
  private static func mixed(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
