//  Names of rules, sorted: so a reader sees that no name stands twice.

extension PlanWriter {
  // Not private: private types in lists of ours break debug builds of Swift 6.3.

  /// The beginning of a rule's name.
  struct Name: BitwiseCopyable {
    /// The first sixteen bytes: few rules are named alike for longer.
    let start: UInt64
    let next: UInt64
    let pipeline: Int32
    let rule: Int32
  }

  /// Adds the rules, whose rows are there, by pipeline and name.
  mutating func addNames(of rules: [RuleParts.Rule]) {
    var names = PlainList<Name>(capacity: rules.count)
    var isInOrder = true
    for index in rules.indices {
      let name = name(of: index, in: rules[index].pipeline)
      if index > 0, names[known: index &- 1].pipeline > name.pipeline { isInOrder = false }
      names.append(name)
    }
    // Each pipeline by itself: all at once took half as many comparisons again.
    var spare = PlainList<Name>(repeating: Name(start: 0, next: 0, pipeline: 0, rule: 0), count: names.count)
    if !isInOrder { names.sort(0..<names.count, &spare) { $0.pipeline < $1.pipeline } }
    var first = 0
    while first < names.count {
      let pipeline = names[known: first].pipeline
      var end = first &+ 1
      while end < names.count, names[known: end].pipeline == pipeline { end &+= 1 }
      names.sort(first..<end, &spare) { Self.precedes($0, $1, rules) }
      first = end
    }
    for index in 0..<names.count { ruleNames.append(Self.cell(names[known: index].rule)) }
  }

  // From the table of strings, where one stands behind the other: `String`s lie all over the heap.
  private func name(of rule: Int, in pipeline: Int32) -> Name {
    records.writer.withString(rules[rule * MatchPlan.Rule.cellCount]) { bytes in
      Name(
        start: Self.start(of: bytes, at: 0), next: Self.start(of: bytes, at: 8), pipeline: pipeline,
        rule: Int32(truncatingIfNeeded: rule))
    }
  }

  @inline(__always)
  private static func precedes(_ left: Name, _ right: Name, _ rules: [RuleParts.Rule]) -> Bool {
    if left.start != right.start { return left.start < right.start }
    if left.next != right.next { return left.next < right.next }
    return rules[Int(left.rule)].identity.utf8.lexicographicallyPrecedes(rules[Int(right.rule)].identity.utf8)
  }

  /// The eight bytes at `offset`, the first one highest, zeros where there are fewer.
  private static func start(of bytes: borrowing ByteSpan, at offset: Int) -> UInt64 {
    let rest = bytes.count - offset
    if rest >= 8 { return bytes.word(at: offset).byteSwapped }
    if rest <= 0 { return 0 }
    // The last eight bytes, without those before `offset`.
    if bytes.count >= 8 { return bytes.word(at: bytes.count - 8).byteSwapped << UInt64(8 * (8 - rest)) }
    var start: UInt64 = 0
    for index in offset..<(offset + 8) { start = start << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0) }
    return start
  }
}
