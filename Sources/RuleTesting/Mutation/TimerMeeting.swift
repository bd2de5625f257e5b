import RuleChecker
import RuleSchema
import RuleSource

/// Whether two timed rules can be due at one instant: where they cannot, neither overrides the other, whatever they say.
enum TimerMeeting {
  /// Both count from the same, and for every class of tickets different times.
  static func isExcluded(of one: CheckedRule, and other: CheckedRule, _ schema: Schema, budget: Int) -> Bool {
    guard let first = one.timer, let second = other.timer, first.postponedTo == nil, second.postponedTo == nil,
      let start = start(of: first), start == self.start(of: second), one.pipeline == other.pipeline
    else { return false }
    let tests = Equivalence.tests(of: one) + Equivalence.tests(of: other)
    let space = ConditionSpace(of: tests, pipeline: one.pipeline, schema: schema)
    guard space.count(upTo: budget) < budget else { return false }
    return space.allSatisfy { ticket in
      guard let arm = ticket.arm(of: one), let otherArm = ticket.arm(of: other) else { return true }
      guard let span = span(of: first) ?? one.arms[arm].delay,
        let otherSpan = self.span(of: second) ?? other.arms[otherArm].delay
      else { return false }
      return areApart(span, otherSpan)
    }
  }

  /// What the timer counts from; `nil` for one that does not count once from a fixed instant.
  private static func start(of timer: CheckedTimer) -> String? {
    switch timer.kind {
    case .inStage(let stages, _): "stage \(stages)"
    case .before(let field, _): "before \(field)"
    case .after(let field, _): "after \(field)"
    case .withoutReply, .withoutAnswer, .withoutActivity, .whileTrue, .everyWhile, .reached, .everyDays: nil
    }
  }

  private static func span(of timer: CheckedTimer) -> Span? {
    switch timer.kind {
    case .inStage(_, let span), .after(_, let span): span
    case .before(_, let span): span
    case .withoutReply, .withoutAnswer, .withoutActivity, .whileTrue, .everyWhile, .reached, .everyDays: nil
    }
  }

  /// Of one clock, and of different lengths. Days do not compare with hours: some days have 23.
  private static func areApart(_ one: Span, _ other: Span) -> Bool {
    guard one.calendar == other.calendar, let length = length(of: one), let otherLength = self.length(of: other) else {
      return false
    }
    return length.isDays == otherLength.isDays && length.amount != otherLength.amount
  }

  private static func length(of span: Span) -> (amount: Int, isDays: Bool)? {
    switch span.unit {
    case .minutes: (span.amount, false)
    case .hours: span.amount.multipliedReportingOverflow(by: 60).overflow ? nil : (span.amount * 60, false)
    case .days: (span.amount, true)
    case .weeks: span.amount.multipliedReportingOverflow(by: 7).overflow ? nil : (span.amount * 7, true)
    }
  }
}
