import RuleChecker
import RuleSchema

extension CheckedTimer {
  /// The lengths of time that the timer counts.
  var span: Span? {
    switch kind {
    case .inStage(_, let span), .after(_, let span): span
    case .withoutReply(let span), .withoutAnswer(let span), .withoutActivity(let span), .whileTrue(_, let span),
      .everyWhile(_, let span), .before(_, let span):
      span
    case .reached, .everyDays: nil
    }
  }
}

extension CheckedCondition {
  /// Every test in it, in text order.
  func forEachTest(_ body: (Test) -> Void) {
    switch self {
    case .all(let parts), .any(let parts): for part in parts { part.forEachTest(body) }
    case .not(let inner): inner.forEachTest(body)
    case .test(let test, _): body(test)
    }
  }
}

extension Test {
  /// The values that the test names, with the field whose options they are.
  var literals: (field: Field, values: [Literal])? {
    switch self {
    case .isOneOf(let field, let values): (field, values)
    case .compares(let field, _, let value), .was(let field, let value): (field, [value])
    case .changed(let field, let from, let to): (field, [from, to].compactMap { $0 })
    case .hasAny(let field, let options), .hasAll(let field, let options), .hasNone(let field, let options):
      (field, options.map(Literal.option))
    case .gained(let field, let option), .lost(let field, let option): (field, [.option(option)])
    case .equalsField, .comparesField, .containsAny, .startsWith, .endsWith, .matchesAny, .hasMatching, .isKnown,
      .isSet, .isBefore, .isAfter, .isDay, .isInNext, .isInLast, .isMoreThanAgo, .isLessThanAgo, .messageIsAutomatic,
      .actorIs, .actorIsOwner, .actorIsContact, .ticketIsClosed, .isDuring:
      nil
    }
  }
}

extension CheckedTrigger.Happening {
  /// The values that it names, with the field whose options they are.
  var literals: (field: Field, values: [Literal])? {
    switch self {
    case .changed(let field, let from, let to): (field, [from, to].compactMap { $0 })
    case .becomes(let field, let value), .gained(let field, let value), .lost(let field, let value): (field, [value])
    case .newConversation, .ticketCreated, .entered, .left, .stageChanged, .closed, .reopened, .assigned, .unassigned,
      .activity, .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed:
      nil
    }
  }

  /// The field whose change it waits for.
  var changedField: Field? {
    switch self {
    case .changed(let field, _, _), .becomes(let field, _), .gained(let field, _), .lost(let field, _): field
    case .entered, .left, .stageChanged, .closed, .reopened: .stage
    case .assigned, .unassigned: .owner
    case .newConversation, .ticketCreated, .activity, .emailSent, .reply, .messageInAnotherThread, .noteAdded,
      .deliveryFailed:
      nil
    }
  }
}
