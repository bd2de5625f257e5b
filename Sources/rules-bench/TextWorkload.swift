internal import Foundation
internal import RuleSource

/// A rulebook of texts only, each rule of which looks for another one in a field, and events of about 825 bytes with these
/// fields. Most texts never occur.
struct TextWorkload {
  struct Rule {
    let field: Int
    let text: String
  }

  /// A short field and a long one.
  private static let fields = ["subject", "description"]
  private static let wordCounts = [6, 72]

  let rules: [Rule]
  /// By event, then by field.
  let texts: [[String]]

  init(rules ruleCount: Int, events eventCount: Int) {
    var random = SplitMix64(seed: 3)
    let words = (0..<1_500).map { _ in Self.word(&random) }
    // A few are words of events, the others are not, or by accident.
    rules = (0..<ruleCount).map { index in
      let text = index < 4 ? words[index] : Self.word(&random) + (index % 2 == 0 ? " " : "") + Self.word(&random)
      return Rule(field: index % Self.fields.count, text: text)
    }
    texts = (0..<eventCount).map { _ in
      Self.wordCounts.map { count in
        (0..<count).map { _ in words[random.below(words.count)] }.joined(separator: " ").capitalized
      }
    }
  }

  /// Two or three syllables.
  private static func word(_ random: inout SplitMix64) -> String {
    let consonants = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "st", "tr", "pl", "sch"]
    let vowels = ["a", "e", "i", "o", "u", "ei", "ou"]
    return (0..<(2 + random.below(2))).map { _ in
      consonants[random.below(consonants.count)] + vowels[random.below(vowels.count)]
    }.joined()
  }

  /// The rulebook as an admin would write it.
  var ruleText: String {
    var text = """
      portal "Bench" edition professional in "UTC"
      pipeline "Pipeline" id "0" default
        stage "Stage" id "0"

      """
    for field in Self.fields { text += "property \(field): text\n" }
    text += "team Desk\n"
    for (index, rule) in rules.enumerated() {
      text += "rule \"r\(index)\" on ticket created when \(Self.fields[rule.field]) contains \"\(rule.text)\""
      text += " do notify team Desk \"r\(index)\"\n"
    }
    return text
  }

  /// The events, each a JSON object.
  var lines: [[UInt8]] {
    texts.enumerated().map { index, texts in
      let properties = zip(Self.fields, texts).map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",")
      return Array(
        #"{"id":"e\#(index)","at":"2026-01-05T09:12:00Z","ticket":{"id":"t\#(index)","stage":"0","properties":{\#(properties)}},"created":true}"#
          .utf8)
    }
  }
}
