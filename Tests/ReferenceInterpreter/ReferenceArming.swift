import RuleChecker
import RuleEngine
import RuleSchema

/// Sentences 8.2 to 8.4: what is armed, computed from nothing but anchors, snapshot and rulebook.
extension ReferenceChain {
  struct Armed {
    var rule: Int
    /// The anchor's name.
    var anchor: String
    /// Before it was postponed.
    var planned: Instant
    var due: Instant
    var key: String
    /// It counts from a date that has itself passed.
    var isDatePassed = false
  }

  /// The timed rules of the ticket's pipeline, in canonical order.
  func timedRules(of snapshot: TicketSnapshot) -> [Int] {
    guard let stage = vocabulary.stage(snapshot.value(at: .stage)) else { return [] }
    return rules.rules.indices.filter {
      rules.rules[$0].timer != nil && !rules.rules[$0].isOff && rules.rules[$0].pipeline == stage.pipeline
    }
  }

  /// The one timer of a rule, if it is armed.
  func armed(_ rule: Int, _ ticket: Int) -> Armed? {
    guard let timer = rules.rules[rule].timer, let start = start(of: timer.kind, rule, ticket) else { return nil }
    let uses = tickets[ticket].timers.uses[ruleName(rule)] ?? [:]
    guard start.isRepeating || uses[start.anchor] == nil else { return nil }
    guard let planned = planned(start, last: lastDelivery(of: timer.kind, uses, start.anchor)) else { return nil }
    var due = planned
    if let calendar = timer.postponedTo {
      guard let opening = conditions.calendars[calendar.value].nextOpening(notBefore: planned) else { return nil }
      due = opening
    }
    var parts = [tickets[ticket].name, pipelineID(rule), rules.rules[rule].identity, start.anchor]
    if start.isRepeating { parts.append(planned.iso8601) }
    return Armed(
      rule: rule, anchor: start.anchor, planned: planned, due: due, key: ActionKey.make("timer", parts),
      isDatePassed: start.isDatePassed)
  }

  // MARK: The table

  /// What a timer counts from, and what it counts.
  private struct Start {
    enum Count {
      case at(Instant)
      case multiples(of: RuleChecker.Span, from: Instant)
      case clock(days: [Int], minute: Int, from: Instant)
    }

    var anchor: String
    var count: Count
    var isDatePassed = false

    var isRepeating: Bool { if case .at = count { false } else { true } }
  }

  private func start(of kind: CheckedTimer.Kind, _ rule: Int, _ ticket: Int) -> Start? {
    let anchors = tickets[ticket].anchors
    let snapshot = tickets[ticket].snapshot
    let isOpen = !vocabulary.isClosed(snapshot.value(at: .stage))
    func after(_ anchor: ReferenceAnchor?, _ span: RuleChecker.Span?) -> Start? {
      guard let anchor, let span, let at = conditions.moved(anchor.at, by: span, times: 1) else { return nil }
      return Start(anchor: anchor.name, count: .at(at))
    }
    switch kind {
    case .inStage(let stages, let span):
      let isThere = stages.contains { snapshot.value(at: .stage) == .option(Int32($0.value)) }
      return isThere ? after(anchors.visit?.anchor, span ?? cell(rule, ticket)) : nil
    case .withoutReply(let span):
      guard isOpen, let sent = anchors.sent else { return nil }
      if let replied = anchors.replied, replied >= sent.at { return nil }
      return after(sent, span)
    case .withoutAnswer(let span): return isOpen ? after(anchors.unanswered, span) : nil
    case .withoutActivity(let span): return after(anchors.activity, span)
    case .whileTrue(_, let span): return after(anchors.sinceTrue[ruleName(rule)], span)
    case .everyWhile(_, let span):
      return anchors.sinceTrue[ruleName(rule)].map {
        Start(anchor: $0.name, count: .multiples(of: span, from: $0.at))
      }
    case .before(let field, let span): return date(field, span, times: -1, ticket)
    case .after(let field, let span):
      guard let span = span ?? cell(rule, ticket) else { return nil }
      return date(field, span, times: 1, ticket)
    case .reached(let field): return date(field, nil, times: 0, ticket)
    case .everyDays(let days, let minute):
      guard isOpen, let seen = anchors.seen else { return nil }
      return Start(anchor: seen.name, count: .clock(days: days, minute: minute, from: seen.at))
    }
  }

  private func date(_ field: Field, _ span: RuleChecker.Span?, times: Int, _ ticket: Int) -> Start? {
    guard let shown = tickets[ticket].anchors.dates[slot(of: field)] else { return nil }
    let zone = conditions.zone
    switch tickets[ticket].snapshot.value(at: slot(of: field)) {
    case .instant(let time):
      guard let span else { return Start(anchor: shown.name, count: .at(time), isDatePassed: time < now) }
      guard let at = conditions.moved(time, by: span, times: times) else { return nil }
      return Start(anchor: shown.name, count: .at(at), isDatePassed: time < now)
    case .day(let day):
      let isPassed = day < conditions.today
      guard let span else {
        return Start(anchor: shown.name, count: .at(zone.instant(of: day, secondsOfDay: 0)), isDatePassed: isPassed)
      }
      if span.calendar != nil {
        let start = zone.instant(of: day, secondsOfDay: 0)
        guard let at = conditions.moved(start, by: span, times: times) else { return nil }
        return Start(anchor: shown.name, count: .at(at), isDatePassed: isPassed)
      }
      // So many calendar days.
      let days = span.amount * times * (span.unit == .weeks ? 7 : 1)
      let moved = Day(number: day.number + Int32(days))
      return Start(
        anchor: shown.name, count: .at(zone.instant(of: moved, secondsOfDay: 0).clampedToPrintable),
        isDatePassed: isPassed)
    default: return nil
    }
  }

