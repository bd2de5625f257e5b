//  What is armed is a function of anchors, snapshot and rulebook. Section 8.2 of grammar/meaning.md.

/// A timer that a rule wants for a ticket now.
struct ArmedTimer {
  var rule: Int
  var key: String
  var anchor: String
  var due: Instant
}

/// Finds the timers of one ticket.
struct TimerFinder {
  let view: RoundView
  let state: TicketState
  /// The timed rules of the ticket's pipeline, in canonical order.
  let timedRules: [Int]
  private var program: Program { view.program }

  /// What is armed, in canonical order of rules; used-up anchors left out.
  func armed() -> [ArmedTimer] { timedRules.compactMap(timer(of:)) }

  /// The rule's timer, unless its anchor is used up.
  func timer(of rule: Int) -> ArmedTimer? {
    guard let timer = view.core.rules[rule].timer, let (anchor, planned) = plan(timer.kind, of: rule) else {
      return nil
    }
    let name = view.core.stateName(of: rule)
    if !timer.kind.repeats, state.timers.use(of: anchor, by: name) != nil { return nil }
    var due = planned
    if let calendar = timer.postponedTo {
      guard let opening = program.calendars[calendar].nextOpening(notBefore: due) else { return nil }
      due = opening
    }
    return ArmedTimer(rule: rule, key: key(rule, anchor, timer.kind.repeats ? planned : nil), anchor: anchor, due: due)
  }

  private func key(_ rule: Int, _ anchor: String, _ occurrence: Instant?) -> String {
    let pipeline = program.pipelines[view.core.rules[rule].pipeline].id
    let parts = [state.name ?? view.snapshot.id, pipeline, view.core.rules[rule].identity, anchor]
    return ActionKey.make("timer", parts + (occurrence.map { [$0.iso8601] } ?? []))
  }

  /// The anchor's name and the instant, before postponement.
  private func plan(_ kind: Program.Timer.Kind, of rule: Int) -> (anchor: String, due: Instant)? {
    let anchors = state.anchors
    switch kind {
    case .inStage(let stages, let span):
      guard let visit = anchors.visit, case .option(let stage) = visit.stage, stages.contains(Int(stage)) else {
        return nil
      }
      return after(span ?? rowDelay(of: rule), visit.anchor)
    case .withoutReply(let span):
      guard isOpen, let sent = anchors.sent, anchors.replied.map({ $0 < sent.at }) ?? true else { return nil }
      return after(span, sent)
    case .withoutAnswer(let span):
      guard isOpen, let unanswered = anchors.unanswered else { return nil }
      return after(span, unanswered)
    case .withoutActivity(let span): return anchors.activity.flatMap { after(span, $0) }
    case .whileTrue(_, let span): return sinceTrue(rule).flatMap { after(span, $0) }
    case .everyWhile(_, let span): return sinceTrue(rule).flatMap { next(span, $0, rule) }
    case .before(let slot, let span): return date(slot) { program.instant($0, less: span) }
    case .after(let slot, let span):
      guard let delay = span ?? rowDelay(of: rule) else { return nil }
      return date(slot) { program.instant($0, plus: delay) }
    case .reached(let slot): return date(slot) { program.start(of: $0) }
    case .everyDays(let days, let minute):
      guard isOpen, let seen = anchors.seen else { return nil }
      let last = state.timers.use(of: seen.name, by: view.core.stateName(of: rule)) ?? seen.at
      return program.zone.next(days, minute: minute, after: max(last, seen.at)).map { (seen.name, $0) }
    }
  }

  private var isOpen: Bool { view.value(of: .stage).isKnown && !view.isClosed }

  private func sinceTrue(_ rule: Int) -> Anchors.Anchor? {
    let name = view.core.stateName(of: rule)
    return state.anchors.sinceTrue.first { $0.rule == name }?.anchor
  }

  private func after(_ span: Span?, _ anchor: Anchors.Anchor) -> (anchor: String, due: Instant)? {
    guard let span, let due = program.instant(adding: span, to: anchor.at) else { return nil }
    return (anchor.name, due)
  }

  /// The first of D, 2 D, 3 D … after the anchor that is later than the last delivery.
  private func next(_ span: Span, _ anchor: Anchors.Anchor, _ rule: Int) -> (anchor: String, due: Instant)? {
    func occurrence(_ number: Int) -> Instant? {
      let (amount, overflow) = span.amount.multipliedReportingOverflow(by: number)
      guard !overflow else { return nil }
      return program.instant(adding: Span(amount: amount, unit: span.unit, calendar: span.calendar), to: anchor.at)
    }
    guard let last = state.timers.use(of: anchor.name, by: view.core.stateName(of: rule)) else {
      return occurrence(1).map { (anchor.name, $0) }
    }
    // Doubling, then bisecting: after years of down-time there may be a million occurrences behind us.
    var high = 1
    while let instant = occurrence(high), instant <= last {
      guard high < 1 << 40 else { return nil }
      high *= 2
    }
    var low = high / 2
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if let instant = occurrence(middle), instant <= last { low = middle } else { high = middle }
    }
    return occurrence(high).map { (anchor.name, $0) }
  }

  private func date(_ slot: FieldSlot, _ due: (Value) -> Instant?) -> (anchor: String, due: Instant)? {
    guard let date = state.anchors.dates.first(where: { $0.slot == slot }), let due = due(date.value) else {
      return nil
    }
    return (date.name, due)
  }

  /// The delay of the row that would be taken now.
  private func rowDelay(of rule: Int) -> Span? {
    let rule = view.core.rules[rule]
    var memo = RoundMemo()
    if let guardCondition = rule.guardCondition, !view.evaluate(guardCondition, &memo).holds { return nil }
    return rule.arms.first { arm in arm.condition.map { view.evaluate($0, &memo).holds } ?? true }?.delay
  }
}

extension Program {
  /// A date or time as an instant: a day is its start in the program's zone.
  func start(of value: Value) -> Instant? {
    switch value {
    case .day(let day): zone.instant(of: day, secondsOfDay: 0)
    case .instant(let instant): instant
    case .unknown, .option, .options, .number, .text, .flag: nil
    }
  }

  /// `span` after a date: for a day, the start of the day so many calendar days later.
  fileprivate func instant(_ value: Value, plus span: Span) -> Instant? {
    if case .day(let day) = value, span.calendar == nil { return start(of: .day(day.advanced(by: span))) }
    return start(of: value).flatMap { instant(adding: span, to: $0) }
  }

  /// `span` before a date.
  fileprivate func instant(_ value: Value, less span: Span) -> Instant? {
    if case .day(let day) = value, span.calendar == nil { return start(of: .day(day.advanced(by: span.negated))) }
    return start(of: value).flatMap { instant(subtracting: span, from: $0) }
  }
}

extension ZoneTable {
  /// The next instant after `instant` at which the wall clock shows `minute` on one of `days` (bit 0 is Monday).
  func next(_ days: UInt8, minute: Int, after instant: Instant) -> Instant? {
    let today = localDay(of: instant)
    for offset in Int32(0)...8 {
      let day = Day(number: today.number &+ offset)
      guard days >> UInt8(day.weekday) & 1 == 1 else { continue }
      let candidate = self.instant(of: day, secondsOfDay: minute * 60)
      if candidate > instant { return candidate }
    }
    return nil
  }
}
