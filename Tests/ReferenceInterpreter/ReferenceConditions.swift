import RuleChecker
import RuleEngine
import RuleSchema

/// Section 7: what is true.
struct ReferenceConditions {
  let triggers: ReferenceTriggers
  let zone: ZoneTable
  let calendars: [BusinessCalendar]
  /// The evaluation's instant.
  let now: Instant
  var vocabulary: ReferenceVocabulary { triggers.vocabulary }

  func holds(_ condition: CheckedCondition, _ set: ReferenceChangeSet) -> Bool {
    switch condition {
    case .all(let parts): parts.allSatisfy { holds($0, set) }
    case .any(let parts): parts.contains { holds($0, set) }
    case .not(let part): !holds(part, set)
    case .test(let test, _): holds(test, set)
    }
  }

  private func holds(_ test: Test, _ set: ReferenceChangeSet) -> Bool {
    func value(_ field: Field) -> Value { set.value(of: field, vocabulary) }
    func textValue(_ field: Field) -> String? { if case .text(let text) = value(field) { text.string } else { nil } }
    func chosen(_ field: Field) -> Set<Int>? {
      if case .options(let options) = value(field) { Set(options.map { Int($0) }) } else { nil }
    }
    switch test {
    case .isOneOf(.owner, let literals):
      // The owner's e-mail names the owner too.
      return [Field.owner, .ownerEmail].contains { field in
        literals.contains { vocabulary.matches(value(field), $0, folding: true) }
      }
    case .isOneOf(let field, let literals):
      return literals.contains { vocabulary.matches(value(field), $0, folding: true) }
    case .equalsField(let field, let other):
      switch (value(field), value(other)) {
      case (.unknown, _), (_, .unknown): return false
      case (.text(let left), .text(let right)): return folded(left.string) == folded(right.string)
      case (let left, let right): return left == right
      }
    case .comparesField(let field, let comparison, let other):
      return compares(value(field), comparison, value(other))
    case .compares(let field, let comparison, let literal):
      return compares(value(field), comparison, vocabulary.value(of: literal))
    case .containsAny(let field, let needles):
      guard let text = textValue(field) else { return false }
      return needles.contains { contains(text, $0) }
    case .startsWith(let field, let start): return textValue(field).map { begins($0, with: start) } ?? false
    case .endsWith(let field, let end): return textValue(field).map { ends($0, with: end) } ?? false
    case .matchesAny(let field, let globs):
      guard let text = textValue(field) else { return false }
      return globs.contains { matchesGlob(text, $0) }
    case .hasAny(let field, let options): return chosen(field).map { !$0.isDisjoint(with: options) } ?? false
    case .hasAll(let field, let options): return chosen(field).map { $0.isSuperset(of: options) } ?? false
    case .hasNone(let field, let options): return chosen(field).map { $0.isDisjoint(with: options) } ?? false
    case .hasMatching(let field, let glob):
      return chosen(field).map { $0.contains { matchesGlob(optionNames(of: field)[$0], glob) } } ?? false
    case .gained(let field, let option): return triggers.becomes(field, .option(option), set)
    case .lost(let field, let option): return triggers.lost(field, .option(option), set)
    case .was(let field, let literal):
      let was = set.isCreation ? .unknown : set.change(of: field, vocabulary) ?? value(field)
      return vocabulary.matches(was, literal, folding: true)
    case .changed(let field, let from, let to): return triggers.changed(field, from: from, to: to, set, folding: true)
    case .isKnown(let field): return value(field).isKnown
    case .isSet(let field): return value(field) == .flag(true)
    case .isBefore(let field, let moment): return ordered(value(field), moment, set) { $0 < $1 }
    case .isAfter(let field, let moment): return ordered(value(field), moment, set) { $0 > $1 }
    case .isDay(let field, let moment): return ordered(value(field), moment, set) { $0 == $1 }
    case .isInNext(let field, let span):
      return isWithin(
        value(field), time: { time in later(span).map { now < time && time <= $0 } ?? false },
        day: { day in laterDay(span).map { today <= day && day <= $0 } ?? false })
    case .isInLast(let field, let span):
      return isWithin(
        value(field), time: { time in earlier(span).map { $0 <= time && time <= now } ?? false },
        day: { day in earlierDay(span).map { $0 <= day && day <= today } ?? false })
    case .isMoreThanAgo(let field, let span):
      return isWithin(
        value(field), time: { time in earlier(span).map { time < $0 } ?? false },
        day: { day in earlierDay(span).map { day < $0 } ?? false })
    case .isLessThanAgo(let field, let span):
      return isWithin(
        value(field), time: { time in earlier(span).map { $0 < time && time <= now } ?? false },
        day: { day in earlierDay(span).map { $0 < day && day <= today } ?? false })
    case .messageIsAutomatic: return set.message?.isAutomatic ?? false
    case .actorIs(let kind): return actorIs(kind, set)
    case .actorIsOwner:
      guard let actor = set.actor, case .text(let owner) = set.snapshot.value(at: .owner) else { return false }
      if case .text(let email) = set.snapshot.value(at: .ownerEmail), isSameAddress(actor.email, email.string) { return true }
      return [actor.id, actor.email].contains { $0.map { folded($0) == folded(owner.string) } ?? false }
    case .actorIsContact:
      guard let actor = set.actor, actor.kind == .contact, let contact = set.snapshot.contact else { return false }
      return contact.isUnnamed || actor.id != nil && actor.id == contact.id || isSameAddress(actor.email, contact.email)
    case .isDuring(let calendar): return calendars[calendar.value].isOpen(at: now)
    case .ticketIsClosed: return vocabulary.isClosed(set.snapshot.value(at: .stage))
    }
  }