  /// The cell of the timer column in the row taken now.
  private func cell(_ rule: Int, _ ticket: Int) -> RuleChecker.Span? {
    let set = ReferenceChangeSet(snapshot: tickets[ticket].snapshot)
    let checked = rules.rules[rule]
    if let condition = checked.guardCondition, !conditions.holds(condition, set) { return nil }
    return checked.arms.first { arm in arm.condition.map { conditions.holds($0, set) } ?? true }?.delay
  }

  private func lastDelivery(of kind: CheckedTimer.Kind, _ uses: [String: Instant], _ anchor: String) -> Instant? {
    return uses[anchor]
  }

  private func planned(_ start: Start, last: Instant?) -> Instant? {
    switch start.count {
    case .at(let instant): return instant
    case .multiples(let span, let from):
      var times = 1
      while let next = conditions.moved(from, by: span, times: times) {
        if next > last ?? Instant(microseconds: .min) { return next }
        times += 1
      }
      return nil
    case .clock(let days, let minute, let from):
      let from = max(from, last ?? from)
      let first = referenceDay(of: from, in: conditions.zone)
      // A week and a bit around it has the next one.
      let candidates = (-1...9).map { Day(number: first.number + Int32($0)) }
        .filter { days.contains(Self.weekday($0)) }
        .map { conditions.zone.instant(of: $0, secondsOfDay: minute * 60) }
      return candidates.filter { $0 > from }.min()
    }
  }

  /// 1 is Monday. 1970-01-01 was a Thursday.
  private static func weekday(_ day: Day) -> Int { ((Int(day.number) + 3) % 7 + 7) % 7 + 1 }

  // MARK: Due timers (8.5)

  /// The rules that the due timers trigger; their anchors are used up.
  mutating func triggerDueRules() {
    for told in due {
      guard let rule = rules.rules.indices.first(where: { ruleName($0) == told.rule && !rules.rules[$0].isOff }),
        timedRules(of: tickets[0].snapshot).contains(rule), let armed = armed(rule, 0), armed.key == told.key
      else { continue }
      dueRules.insert(rule)
      use(armed, at: max(now, armed.due), 0)
    }
  }

  private mutating func use(_ armed: Armed, at instant: Instant, _ ticket: Int) {
    tickets[ticket].timers.uses[ruleName(armed.rule), default: [:]][armed.anchor] = instant
  }

  // MARK: The difference

  /// After the step: cancels and arms of all tickets, in order.
  mutating func settleTimers() -> [Action] {
    tickets.indices.filter { !tickets[$0].isConversation }.flatMap { settleTimers(of: $0) }
  }

  private mutating func settleTimers(of ticket: Int) -> [Action] {
    let told = tickets[ticket].timers.told
    let isNewRulebook = tickets[ticket].timers.rulebook.map { $0 != rulebook } ?? false
    var wanted: [Armed] = []
    for rule in timedRules(of: tickets[ticket].snapshot) {
      while let armed = armed(rule, ticket) {
        let isFirst = !told.contains { $0.key == armed.key }
        let isSkipped =
          armed.isDatePassed || isNewRulebook && !told.contains { $0.rule == ruleName(rule) }
        guard isFirst, armed.due <= now, isSkipped else {
          wanted.append(armed)
          break
        }
        use(armed, at: now, ticket)
      }
    }
    var actions: [Action] = []
    func action(_ key: String, _ rule: String, _ kind: Action.Kind) -> Action {
      Action(key: key, event: lineID, ticket: tickets[ticket].id, at: now, rule: rule, round: rounds, kind: kind)
    }
    for old in told where !wanted.contains(where: { $0.key == old.key }) {
      actions.append(action(old.key, old.identity, .cancelTimer))
    }
    for new in wanted where !told.contains(where: { $0.key == new.key && $0.due == new.due }) {
      actions.append(action(new.key, rules.rules[new.rule].identity, .armTimer(due: new.due)))
    }
    let kept = told.filter { old in wanted.contains { $0.key == old.key && $0.due == old.due } }
    let news = wanted.filter { new in !kept.contains { $0.key == new.key } }
    tickets[ticket].timers.told =
      kept
      + news.map {
        ReferenceTimers.Told(
          key: $0.key, rule: ruleName($0.rule), identity: rules.rules[$0.rule].identity, anchor: $0.anchor, due: $0.due)
      }
    tickets[ticket].timers.rulebook = rulebook
    return actions
  }
}
