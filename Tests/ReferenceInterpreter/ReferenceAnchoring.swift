import RuleChecker
import RuleEngine
import RuleSchema

/// Sentence 8.1: a round brings the anchors of a ticket up to date.
extension ReferenceChain {
  /// What a line does to anchors besides its change-set.
  struct LineTime {
    /// The line's instant; a late one's is not the evaluation's.
    var at: Instant
    /// On a first line that is no creation: when the stage was entered.
    var since: Instant?
  }

  /// Before the rules look.
  mutating func bringUpToDate(_ ticket: Int, with set: ReferenceChangeSet) {
    guard !set.isConversation else { return }
    let name = "\(eventID)/\(rounds)"
    // Only what the line itself tells happened at the line's instant.
    let isLine = rounds == 1 && ticket == 0
    let happened = ReferenceAnchor(name: name, at: isLine ? line.at : now)
    visit(ticket, set, name, isLine: isLine)
    messages(ticket, set, ReferenceAnchor(name: name, at: line.at))
    if set.isCreation || triggers.happened(.activity, set) {
      tickets[ticket].anchors.activity = later(tickets[ticket].anchors.activity, happened)
    }
    follow(ticket, set, name)
    if tickets[ticket].anchors.seen == nil || triggers.happened(.reopened, set) {
      tickets[ticket].anchors.seen = ReferenceAnchor(name: name, at: now)
    }
  }

  /// What an echo brings up to date, too: all but visit and messages.
  mutating func follow(_ ticket: Int, _ set: ReferenceChangeSet, _ name: String) {
    let timed = timedRules(of: set.snapshot)
    // In another pipeline, or without the rule, nothing is true.
    for name in Set(tickets[ticket].anchors.sinceTrue.keys).subtracting(timed.map(ruleName)) {
      tickets[ticket].anchors.sinceTrue[name] = nil
    }
    for rule in timed {
      guard let condition = rules.rules[rule].timer?.condition else { continue }
      let ruleName = ruleName(rule)
      if !conditions.holds(condition, set) {
        tickets[ticket].anchors.sinceTrue[ruleName] = nil
      } else if tickets[ticket].anchors.sinceTrue[ruleName] == nil {
        tickets[ticket].anchors.sinceTrue[ruleName] = ReferenceAnchor(name: name, at: now)
      }
    }
    for slot in Set(tickets[ticket].anchors.dates.keys).subtracting(dates) {
      tickets[ticket].anchors.dates[slot] = nil
    }
    for slot in dates {
      let value = set.snapshot.value(at: slot)
      if !value.isKnown {
        tickets[ticket].anchors.dates[slot] = nil
      } else if tickets[ticket].anchors.dates[slot]?.value != value {
        tickets[ticket].anchors.dates[slot] = ReferenceAnchors.Shown(value: value, name: name)
      }
    }
  }

  /// The dates and times that some timer counts from.
  private var dates: Set<FieldSlot> {
    Set(
      rules.rules.filter { !$0.isOff }.compactMap { rule in
        switch rule.timer?.kind {
        case .before(let field, _), .after(let field, _), .reached(let field): slot(of: field)
        default: nil
        }
      })
  }

  private mutating func visit(_ ticket: Int, _ set: ReferenceChangeSet, _ name: String, isLine: Bool) {
    let stage = set.snapshot.value(at: .stage)
    let isEntered = set.isCreation || set.before[.stage] != nil
    guard isEntered || tickets[ticket].anchors.visit?.stage != stage else { return }
    var at = now
    if isLine, !set.isCreation, let since = line.since, since <= now { at = since }
    tickets[ticket].anchors.visit = ReferenceAnchors.Visit(
      stage: stage, anchor: ReferenceAnchor(name: name, at: at))
  }

  private mutating func messages(_ ticket: Int, _ set: ReferenceChangeSet, _ anchor: ReferenceAnchor) {
    if triggers.happened(.emailSent(.ticket), set) {
      tickets[ticket].anchors.sent = later(tickets[ticket].anchors.sent, anchor)
      if let waiting = tickets[ticket].anchors.unanswered, anchor.at >= waiting.at {
        tickets[ticket].anchors.unanswered = nil
      }
    }
    let isReply = triggers.happened(.reply(fromAnyone: false, includingAutomatic: false), set)
    if isReply {
      tickets[ticket].anchors.replied = max(anchor.at, tickets[ticket].anchors.replied ?? anchor.at)
    }
    guard isReply || isQuestion(ticket, set) else { return }
    if let sent = tickets[ticket].anchors.sent, anchor.at <= sent.at { return }
    if let waiting = tickets[ticket].anchors.unanswered, waiting.at <= anchor.at { return }
    tickets[ticket].anchors.unanswered = anchor
  }

  /// A message that comes in from the contact with a creation.
  private func isQuestion(_ ticket: Int, _ set: ReferenceChangeSet) -> Bool {
    guard set.isCreation, let message = set.message, message.direction == .incoming else { return false }
    guard !message.isAutomatic, message.kind != "note", !message.isDeliveryFailure else { return false }
    return tickets[ticket].creation?.conversation != nil
      || triggers.isFromContact(message, of: set.snapshot, actor: set.actor)
  }

  /// Set, unless a later one is known.
  private func later(_ old: ReferenceAnchor?, _ new: ReferenceAnchor) -> ReferenceAnchor {
    guard let old, old.at > new.at else { return new }
    return old
  }
}

extension CheckedTimer {
  /// The condition that a timer watches.
  fileprivate var condition: CheckedCondition? {
    switch kind {
    case .whileTrue(let condition, _), .everyWhile(let condition, _): condition
    default: nil
    }
  }
}
