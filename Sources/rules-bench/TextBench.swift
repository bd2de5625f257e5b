internal import RuleCompiler
internal import RuleEngine
internal import RuleSource

/// Many texts in one pass, against a floor that looks for one after the other.
struct TextBench {
  private let workload: TextWorkload
  private let rulebook: Rulebook
  private let events: [Event]
  /// What the floor answers takes so long that it is asked about the first ones only.
  private static let floorEvents = 20

  /// `nil` if the generated rules do not compile.
  init?(rules: Int, events eventCount: Int) {
    workload = TextWorkload(rules: rules, events: max(eventCount, Self.floorEvents))
    let file = SourceFile(path: "texts.rules", bytes: Array(workload.ruleText.utf8))
    guard let bytes = Toolchain.compile([file], advising: false).output?.bytes,
      let rulebook = try? Rulebook(bytes: bytes)
    else { return nil }
    self.rulebook = rulebook
    events = workload.lines.compactMap { try? rulebook.event(from: $0) }
    guard events.count == workload.texts.count else { return nil }
  }

  /// Seconds an event, and whether both fired the same rules.
  func run() -> (engine: Double, floor: Double, isEqual: Bool) {
    var evaluator = Evaluator(rulebook)
    var fired: [[String]] = []
    let engine = Measurement.seconds(repetitions: 5) {
      evaluator.evaluate(events.span) { _, _ in }
    }
    for event in events.prefix(Self.floorEvents) {
      evaluator.evaluate(event)
      fired.append(evaluator.actions(of: event).map(\.rule))
    }
    let needles = workload.rules.map { Array($0.text.utf8) }
    let texts = workload.texts.prefix(Self.floorEvents).map { $0.map { Array($0.utf8) } }
    var expected: [[Int]] = []
    let floor = Measurement.seconds {
      expected = texts.map { fields in
        needles.indices.filter { Self.contains(needles[$0], in: fields[workload.rules[$0].field]) }
      }
    }
    return (
      engine / Double(events.count), floor / Double(Self.floorEvents),
      fired == expected.map { $0.map { "r\($0)" } }
    )
  }

  /// Evaluates so many events, the same ones again and again.
  func evaluate(times: Int) {
    var evaluator = Evaluator(rulebook)
    for index in 0..<times { evaluator.evaluate(events[index % events.count]) }
  }

  /// Whether a text in small letters stands somewhere, in any letters of ASCII.
  private static func contains(_ needle: [UInt8], in text: [UInt8]) -> Bool {
    var start = 0
    while start + needle.count <= text.count {
      var length = 0
      while length < needle.count, lowercased(text[start + length]) == needle[length] { length += 1 }
      if length == needle.count { return true }
      start += 1
    }
    return false
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
}
