import RuleChecker
import RuleSchema
import RuleSource

//  Which rules may have a condition that always holds, or never does. Rules are looked at in place (MeaningHash).

extension LintSubject {
  /// Picks the rules that are worth a closer look: something is asked about twice, or in a way that decides itself. Most
  /// rules ask about each thing once, and cost no more than that.
  func mayHaveConstant(_ rule: CheckedRule) -> Bool {
    var asked = AskedSubjects()
    if rule.startsInStages { asked.insert(.now(.stage)) }
    return mayRepeat(rule.timer, &asked) || mayRepeat(rule.guardCondition, &asked) || mayRepeat(rule.arms, &asked)
  }

  private func mayRepeat(_ timer: CheckedTimer?, _ asked: inout AskedSubjects) -> Bool {
    switch timer {
    case .some(let timer): mayRepeat(timer.kind, &asked)
    case .none: false
    }
  }

  private func mayRepeat(_ kind: CheckedTimer.Kind, _ asked: inout AskedSubjects) -> Bool {
    switch kind {
    case .whileTrue(let condition, _), .everyWhile(let condition, _): mayRepeat(condition, &asked)
    case .inStage, .withoutReply, .withoutAnswer, .withoutActivity, .before, .after, .reached, .everyDays: false
    }
  }

  private func mayRepeat(_ arms: ShortList<CheckedArm>, _ asked: inout AskedSubjects) -> Bool {
    switch arms {
    case .one(let arm): return mayRepeat(arm, &asked)
    case .several(let arms):
      let arms = arms.span
      for index in arms.indices where mayRepeat(arms[index], &asked) { return true }
      return false
    }
  }

  @inline(__always)
  private func mayRepeat(_ arm: CheckedArm, _ asked: inout AskedSubjects) -> Bool {
    switch arm.row {
    case .some: false
    case .none: mayRepeat(arm.condition, &asked)
    }
  }

  private func mayRepeat(_ condition: CheckedCondition?, _ asked: inout AskedSubjects) -> Bool {
    switch condition {
    case .some(.all(let parts)): mayRepeat(parts, &asked, areAll: true)
    case .some(.any(let parts)): mayRepeat(parts, &asked, areAll: false)
    case .some(.not(let inner)): mayRepeat(inner, &asked)
    case .some(.test(let test, _)): mayRepeat(test, &asked)
    case .none: false
    }
  }

  private func mayRepeat(_ parts: [CheckedCondition], _ asked: inout AskedSubjects, areAll: Bool) -> Bool {
    let parts = parts.span
    // Both ends of a span ask about one thing once.
    let count = areAll && parts.areEndsOfSpan ? 1 : parts.count
    for index in 0..<count {
      switch parts[index] {
      case .test(let test, _): if mayRepeat(test, &asked) { return true }
      default: if mayRepeat(parts[index], &asked) { return true }
      }
    }
    return false
  }

  private func mayRepeat(_ test: Test, _ asked: inout AskedSubjects) -> Bool {
    test.mayBeConstant(choiceCounts) || !asked.insert(test.subject)
  }
}

/// What the tests of a rule ask about, or a little more.
private struct AskedSubjects {
  private var now = LikelyFields()
  private var before = LikelyFields()
  private var hasActor = false
  private var hasOther = false

  /// Whether it was not asked about before.
  @discardableResult
  mutating func insert(_ subject: TestSubject?) -> Bool {
    switch subject {
    case .now(let field):
      defer { now.insert(field) }
      return !now.contains(field)
    case .before(let field):
      defer { before.insert(field) }
      return !before.contains(field)
    case .actor:
      defer { hasActor = true }
      return !hasActor
    case nil:
      defer { hasOther = true }
      return !hasOther
    }
  }
}

extension Swift.Span<CheckedCondition> {
  /// The two tests of `is between 1 and 5`, in good order: together they are one question.
  fileprivate var areEndsOfSpan: Bool {
    guard count == 2, let low = self[0].end(.atLeast), let high = self[1].end(.atMost) else { return false }
    return low.field == high.field && low.number <= high.number
  }
}

extension CheckedCondition {
  /// What a number is compared with, and of what it is.
  fileprivate func end(_ comparison: Test.Comparison) -> (field: Field, number: Double)? {
    switch self {
    case .test(.compares(let field, let own, .number(let number)), _): own == comparison ? (field, number) : nil
    default: nil
    }
  }
}

extension CheckedRule {
  /// Whether its trigger says in which stages a ticket can be where it starts.
  fileprivate var startsInStages: Bool {
    if case .inStage = timer?.kind { return true }
    return !triggers.isEmpty && triggers.allEnter
  }
}

extension [CheckedTrigger] {
  fileprivate var allEnter: Bool {
    let triggers = span
    for index in triggers.indices {
      guard case .entered = triggers[index].happening else { return false }
    }
    return true
  }
}

extension Test {
  /// A single test that is worth a look.
  func mayBeConstant(_ choiceCounts: [Int]) -> Bool {
    switch self {
    case .isOneOf(let field, let values):
      switch field {
      case .pipeline: true
      case .stage: values.count > 1
      case .property(let index): values.count > 1 && 1...values.count ~= choiceCounts[index.value]
      case .owner, .team, .inbox, .channel, .created, .closed, .contactEmail, .ownerEmail, .ownerTeams, .messageSubject,
        .messageFrom, .messageText:
        false
      }
    case .compares(_, .below, .option(let option)): option == 0
    case .compares(.property(let index), .above, .option(let option)): choiceCounts[index.value] - 1 == option
    case .compares(_, .above, .option): true
    case .equalsField, .comparesField, .isBefore, .isAfter, .isDay: isDecidedByItself
    default: false
    }
  }
}
