/// The texts of sets that were found in one line, in memory that is used again.
struct TextSearch: ~Copyable {
  /// What was found in the field of a set.
  struct Search: BitwiseCopyable {
    /// The line it was found in.
    var line: UInt64 = 0
    /// Into `tests`.
    var first: Int32 = 0
    var end: Int32 = 0
    var isWhole = false
  }

  private let memoCount: Int
  private var line: UInt64 = 0
  /// By set.
  private var searches = PlainList<Search>()
  /// The text tests that hold, each once.
  private var tests = PlainList<Int32>()
  /// By where the verdicts of tests are remembered: the line in which one was found. Empty until a set is searched.
  private var lines = PlainList<UInt64>()

  init(memoCount: Int) { self.memoCount = memoCount }

  /// Begins the next line.
  @inline(__always)
  mutating func forget() {
    line &+= 1
    tests.removeAll()
  }

  /// Whether a set was searched in the line, and to the end; `nil` if it was not searched.
  func isWhole(_ set: Int) -> Bool? {
    set < searches.count && searches[set].line == line ? searches[set].isWhole : nil
  }

  /// Whether a test holds, by where its verdict is remembered, as far as sets were searched.
  func has(_ memo: Int) -> Bool { lines[memo] == line }

  /// Where the tests of a set stand that hold.
  func found(ofSet set: Int) -> Range<Int> { Int(searches[set].first)..<Int(searches[set].end) }

  /// The number of a text test that holds.
  func test(_ index: Int) -> Int32 { tests[index] }

  /// Finds the texts of a set in its field; `false` where that takes too long: a text can be made so that all texts have to be
  /// compared at each place.
  mutating func search(_ set: Int, _ code: inout RuleCode, _ view: LineView) -> Bool {
    if lines.isEmpty { lines.append(repeating: 0, count: memoCount) }
    if searches.count <= set { searches.append(repeating: Search(), count: set + 1 - searches.count) }
    let texts = code.textSets[set - 1]
    let first = Int32(tests.count)
    var isWhole = true
    _ = view.hasText(Int(texts.slot)) { text in
      isWhole = find(texts, in: text, &code)
      // What is found in bytes is there in folded case, too; other letters than ASCII may be folded to more.
      if isWhole, !FoldedSearch.isASCII(text) {
        let folded = FoldedText(text)
        isWhole = find(texts, in: folded.bytes.span, &code)
      }
      return true
    }
    searches[set] = Search(line: line, first: first, end: Int32(tests.count), isWhole: isWhole)
    return isWhole
  }

  private mutating func find(_ set: RuleTextSet, in text: ByteSpan, _ code: inout RuleCode) -> Bool {
    var budget = 16 &* text.count &+ 256
    for table in set.tables {
      if !find(code.gramTables[table], in: text, &code, &budget) { return false }
    }
    return true
  }

  /// Finds texts in a text in ASCII or folded case, with so much work at most.
  private mutating func find(
    _ table: GramTable, in text: ByteSpan, _ code: inout RuleCode, _ budget: inout Int
  ) -> Bool {
    var place = 0
    while place &+ 4 <= text.count {
      var (places, end) = Self.filter(text, from: place, table, &code)
      while places != 0 {
        compare(table, at: place &+ places.trailingZeroBitCount &* table.stride, text, &code, &budget)
        places &= places &- 1
      }
      if budget < 0 { return false }
      place = end
    }
    while place &+ table.length <= text.count {
      compare(table, at: place, text, &code, &budget)
      place &+= table.stride
    }
    return budget >= 0
  }

  /// Those of the next 64 places that the filter lets pass, as bits, and where they end.
  ///
  /// So many at a time, for whether one passes is hard to foresee: asking after each four of them took a third longer.
  @inline(__always)
  private static func filter(
    _ text: ByteSpan, from start: Int, _ table: GramTable, _ code: inout RuleCode
  ) -> (places: UInt64, end: Int) {
    let stride = table.stride
    var places: UInt64 = 0
    var place = start
    var bit: UInt64 = 0
    while bit < 64, place &+ 4 <= text.count {
      // SAFETY: just looked at.
      places |= code.filterBit(unsafe text.uncheckedHalfWord(at: place), table) &<< bit
      bit &+= 1
      place &+= stride
    }
    return (places, place)
  }

  /// The four bytes at `place`, or those up to the text's end.
  private static func bytes(_ text: ByteSpan, at place: Int) -> UInt32 {
    // SAFETY: just looked at; `place` is where a gram of the text begins.
    if place &+ 4 <= text.count { return unsafe text.uncheckedHalfWord(at: place) }
    var bytes: UInt32 = 0
    for offset in 0..<min(4, text.count - place) {
      bytes |= UInt32(text[place + offset]) << UInt32(truncatingIfNeeded: 8 * offset)
    }
    return bytes
  }

  /// Notes the texts that stand where their gram would be at `place`.
  @inline(never)
  private mutating func compare(
    _ table: GramTable, at place: Int, _ text: ByteSpan, _ code: inout RuleCode, _ budget: inout Int
  ) {
    var number = Int(code.firstEntry(Self.bytes(text, at: place), table))
    while number >= 0 {
      let entry = code.gramEntries[known: number]
      number = Int(entry.next)
      budget &-= 1
      let memo = Int(code.textTests[known: Int(entry.test)].memo)
      let start = place - Int(entry.gramOffset)
      if start < 0 || start + entry.count > text.count || lines[known: memo] == line { continue }
      budget &-= entry.count
      let isThere = code.needleBytes.withSpan(Int(entry.start)..<Int(entry.end)) {
        FoldedSearch.has($0, at: start, text)
      }
      if isThere {
        lines[known: memo] = line
        tests.append(entry.test)
      }
    }
  }
}
