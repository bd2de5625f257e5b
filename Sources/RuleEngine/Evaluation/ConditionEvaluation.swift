//  Conditions: branches over tests. Section 7 of grammar/meaning.md.

/// The test that decided a condition, and how it came out.
struct Decision {
  var branch: Int
  var isTrue: Bool
}

extension RoundView {
  /// Whether the condition holds, and if not the branch that decided.
  func evaluate(_ condition: Program.Condition, _ memo: inout RoundMemo) -> (holds: Bool, decidedBy: Decision) {
    evaluate(from: condition.branches.lowerBound, &memo)
  }

  /// Whether the condition that is entered at a branch holds.
  func evaluate(from entry: Int, _ memo: inout RoundMemo) -> (holds: Bool, decidedBy: Decision) {
    var index = entry
    while true {
      let branch = core.plan.branches[index]
      let isTrue = holds(Int(branch.test), &memo)
      // Branches only ever go forward, inside their condition: the file's verifier says so.
      let next = isTrue ? branch.ifTrue : branch.ifFalse
      if next < 0 { return (next == MatchPlan.Branch.accept, Decision(branch: index, isTrue: isTrue)) }
      index = Int(next)
    }
  }

  /// Whether a test holds, by its number.
  private func holds(_ number: Int, _ memo: inout RoundMemo) -> Bool {
    let test = core.plan.tests[number]
    if test.memo < 0 { return holds(test) }
    if let known = memo.verdict(Int(test.memo)) { return known }
    let verdict = test.kind == .other ? holds(core.tests[number]) : holds(test)
    memo.remember(Int(test.memo), verdict, of: core.plan.memoCount)
    return verdict
  }

  /// Whether a test holds that is a comparison of plain numbers, or of a text with folded needles.
  private func holds(_ test: MatchPlan.Test) -> Bool {
    let slot = Int(test.slot)
    switch (test.kind, changeSet.after.fields[slot]) {
    case (.isOption, .option(let present)): return present == test.first
    case (.isOption, .options(let members)): return members.contains(test.first)
    case (.isOneOfOptions, .option(let present)): return options(of: test).contains(present)
    case (.isOneOfOptions, .options(let members)): return members.contains { options(of: test).contains($0) }
    case (.isAtLeast, .number(let number)): return number >= test.number
    case (.isAtMost, .number(let number)): return number <= test.number
    case (.isAbove, .number(let number)): return number > test.number
    case (.isBelow, .number(let number)): return number < test.number
    case (.isSet, .flag(let flag)): return flag
    case (.contains, .text(let text)): return holds(test, .anywhere, text)
    case (.startsWith, .text(let text)): return holds(test, .beginning, text)
    case (.endsWith, .text(let text)): return holds(test, .end, text)
    case (.isOption, _), (.isOneOfOptions, _), (.isAtLeast, _), (.isAtMost, _), (.isAbove, _), (.isBelow, _),
      (.isSet, _), (.contains, _), (.startsWith, _), (.endsWith, _):
      return false
    case (.other, _): preconditionFailure("other tests are evaluated from the program")
    }
  }

  private func options(of test: MatchPlan.Test) -> Table<Int32> {
    core.plan.options.rows(Int(test.first)..<Int(test.first + test.count))
  }

  private func holds(_ test: MatchPlan.Test, _ place: FoldedSearch.Place, _ text: EventText) -> Bool {
    let needles = core.plan.needles
    let bytes = core.plan.needleBytes
    return FoldedSearch.hasAny(
      of: needles.span.extracting(Int(test.first)..<Int(test.first + test.count)), bytes.span, place,
      in: text.memory.span.extracting(text.range))
  }

