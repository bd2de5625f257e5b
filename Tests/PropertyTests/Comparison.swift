import ReferenceInterpreter
import RuleEngine

/// Lines through the engine and through the reference interpreter.
struct Comparison {
  /// What each line gave, deliveries before it included.
  typealias Answers = [[String]]

  /// A difference, as small as dropping rules and lines makes it.
  struct Difference: CustomStringConvertible {
    var seed: UInt64
    var script: Script
    var engine: Answers
    var reference: Answers

    var description: String {
      let end = script.end.map { ["(the rest until \($0.iso8601))"] } ?? []
      let answers = (script.lines + end).enumerated().map { index, line in
        let mark = engine[index] == reference[index] ? "" : "  <--"
        let change = script.second?.at == index ? "(the second rulebook takes over)\n" : ""
        return change + "\(line)\(mark)\n"
          + (engine[index] == reference[index]
            ? engine[index].map { "    = \($0)\n" }.joined()
            : engine[index].map { "    engine    \($0)\n" }.joined()
              + reference[index].map { "    reference \($0)\n" }.joined())
      }
      let second = script.second.map { "# then\n" + $0.rulebook.text.printed } ?? ""
      return
        "seed \(seed)\(script.isRecoded ? ", recoded" : "")\n\(script.rulebook.text.printed)\n\(second)\(answers.joined())"
    }
  }

  /// What the engine says to each line; a refused line gives nothing.
  static func engine(_ script: Script, usesIndex: Bool = true) -> Answers {
    var player = EnginePlayer(script.rulebook, isRecoded: script.isRecoded, usesIndex: usesIndex)
    var answers: Answers = script.lines.enumerated().map { index, line in
      if let second = script.second, second.at == index { player.change(to: second.rulebook) }
      guard let event = try? script.rulebook.engine.event(from: Array(line.utf8)) else { return ["refused"] }
      return player.play(event).flatMap(\.words)
    }
    if let end = script.end { answers.append(player.finish(until: end).flatMap(\.words)) }
    return answers
  }

  /// What the reference interpreter says to each line.
  static func reference(_ script: Script) -> Answers {
    var player = ReferencePlayer(script.rulebook)
    var answers: Answers = script.lines.enumerated().map { index, line in
      if let second = script.second, second.at == index { player.change(to: second.rulebook) }
      guard let event = try? script.rulebook.engine.event(from: Array(line.utf8)) else { return ["refused"] }
      return player.play(event).flatMap(\.words)
    }
    if let end = script.end { answers.append(player.finish(until: end).flatMap(\.words)) }
    return answers
  }

  /// Where the engine differs from the reference interpreter, made small; nothing where it does not.
  static func difference(_ sample: PropertyCase, _ totals: inout PropertyTotals) -> Difference? {
    // Once with the rule index, once looking at every rule.
    let isDifferent = [true, false].contains { Self.isDifferent(sample, usesIndex: $0, &totals) }
    return isDifferent ? smallest(sample) : nil
  }

  private static func isDifferent(
    _ sample: PropertyCase, usesIndex: Bool, _ totals: inout PropertyTotals
  ) -> Bool {
    var player = EnginePlayer(sample.rulebook, isRecoded: sample.script.isRecoded, usesIndex: usesIndex)
    var isDifferent = false
    for (index, expected) in sample.reference.enumerated() {
      if let second = sample.script.second, second.at == index { player.change(to: second.rulebook) }
      guard let event = expected.last?.event else { continue }
      if index == sample.lines.count { break }
      if player.play(event).flatMap(\.words) != expected.flatMap(\.words) {
        isDifferent = true
        break
      }
    }
    if !isDifferent, let end = sample.script.end {
      isDifferent = player.finish(until: end).flatMap(\.words) != (sample.reference.last ?? []).flatMap(\.words)
    }
    if usesIndex { for outcome in player.outcomes { totals.note(outcome) } }
    return isDifferent
  }

  /// Drops rules and lines as long as the difference stays.
  private static func smallest(_ sample: PropertyCase) -> Difference {
    var script = sample.script
    var isShrinking = true
    func take(_ smaller: Script) {
      guard differs(smaller) else { return }
      script = smaller
      isShrinking = true
    }
    while isShrinking {
      isShrinking = false
      for smaller in simpler(script) { take(smaller) }
      for index in script.rulebook.text.rules.indices.reversed() {
        var smaller = script
        guard let rulebook = without(index, of: script.rulebook) else { continue }
        smaller.rulebook = rulebook
        take(smaller)
      }
      for index in (script.second?.rulebook.text.rules ?? []).indices.reversed() {
        var smaller = script
        guard let second = script.second, let rulebook = without(index, of: second.rulebook) else { continue }
        smaller.second = (rulebook, second.at)
        take(smaller)
      }
      for index in script.lines.indices.reversed() {
        var smaller = script
        smaller.lines.remove(at: index)
        if let second = script.second, index < second.at { smaller.second = (second.rulebook, second.at - 1) }
        take(smaller)
      }
    }
    let expected = reference(script)
    let indexed = engine(script)
    let answers = indexed == expected ? engine(script, usesIndex: false) : indexed
    return Difference(seed: sample.seed, script: script, engine: answers, reference: expected)
  }

  private static func simpler(_ script: Script) -> [Script] {
    var scripts: [Script] = []
    if script.isRecoded {
      var plain = script
      plain.isRecoded = false
      scripts.append(plain)
    }
    if script.end != nil {
      var only = script
      only.end = nil
      scripts.append(only)
    }
    if let second = script.second {
      var only = script
      only.second = nil
      scripts.append(only)
      only.rulebook = second.rulebook
      scripts.append(only)
    }
    return scripts
  }

  private static func without(_ rule: Int, of rulebook: AcceptedRulebook) -> AcceptedRulebook? {
    var text = rulebook.text
    text.drop(rule)
    return AcceptedRulebook(text)
  }

  private static func differs(_ script: Script) -> Bool {
    let expected = reference(script)
    return engine(script) != expected || engine(script, usesIndex: false) != expected
  }
}
