import RuleChecker
import RuleEngine
import RuleSchema
import RuleSource

/// Sections 4 and 5: the chain of rounds that one line starts.
struct ReferenceChain {
  /// A place in the order of what comes out. `rule` is -1 for `close date`.
  struct Place {
    var round: Int
    /// The ticket whose change-set the rule looked at: the event's is 0, then created ones in creation order.
    var ticket: Int
    var rule: Int
    var action: Int
  }

  /// The last change of a field.
  struct LastChange {
    var round: Int
    /// The ticket whose change-set the rules looked at.
    var lookedAt: Int
    /// Each rule that wrote the value, with its last action on the field; none for `close date`.
    var writers: [Int: Int]
  }

  /// A rotation that no later round overwrote.
  struct Rotation {
    var team: Int
    var place: Place
    var ledBy: Set<Int>
  }

  /// A ticket of the chain; a conversation is one that no field action is about.
  struct Ticket {
    var id: String
    var isConversation = false
    /// As the last round left it.
    var snapshot: TicketSnapshot
    /// What the host knows.
    var host: TicketSnapshot
    var family: String
    /// What the next round looks at.
    var next: ReferenceChangeSet?
    var lastChanges: [FieldSlot: LastChange] = [:]
    var rotation: Rotation?
    /// The id it was first known by.
    var name: String
    var limits = ReferenceLimits()
    var anchors = ReferenceAnchors()
    var timers = ReferenceTimers()
    var creation: Creation?
  }

  /// How a ticket was made.
  struct Creation {
    var place: Place
    var conversation: String?
    var origin: String?
  }

  /// A message, task or note.
  struct Outgoing {
    var place: Place
    /// The ticket it is about.
    var about: Int
    var action: CheckedAction
    /// The message of the change-set, for placeholders.
    var message: Event.Message?
  }

  let rules: CheckedRules
  /// Tells the rulebook from others.
  let rulebook: [UInt8]
  let conditions: ReferenceConditions
  let lineID: String
  /// Of a conversation its own id.
  let eventID: String
  let line: LineTime
  /// The evaluation's instant.
  let now: Instant
  /// Whether the line itself gave `closed` a value, or reports an action: then nothing is stamped in round 1.
  let isCloseDateGiven: Bool

  var tickets: [Ticket] = []
  var outgoing: [Outgoing] = []
  /// The timers that the line delivers.
  var due: [ReferenceTimers.Told] = []
  /// The rules that they trigger in round 1.
  var dueRules: Set<Int> = []
  /// How many rounds there were.
  var rounds = 0

  var vocabulary: ReferenceVocabulary { conditions.vocabulary }
  var triggers: ReferenceTriggers { conditions.triggers }

  /// Runs all rounds.
  mutating func run() {
    while tickets.contains(where: { $0.next != nil }) {
      rounds += 1
      precondition(rounds < 10_000, "a chain ends")
      let lookedAt = tickets.indices.filter { tickets[$0].next != nil }
      for ticket in lookedAt { stampCloseDate(of: ticket) }
      for ticket in lookedAt { if let set = tickets[ticket].next { bringUpToDate(ticket, with: set) } }
      if rounds == 1 { triggerDueRules() }
      var changeSets: [(ticket: Int, set: ReferenceChangeSet)] = []
      for ticket in lookedAt {
        if let set = tickets[ticket].next { changeSets.append((ticket, set)) }
        tickets[ticket].next = nil
      }
      for (ticket, set) in changeSets { look(at: set, of: ticket) }
    }
  }

  // MARK: Section 5

  private mutating func stampCloseDate(of ticket: Int) {
    guard var set = tickets[ticket].next, !set.isConversation, !(rounds == 1 && isCloseDateGiven) else { return }
    guard let pipeline = vocabulary.pipeline(set.snapshot), pipeline.hasCloseDate else { return }
    guard set.isCreation ? !set.overtaken.contains(.stage) : set.before[.stage] != nil else { return }
    let isClosed = vocabulary.isClosed(set.snapshot.value(at: .stage))
    let wasClosed = set.isCreation ? false : vocabulary.isClosed(set.before[.stage] ?? .unknown)
    guard isClosed != wasClosed else { return }
    let value: Value = isClosed ? .instant(now) : .unknown
    guard set.snapshot.value(at: .closed) != value else { return }
    set.snapshot.set(.closed, to: value)
    tickets[ticket].next = set
    tickets[ticket].snapshot.set(.closed, to: value)
    tickets[ticket].lastChanges[.closed] = LastChange(round: rounds, lookedAt: ticket, writers: [:])
  }

  // MARK: Section 4

