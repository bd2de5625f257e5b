import ReferenceInterpreter
import RuleEngine

/// Lines through the engine and through the reference interpreter.
struct Comparison {
  /// What one line gave.
  typealias Answers = [[String]]

  /// A difference, as small as dropping rules and lines makes it.
  struct Difference: CustomStringConvertible {
    var seed: UInt64
    var text: RulebookText
    var lines: [String]
    var engine: Answers
    var reference: Answers

    var description: String {
      let answers = zip(lines, zip(engine, reference)).map { line, answers in
        let mark = answers.0 == answers.1 ? "" : "  <--"
        return "\(line)\(mark)\n"
          + (answers.0 == answers.1
            ? answers.0.map { "    = \($0)\n" }.joined()
            : answers.0.map { "    engine    \($0)\n" }.joined() + answers.1.map { "    reference \($0)\n" }.joined())
      }
      return "seed \(seed)\n\(text.printed)\n\(answers.joined())"
    }
  }

  /// What the engine says to each line; a refused line gives nothing.
  static func engine(_ rulebook: AcceptedRulebook, _ lines: [String]) -> Answers {
    var memory = TicketMemory(rulebook: rulebook.engine)
    return lines.map { line in
      guard let event = try? rulebook.engine.event(from: Array(line.utf8)) else { return ["refused"] }
      return memory.handle(event).actions.map(\.json)
    }
  }

  /// What the reference interpreter says to each line.
  static func reference(_ rulebook: AcceptedRulebook, _ lines: [String]) -> Answers {
    var interpreter = ReferenceInterpreter(rules: rulebook.rules, zone: rulebook.zone)
    return lines.map { line in
      guard let event = try? rulebook.engine.event(from: Array(line.utf8)) else { return ["refused"] }
      return interpreter.handle(event).map(\.json)
    }
  }

  /// Where the engine differs from the reference interpreter, made small; nothing where it does not.
  static func difference(_ sample: PropertyCase, _ totals: inout PropertyTotals) -> Difference? {
    var memory = TicketMemory(rulebook: sample.rulebook.engine)
    var isDifferent = false
    for (event, expected) in zip(sample.events, sample.reference) {
      guard let event else { continue }
      let step = memory.handle(event)
      totals.note(step.outcome)
      if step.actions != expected { isDifferent = true }
    }
    return isDifferent ? smallest(sample) : nil
  }

  /// Drops rules and lines as long as the difference stays.
  private static func smallest(_ sample: PropertyCase) -> Difference {
    var rulebook = sample.rulebook
    var lines = sample.lines
    var isShrinking = true
    while isShrinking {
      isShrinking = false
      for index in rulebook.text.rules.indices.reversed() {
        var text = rulebook.text
        text.drop(index)
        guard let smaller = AcceptedRulebook(text), differs(smaller, lines) else { continue }
        rulebook = smaller
        isShrinking = true
      }
      for index in lines.indices.reversed() {
        var fewer = lines
        fewer.remove(at: index)
        guard differs(rulebook, fewer) else { continue }
        lines = fewer
        isShrinking = true
      }
    }
    return Difference(
      seed: sample.seed, text: rulebook.text, lines: lines, engine: engine(rulebook, lines),
      reference: reference(rulebook, lines))
  }

  private static func differs(_ rulebook: AcceptedRulebook, _ lines: [String]) -> Bool {
    engine(rulebook, lines) != reference(rulebook, lines)
  }
}
