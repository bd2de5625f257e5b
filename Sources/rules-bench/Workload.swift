/// The workload of the benchmark: a rulebook and a stream of events, the same ones for the same seed.
///
/// 24 pipelines with 5 to 8 stages, 5 kinds of event, rules with 0 to 3 conditions (half of them compare an option, the
/// rest numbers, flags, `contains` and `starts with`), 28 properties, events of about 825 bytes.
struct Workload {
  enum Kind: Int, CaseIterable { case created, entered, priorityChanged, sent, replied }

  enum Condition {
    case option(property: Int, Int)
    case above(property: Int, Double)
    case below(property: Int, Double)
    case flag(property: Int, Bool)
    case contains(property: Int, String)
    case starts(property: Int, String)
  }

  struct Rule {
    let kind: Kind
    let pipeline: Int
    let stage: Int
    let conditions: [Condition]
  }

  struct Event {
    let kind: Kind
    let pipeline: Int
    let stage: Int
    let options: [Int]
    let numbers: [Double]
    let flags: [Bool]
    let texts: [String]
  }

  static let pipelineCount = 24
  static let optionCount = 6
  static let enumCount = 10
  static let numberCount = 8
  static let flagCount = 4
  static let textCount = 6
  private static let words = [
    "outage", "invoice", "refund", "printer", "password", "network", "urgent", "delivery", "contract", "renewal",
    "login", "error", "question", "license", "upgrade", "billing", "account", "report", "slow", "broken",
  ]

  let stageCounts: [Int]
  /// By pipeline; a rule's name is `r` and its index here.
  let rules: [Rule]
  let events: [Event]

  init(rules ruleCount: Int, events eventCount: Int, seed: UInt64 = 1) {
    var random = SplitMix64(seed: seed)
    let stageCounts = (0..<Self.pipelineCount).map { _ in 5 + random.next(below: 4) }
    self.stageCounts = stageCounts
    rules = (0..<ruleCount).map { _ in Self.rule(stageCounts, &random) }.sorted { $0.pipeline < $1.pipeline }
    var other = SplitMix64(seed: seed &+ 1)
    events = (0..<eventCount).map { _ in Self.event(stageCounts, &other) }
  }

  private static func rule(_ stageCounts: [Int], _ random: inout SplitMix64) -> Rule {
    let pipeline = random.next(below: pipelineCount)
    let conditions = (0..<random.next(below: 4)).map { _ in condition(&random) }
    return Rule(
      kind: Kind.allCases[random.next(below: Kind.allCases.count)], pipeline: pipeline,
      stage: random.next(below: stageCounts[pipeline]), conditions: conditions)
  }

  private static func condition(_ random: inout SplitMix64) -> Condition {
    switch random.next(below: 10) {
    case 0..<5: .option(property: random.next(below: enumCount), random.next(below: optionCount))
    case 5: .above(property: random.next(below: numberCount), Double(random.next(below: 100)))
    case 6: .below(property: random.next(below: numberCount), Double(random.next(below: 100)))
    case 7: .flag(property: random.next(below: flagCount), random.next(below: 2) == 0)
    case 8: .contains(property: random.next(below: textCount), words[random.next(below: words.count)])
    default: .starts(property: random.next(below: textCount), words[random.next(below: words.count)])
    }
  }

  private static func event(_ stageCounts: [Int], _ random: inout SplitMix64) -> Event {
    let pipeline = random.next(below: pipelineCount)
    return Event(
      kind: Kind.allCases[random.next(below: Kind.allCases.count)], pipeline: pipeline,
      stage: random.next(below: stageCounts[pipeline]),
      options: (0..<enumCount).map { _ in random.next(below: optionCount) },
      numbers: (0..<numberCount).map { _ in Double(random.next(below: 100)) },
      flags: (0..<flagCount).map { _ in random.next(below: 2) == 0 },
      texts: (0..<textCount).map { _ in
        (0..<3).map { _ in words[random.next(below: words.count)] }.joined(separator: " ")
      })
  }
}

/// The generator of Steele, Lea and Flood: the same numbers on every machine.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
