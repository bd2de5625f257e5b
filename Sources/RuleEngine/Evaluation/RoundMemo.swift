/// What a round has found out already: every test is evaluated at most once, however many rules ask it.
struct RoundMemo {
  /// Two bits a test: known, and the verdict. Enough for most rulebooks without an allocation.
  private var near = InlineArray<16, UInt64>(repeating: 0)
  /// Those beyond, made when the first is asked for.
  private var far: [UInt64] = []

  private static let nearCount = 512

  /// The verdict on a test, if it was evaluated.
  func verdict(_ memo: Int) -> Bool? {
    let word: UInt64
    if memo < Self.nearCount {
      word = near[memo >> 5]
    } else {
      if far.isEmpty { return nil }
      word = far[(memo - Self.nearCount) >> 5]
    }
    let bits = word >> UInt64(2 * (memo & 31)) & 3
    return bits == 0 ? nil : bits == 3
  }

  /// Remembers a verdict; `count` is how many there may be.
  mutating func remember(_ memo: Int, _ verdict: Bool, of count: Int) {
    let bits: UInt64 = (verdict ? 3 : 1) << UInt64(2 * (memo & 31))
    if memo < Self.nearCount {
      near[memo >> 5] |= bits
    } else {
      if far.isEmpty { far = Array(repeating: 0, count: (count - Self.nearCount + 31) / 32) }
      far[(memo - Self.nearCount) >> 5] |= bits
    }
  }
}
