internal import RuleSource

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
    let stageCounts = (0..<Self.pipelineCount).map { _ in 5 + random.below(4) }
    self.stageCounts = stageCounts
    rules = (0..<ruleCount).map { _ in Self.rule(stageCounts, &random) }.sorted { $0.pipeline < $1.pipeline }
    var other = SplitMix64(seed: seed &+ 1)
    events = (0..<eventCount).map { _ in Self.event(stageCounts, &other) }
  }

  private static func rule(_ stageCounts: [Int], _ random: inout SplitMix64) -> Rule {
    let pipeline = random.below(pipelineCount)
    let conditions = (0..<random.below(4)).map { _ in condition(&random) }
    return Rule(
      kind: Kind.allCases[random.below(Kind.allCases.count)], pipeline: pipeline,
      stage: random.below(stageCounts[pipeline]), conditions: conditions)
  }

  private static func condition(_ random: inout SplitMix64) -> Condition {
    switch random.below(10) {
    case 0..<5: .option(property: random.below(enumCount), random.below(optionCount))
    case 5: .above(property: random.below(numberCount), Double(random.below(100)))
    case 6: .below(property: random.below(numberCount), Double(random.below(100)))
    case 7: .flag(property: random.below(flagCount), random.below(2) == 0)
    case 8: .contains(property: random.below(textCount), words[random.below(words.count)])
    default: .starts(property: random.below(textCount), words[random.below(words.count)])
    }
  }

  private static func event(_ stageCounts: [Int], _ random: inout SplitMix64) -> Event {
    let pipeline = random.below(pipelineCount)
    return Event(
      kind: Kind.allCases[random.below(Kind.allCases.count)], pipeline: pipeline,
      stage: random.below(stageCounts[pipeline]),
      options: (0..<enumCount).map { _ in random.below(optionCount) },
      numbers: (0..<numberCount).map { _ in Double(random.below(100)) },
      flags: (0..<flagCount).map { _ in random.below(2) == 0 },
      texts: (0..<textCount).map { _ in
        (0..<3).map { _ in words[random.below(words.count)] }.joined(separator: " ")
      })
  }
}
