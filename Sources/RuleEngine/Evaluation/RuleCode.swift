//  The rules of a bucket, made ready for matching: up to 64 rules are a block, and a number has a bit for each of them. What
//  all their conditions ask of one field is one probe: the field's value says which rules it leaves. Rules are so found by
//  the events that fire them, and not asked one by one.
//
//  What has happened to a ticket in a stage is a bucket; it is made ready when an event asks for it for the first time: most
//  buckets of a large rulebook are never asked for, and loading it should cost nothing for them.

/// The rules of the buckets that were asked for.
struct RuleCode: ~Copyable {
  /// What happened to a ticket that is in a stage now.
  struct Key: BitwiseCopyable, Equatable {
    fileprivate let number: UInt64

    /// Something besides the change of a field: the bits of `Happenings.asked` that some rule wants.
    @inline(__always)
    init(happened: UInt32, stage: Int) { number = UInt64(happened) | UInt64(truncatingIfNeeded: stage) << 32 }

    /// The change of a field.
    @inline(__always)
    init(facet: Int, stage: Int) { self.init(happened: 1 << 31 | UInt32(facet), stage: stage) }

    var stage: Int { Int(number >> 32) }

    var changedFacet: Int? { has(1 << 31) ? Int(number & 0x7fff_ffff) : nil }

    /// Whether rules of a facet of the index are in the bucket.
    func has(facet: Int) -> Bool {
      if let changedFacet { return facet == changedFacet }
      return facet < RuleIndex.Facet.allCases.count && has(1 << UInt32(facet))
    }

    func has(_ happened: UInt32) -> Bool { number & UInt64(happened) != 0 }
  }

  struct Bucket: BitwiseCopyable {
    /// The number of its key, which no stage has where the place is empty.
    fileprivate let key: UInt64
    /// Where the words of the only block start, or negative.
    let block: Int32
    /// Where there are too many rules for a block: lists of blocks.
    let firstGroup: Int32
    let endGroup: Int32

    fileprivate static let empty = Bucket(key: .max, block: -1, firstGroup: 0, endGroup: 0)
  }

  /// Rules that are found by the option of a field, or by texts in it, or those that are not.
  struct Group: BitwiseCopyable {
    /// Negative: the only list is the one.
    let slot: Int32
    /// The set of the texts, counted from 1; 0 if rules are found by the option.
    var textSet: Int32 = 0
    /// How many options there are, or lists of rules that need a text.
    let optionCount: Int32
    /// Into `offsets`: one more than there are options; or into the lists of rules that need a text.
    let firstOffset: Int32
  }

  /// The rules of a group that need a text.
  struct TextList: BitwiseCopyable {
    /// The number of the text test.
    let test: Int32
    /// Into `blocks`.
    let firstBlock: Int32
    let endBlock: Int32

    var range: Range<Int32> { firstBlock..<endBlock }
  }

  let core: RulebookCore
  /// By a hash of their keys, or in the next place that is empty; a quarter full at most, so that most are found at once.
  private var buckets: PlainList<Bucket>
  private var bucketCount = 0
  var groups = PlainList<Group>()
  /// Into `blocks`.
  private var offsets = PlainList<Int32>()
  /// Of lists: where the words of each block start.
  private(set) var blocks = PlainList<Int32>()
  /// What `RuleBlock` says.
  var words = PlainList<UInt64>()
  var instructions = PlainList<RuleInstruction>()
  var textTests = PlainList<RuleTextTest>()
  /// By where verdicts are remembered: the text test, or negative.
  var textTestOfMemo: PlainList<Int32>
  var needles = PlainList<MatchPlan.Needle>()
  var needleBytes = PlainList<UInt8>()
  var textSets = PlainList<RuleTextSet>()
  /// What the grams of sets say.
  var gramTables = PlainList<GramTable>()
  var gramFilters = PlainList<UInt8>()
  var gramHeads = PlainList<Int32>()
  var gramEntries = PlainList<GramTable.Entry>()
  /// Of groups whose rules are found by texts.
  var textLists = PlainList<TextList>()