  /// The names of a set's options.
  func optionNames(of field: Field) -> [String] {
    if field == .ownerTeams { return vocabulary.schema.teams.map(\.name) }
    guard case .property(let index) = field else { return [] }
    switch vocabulary.schema.properties[index.value].kind {
    case .setOf(let options), .oneOf(let options, _): return options.map(\.name)
    default: return []
    }
  }

  /// The value that an action writes, as of a snapshot.
  func value(of value: NewValue, in snapshot: TicketSnapshot, message: Event.Message?) -> Value {
    switch value {
    case .literal(let literal): vocabulary.value(of: literal)
    case .options(let chosen): options(Set(chosen.map { Int32($0) }))
    case .now: .instant(now)
    case .today: .day(today)
    case .fromNow(let span): later(span).map { .instant($0) } ?? .unknown
    case .valueOf(let field): vocabulary.value(of: field, in: snapshot, message: message)
    }
  }

  private func compares(_ value: Value, _ comparison: Test.Comparison, _ other: Value) -> Bool {
    switch (value, other) {
    case (.option(let left), .option(let right)): compares(Double(left), comparison, Double(right))
    case (.number(let left), .number(let right)): compares(left, comparison, right)
    default: false
    }
  }

  private func compares(_ left: Double, _ comparison: Test.Comparison, _ right: Double) -> Bool {
    switch comparison {
    case .atLeast: left >= right
    case .atMost: left <= right
    case .above: left > right
    case .below: left < right
    }
  }

  private func actorIs(_ kind: Test.ActorKind, _ set: ReferenceChangeSet) -> Bool {
    switch kind {
    case .agent: set.actor?.kind == .agent
    case .contact: set.actor?.kind == .contact
    case .automation: set.actor?.kind == .automation
    case .integration: set.actor?.kind == .integration
    }
  }

  var today: Day { referenceDay(of: now, in: zone) }

  /// The evaluation's instant plus a span.
  func later(_ span: RuleChecker.Span) -> Instant? { moved(now, by: span, times: 1) }

  /// The day of the evaluation plus a span.
  func laterDay(_ span: RuleChecker.Span) -> Day? { later(span).map { referenceDay(of: $0, in: zone) } }

  private func earlier(_ span: RuleChecker.Span) -> Instant? { moved(now, by: span, times: -1) }

  private func earlierDay(_ span: RuleChecker.Span) -> Day? { earlier(span).map { referenceDay(of: $0, in: zone) } }

  /// An instant so many spans later.
  func moved(_ instant: Instant, by span: RuleChecker.Span, times: Int) -> Instant? {
    referenceInstant(instant, plus: span, times: times, in: zone, calendars)
  }

  private func isWithin(_ value: Value, time: (Instant) -> Bool, day: (Day) -> Bool) -> Bool {
    switch value {
    case .instant(let instant): time(instant)
    case .day(let value): day(value)
    default: false
    }
  }

  /// Compares a date with a moment: two times as instants, otherwise as days.
  private func ordered(
    _ value: Value, _ moment: Moment, _ set: ReferenceChangeSet, _ compare: (Int64, Int64) -> Bool
  ) -> Bool {
    let other: Value
    switch moment {
    case .day(let year, let month, let day): other = .day(referenceDay(year: year, month: month, day: day))
    case .today: other = .day(today)
    case .valueOf(let field): other = set.value(of: field, vocabulary)
    }
    if case .instant(let left) = value, case .instant(let right) = other {
      return compare(left.microseconds, right.microseconds)
    }
    guard let left = day(of: value), let right = day(of: other) else { return false }
    return compare(Int64(left.number), Int64(right.number))
  }

  private func day(of value: Value) -> Day? {
    switch value {
    case .instant(let instant): referenceDay(of: instant, in: zone)
    case .day(let day): day
    default: nil
    }
  }
}
