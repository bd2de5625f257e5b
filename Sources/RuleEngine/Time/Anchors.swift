/// Where time is counted from, for one ticket. Section 8.1 of grammar/meaning.md.
struct Anchors: Sendable, Hashable {
  /// An instant to count from, and the name of the change-set that set it.
  struct Anchor: Sendable, Hashable {
    private var line: String
    /// Negative: `line` is the whole name.
    private var round: Int
    var at: Instant

    /// An anchor set in a round that a line started.
    init(line: String, round: Int, at: Instant) {
      self.line = line
      self.round = round
      self.at = at
    }

    /// An anchor with a name that was kept.
    init(name: String, at: Instant) {
      if let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")),
        let round = Int(name[name.utf8.index(after: slash)...]),
        round >= 0, "\(name[..<slash])/\(round)".utf8.elementsEqual(name.utf8)
      {
        line = String(name[..<slash])
        self.round = round
      } else {
        line = name
        round = -1
      }
      self.at = at
    }

    /// The line's id and the round, as `e-17/1`. Made when somebody asks: most anchors nobody ever counts from.
    var name: String { round < 0 ? line : "\(line)/\(round)" }
  }

  /// A stage visit.
  struct Visit: Sendable, Hashable {
    var stage: Value
    var anchor: Anchor
  }

  /// A condition of a `while` that holds.
  struct SinceTrue: Sendable, Hashable {
    /// By `RulebookCore.stateName`.
    var rule: String
    var anchor: Anchor
  }

  /// A value of a date, and the change-set that first showed it.
  struct DateValue: Sendable, Hashable {
    var slot: FieldSlot
    var value: Value
    var name: String
  }

  var visit: Visit?
  /// The last e-mail that a person sent to the contact.
  var sent: Anchor?
  /// The contact's latest reply.
  var replied: Instant?
  /// The contact's first unanswered message.
  var unanswered: Anchor?
  /// The last thing a person did.
  var activity: Anchor?
  /// First seen, or reopened.
  var seen: Anchor?
  /// In canonical order of rules.
  var sinceTrue: [SinceTrue] = []
  /// In slot order.
  var dates: [DateValue] = []

  /// Whether some anchor that is still counted from has this name.
  func isInUse(_ name: String) -> Bool {
    visit?.anchor.name == name || sent?.name == name || unanswered?.name == name || activity?.name == name
      || seen?.name == name || sinceTrue.contains { $0.anchor.name == name } || dates.contains { $0.name == name }
  }
}

extension Anchors {
  /// Brings the anchors up to date with a change-set that a round looks at.
  ///
  /// - Parameters:
  ///   - name: of the change-set.
  ///   - eventAt: the line's own instant.
  ///   - isEcho: the change-set is only reported back.
  mutating func follow(_ view: RoundView, line: String, round: Int, eventAt: Instant, isEcho: Bool) {
    let here = Anchor(line: line, round: round, at: view.now)
    if isEcho {
      visit?.stage = view.value(of: .stage)
    } else {
      followVisit(view, here)
      followMessages(view, Anchor(line: line, round: round, at: eventAt), here)
      if seen == nil || view.matches(.reopened) { seen = here }
    }
    guard view.core.index.hasTimers else {
      sinceTrue = []
      dates = []
      return
    }
    followConditions(view, here, view.core.index.timedRules(for: view))
    followDates(view, here.name, view.core.index.timedDates)
  }

  private mutating func followVisit(_ view: RoundView, _ here: Anchor) {
    let stage = view.value(of: .stage)
    if let visit, visit.stage == stage, !view.changeSet.isCreation, !view.isChanged(.stage) { return }
    var anchor = here
    if visit == nil, !view.changeSet.isCreation, let since = view.snapshot.since, since < here.at { anchor.at = since }
    visit = Visit(stage: stage, anchor: anchor)
  }

  private mutating func followMessages(_ view: RoundView, _ line: Anchor, _ here: Anchor) {
    if view.matches(.emailSent(.ticket)) {
      if sent.map({ $0.at <= line.at }) ?? true { sent = line }
      if let unanswered, unanswered.at <= line.at { self.unanswered = nil }
    }
    let isReply = view.matches(.reply(fromAnyone: false, includingAutomatic: false))
    if isReply { replied = max(replied ?? line.at, line.at) }
    if isReply || view.isCreatedByContactsMessage, sent.map({ $0.at < line.at }) ?? true,
      unanswered.map({ line.at < $0.at }) ?? true
    {
      unanswered = line
    }
    if view.changeSet.isCreation || view.matches(.activity) {
      let anchor = view.changeSet.origin == .line ? line : here
      if activity.map({ $0.at <= anchor.at }) ?? true { activity = anchor }
    }
  }

  private mutating func followConditions(_ view: RoundView, _ here: Anchor, _ timedRules: [Int]) {
    var holding: [SinceTrue] = []
    var memo = RoundMemo()
    for rule in timedRules {
      guard let condition = view.core.rules[rule].timer?.kind.condition, view.evaluate(condition, &memo).holds else {
        continue
      }
      let name = view.core.stateName(of: rule)
      holding.append(sinceTrue.first { $0.rule == name } ?? SinceTrue(rule: name, anchor: here))
    }
    sinceTrue = holding
  }

  private mutating func followDates(_ view: RoundView, _ name: String, _ timedDates: [FieldSlot]) {
    dates = timedDates.compactMap { slot in
      let value = view.value(of: slot)
      guard value.isKnown else { return nil }
      return dates.first { $0.slot == slot && $0.value == value } ?? DateValue(slot: slot, value: value, name: name)
    }
  }
}

extension RoundView {
  /// The ticket was created with a message of its contact.
  fileprivate var isCreatedByContactsMessage: Bool {
    guard changeSet.isCreation, let message = changeSet.message else { return false }
    // A ticket made from a conversation is created by rules; the message is the contact's all the same.
    let isContacts = changeSet.origin == .rules || isFromContact(message)
    return message.direction == .incoming && !message.isNote && !message.isDeliveryFailure
      && !message.isAutomatic && isContacts
  }
}

extension Program.Timer.Kind {
  /// The condition of a `while`.
  package var condition: Program.Condition? {
    switch self {
    case .whileTrue(let condition, _), .everyWhile(let condition, _): condition
    case .inStage, .withoutReply, .withoutAnswer, .withoutActivity, .before, .after, .reached, .everyDays: nil
    }
  }

  /// The date it counts from.
  var date: FieldSlot? {
    switch self {
    case .before(let slot, _), .after(let slot, _), .reached(let slot): slot
    case .inStage, .withoutReply, .withoutAnswer, .withoutActivity, .whileTrue, .everyWhile, .everyDays: nil
    }
  }

  /// Comes again and again.
  var repeats: Bool {
    switch self {
    case .everyWhile, .everyDays: true
    case .inStage, .withoutReply, .withoutAnswer, .withoutActivity, .whileTrue, .before, .after, .reached: false
    }
  }
}
