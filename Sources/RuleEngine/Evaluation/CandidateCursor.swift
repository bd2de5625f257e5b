/// Merges a few lists of rules, each in canonical order, into one without repeats. Nothing is allocated.
struct CandidateCursor {
  private static let capacity = 24
  private var starts = InlineArray<24, Int32>(repeating: 0)
  private var ends = InlineArray<24, Int32>(repeating: 0)
  private var count = 0
  /// More lists than fit: some are missing.
  private(set) var isOverfull = false

  /// Adds a list: a range of the index's entries.
  mutating func add(_ range: Range<Int>) {
    if range.isEmpty { return }
    guard count < Self.capacity else {
      isOverfull = true
      return
    }
    starts[count] = Int32(range.lowerBound)
    ends[count] = Int32(range.upperBound)
    count += 1
  }

  /// The next rule in canonical order.
  mutating func next(_ entries: Table<Int32>) -> Int? {
    if count == 1 {
      guard starts[0] < ends[0] else { return nil }
      defer { starts[0] += 1 }
      return Int(entries[Int(starts[0])])
    }
    var least = Int32.max
    for list in 0..<count where starts[list] < ends[list] { least = min(least, entries[Int(starts[list])]) }
    if least == .max { return nil }
    for list in 0..<count where starts[list] < ends[list] && entries[Int(starts[list])] == least { starts[list] += 1 }
    return Int(least)
  }
}
