import RuleSource

/// A rulebook as text: the rules of each pipeline apart, so that rules can be dropped and permuted.
struct RulebookText {
  struct Rule {
    /// Nothing for a nameless one.
    var name: String?
    var pipeline: Int
    var overrides: [String] = []
    var isOff = false
    /// From `on` on.
    var body: String

    var text: String {
      guard let name else { return body + "\n" }
      let overriding = overrides.isEmpty ? "" : " overrides " + overrides.map { "\"\($0)\"" }.joined(separator: ", ")
      return "rule \"\(name)\"\(overriding)\(isOff ? " off" : "")\n  \(body)\n"
    }
  }

  var vocabulary: String
  var rules: [Rule]

  /// The files in canonical order: path bytewise.
  var files: [SourceFile] {
    [
      file("both.rules", 2), file("sales.rules", 1), file("support.rules", 0),
      SourceFile(path: "vocabulary.rules", bytes: Array(vocabulary.utf8)),
    ]
  }

  /// The indices of the rules of a file, and where each starts.
  func starts(ofFile index: Int) -> [(rule: Int, start: Int)] {
    let pipeline = 2 - index
    var start = Self.header(pipeline).utf8.count
    var starts: [(Int, Int)] = []
    for (rule, text) in rules.enumerated() where text.pipeline == pipeline {
      starts.append((rule, start))
      start += text.text.utf8.count
    }
    return starts
  }

  /// For people.
  var printed: String { files.map { "# \($0.path)\n" + String(decoding: $0.bytes, as: UTF8.self) }.joined() }

  private func file(_ path: String, _ pipeline: Int) -> SourceFile {
    let text = Self.header(pipeline) + rules.filter { $0.pipeline == pipeline }.map(\.text).joined()
    return SourceFile(path: path, bytes: Array(text.utf8))
  }

  private static func header(_ pipeline: Int) -> String {
    pipeline == 2
      ? "for pipelines \"Support Pipeline\", Sales\n" : "for pipeline \"\(Vocabulary.pipelines[pipeline])\"\n"
  }
}

/// Makes random rulebooks.
struct RulebookGenerator {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func rulebook() -> RulebookText {
    let vocabulary = Vocabulary(using: &random)
    var book = RulebookText(vocabulary: vocabulary.text, rules: [])
    let needsMemory = random.chance(60)
    let sharedTrigger =
      random.chance(12) ? random.pick(["priority changed", "stage changed", "ticket created", "labels changed"]) : nil
    for index in 0..<(3 + random.below(7)) {
      book.rules.append(rule(named: "R\(index)", in: book.rules, needsMemory: needsMemory, sharedTrigger))
    }
    return book
  }

  /// The rulebook after an edit of its rules.
  mutating func edited(_ text: RulebookText) -> RulebookText {
    var book = text
    for index in book.rules.indices.reversed() where random.chance(20) { book.drop(index) }
    for index in book.rules.indices where random.chance(15) {
      let old = book.rules[index]
      var writer = RuleWriter(random: random, pipeline: old.pipeline, needsMemory: true)
      book.rules[index].body = writer.rule(isNamed: old.name != nil)
      random = writer.random
    }
    for index in book.rules.indices where random.chance(20) {
      // The same rule a little earlier or later.
      for (old, new) in [("1 hour", "2 hours"), ("2 hours", "3 hours"), ("3 days", "2 days"), ("09:00", "10:30")] {
        book.rules[index].body.replace(old, with: new, maxReplacements: 1)
      }
    }
    for number in 0..<random.below(3) {
      book.rules.append(rule(named: "N\(number)", in: book.rules, needsMemory: true, nil))
    }
    return book
  }

  private mutating func rule(
    named name: String, in others: [RulebookText.Rule], needsMemory: Bool, _ sharedTrigger: String?
  ) -> RulebookText.Rule {
    let pipeline = random.chance(75) ? 0 : random.chance(60) ? 1 : 2
    var writer = RuleWriter(random: random, pipeline: pipeline, needsMemory: needsMemory)
    writer.sharedTrigger = sharedTrigger
    let isNamed = random.chance(85)
    let body = writer.rule(isNamed: isNamed)
    random = writer.random
    var rule = RulebookText.Rule(name: isNamed ? name : nil, pipeline: pipeline, body: body)
    guard isNamed else { return rule }
    if pipeline < 2, random.chance(25) {
      let overridable = others.filter { $0.pipeline == pipeline }.compactMap(\.name)
      if !overridable.isEmpty { rule.overrides = random.some(overridable, atMost: 2) }
    }
    rule.isOff = random.chance(5)
    return rule
  }
}
