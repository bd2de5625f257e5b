package import RuleEngine

/// The rules that look at tickets of one pipeline, or at new conversations, with what holds when.
package struct AnalysedSpace {
  package let scope: Situations.Scope
  package let situations: Situations
  /// Indices into `Program.rules`, ascending.
  package let rules: [Int]
  /// One for each of `rules`.
  package let encoded: [EncodedRule]

  /// The space of `rules` (indices into `program.rules`).
  package init(
    scope: Situations.Scope, rules: [Int], program: Program, nodeBudget: Int = 2_000_000
  ) throws(BudgetExceeded) {
    self.scope = scope
    self.rules = rules
    situations = try Situations(
      program: program, scope: scope, rules: rules.map { program.rules[$0] }, store: DiagramStore(budget: nodeBudget))
    var encoded: [EncodedRule] = []
    for rule in rules { encoded.append(try situations.encode(program.rules[rule], of: program)) }
    self.encoded = encoded
  }

  /// The rules of a program by where they look: conversations first, then pipelines in order.
  package static func scopes(of program: Program) -> [(scope: Situations.Scope, rules: [Int])] {
    var conversations: [Int] = []
    var pipelines: [[Int]] = Array(repeating: [], count: program.pipelines.count)
    for (index, rule) in program.rules.enumerated() {
      switch Situations.Scope(of: rule) {
      case .conversations: conversations.append(index)
      case .pipeline(let pipeline): pipelines[pipeline].append(index)
      }
    }
    return ([(.conversations, conversations)] + pipelines.enumerated().map { (.pipeline($0.offset), $0.element) })
      .filter { !$0.1.isEmpty }
  }

  /// Every space of a program. One that needs more nodes than it may is left out.
  package static func all(of program: Program, nodeBudget: Int = 2_000_000) -> [AnalysedSpace] {
    scopes(of: program).compactMap { scope, rules in
      try? AnalysedSpace(scope: scope, rules: rules, program: program, nodeBudget: nodeBudget)
    }
  }

  /// What is known of a rule (an index into `Program.rules`), if it is of this space.
  package func encoding(of rule: Int) -> EncodedRule? { rules.placeInOrder(of: rule).map { encoded[$0] } }

  /// When a rule (an index into `Program.rules`) takes an arm and fires: its limit is not used up, and no rule that
  /// overrides it holds. Whether it is held back (section 4.2 of `grammar/meaning.md`) is not looked at.
  package func fires(_ rule: Int, arm: Int) throws(BudgetExceeded) -> Diagram {
    guard let place = rules.placeInOrder(of: rule), encoded[place].taken.indices.contains(arm) else { return .never }
    return try situations.store.without(encoded[place].taken[arm], isSuppressed(rule))
  }

  /// When a rule would not fire though it holds: its limit is used up, or a rule that overrides it holds.
  package func isSuppressed(_ rule: Int) throws(BudgetExceeded) -> Diagram {
    let program = situations.program
    var reasons = [try situations.isUsedUp(program.rules[rule])]
    for (place, other) in rules.enumerated() where program.rules[other].overrides.contains(rule) {
      reasons.append(
        try situations.store.without(encoded[place].holds, situations.isUsedUp(program.rules[other])))
    }
    return try situations.store.any(reasons)
  }
}

extension Situations.Scope {
  /// Where an event is looked at; `nil` for a ticket of a pipeline that the rulebook does not know.
  package init?(of event: Event, in rulebook: Rulebook) {
    switch event.subject {
    case .conversation: self = .conversations
    case .ticket:
      let view = EventView(rulebook: rulebook, event: event)
      guard case .option(let pipeline) = view.value(of: .pipeline) else { return nil }
      self = .pipeline(Int(pipeline))
    }
  }
}