  /// Whether a test holds. With an unknown value only `isKnown` is not simply false.
  func holds(_ test: Program.Test) -> Bool {
    switch test {
    case .isOneOf(let slot, let values):
      let present = value(of: slot)
      if values.contains(where: { program.isSame($0, present) }) { return true }
      // A person goes by id or e-mail.
      return slot == .owner && values.contains { program.isSame($0, value(of: .ownerEmail)) }
    case .compares(let slot, let comparison, let bound):
      return compare(value(of: slot), comparison, bound)
    case .equalsField(let slot, let other): return program.isSame(value(of: slot), value(of: other))
    case .comparesField(let slot, let comparison, let other):
      return compare(value(of: slot), comparison, value(of: other))
    case .containsAny(let slot, let needles):
      guard let text = foldedText(of: slot) else { return false }
      return needles.contains { text.contains(FoldedText($0)) }
    case .startsWith(let slot, let start):
      return foldedText(of: slot)?.hasPrefix(FoldedText(start)) ?? false
    case .endsWith(let slot, let end):
      return foldedText(of: slot)?.hasSuffix(FoldedText(end)) ?? false
    case .matchesAny(let slot, let globs):
      guard let text = foldedText(of: slot) else { return false }
      return globs.contains { Glob($0).matches(text) }
    case .hasAny(let slot, let options):
      guard let members = members(of: slot) else { return false }
      return options.contains { members.contains($0) }
    case .hasAll(let slot, let options):
      guard let members = members(of: slot) else { return false }
      return options.allSatisfy { members.contains($0) }
    case .hasNone(let slot, let options):
      guard let members = members(of: slot) else { return false }
      return !options.contains { members.contains($0) }
    case .gained(let slot, let option): return gained(slot, option)
    case .lost(let slot, let option): return lost(slot, option)
    case .was(let slot, let old): return program.isSame(old, valueBefore(of: slot))
    case .changed(let slot, let from, let to): return isChanged(slot, from: from, to: to)
    case .isKnown(let slot): return value(of: slot).isKnown
    case .isSet(let slot): return value(of: slot) == .flag(true)
    case .isBefore(let slot, let moment): return compare(slot, moment, <, <)
    case .isAfter(let slot, let moment): return compare(slot, moment, >, >)
    case .isDay(let slot, let moment): return compare(slot, moment, ==, ==)
    case .isInNext(let slot, let span): return isWithin(slot, span, .next)
    case .isInLast(let slot, let span): return isWithin(slot, span, .last)
    case .isMoreThanAgo(let slot, let span): return isWithin(slot, span, .moreThanAgo)
    case .isLessThanAgo(let slot, let span): return isWithin(slot, span, .lessThanAgo)
    case .messageIsAutomatic: return changeSet.message?.isAutomatic ?? false
    case .actorIs(let kind): return changeSet.actor?.kind == kind
    case .actorIsOwner: return isActorOwner
    case .actorIsContact: return isActorContact
    case .ticketIsClosed: return isClosed
    case .isDuring(let calendar): return program.calendars[calendar].isOpen(at: now)
    }
  }

  private func foldedText(of slot: FieldSlot) -> FoldedText? {
    if case .text(let text) = value(of: slot) { FoldedText(text) } else { nil }
  }

  private func members(of slot: FieldSlot) -> [Int32]? {
    if case .options(let members) = value(of: slot) { members } else { nil }
  }

  /// Options compare by declaration order.
  private func compare(_ present: Value, _ comparison: Program.Test.Comparison, _ bound: Value) -> Bool {
    let left: Double
    let right: Double
    switch (present, bound) {
    case (.option(let presentOption), .option(let boundOption)):
      left = Double(presentOption)
      right = Double(boundOption)
    case (.number(let presentNumber), .number(let boundNumber)):
      left = presentNumber
      right = boundNumber
    default: return false
    }
    switch comparison {
    case .atLeast: return left >= right
    case .atMost: return left <= right
    case .above: return left > right
    case .below: return left < right
    }
  }