  /// The first arm whose condition holds, if the rule holds for the change-set.
  private func arm(of rule: Int, _ set: ReferenceChangeSet, _ ticket: Int) -> Int? {
    let checked = rules.rules[rule]
    guard !checked.isOff else { return nil }
    if !set.isConversation {
      guard let stage = vocabulary.stage(set.snapshot.value(at: .stage)), stage.pipeline == checked.pipeline else {
        return nil
      }
    }
    guard isDue(rule, ticket) || checked.triggers.contains(where: { triggers.matches($0, set) }) else { return nil }
    guard !checked.limits.contains(where: { isUsedUp($0, rule, ticket) }) else { return nil }
    if let condition = checked.guardCondition, !conditions.holds(condition, set) { return nil }
    return checked.arms.firstIndex { arm in arm.condition.map { conditions.holds($0, set) } ?? true }
  }

  private func isDue(_ rule: Int, _ ticket: Int) -> Bool { rounds == 1 && ticket == 0 && dueRules.contains(rule) }

  private func matching(_ rule: Int, _ set: ReferenceChangeSet) -> [CheckedTrigger] {
    rules.rules[rule].triggers.filter { triggers.matches($0, set) }
  }

  /// The rules that led to what a fired rule writes: itself, and what its own facets carry, apart from those that
  /// would hold it back.
  private func ledBy(_ rule: Int, _ set: ReferenceChangeSet) -> Set<Int> {
    var led: Set<Int> = [rule]
    for trigger in matching(rule, set) {
      let carried = triggers.carried(by: trigger, set)
      if !carried.contains(rule) { led.formUnion(carried) }
    }
    return led
  }

  private mutating func look(at set: ReferenceChangeSet, of ticket: Int) {
    let holding = rules.rules.indices.filter { arm(of: $0, set, ticket) != nil }
    let overridden = Set(holding.flatMap { rules.rules[$0].overrides.map(\.value) })
    let firing = holding.filter { rule in
      let isHeldBack =
        !isDue(rule, ticket) && matching(rule, set).allSatisfy { triggers.carried(by: $0, set).contains(rule) }
      return !overridden.contains(rule) && !isHeldBack
    }
    var runs: [ReferenceRuleRun] = []
    for rule in firing {
      guard let arm = arm(of: rule, set, ticket) else { continue }
      noteFiring(of: rule, ticket)
      var run = ReferenceRuleRun(
        rule: rule, set: set, conditions: conditions, dropsMoves: isSendAndClose(rule, set),
        threadOfCreated: matching(rule, set).contains(where: triggers.isMessageTrigger) ? set.message?.thread : nil)
      run.run(arm: arm, of: rules.rules[rule])
      runs.append(run)
    }
    create(runs, set, ticket)
  }

  /// Sentence 4.8.
  private func isSendAndClose(_ rule: Int, _ set: ReferenceChangeSet) -> Bool {
    guard rounds == 1, set.before[.stage] != nil, let message = set.message else { return false }
    guard message.direction == .outgoing || message.kind == "note" else { return false }
    return rules.rules[rule].timer == nil && matching(rule, set).allSatisfy(triggers.isMessageTrigger)
  }

  /// Makes the tickets, then writes the fields, then remembers what leaves the engine.
  private mutating func create(_ fired: [ReferenceRuleRun], _ set: ReferenceChangeSet, _ ticket: Int) {
    var about = ticket
    var runs = fired
    // The conversation's ticket: the last rule that makes it.
    if set.isConversation, let winner = runs.last(where: { $0.made != nil }), let made = winner.made {
      about = make(made, by: winner, set, from: ticket) ?? ticket
      runs = runs.filter { $0.made == nil || $0.rule == winner.rule }
    }
    for run in runs where !set.isConversation {
      for creation in run.creations { _ = make(creation, by: run, set, from: ticket) }
    }
    if set.isConversation {
      if about != ticket { write(runs, set, lookedAt: ticket, to: about) }
    } else {
      write(runs, set, lookedAt: ticket, to: ticket)
    }
    for run in runs {
      for (ordinal, action) in run.outgoing {
        let place = Place(round: rounds, ticket: ticket, rule: run.rule, action: ordinal)
        outgoing.append(Outgoing(place: place, about: about, action: action, message: set.message))
      }
    }
  }

  /// Sentence 4.7. Returns the ticket's index; a key that was made already makes no other ticket, and one line makes
  /// at most 1,000.
  private mutating func make(
    _ creation: ReferenceRuleRun.Creation, by run: ReferenceRuleRun, _ set: ReferenceChangeSet, from ticket: Int
  ) -> Int? {
    let key = key("create_ticket", run.rule, ordinal: String(creation.ordinal), of: tickets[ticket].id)
    if let made = tickets.firstIndex(where: { $0.id == key }) { return made }
    guard tickets.count(where: { $0.creation != nil }) < 1_000 else { return nil }
    var snapshot = creation.snapshot
    snapshot.id = key
    let conversation = set.isConversation ? tickets[ticket].id : nil
    var made = Ticket(id: key, snapshot: snapshot, host: snapshot, family: tickets[ticket].family, name: key)
    made.creation = Creation(
      place: Place(round: rounds, ticket: ticket, rule: run.rule, action: creation.ordinal),
      conversation: conversation, origin: set.isConversation ? nil : tickets[ticket].id)
    var next = ReferenceChangeSet(snapshot: snapshot)
    next.isCreation = true
    next.actor = Event.Actor(kind: .automation, id: nil, email: nil)
    next.message = set.isConversation ? set.message : nil
    next.creationLedBy = ledBy(run.rule, set).filter { canCreateTickets(rules.rules[$0]) }
    made.next = next
    tickets.append(made)
    return tickets.count - 1
  }

