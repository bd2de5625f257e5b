//  Texts that rules look for anywhere in a field are found together, in one pass over the field, which takes as long for a
//  thousand texts as for ten.
//
//  Of each text a gram is chosen, four bytes that stand next to each other in it: of all that it has the one that the
//  fewest other texts have too, so that what many texts begin with does not count. Wherever a gram of the field may be one
//  of those, the texts it was chosen for are compared. A filter says so, which is small enough to stay in the processor's
//  caches: hardly any place of a field passes it that has none of the grams. Where all texts are long, several grams are
//  chosen of each, one behind the other, and as many places of the field need not be asked: one of the grams stands at the
//  place that is. Texts of two or three bytes have grams of two.

/// All texts that rules look for anywhere in one field.
struct RuleTextSet: BitwiseCopyable {
  /// So many texts are looked for together; fewer are found sooner one by one, eight bytes at a time.
  static let fewest = 8

  let slot: Int32
  /// Into the code's tables of grams.
  let firstTable: Int32
  let endTable: Int32

  /// Whether a text can be in a set, for it has a gram.
  static func has(_ needle: MatchPlan.Needle) -> Bool { needle.end - needle.start >= 2 }

  var tables: Range<Int> { Int(firstTable)..<Int(endTable) }
}

/// Texts of a set by their grams, all of the same length.
struct GramTable: BitwiseCopyable {
  /// A text of a set, by one of its grams.
  struct Entry: BitwiseCopyable {
    /// The number of the text test.
    let test: Int32
    /// Into the code's bytes of needles.
    let start: Int32
    let end: Int32
    /// Where the gram stands in it.
    var gramOffset: Int32 = 0
    /// The next whose gram falls into the same place, or negative.
    var next: Int32 = -1

    var count: Int { Int(end &- start) }
  }

  /// Places of the filter for each gram, and of heads: at least so many.
  private static let (placesForEach, headsForEach) = (32, 2)
  private static let mostStride = 4

  /// How many bytes a gram has.
  let length: Int
  /// How many grams of each text there are; one of so many places of a field is asked.
  let stride: Int
  /// The bits of a gram that count.
  private let gramMask: UInt32
  /// Into the code's filters, and into its heads. There are as many of both as a power of two.
  fileprivate let firstFilter: Int32
  fileprivate let firstHead: Int32
  private let filterMask: UInt64
  private let headMask: UInt64

  /// Room for the grams of some texts, at least one.
  fileprivate init(of texts: [Entry], length: Int, firstFilter: Int, firstHead: Int) {
    let shortest = texts.reduce(Int.max) { min($0, $1.count) }
    self.length = length
    stride = min(shortest - length + 1, Self.mostStride)
    gramMask = length == 4 ? .max : 1 << UInt32(8 * length) - 1
    self.firstFilter = Int32(firstFilter)
    self.firstHead = Int32(firstHead)
    filterMask = Self.powerOfTwo(Self.placesForEach * stride * texts.count) - 1
    headMask = Self.powerOfTwo(Self.headsForEach * stride * texts.count) - 1
  }

  /// The least power of two that is as large.
  private static func powerOfTwo(_ count: Int) -> UInt64 { 1 << UInt64(Int.bitWidth - (count - 1).leadingZeroBitCount) }

  fileprivate var filterCount: Int { Int(filterMask) + 1 }
  fileprivate var headCount: Int { Int(headMask) + 1 }

  /// A number for the gram that four bytes begin with. Capitals are what their small letters are, and so are some others:
  /// the texts themselves are compared afterwards.
  @inline(__always)
  private func hash(_ bytes: UInt32) -> UInt64 {
    (UInt64((bytes | 0x2020_2020) & gramMask) &* 0x9e37_79b9_7f4a_7c15) &>> 32
  }

  @inline(__always)
  fileprivate func filterPlace(_ bytes: UInt32) -> Int {
    Int(firstFilter) &+ Int(truncatingIfNeeded: hash(bytes) & filterMask)
  }

  @inline(__always)
  fileprivate func headPlace(_ bytes: UInt32) -> Int { Int(truncatingIfNeeded: hash(bytes) & headMask) }
}

