//  Groups: the rules of a bucket by the option that they need of the same field.

extension RuleIndexBuilder {
  /// Where so many rules of a bucket need an option of the same field, they are found by the option.
  private static let smallestGroup: Int32 = 4

  /// What is counted of one bucket; kept from one to the next, since most are small.
  private struct Scratch: ~Copyable {
    /// By slot: the rules that need an option of it. All 0 between buckets.
    var countOfSlot: PlainList<Int32>
    /// The slots that are counted.
    var slots: [Int32] = []
    /// By rule of the bucket: the need by which it is found, or negative.
    var chosen = PlainList<Int32>()
    /// By slot: the first rule of the bucket that is found by it, or negative. All negative between buckets.
    var firstOfSlot: PlainList<Int32>
    /// By rule of the bucket: the next one that is found by the same slot, or negative.
    var next = PlainList<Int32>()
    /// By option of a field: where its list ends so far.
    var ends = PlainList<Int32>()
  }

  mutating func addBuckets() {
    let sorted = buckets.sorted()
    var scratch = Scratch(
      countOfSlot: PlainList(repeating: 0, count: facetOfSlot.count),
      firstOfSlot: PlainList(repeating: -1, count: facetOfSlot.count))
    entries.reserve(sorted.count)
    var start = 0
    for bucket in 0..<buckets.count {
      firstGroups.append(UInt32(groups.count / RuleIndex.Group.cellCount))
      let end = Int(buckets.ends[known: bucket])
      if end > start { add(sorted, start..<end, &scratch) }
      start = end
    }
    firstGroups.append(UInt32(groups.count / RuleIndex.Group.cellCount))
  }

  /// Adds the groups of the bucket whose candidates stand in `range` of `sorted`.
  private mutating func add(_ sorted: borrowing PlainList<Int32>, _ range: Range<Int>, _ scratch: inout Scratch) {
    scratch.slots.removeAll(keepingCapacity: true)
    scratch.chosen.removeAll()
    scratch.chosen.append(repeating: -1, count: range.count)
    if range.count >= 2 * Int(Self.smallestGroup), countNeeds(sorted, range, &scratch) {
      choose(sorted, range, &scratch)
    }
    addFree(sorted, range, scratch.chosen)
    for slot in scratch.slots {
      scratch.countOfSlot[Int(slot)] = 0
      if scratch.firstOfSlot[Int(slot)] >= 0 { addBound(sorted, range.lowerBound, to: slot, &scratch) }
    }
  }

  /// Counts how many rules need an option of each field, and says whether there are enough of one.
  private func countNeeds(
    _ sorted: borrowing PlainList<Int32>, _ range: Range<Int>, _ scratch: inout Scratch
  ) -> Bool {
    var most: Int32 = 0
    for place in range {
      for need in needs(of: sorted[known: place]) {
        let slot = needs.list[known: need].slot
        let count = scratch.countOfSlot[known: Int(slot)]
        if count == 0 { scratch.slots.append(slot) }
        scratch.countOfSlot[known: Int(slot)] = count &+ 1
        most = max(most, count &+ 1)
      }
    }
    return most >= Self.smallestGroup
  }

  /// Chooses for each rule the field that tells most options apart: the first of its needs of which there are enough.
  private func choose(_ sorted: borrowing PlainList<Int32>, _ range: Range<Int>, _ scratch: inout Scratch) {
    scratch.slots.sort()
    scratch.next.removeAll()
    scratch.next.append(repeating: -1, count: range.count)
    // From the last one to the first: each becomes the first of its list.
    for place in range.reversed() {
      for number in needs(of: sorted[known: place]) {
        let slot = Int(needs.list[known: number].slot)
        guard scratch.countOfSlot[known: slot] >= Self.smallestGroup else { continue }
        let rule = place &- range.lowerBound
        scratch.chosen[known: rule] = Int32(truncatingIfNeeded: number)
        scratch.next[known: rule] = scratch.firstOfSlot[known: slot]
        scratch.firstOfSlot[known: slot] = Int32(truncatingIfNeeded: rule)
        break
      }
    }
  }

  private func needs(of candidate: Int32) -> Range<Int> {
    let entry = candidates[known: Int(candidate)]
    return Int(entry.firstNeed)..<Int(entry.endNeed)
  }

  private mutating func addFree(
    _ sorted: borrowing PlainList<Int32>, _ range: Range<Int>, _ chosen: borrowing PlainList<Int32>
  ) {
    let start = entries.count
    for place in range where chosen[known: place &- range.lowerBound] < 0 {
      entries.append(candidates[known: Int(sorted[known: place])].rule)
    }
    guard entries.count > start else { return }
    addGroup(UInt32.max, optionCount: 1)
    offsets.append(UInt32(start))
    offsets.append(UInt32(entries.count))
  }

  private mutating func addGroup(_ slot: UInt32, optionCount: Int) {
    groups.append(row: [slot, UInt32(offsets.count), UInt32(optionCount)])
  }

  /// Adds the rules of a bucket that are found by `slot`, option after option: another counting sort.
  private mutating func addBound(
    _ sorted: borrowing PlainList<Int32>, _ firstOfBucket: Int, to slot: Int32, _ scratch: inout Scratch
  ) {
    let count = Int(optionCounts[Int(slot) - FieldSlot.builtInCount])
    let first = scratch.firstOfSlot[known: Int(slot)]
    scratch.firstOfSlot[known: Int(slot)] = -1
    scratch.ends.removeAll()
    scratch.ends.append(repeating: 0, count: count)
    var rule = Int(first)
    while rule >= 0 {
      for number in needs.list[known: Int(scratch.chosen[known: rule])].range {
        scratch.ends[known: Int(needs.options[known: number])] &+= 1
      }
      rule = Int(scratch.next[known: rule])
    }
    addGroup(UInt32(slot), optionCount: count)
    let start = entries.count
    var end = Int32(start)
    for option in 0..<count {
      offsets.append(UInt32(end))
      let count = scratch.ends[known: option]
      scratch.ends[known: option] = end
      end &+= count
    }
    offsets.append(UInt32(end))
    entries.append(repeating: 0, count: Int(end) - start)
    rule = Int(first)
    while rule >= 0 {
      let entry = candidates[known: Int(sorted[known: firstOfBucket &+ rule])].rule
      for number in needs.list[known: Int(scratch.chosen[known: rule])].range {
        let option = Int(needs.options[known: number])
        let end = scratch.ends[known: option]
        entries[known: Int(end)] = entry
        scratch.ends[known: option] = end &+ 1
      }
      rule = Int(scratch.next[known: rule])
    }
  }
}
