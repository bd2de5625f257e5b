/// The names of an object in the lines before, in the order they came. The objects of a stream mostly have the same names
/// in the same order, so the next one is compared before it is looked for: a comparison of a few words.
struct NameOrder {
  private struct Name: Equatable {
    /// The name with its quotes and its colon: the first word and the last, and of one with more than 16 bytes the second
    /// and the last but one. Words overlap where they must; a name shorter than a word is filled with zeros.
    var first, second, third, last: UInt64
    /// The bytes of `first` that count.
    var mask: UInt64
    var length: Int
    var code: Int
  }

  /// What stands for a name that nobody asks for.
  static let unknown = -1

  private var names: [Name] = []
  /// The one that is expected.
  private var next = 0

  private static let mostNames = 512
  static let mostBytes = 32
  private static let mostLeftOut = 4

  /// Begins with the next object.
  @inline(__always)
  mutating func restart() { next = 0 }

  /// The code of the name at `offset`, if it is one of those expected next: a few may be left out. Steps behind its colon.
  @inline(__always)
  mutating func code(_ bytes: ByteSpan, _ offset: inout Int) -> Int? {
    guard let place = place(next, bytes, offset) else { return nil }
    next = place &+ 1
    offset &+= names[place].length
    return names[place].code
  }

  /// What `code` says of the one name expected next.
  @inline(__always)
  mutating func expected(_ bytes: ByteSpan, _ offset: inout Int) -> Int? {
    guard offset >= 0, offset &+ Self.mostBytes <= bytes.count, next < names.count else { return nil }
    let name = names[next]
    guard Self.stands(name, bytes, offset) else { return nil }
    next &+= 1
    offset &+= name.length
    return name.code
  }

  @inline(__always)
  private func place(_ expected: Int, _ bytes: ByteSpan, _ offset: Int) -> Int? {
    guard offset >= 0, offset &+ Self.mostBytes <= bytes.count, expected < names.count else { return nil }
    if Self.stands(names[expected], bytes, offset) { return expected }
    return laterPlace(expected &+ 1, bytes, offset)
  }

  /// Kinds of lines differ in the last of their names: `created`, `before`, or `message`.
  @inline(never)
  private func laterPlace(_ first: Int, _ bytes: ByteSpan, _ offset: Int) -> Int? {
    var place = first
    while place < min(first &+ Self.mostLeftOut, names.count) {
      if Self.stands(names[place], bytes, offset) { return place }
      place &+= 1
    }
    return nil
  }

  /// Whether the name stands at `offset`, where the caller has seen to it that there are `mostBytes`.
  @inline(__always)
  private static func stands(_ name: Name, _ bytes: ByteSpan, _ offset: Int) -> Bool {
    // SAFETY: `mostBytes` stand behind `offset`, and no name is longer.
    guard unsafe (bytes.uncheckedWord(at: offset) ^ name.first) & name.mask == 0 else { return false }
    if name.length <= 8 { return true }
    guard unsafe bytes.uncheckedWord(at: offset &+ name.length &- 8) == name.last else { return false }
    return name.length <= 16
      || bytes.word(at: offset &+ 8) == name.second && bytes.word(at: offset &+ name.length &- 16) == name.third
  }

  /// Remembers a name that was another than expected; `range` is without its quotes.
  ///
  /// A long name, one without a colon right behind it, or one at the line's end is looked for again the next time.
  @inline(never)
  mutating func learn(_ code: Int, _ bytes: ByteSpan, _ range: Range<Int>) {
    let (start, length) = (range.lowerBound - 1, range.count + 3)
    guard length <= Self.mostBytes, start + Self.mostBytes <= bytes.count,
      bytes[range.upperBound + 1] == UInt8(ascii: ":")
    else { return }
    var name = Name(first: 0, second: 0, third: 0, last: 0, mask: .max, length: length, code: code)
    if length < 8 { name.mask = 1 << UInt64(8 * length) - 1 }
    name.first = bytes.word(at: start) & name.mask
    if length > 8 { name.last = bytes.word(at: start + length - 8) }
    if length > 16 { (name.second, name.third) = (bytes.word(at: start + 8), bytes.word(at: start + length - 16)) }
    if let known = names.firstIndex(of: name) {
      next = known + 1
      return
    }
    // Names that are always others are not worth it.
    if names.count == Self.mostNames { names.removeAll(keepingCapacity: true) }
    next = min(next, names.count)
    names.insert(name, at: next)
    next += 1
  }
}