extension RuleCode {
  /// The set of all texts that rules of the rulebook look for anywhere in a field; its number, counted from 1.
  mutating func textSet(of slot: Int32) -> Int {
    if let known = (0..<textSets.count).first(where: { textSets[$0].slot == slot }) { return known + 1 }
    var texts: [GramTable.Entry] = []
    for number in 0..<core.plan.tests.count {
      let test = core.plan.tests[number]
      guard test.kind == .contains, test.slot == slot else { continue }
      let textTest = addTextTest(test, .anywhere)
      guard canBeInSet(textTest) else { continue }
      for index in Int(textTests[Int(textTest)].first)..<Int(textTests[Int(textTest)].end) {
        texts.append(GramTable.Entry(test: textTest, start: needles[index].start, end: needles[index].end))
      }
    }
    let firstTable = Int32(gramTables.count)
    addGrams(of: texts.filter { $0.count >= 4 }, length: 4)
    addGrams(of: texts.filter { $0.count < 4 }, length: 2)
    textSets.append(RuleTextSet(slot: slot, firstTable: firstTable, endTable: Int32(gramTables.count)))
    return textSets.count
  }

  private mutating func addGrams(of texts: [GramTable.Entry], length: Int) {
    if texts.isEmpty { return }
    let table = GramTable(of: texts, length: length, firstFilter: gramFilters.count, firstHead: gramHeads.count)
    gramTables.append(table)
    gramFilters.append(repeating: 0, count: table.filterCount)
    gramHeads.append(repeating: -1, count: table.headCount)
    // How often texts have a gram, by its place.
    var uses = [Int](repeating: 0, count: table.headCount)
    for text in texts {
      for offset in 0...(text.count - length) { uses[table.headPlace(gram(of: text, offset))] += 1 }
    }
    for text in texts {
      let places = (0...(text.count - length)).map { uses[table.headPlace(gram(of: text, $0))] }
      var (first, fewest) = (0, Int.max)
      for start in 0...(places.count - table.stride) {
        let count = places[start..<(start + table.stride)].reduce(0, +)
        if count < fewest { (first, fewest) = (start, count) }
      }
      for offset in first..<(first + table.stride) { add(text, offset, to: table) }
    }
  }

  /// Adds a text to a table by the gram at `offset`.
  private mutating func add(_ text: GramTable.Entry, _ offset: Int, to table: GramTable) {
    let gram = gram(of: text, offset)
    let head = Int(table.firstHead) + table.headPlace(gram)
    var entry = text
    entry.gramOffset = Int32(offset)
    entry.next = gramHeads[head]
    gramHeads[head] = Int32(gramEntries.count)
    gramEntries.append(entry)
    gramFilters[table.filterPlace(gram)] = 1
  }

  /// The four bytes at `offset` of a text, or those up to its end.
  private func gram(of text: GramTable.Entry, _ offset: Int) -> UInt32 {
    var bytes: UInt32 = 0
    for place in 0..<min(4, text.count - offset) {
      bytes |= UInt32(needleBytes[Int(text.start) + offset + place]) << UInt32(8 * place)
    }
    return bytes
  }

  /// Whether a text test can be in a set: its texts may stand anywhere, and each has a gram.
  func canBeInSet(_ number: Int32) -> Bool {
    let test = textTests[Int(number)]
    if test.place != .anywhere { return false }
    for index in Int(test.first)..<Int(test.end) where !RuleTextSet.has(needles[index]) { return false }
    return true
  }

  // MARK: Search

  /// 1 if some text may have the gram that four bytes begin with, else 0.
  // Mutating, for a borrowed one is copied as a whole.
  @inline(__always)
  mutating func filterBit(_ bytes: UInt32, _ table: GramTable) -> UInt64 {
    UInt64(gramFilters[known: table.filterPlace(bytes)])
  }

  /// The first text that may have the gram that four bytes begin with, or negative.
  @inline(__always)
  mutating func firstEntry(_ bytes: UInt32, _ table: GramTable) -> Int32 {
    gramHeads[known: Int(table.firstHead) &+ table.headPlace(bytes)]
  }
}