  init(_ core: RulebookCore) {
    self.core = core
    buckets = PlainList(repeating: .empty, count: 64)
    textTestOfMemo = PlainList(repeating: -1, count: core.plan.memoCount)
  }

  /// The rules that what happened may fire.
  // Mutating, for a borrowed one is copied as a whole.
  @inline(__always)
  mutating func bucket(_ key: Key) -> Bucket {
    let bucket = buckets[known: place(of: key.number)]
    return bucket.key == key.number ? bucket : addBucket(key)
  }

  /// Where a bucket is, or will be.
  @inline(__always)
  private mutating func place(of key: UInt64) -> Int {
    let mask = buckets.count &- 1
    var place = Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 32) & mask
    while buckets[known: place].key != key, buckets[known: place].key != Bucket.empty.key {
      place = (place &+ 1) & mask
    }
    return place
  }

  private mutating func makeRoomForBucket() {
    bucketCount += 1
    if 4 * bucketCount <= buckets.count { return }
    var old = PlainList(repeating: Bucket.empty, count: 2 * buckets.count)
    swap(&old, &buckets)
    for index in 0..<old.count where old[index].key != Bucket.empty.key {
      buckets[place(of: old[index].key)] = old[index]
    }
  }

  /// The blocks of a group that the line leaves.
  mutating func blocks(of group: Group, _ line: LineView) -> Range<Int32> {
    var offset = Int(group.firstOffset)
    if group.slot >= 0 {
      let option = line.option(Int(group.slot))
      guard option >= 0, option < group.optionCount else { return 0..<0 }
      offset += Int(option)
    }
    return offsets[offset]..<offsets[offset + 1]
  }

  @inline(never)
  private mutating func addBucket(_ key: Key) -> Bucket {
    var rules: [Int32] = []
    for facet in 0..<core.index.facetCount where key.has(facet: facet) {
      core.index.addRules(facet, stage: key.stage, to: &rules)
    }
    rules.sort()
    var count = min(1, rules.count)
    for rule in rules.dropFirst() where rule != rules[count - 1] {
      rules[count] = rule
      count += 1
    }
    rules.removeLast(rules.count - count)
    let firstGroup = Int32(groups.count)
    let foundByText = addTextGroups(rules, key)
    var block: Int32 = -1
    if rules.count <= RuleBlock.mostRules, foundByText.isEmpty {
      block = addBlock(rules[...], key)
    } else if foundByText.count < rules.count {
      for facet in 0..<core.index.facetCount where key.has(facet: facet) {
        for group in core.index.lists(facet, stage: key.stage) { addGroup(group.slot, group.lists, foundByText, key) }
      }
    }
    let bucket = Bucket(key: key.number, block: block, firstGroup: firstGroup, endGroup: Int32(groups.count))
    makeRoomForBucket()
    buckets[place(of: key.number)] = bucket
    return bucket
  }

  private mutating func addGroup(
    _ slot: FieldSlot?, _ lists: [Table<Int32>], _ foundByText: Set<Int32>, _ key: Key
  ) {
    groups.append(
      Group(
        slot: slot.map { Int32($0.index) } ?? -1, optionCount: Int32(lists.count), firstOffset: Int32(offsets.count)))
    for list in lists {
      offsets.append(Int32(blocks.count))
      addBlocks(list.filter { !foundByText.contains($0) }, key)
    }
    offsets.append(Int32(blocks.count))
  }

  mutating func addBlocks(_ rules: [Int32], _ key: Key) {
    for start in stride(from: 0, to: rules.count, by: RuleBlock.mostRules) {
      blocks.append(addBlock(rules[start..<min(rules.count, start + RuleBlock.mostRules)], key))
    }
  }
}
