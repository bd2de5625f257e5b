package import RuleEngine

/// A rule of a program in the words of the language, part by part: for who shows it elsewhere than in a listing.
package struct RuleInWords: Sendable {
  /// `on reply from contact or note added`, `after 3 days in stage "New"`.
  package let trigger: String
  /// The delay or the hours of a timer alone: `3 days`. `nil` where the rule has none.
  package let clock: String?
  /// For each arm its condition (`when …`, `row 3`; empty for a bare `do`) and its actions.
  package let arms: [(condition: String, actions: [String])]

  /// `rule` of `program`.
  package init(_ rule: Program.Rule, of program: Program) {
    let words = Inspection(program: program)
    if let timer = rule.timer {
      trigger = words.sentence(for: timer)
      clock = words.clock(of: timer, rule.arms.compactMap(\.delay))
    } else {
      trigger = "on " + rule.triggers.map { Self.words(for: $0, words) }.joined(separator: " or ")
      clock = nil
    }
    arms = rule.arms.enumerated().map { place, arm in
      let row = arm.row.map { "row \($0)" + (arm.delay.map { ", after \(words.span($0))" } ?? "") }
      let when = arm.condition.map { words.formula(for: $0) }
      let condition =
        switch (row, when) {
        case (let row?, let when?): "\(row), when \(when)"
        case (let row?, nil): row
        case (nil, let when?): (place == 0 ? "when " : "otherwise when ") + when
        case (nil, nil): place == 0 ? "" : "otherwise"
        }
      return (condition, arm.actions.map { words.words(for: $0) })
    }
  }

  /// Whether an identity is a nameless rule's text, as far as a program can tell.
  package func isText(_ identity: String) -> Bool {
    ["on ", "after ", "every "].contains(where: identity.hasPrefix) && identity.contains(" do ")
  }

  private static func words(for trigger: Program.Trigger, _ words: Inspection) -> String {
    // A program does not know what its lists are called.
    guard case .list = trigger.by else { return bare(words.words(for: trigger)) }
    var open = trigger
    open.by = nil
    return bare(words.words(for: open)) + " by somebody on a list"
  }

  /// Names of one word without their quotes, as people write them.
  static func bare(_ text: String) -> String {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    // What holds a quote in quotes is left as it is.
    guard parts.count % 2 == 1, !text.contains("\\") else { return text }
    return parts.enumerated().map { place, part in
      if place.isMultiple(of: 2) { return String(part) }
      let isWord = part.first?.isLetter == true && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      return isWord ? String(part) : "\"\(part)\""
    }.joined()
  }
}

extension Inspection {
  fileprivate func formula(for condition: Program.Condition) -> String {
    if let formula = Formula(condition, of: program) { return formula.words }
    return condition.branches.map { program.branches[$0].text }.joined(separator: ", ")
  }

  fileprivate func sentence(for timer: Program.Timer) -> String {
    let condition = timer.kind.condition.map { " while " + formula(for: $0) } ?? ""
    return RuleInWords.bare(words(for: timer.kind)) + condition
  }

  /// The delay alone; the rows' where the timer has a column, the shortest list that names each once.
  fileprivate func clock(of timer: Program.Timer, _ delays: [Span]) -> String {
    switch timer.kind {
    case .inStage(_, let delay?), .withoutReply(let delay), .withoutAnswer(let delay), .withoutActivity(let delay),
      .whileTrue(_, let delay), .after(_, let delay?):
      return span(delay)
    case .everyWhile(_, let delay): return "every \(span(delay))"
    case .before(_, let delay): return "\(span(delay)) before"
    case .reached: return "that day"
    case .everyDays: return words(for: timer.kind)
    case .inStage(_, nil), .after(_, nil):
      var names: [String] = []
      for delay in delays where !names.contains(span(delay)) { names.append(span(delay)) }
      return names.count > 3 ? "\(names.count) delays" : names.joined(separator: ", ")
    }
  }
}
