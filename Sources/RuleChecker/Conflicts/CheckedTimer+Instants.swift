import RuleSchema

extension CheckedTimer {
  /// This timer with the delay of a table's row, where rows decide.
  func withDelay(_ delay: Span?) -> CheckedTimer {
    switch kind {
    case .inStage(let stages, nil): CheckedTimer(kind: .inStage(stages, delay), postponedTo: postponedTo, range: range)
    case .after(let field, nil): CheckedTimer(kind: .after(field, delay), postponedTo: postponedTo, range: range)
    default: self
    }
  }

  /// Whether both are due at the same instants, whatever happens.
  package func isSame(as other: CheckedTimer) -> Bool {
    guard postponedTo == other.postponedTo else { return false }
    switch (kind, other.kind) {
    case (.inStage(let stages, let span), .inStage(let others, let other)):
      return Set(stages) == Set(others) && span == other
    case (.withoutReply(let span), .withoutReply(let other)), (.withoutAnswer(let span), .withoutAnswer(let other)),
      (.withoutActivity(let span), .withoutActivity(let other)):
      return span == other
    case (.whileTrue(let condition, let span), .whileTrue(let other, let otherSpan)),
      (.everyWhile(let condition, let span), .everyWhile(let other, let otherSpan)):
      return span == otherSpan && condition.isSame(as: other)
    case (.before(let field, let span), .before(let other, let otherSpan)): return field == other && span == otherSpan
    case (.after(let field, let span), .after(let other, let otherSpan)): return field == other && span == otherSpan
    case (.reached(let field), .reached(let other)): return field == other
    case (.everyDays(let days, let minute), .everyDays(let others, let other)):
      return days == others && minute == other
    default: return false
    }
  }

  /// Whether no instant can have both: they count from one anchor in the same unit, and differ.
  func isNeverDue(with other: CheckedTimer) -> Bool {
    guard postponedTo == nil, other.postponedTo == nil else { return false }
    switch (kind, other.kind) {
    case (.inStage(_, let span?), .inStage(_, let other?)): return span.differs(from: other)
    case (.withoutReply(let span), .withoutReply(let other)), (.withoutAnswer(let span), .withoutAnswer(let other)),
      (.withoutActivity(let span), .withoutActivity(let other)):
      return span.differs(from: other)
    case (.before(let field, let span), .before(let other, let otherSpan)):
      return field == other && span.differs(from: otherSpan)
    case (.after(let field, let span?), .after(let other, let otherSpan?)):
      return field == other && span.differs(from: otherSpan)
    case (.before(let field, _), .after(let other, _)), (.after(let field, _), .before(let other, _)),
      (.before(let field, _), .reached(let other)), (.reached(let field), .before(let other, _)),
      (.after(let field, _), .reached(let other)), (.reached(let field), .after(let other, _)):
      return field == other
    case (.everyDays(let days, let minute), .everyDays(let others, let other)):
      // A clock that goes forward may bring two times of one day together.
      return minute == other && Set(days).isDisjoint(with: others)
    default: return false
    }
  }
}

extension Span {
  /// Whether both lead from one instant to different ones.
  fileprivate func differs(from other: Span) -> Bool {
    unit == other.unit && calendar == other.calendar && calendar == nil && amount != other.amount
  }
}

extension CheckedCondition {
  /// Whether both say the same in the same words, wherever they stand.
  package func isSame(as other: CheckedCondition) -> Bool {
    switch (self, other) {
    case (.all(let one), .all(let two)), (.any(let one), .any(let two)):
      one.count == two.count && zip(one, two).allSatisfy { $0.isSame(as: $1) }
    case (.not(let one), .not(let two)): one.isSame(as: two)
    case (.test(let one, _), .test(let two, _)): one == two
    default: false
    }
  }
}
