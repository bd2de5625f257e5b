internal import RuleEngine

/// What timers and limits of two programs' rules are called. A timer is named by what it waits for, so that equal timers
/// are due together; a limit by its rule, since the ticket's state counts by rule.
struct RuleNaming {
  /// What stands before a rule's own name while two programs are looked at together: indices, which are the same in no
  /// two rules.
  static func label(_ side: Side, _ index: Int) -> String { "\(side.rawValue)\(index)" }

  enum Side: String { case old = "o", new = "n" }

  /// The rules of a program by their labels.
  static func labelled(_ program: Program, _ side: Side) -> Program {
    var program = program
    for index in program.rules.indices { program.rules[index].identity = label(side, index) }
    return program
  }

  /// Names for labelled rules of both sides.
  static func names(old: Program, new: Program, pairs: RulePairs) -> RuleNames {
    var limits: [String: String] = [:]
    var conditions: [String: String] = [:]
    for (index, rule) in new.rules.enumerated() where !rule.limits.isEmpty || rule.timer != nil {
      let label = label(.new, index)
      limits[label] = rule.identity
      if let condition = rule.timer?.condition { conditions[label] = words(condition, of: new) }
    }
    for (index, rule) in old.rules.enumerated() where !rule.limits.isEmpty || rule.timer != nil {
      let label = label(.old, index)
      let partner = pairs.newOfOld[index]
      limits[label] = partner.map { new.rules[$0].identity } ?? rule.identity
      guard let condition = rule.timer?.condition else { continue }
      if let partner, let other = new.rules[partner].timer?.condition,
        isSame(condition, of: old, other, of: new, pipeline: rule.pipeline)
      {
        conditions[label] = words(other, of: new)
      } else {
        conditions[label] = words(condition, of: old)
      }
    }
    return RuleNames(
      due: { [conditions] rule in
        guard let timer = rule.timer else { return rule.identity }
        return frame(of: timer, condition: conditions[rule.identity])
      },
      limited: { [limits] rule in limits[rule.identity] ?? rule.identity })
  }

  /// All that decides when a timer is due.
  static func frame(of timer: Program.Timer, condition: String?) -> String {
    let frame =
      switch timer.kind {
      case .whileTrue(_, let delay): "while \(delay) \(condition ?? "")"
      case .everyWhile(_, let delay): "every \(delay) \(condition ?? "")"
      default: "\(timer.kind)"
      }
    return "\(frame) \(timer.postponedTo.map(String.init) ?? "")"
  }

  private static func words(_ condition: Program.Condition, of program: Program) -> String {
    condition.branches.map { index in
      let branch = program.branches[index]
      let targets = [branch.ifTrue, branch.ifFalse].map { target in
        if case .branch(let next) = target { "\(next - condition.branches.lowerBound)" } else { "\(target)" }
      }
      return "\(program.tests[branch.test]) \(targets)"
    }.joined(separator: ";")
  }

  /// Whether both hold in the same situations.
  private static func isSame(
    _ left: Program.Condition, of old: Program, _ right: Program.Condition, of new: Program, pipeline: Int
  ) -> Bool {
    func asking(_ condition: Program.Condition) -> Program.Rule {
      Program.Rule(
        identity: "", pipeline: pipeline, overrides: [], triggers: [], timer: nil, limits: [],
        guardCondition: condition, arms: [])
    }
    do throws(BudgetExceeded) {
      let situations = try Situations(
        program: new, scope: .pipeline(pipeline), sources: [(old, [asking(left)]), (new, [asking(right)])],
        store: DiagramStore(budget: 200_000))
      let difference = try situations.store.xor(situations.diagram(left, in: old), situations.diagram(right, in: new))
      return try situations.store.and(difference, situations.possible) == .never
    } catch {
      return false
    }
  }
}

extension Program.Timer {
  /// The condition of `while`.
  var condition: Program.Condition? {
    switch kind {
    case .whileTrue(let condition, _), .everyWhile(let condition, _): condition
    case .inStage, .withoutReply, .withoutAnswer, .withoutActivity, .before, .after, .reached, .everyDays: nil
    }
  }
}