  private var isActorOwner: Bool {
    guard let actor = changeSet.actor, case .text(let owner) = value(of: .owner) else { return false }
    if let id = actor.idText, id.isEqualInFoldedCase(to: owner) { return true }
    guard let email = actor.emailText else { return false }
    if email.isEqualInFoldedCase(to: owner) { return true }
    guard case .text(let own) = value(of: .ownerEmail) else { return false }
    return EmailAddress.areEqual(email, own)
  }

  private var isActorContact: Bool {
    guard let actor = changeSet.actor, actor.kind == .contact, let contact = snapshot.contact else { return false }
    if contact.isUnnamed { return true }
    if let id = actor.idText, id == contact.idText { return true }
    guard let email = actor.emailText, let own = contact.emailText else { return false }
    return EmailAddress.areEqual(email, own)
  }
}

//  Dates.

extension RoundView {
  private enum Window { case next, last, moreThanAgo, lessThanAgo }

  /// The day of the evaluation's instant in the portal's zone.
  var today: Day { program.zone.localDay(of: now) }

  /// Two times compare as instants; anything else as days.
  private func compare(
    _ slot: FieldSlot, _ moment: Program.Moment, _ instants: (Instant, Instant) -> Bool, _ days: (Day, Day) -> Bool
  ) -> Bool {
    let left = value(of: slot)
    let right: Value =
      switch moment {
      case .day(let day): .day(day)
      case .today: .day(today)
      case .valueOf(let other): value(of: other)
      }
    if case .instant(let leftInstant) = left, case .instant(let rightInstant) = right {
      return instants(leftInstant, rightInstant)
    }
    guard let leftDay = day(of: left), let rightDay = day(of: right) else { return false }
    return days(leftDay, rightDay)
  }

  private func day(of value: Value) -> Day? {
    switch value {
    case .day(let day): day
    case .instant(let instant): program.zone.localDay(of: instant)
    case .unknown, .option, .options, .number, .text, .flag: nil
    }
  }

  private func isWithin(_ slot: FieldSlot, _ span: Span, _ window: Window) -> Bool {
    let isNext = window == .next
    switch value(of: slot) {
    case .instant(let instant):
      let bound = isNext ? program.instant(adding: span, to: now) : program.instant(subtracting: span, from: now)
      guard let bound else { return false }
      switch window {
      case .next: return now < instant && instant <= bound
      case .last: return bound <= instant && instant <= now
      case .moreThanAgo: return instant < bound
      case .lessThanAgo: return bound < instant && instant <= now
      }
    case .day(let day):
      let today = today
      guard let bound = isNext ? self.day(plus: span) : self.day(minus: span) else { return false }
      switch window {
      case .next: return today <= day && day <= bound
      case .last: return bound <= day && day <= today
      case .moreThanAgo: return day < bound
      case .lessThanAgo: return bound < day && day <= today
      }
    case .unknown, .option, .options, .number, .text, .flag: return false
    }
  }
}

extension RoundView {
  /// The day so many days after today; business days count from now.
  private func day(plus span: Span) -> Day? {
    if span.calendar == nil { return today.advanced(by: span) }
    return program.instant(adding: span, to: now).map { program.zone.localDay(of: $0) }
  }

  private func day(minus span: Span) -> Day? {
    if span.calendar == nil { return today.advanced(by: span.negated) }
    return program.instant(subtracting: span, from: now).map { program.zone.localDay(of: $0) }
  }
}

extension Span {
  /// The same length, backwards.
  var negated: Span { Span(amount: amount == .min ? .max : -amount, unit: unit) }
}

extension Day {
  /// The day `span` later; spans shorter than a day count as whole days, as many as they fill.
  func advanced(by span: Span) -> Day {
    let days: Int
    switch span.unit {
    case .minutes: days = span.amount / 1440
    case .hours: days = span.amount / 24
    case .days: days = span.amount
    case .weeks: days = span.amount.multipliedReportingOverflow(by: 7).partialValue
    }
    let (sum, overflow) = Int(number).addingReportingOverflow(days)
    return Day(number: overflow ? (days < 0 ? .min : .max) : Int32(clamping: sum))
  }
}
