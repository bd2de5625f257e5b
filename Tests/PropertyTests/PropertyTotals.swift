import RuleEngine
import RuleSource

/// What a run tried: a run that tries little proves little.
struct PropertyTotals {
  var rulebooks = 0
  var accepted = 0
  var acceptedAtOnce = 0
  var rules = 0
  var rulesDropped = 0
  var overridesAdded = 0
  var cases = 0
  var lines = 0
  var deliveries = 0
  var refusedLines = 0
  var linesWithActions = 0
  var actions = 0
  var mostRounds = 0
  private var errors: [String: (count: Int, example: String)] = [:]
  private var refusals: [String: Int] = [:]
  private var kinds: [String: Int] = [:]
  private var outcomes: [String: Int] = [:]

  mutating func note(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { errors[diagnostic.code, default: (0, diagnostic.message)].count += 1 }
  }

  mutating func note(_ refusal: EventProblem) {
    refusedLines += 1
    refusals[refusal.reason, default: 0] += 1
  }

  mutating func note(_ outcome: Step.Outcome) { outcomes["\(outcome)", default: 0] += 1 }

  mutating func note(_ actions: [Action]) {
    linesWithActions += actions.isEmpty ? 0 : 1
    self.actions += actions.count
    for action in actions {
      mostRounds = max(mostRounds, action.round)
      kinds[String(action.key.prefix { $0 != "-" }), default: 0] += 1
    }
  }

  var printed: String {
    func list(_ counts: [String: Int]) -> String {
      counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
    let refused = errors.sorted { $0.key < $1.key }.map { "\n    \($0.key) × \($0.value.count): \($0.value.example)" }
    return """
      \(cases) cases, \(lines) lines (\(linesWithActions) with actions, \(deliveries) deliveries, \(refusedLines) refused), \(actions) actions, \
      at most \(mostRounds) rounds
        rulebooks: \(accepted) of \(rulebooks) accepted, \(acceptedAtOnce) at once, \(rules) rules, \
      \(rulesDropped) rules dropped, \(overridesAdded) overrides added
        actions: \(list(kinds))
        lines: \(list(outcomes))
        refused lines: \(list(refusals))
        messages: \(refused.joined())
      """
  }
}
