/// The verdicts on tests, of one line after the other: each is marked with the line it belongs to, so none is cleared.
struct TestMemo: ~Copyable {
  private var verdicts: PlainList<UInt32>
  private var line: UInt32 = 0

  init(count: Int) { verdicts = PlainList(repeating: 0, count: count) }

  /// Begins the next line.
  mutating func forget() {
    line &+= 2
    if line == 0 {
      for index in 0..<verdicts.count { verdicts[index] = 0 }
      line = 2
    }
  }

  @inline(__always)
  func verdict(_ number: Int) -> Bool? {
    let verdict = verdicts[known: number]
    return verdict & ~1 == line ? verdict & 1 == 1 : nil
  }

  @inline(__always)
  mutating func remember(_ number: Int, _ verdict: Bool) {
    verdicts[known: number] = line | (verdict ? 1 : 0)
  }
}
