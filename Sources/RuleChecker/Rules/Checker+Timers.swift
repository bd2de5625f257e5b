import RuleSchema
import RuleSource
import RuleSyntax

extension TimerSyntax.Kind {
  /// It is a column of a table.
  var isColumn: Bool {
    switch self {
    case .columnInStage, .columnAfter: true
    case .inStage, .withoutReply, .withoutAnswer, .withoutActivity, .whileTrue, .before, .after, .reached, .everyWhile,
      .everyDays:
      false
    }
  }
}

extension Checker {
  /// When a timed rule is due.
  mutating func timer(_ syntax: TimerSyntax) -> CheckedTimer? {
    var postponedTo: CalendarIndex?
    if let postponement = syntax.postponement {
      postponedTo = calendar(named: postponement.calendar, at: postponement.range)
      if postponedTo == nil { return nil }
    }
    return kind(of: syntax).map { CheckedTimer(kind: $0, postponedTo: postponedTo, range: syntax.range) }
  }

  private mutating func kind(of syntax: TimerSyntax) -> CheckedTimer.Kind? {
    switch syntax.kind {
    case .inStage(let duration, let names):
      let stages = self.stages(names)
      guard let span = span(duration), let stages else { return nil }
      return .inStage(stages, span)
    case .columnInStage(let names): return stages(names).map { .inStage($0, nil) }
    case .withoutReply(let duration): return span(duration).map { .withoutReply($0) }
    case .withoutAnswer(let duration): return span(duration).map { .withoutAnswer($0) }
    case .withoutActivity(let duration): return span(duration).map { .withoutActivity($0) }
    case .whileTrue(let duration, let condition):
      let state = self.state(condition)
      guard let span = span(duration), let state else { return nil }
      return .whileTrue(state, span)
    case .everyWhile(let duration, let condition):
      let state = self.state(condition)
      guard let span = span(duration), let state else { return nil }
      return .everyWhile(state, span)
    case .before(let duration, let operand):
      guard let field = moment(operand) else { return nil }
      if field.field == .created || field.field == .closed {
        let word = gap(between: duration.range, and: operand.range, holding: "before")
        report(
          .beforeThePast(field.words, at: syntax.range)
            .with(fix: word.flatMap { replacing($0, with: "after", .unsafe) }))
        return nil
      }
      return offset(duration, from: field).map { .before(field.field, $0) }
    case .after(let duration, let operand):
      guard let field = moment(operand) else { return nil }
      return offset(duration, from: field).map { .after(field.field, $0) }
    case .columnAfter(let operand): return moment(operand).map { .after($0.field, nil) }
    case .reached(let operand): return moment(operand).map { .reached($0.field) }
    case .everyDays(let days, let minute): return .everyDays(inOrder(days), minute: minute)
    }
  }

  /// Each of `days` once. Most rules have them so.
  private func inOrder(_ days: [Int]) -> [Int] {
    let isInOrder = zip(days, days.dropFirst()).allSatisfy { $0 < $1 }
    return isInOrder ? days : Set(days).sorted()
  }

  /// A date or time that a timer counts from.
  private mutating func moment(_ operand: OperandSyntax) -> TypedField? {
    guard let field = field(for: operand) else { return nil }
    guard field.type.isDateOrTime else {
      reportOtherType(field, at: operand.range, wanted: "a date or time", ofTicketOnly: true) { $0.isDateOrTime }
      return nil
    }
    guard operand.isOfTicket else {
      report(.timerOfRelated(field.words, at: operand.range).declared(at: field.place))
      return nil
    }
    return field
  }

  private mutating func offset(_ duration: DurationSyntax, from field: TypedField) -> Span? {
    if case .date = field.type { return daySpan(duration, for: field) }
    return span(duration)
  }

  /// The cell of the timer column in one row.
  mutating func delay(_ duration: DurationSyntax?, timer: TimerSyntax) -> Span? {
    guard let duration else { return nil }
    if case .columnAfter(let operand) = timer.kind {
      return quietField(for: operand).flatMap { offset(duration, from: $0) }
    }
    return span(duration)
  }

  /// A condition that events alone make true or false.
  private mutating func state(_ syntax: ConditionSyntax) -> CheckedCondition? {
    let errorsBefore = errorCount
    guard let condition = condition(syntax) else { return nil }
    checkState(condition, in: .whileCondition, at: syntax.range)
    return errorCount == errorsBefore ? condition : nil
  }

  /// The conditions of a table whose rows decide when it is due.
  mutating func checkState(
    of rule: RuleDeclarationSyntax, _ guardCondition: CheckedCondition?, _ arms: ShortList<CheckedArm>
  ) {
    if let guardCondition { checkState(guardCondition, in: .timerColumn, at: rule.headRange) }
    for arm in arms {
      if let condition = arm.condition { checkState(condition, in: .timerColumn, at: rule.headRange) }
    }
  }

  /// Reports what is no state of the ticket.
  private mutating func checkState(_ condition: CheckedCondition, in place: StatePlace, at range: SourceRange) {
    switch condition {
    case .all(let parts), .any(let parts): for part in parts { checkState(part, in: place, at: range) }
    case .not(let inner): checkState(inner, in: place, at: range)
    case .test(let test, let words):
      guard let reason = test.whyNoState else { return }
      let isElsewhere =
        words.fileIndex != range.fileIndex
        || (place == .whileCondition && !(range.start..<range.end).contains(words.start))
      report(.noState(self.words(at: words), because: reason, in: place, at: words, user: isElsewhere ? range : nil))
    }
  }
}

/// Where only the state of a ticket can be asked for.
enum StatePlace {
  case whileCondition, timerColumn
}

extension Test {
  /// Why time or the event decides the answer, not the state of the ticket.
  var whyNoState: StateProblem? {
    switch self {
    case .changed, .was, .gained, .lost: .history
    case .messageIsAutomatic, .actorIs, .actorIsOwner, .actorIsContact: .event
    case .isInNext, .isInLast, .isMoreThanAgo, .isLessThanAgo, .isDuring: .clock
    case .isBefore(_, let moment), .isAfter(_, let moment), .isDay(_, let moment): moment == .today ? .clock : nil
    case .isOneOf, .compares, .equalsField, .comparesField, .containsAny, .startsWith, .endsWith, .matchesAny, .hasAny,
      .hasAll, .hasNone,
      .hasMatching, .isKnown, .isSet, .ticketIsClosed:
      nil
    }
  }
}

/// What makes a test no question about state.
enum StateProblem {
  case history, event, clock
}
