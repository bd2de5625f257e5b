internal import RuleChecker
internal import RuleSource

//  W07xx: what all tickets and all events together prove of a rule.

extension Diagnostic {
  /// W0701: no event and no ticket makes it fire.
  static func neverFires(at range: SourceRange, parts: [SourceRange]) -> Diagnostic {
    let labels =
      switch parts.count {
      case 0: [Label]()
      case 1: [Label("this is never so when the rule starts", at: parts[0])]
      default: [Label("this and …", at: parts[0]), Label("… this exclude each other", at: parts[1])]
      }
    return Diagnostic(
      .warning, "W0701", "this rule can never fire: no event and no ticket fits all of it", at: range, labels: labels,
      help: "change what it waits for or what it asks, or switch it `off`",
      notes: parts.isEmpty ? ["its trigger and its conditions exclude each other"] : [])
  }

  /// W0702: an arm that nothing is left for.
  static func armNeverTaken(at range: SourceRange, part: SourceRange?, earlier: [SourceRange]?) -> Diagnostic {
    let reason =
      switch (part, earlier) {
      case (.some, _), (nil, nil): "its condition never holds here"
      case (nil, let earlier?):
        earlier.isEmpty ? "the arms above take every case" : "an arm above takes every case of it"
      }
    var labels = part.map { [Label("this is never so here", at: $0)] } ?? []
    if let first = earlier?.first { labels.append(Label("this arm comes first", at: first)) }
    return Diagnostic(
      .warning, "W0702", "this arm is never taken: \(reason)", at: range, labels: labels,
      help: "remove it, or put it above the arms that take its cases")
  }

  /// W0703 and W0704: a part that comes out the same whenever it is asked.
  static func decided(_ range: SourceRange, holds: Bool, rule: SourceRange) -> Diagnostic {
    holds
      ? Diagnostic(
        .hint, "H0704", "this always holds here: it asks nothing", at: range, labels: [Label("in this rule", at: rule)],
        help: "leave it out, or ask for what was meant")
      : Diagnostic(
        .warning, "W0703", "this never holds here", at: range, labels: [Label("in this rule", at: rule)],
        help: "leave it out, or ask for what was meant",
        notes: ["the trigger, `only if` or what stands before it in the condition excludes it"])
  }

  /// W0705: another rule does all of it.
  static func redundant(
    at range: SourceRange, other: String, isNamed: Bool, place: SourceRange, example: String?
  ) -> Diagnostic {
    Diagnostic(
      .warning, "W0705", "whenever this rule fires, \(name(other, isNamed)) does all that it does", at: range,
      labels: [Label("this rule does it, too", at: place)],
      help: "remove this rule, or change what one of the two waits for or does", notes: [example].compactMap { $0 })
  }

  /// W0706: two rules that cannot be told apart.
  static func sameBehaviour(
    at range: SourceRange, other: String, isNamed: Bool, place: SourceRange, example: String?
  ) -> Diagnostic {
    Diagnostic(
      .warning, "W0706", "this rule fires for the same events as \(name(other, isNamed)) and does the same", at: range,
      labels: [Label("the other rule", at: place)],
      help: "remove one of the two, or change what one of them waits for or does", notes: [example].compactMap { $0 })
  }

  /// W0408, where it takes a proof.
  static func overridesInVain(at range: SourceRange, title: String, place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, "W0408", "no event starts both this rule and rule `\(title)`, so there is nothing to override",
      at: range,
      labels: [Label("the rule that is overridden", at: place)],
      help: "remove it from `overrides`, or give both rules an event in common")
  }

  /// W0707: what it does leads to it again.
  static func reactsToItself(_ rule: CheckedRule, through: [CheckedRule], example: String) -> Diagnostic {
    let way = through.map { name($0.identity, $0.isNamed) }
    let path = (way + ["this rule"]).joined(separator: " → ")
    return Diagnostic(
      .warning, "W0707", "what this rule does leads to this rule again, and the second time it is held back",
      at: rule.headRange, labels: through.map { Label("on the way", at: $0.headRange) },
      help: "narrow what it waits for, so that its own changes are not meant: a condition, or `by an agent`",
      notes: ["this rule → \(path)", example])
  }

  /// W0708: a write that is taken back at once.
  static func undoes(_ rule: CheckedRule, _ other: CheckedRule, field: String, example: String) -> Diagnostic {
    Diagnostic(
      .warning, "W0708",
      "this rule gives `\(field)` back the value that it had before \(name(other.identity, other.isNamed)) wrote it",
      at: rule.headRange, labels: [Label("writes it one round before", at: other.headRange)],
      help: "let their conditions exclude each other, or remove one of the two", notes: [example])
  }

  /// W0709: a timer that no change can end.
  static func neverEnds(_ rule: CheckedRule) -> Diagnostic {
    Diagnostic(
      .warning, "W0709", "the condition of `while` holds for every ticket, so that nothing ever ends the timer",
      at: rule.headRange, help: "ask for something that can change, such as `ticket is open`")
  }

  /// W0711: timers lead round for ever. The first step is the rule's.
  static func goesRound(
    _ rule: CheckedRule, steps: [(rule: CheckedRule, stage: String)], example: String
  ) -> Diagnostic {
    var way = steps.map { step in
      "`\(step.stage)` → \(step.rule.range == rule.range ? "this rule" : name(step.rule.identity, step.rule.isNamed))"
    }
    way.append("`\(steps.first?.stage ?? "")`")
    var others: [CheckedRule] = []
    for step in steps where step.rule.range != rule.range && !others.contains(where: { $0.range == step.rule.range }) {
      others.append(step.rule)
    }
    return Diagnostic(
      .warning, "W0711", "this timer moves tickets in a circle, and they go round for ever with nobody doing anything",
      at: rule.headRange, labels: others.map { Label("on the way round", at: $0.headRange) },
      help:
        "give one of the rules a limit, such as `once per ticket`, or let the way end in a stage that no timer leaves",
      notes: [way.joined(separator: " → "), example])
  }

  /// H0710: the arms seem to mean every case, and leave one out.
  static func caseUncovered(at range: SourceRange, when: String, example: String?) -> Diagnostic {
    Diagnostic(
      .hint, "H0710", "no arm is taken where \(when)", at: range,
      help: "take the case into an arm, or add `otherwise do …`",
      notes: ["where no arm holds, nothing is done"] + [example].compactMap { $0 })
  }

  /// H0712: the diagrams would grow beyond what memory they may take.
  static func undecided(_ rules: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .hint, "H0712", "\(rules) ask for too many things together: what they do in all cases is not proved", at: range,
      help: "`rulesc test` tries single cases; rules that compare fewer fields in one condition can be proved",
      notes: ["of these rules no message W0701 to H0710 is given"])
  }

  private static func name(_ identity: String, _ isNamed: Bool) -> String {
    isNamed ? "rule `\(identity)`" : "a nameless rule"
  }
}
