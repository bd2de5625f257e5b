import RuleCompiler
import RuleEngine
import RuleSource

/// A vocabulary so small that every event there can be is tried.
enum SmallWorld {
  static let vocabulary = """
    portal "Small" edition professional in "UTC"
    pipeline Desk id "0" default
      stage Open id "1"
      stage Shut id "2" closed
    property level: ordered one of Low, High
    property vip: flag
    property amount: number
    property words: text
    property mark: one of a, b
    property count: number
    team Two

    """

  /// Every event that rules over the vocabulary can tell apart, made once: all rulebooks have the same fields.
  static let lines: [String] = {
    var lines: [String] = []
    let levels = ["null", "\"Low\"", "\"High\""]
    let flags = ["null", "false", "true"]
    // One for each way in which the patterns of `condition` can come out.
    let words = ["null"] + ["z", "ab", "abc", "zabc", "c", "x", "xab", "xc", "xabc"].map { "\"\($0)\"" }
    for (stage, level, vip) in product(["Open", "Shut"], levels, flags) {
      for (amount, words) in product(["null", "3", "4", "4.5", "5"], words) {
        let ticket =
          "\"ticket\":{\"id\":\"t\",\"stage\":\"\(stage)\",\"properties\":{\"level\":\(level),\"vip\":\(vip),\"amount\":\(amount),\"words\":\(words)}}"
        let start = "{\"id\":\"e\",\"at\":\"2026-01-05T09:00:00Z\","
        lines.append(start + ticket + ",\"created\":true}")
        for (oldStage, oldLevel, oldVIP) in product(["Open", "Shut"], levels, flags) {
          let before =
            ",\"before\":{\"stage\":\"\(oldStage)\",\"level\":\(oldLevel),\"vip\":\(oldVIP)}}"
          lines.append(start + ticket + before)
        }
      }
    }
    return lines
  }()

  private static func product(_ left: [String], _ right: [String]) -> [(String, String)] {
    left.flatMap { one in right.map { (one, $0) } }
  }

  private static func product(_ first: [String], _ second: [String], _ third: [String]) -> [(String, String, String)] {
    first.flatMap { one in product(second, third).map { (one, $0.0, $0.1) } }
  }

  /// A few random rules.
  static func rules(seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    var text = ""
    for number in 0..<(2 + random.below(4)) {
      let overrides = number > 0 && random.chance(20) ? " overrides \"R\(random.below(number))\"" : ""
      text +=
        "rule \"R\(number)\"\(overrides)\n  on \(trigger(&random))\(random.chance(25) ? " or " + trigger(&random) : "")\n"
      if random.chance(25) { text += "  only if \(condition(&random, 1))\n" }
      text += "  when \(condition(&random, 2)) do \(action(&random))\n"
      for _ in 0..<random.below(3) { text += "  otherwise when \(condition(&random, 1)) do \(action(&random))\n" }
      if random.chance(20) { text += "  otherwise do \(action(&random))\n" }
    }
    return text
  }

  private static func trigger(_ random: inout SplitMix64) -> String {
    random.pick([
      "ticket created", "stage Open", "stage Shut", "leaving stage Open", "stage changed", "closed", "reopened",
      "level changed", "level becomes High", "level changed from Low to High", "vip changed", "vip becomes yes",
    ])
  }

  private static func condition(_ random: inout SplitMix64, _ depth: Int) -> String {
    if depth > 0, random.chance(55) {
      let word = random.pick([" and ", " or "])
      let parts = (0..<2).map { _ in condition(&random, depth - 1) }
      return parts.map { $0.contains(" and ") || $0.contains(" or ") ? "(\($0))" : $0 }.joined(separator: word)
    }
    return random.pick([
      "vip", "not vip", "level is High", "level is at least Low", "level is unknown", "level is not Low",
      "ticket is closed", "ticket is open", "stage is Open", "amount is above 4", "amount is at most 3", "amount is 5",
      "amount is known", "words contains \"ab\"", "words is \"abc\"", "words starts with \"x\"",
      "words ends with \"c\"",
      "level was Low", "level changed", "vip was yes", "words is unknown",
    ])
  }

  private static func action(_ random: inout SplitMix64) -> String {
    random.pick([
      "set mark to a", "set mark to b", "clear mark", "increase count by 1", "set count to 2", "add note \"n\"",
      "notify team Two \"hello\"", "assign to team Two",
    ])
  }
}
