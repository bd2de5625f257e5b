/// Random rulebooks, each with a few random sequences of lines.
struct PropertyRun {
  private(set) var totals = PropertyTotals()
  private let seed: UInt64

  /// `salt` keeps the properties' cases apart.
  init(salt: UInt64) { seed = PropertySettings.seed &* 0x1000_0000 &+ salt &* 0x100_0000_0000 }

  /// Goes through `cases` sequences until `body` says that it has seen enough.
  mutating func forEachCase(
    _ cases: Int, isOrderly: Bool = false, isEdited: Bool = false,
    where isWanted: (AcceptedRulebook) -> Bool = { _ in true },
    _ body: (_ sample: PropertyCase, _ totals: inout PropertyTotals) -> Bool
  ) {
    var seed = seed
    // Rulebooks that the checker refuses must not keep the run from ending.
    while totals.cases < cases, totals.rulebooks < 20 + 20 * cases {
      seed &+= 1
      guard let rulebook = AcceptedRulebook.random(seed: seed, &totals), isWanted(rulebook) else { continue }
      for sequence in 0..<PropertySettings.sequences where totals.cases < cases {
        let sample = PropertyCase(
          rulebook, seed: seed, sequence: sequence, isOrderly: isOrderly, isEdited: isEdited, &totals)
        if !body(sample, &totals) { return }
      }
    }
  }
}
