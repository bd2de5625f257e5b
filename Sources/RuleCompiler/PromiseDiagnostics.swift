package import RuleAnalysis
package import RuleChecker
internal import RuleEngine
internal import RuleSource

//  E0720 and W0721: promises that are broken, or that were not decided.

/// What is wrong with the promises of `rules`; nothing where there are none.
func promiseProblems(of rules: CheckedRules, files: [SourceFile], zones: ZoneReader) -> [Diagnostic] {
  guard !rules.promises.isEmpty else { return [] }
  let provable = Toolchain.provable(rules, files: files, zones: zones)
  let verdicts = provable.verdicts()
  // A promise for several pipelines is said once.
  var said: Set<SourceRange> = []
  var problems: [Diagnostic] = []
  for (promise, verdict) in zip(rules.promises, verdicts) {
    switch verdict {
    case .proved: break
    case .refuted(let example):
      if said.insert(promise.range).inserted {
        problems.append(.brokenPromise(promise, example, rules: provable.rules(of: example.finding, in: rules)))
      }
    case .unknown(let reason):
      if said.insert(promise.range).inserted {
        problems.append(.undecidedPromise(promise, reason: provable.named(reason, in: rules)))
      }
    }
  }
  return problems
}

extension ProvableRules {
  /// One for each promise.
  package func verdicts() -> [ProofVerdict] {
    do throws(BudgetExceeded) {
      let prover = try Prover(program, ruleCount: ruleCount)
      return promises.map { prover.verdict(of: $0) }
    } catch {
      return promises.map { _ in .unknown("there are too many situations to look at") }
    }
  }

  /// The rules that take part in a finding.
  package func rules(of finding: CounterExample.Finding, in rules: CheckedRules) -> [CheckedRule] {
    finding.rules.filter { checked.indices.contains($0) }.map { rules.rules[checked[$0]] }
  }

  /// A reason with rules by their names.
  package func named(_ reason: String, in rules: CheckedRules) -> String {
    reason.replacing(#/rule #(\d+)#/#) { match in
      guard let index = Int(match.output.1), checked.indices.contains(index) else { return "a rule" }
      let rule = rules.rules[checked[index]]
      return rule.isNamed ? "rule `\(rule.identity)`" : "the rule `\(rule.identity)`"
    }
  }
}

extension CheckedPromise.Effect {
  /// `no email`, `1 email`, `2 emails`
  fileprivate func words(_ count: Int) -> String {
    let noun =
      switch self {
      case .notification: "ticket notification"
      case .email: "email"
      case .message: "message"
      case .task: "task"
      case .note: "note"
      case .ticket: "ticket"
      }
    return count == 0 ? "no \(noun)" : "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

extension Diagnostic {
  /// E0720: an event breaks the promise.
  fileprivate static func brokenPromise(
    _ promise: CheckedPromise, _ example: CounterExample, rules: [CheckedRule]
  ) -> Diagnostic {
    let (message, help) = words(of: promise, example.finding)
    var notes = example.lines.map { "for example: `\($0)`" }
    if example.lines.count > 1 { notes[1] = "and then: `\(example.lines[1])`" }
    if let until = example.until { notes.append("and time passes until \(until.iso8601)") }
    return Diagnostic(
      .error, "E0720", message, at: promise.range,
      labels: rules.prefix(3).map { Label("this rule takes part", at: $0.headRange) }, help: help, notes: notes)
  }

  private static func words(
    of promise: CheckedPromise, _ finding: CounterExample.Finding
  ) -> (message: String, help: String) {
    switch promise.kind {
    case .counts(let quantity, let effect, _, let occasion):
      let place = if case .event = occasion { "from one event" } else { "in one round" }
      let count = effect.words(finding.count)
      let least =
        switch quantity {
        case .exactly(let number), .atLeast(let number): number
        case .atMost: 0
        }
      let help =
        finding.count < least
        ? "add a rule for this case, or promise less"
        : "let one of the rules `overrides` another, narrow its condition, or promise less"
      return ("the promise is not kept: \(count) \(place)", help)
    case .created(_, .isAssigned):
      return (
        "the promise is not kept: a ticket is created and stays unassigned", "add a rule that assigns it in this case"
      )
    case .created(_, .has):
      return (
        "the promise is not kept: a ticket is created and the property stays unknown",
        "add a rule that sets it in this case"
      )
    case .neverMoves:
      return ("the promise is not kept: rules move a ticket so", "change the rule, or what starts it")
    }
  }

  /// W0721: neither proved nor refuted.
  fileprivate static func undecidedPromise(_ promise: CheckedPromise, reason: String) -> Diagnostic {
    Diagnostic(
      .warning, "W0721", "whether this promise is kept was not decided", at: promise.range,
      help: "promise something smaller, or ask `rulesc prove` what leads to what", notes: [reason])
  }
}
