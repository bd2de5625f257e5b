/// Texts that the rules of a block look for in one field: all of them are found in one pass over it.
///
/// Each pair of bytes of the text says where the texts that begin with it stand, if there are any. Looking for one text alone
/// reads eight bytes at a time, so that a set is faster from about eight texts on.
struct RuleTextSet: BitwiseCopyable {
  /// A text of a set.
  struct Needle: BitwiseCopyable {
    /// The number of the text test.
    let test: Int32
    /// Into the code's bytes of needles.
    let start: Int32
    let end: Int32
    /// The next that begins alike, or negative.
    let next: Int32
  }

  /// So many texts make a set.
  static let fewest = 8

  let slot: Int32
  /// Into the code's heads of sets, of which there are as many as a power of two.
  fileprivate let firstHead: Int32
  fileprivate let headMask: Int32
  fileprivate let firstNeedle: Int32
  fileprivate let endNeedle: Int32

  var needles: Range<Int> { Int(firstNeedle)..<Int(endNeedle) }

  /// Where it says which texts begin with two bytes.
  @inline(__always)
  func head(_ first: UInt8, _ second: UInt8) -> Int {
    let pair = UInt32(first) << 8 | UInt32(second)
    return Int(firstHead) &+ Int((pair &* 0x9e37_79b1) >> 16) & Int(headMask)
  }
}

extension RuleCode {
  /// Makes a set of text tests of one field that can be in one. The number of the set, counted from 1; 0 if they are too few.
  mutating func addTextSet(_ tests: [Int32]) -> Int {
    var count = 0
    for number in tests { count += Int(textTests[Int(number)].end - textTests[Int(number)].first) }
    guard count >= RuleTextSet.fewest, let first = tests.first else { return 0 }
    var headCount = 16
    while headCount < 4 * count { headCount *= 2 }
    let set = RuleTextSet(
      slot: textTests[Int(first)].slot, firstHead: Int32(setHeads.count), headMask: Int32(headCount - 1),
      firstNeedle: Int32(setNeedles.count), endNeedle: Int32(setNeedles.count + count))
    for _ in 0..<headCount { setHeads.append(-1) }
    for number in tests {
      for index in Int(textTests[Int(number)].first)..<Int(textTests[Int(number)].end) {
        let needle = needles[index]
        let head = set.head(needleBytes[Int(needle.start)], needleBytes[Int(needle.start) + 1])
        let next = setHeads[head]
        setHeads[head] = Int32(setNeedles.count)
        setNeedles.append(RuleTextSet.Needle(test: number, start: needle.start, end: needle.end, next: next))
      }
    }
    textSets.append(set)
    return textSets.count
  }

  /// Whether a text test can be in a set: its texts may stand anywhere, and have two bytes or more.
  func canBeInSet(_ number: Int32) -> Bool {
    let test = textTests[Int(number)]
    if test.place != .anywhere { return false }
    for index in Int(test.first)..<Int(test.end) where needles[index].end - needles[index].start < 2 { return false }
    return true
  }
}