  private func canCreateTickets(_ rule: CheckedRule) -> Bool {
    rule.arms.contains { $0.actions.contains { if case .createTicket = $0 { true } else { false } } }
  }

  /// Sentence 4.5: merges what the rules do to each field and makes it the next change-set. What rules do to a
  /// conversation's ticket goes into its first change-set.
  private mutating func write(_ runs: [ReferenceRuleRun], _ set: ReferenceChangeSet, lookedAt: Int, to ticket: Int) {
    let isFirst = ticket != lookedAt
    let present = isFirst ? tickets[ticket].snapshot : set.snapshot
    var next = ReferenceChangeSet(snapshot: present)
    next.actor = Event.Actor(kind: .automation, id: nil, email: nil)
    for index in present.fields.indices {
      let slot = FieldSlot(index: index)
      let operations = runs.compactMap { run in run.operation(on: slot).map { (rule: run.rule, operation: $0) } }
      guard let merge = ReferenceMerge(operations) else { continue }
      let writers = runs.filter { merge.writers.contains($0.rule) }
      let led = writers.reduce(into: Set<Int>()) { $0.formUnion(ledBy($1.rule, set)) }
      let value = merge.value(present: present.value(at: slot))
      if case .rotate(let team) = merge.merged, let writer = writers.first {
        let place = Place(round: rounds, ticket: lookedAt, rule: writer.rule, action: writer.lastAction(on: slot))
        tickets[ticket].rotation = Rotation(team: team, place: place, ledBy: led)
        next.snapshot.set(slot, to: .unknown)
        next.snapshot.forgetOwner()
        continue
      }
      guard !isSame(value, present.value(at: slot)) else { continue }
      next.snapshot.set(slot, to: value)
      next.before[slot] = present.value(at: slot)
      next.ledBy[slot] = led
      if slot == .owner {
        tickets[ticket].rotation = nil
        next.snapshot.forgetOwner()
      }
      let actions = Dictionary(uniqueKeysWithValues: writers.map { ($0.rule, $0.lastAction(on: slot)) })
      if !isFirst {
        tickets[ticket].lastChanges[slot] = LastChange(round: rounds, lookedAt: lookedAt, writers: actions)
      }
    }
    tickets[ticket].snapshot = next.snapshot
    if isFirst {
      tickets[ticket].host = next.snapshot
      tickets[ticket].next?.snapshot = next.snapshot
    } else if !next.before.isEmpty {
      tickets[ticket].next = next
    }
  }

  // MARK: Section 9

  private func isUsedUp(_ limit: CheckedRule.Limit, _ rule: Int, _ ticket: Int) -> Bool {
    let limits = tickets[ticket].limits
    let name = ruleName(rule)
    switch limit {
    case .oncePerTicket: return limits.fired.contains(name)
    case .oncePerStageVisit:
      guard let visit = tickets[ticket].anchors.visit?.anchor.name else { return false }
      return limits.visits[name]?.contains(visit) ?? false
    case .atMost(let count, let span):
      let counting = (limits.firings[name] ?? []).filter { firing in
        conditions.moved(firing, by: span, times: 1).map { now < $0 } ?? true
      }
      return counting.count >= count
    }
  }

  private mutating func noteFiring(of rule: Int, _ ticket: Int) {
    let name = ruleName(rule)
    let limits = rules.rules[rule].limits
    if limits.contains(.oncePerTicket) { tickets[ticket].limits.fired.insert(name) }
    if limits.contains(.oncePerStageVisit), let visit = tickets[ticket].anchors.visit?.anchor.name {
      tickets[ticket].limits.visits[name, default: []].insert(visit)
    }
    let isCounted = limits.contains { if case .atMost = $0 { true } else { false } }
    if isCounted { tickets[ticket].limits.firings[name, default: []].append(now) }
  }

  // MARK: Names and keys

  func pipelineID(_ rule: Int) -> String { rules.schema.pipelines[rules.rules[rule].pipeline.value].id }

  /// What a rule is remembered by.
  func ruleName(_ rule: Int) -> String { pipelineID(rule) + "\n" + rules.rules[rule].identity }

  func key(_ kind: String, _ rule: Int, ordinal: String, of ticket: String) -> String {
    let pipeline = rules.schema.pipelines[rules.rules[rule].pipeline.value].id
    return ActionKey.make(kind, [eventID, pipeline, rules.rules[rule].identity, ordinal, ticket])
  }
}
