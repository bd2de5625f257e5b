internal import RuleEngine

//  A table with a timer column is due row by row: for each delay there is a variant of the rule that has this delay alone.

extension Program.Rule {
  /// The rule with one delay each, and the arms that have it; the rule itself where no arm has a delay.
  var variants: [(rule: Program.Rule, arms: [Bool])] {
    guard let timer else { return [(self, arms.map { _ in true })] }
    let withDelay: (Span) -> Program.Timer.Kind
    switch timer.kind {
    case .inStage(let stages, nil): withDelay = { .inStage(stages, $0) }
    case .after(let slot, nil): withDelay = { .after(slot, $0) }
    default: return [(self, arms.map { _ in true })]
    }
    var delays: [Span] = []
    for case let delay? in arms.map(\.delay) where !delays.contains(delay) { delays.append(delay) }
    return delays.map { delay in
      var rule = self
      rule.timer?.kind = withDelay(delay)
      return (rule, arms.map { $0.delay == delay })
    }
  }
}

extension Situations {
  /// When the rule holds and which arm it takes, delay by delay; of situations that are not possible it says anything.
  func encodeVariants(of rule: Program.Rule, in program: Program) throws(BudgetExceeded) -> EncodedRule {
    var result = EncodedRule(
      triggered: .never, guarded: .never, taken: rule.arms.map { _ in .never }, holds: .never)
    for (variant, arms) in rule.variants {
      let encoded = try encode(variant, of: program, within: .always)
      result.triggered = try store.or(result.triggered, encoded.triggered)
      result.guarded = try store.or(result.guarded, encoded.guarded)
      for (index, isOwn) in arms.enumerated() where isOwn { result.taken[index] = encoded.taken[index] }
    }
    result.holds = try store.any(result.taken)
    return result
  }
}
