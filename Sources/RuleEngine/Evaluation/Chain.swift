//  A chain: the rounds that one line starts. Section 4 of grammar/meaning.md.

/// The run of one line through the rounds, ticket by ticket.
struct Chain {
  /// A ticket of the chain: the line's first, then those that rules create.
  struct Ticket {
    let id: String
    /// What the host knows: the line's snapshot, or the ticket as created.
    let known: TicketSnapshot
    var current: TicketSnapshot
    var state: TicketState
    /// Where each field was last changed, by slot.
    var lastWrite: [FieldSlot: Write] = [:]
    /// The rotation that has the last word on the owner.
    var rotation: (team: Int, write: Write, ledBy: RuleSet)?
  }

  /// A place in the output: who wrote, and when.
  struct Write {
    var round: Int
    /// `nil`: the close date.
    var rule: Int?
    /// Ordinal of the action.
    var ordinal: Int
  }

  /// Something that comes out, before it is written out.
  struct Output {
    enum Content {
      case effect(Effect, message: Event.Message?)
      /// Index into `tickets`.
      case creation(Int)
    }

    var content: Content
    var write: Write
    /// The ticket it is about: index into `tickets`.
    var ticket: Int
    /// The ticket whose change-set the rule looked at.
    var lookedAt: Int
  }

  /// No chain creates more tickets than this: rules that create tickets for each other's tickets grow without measure long
  /// before they end.
  static let greatestTicketCount = 1_000

  let program: Program
  let index: RuleIndex
  let event: Event
  /// The instant of the evaluation.
  let now: Instant
  let family: String
  let isTracing: Bool
  var tickets: [Ticket] = []
  var outputs: [Output] = []
  var trace: [TraceEntry] = []
  private var round = 0

  /// A chain that starts with the line's ticket or conversation.
  init(program: Program, index: RuleIndex, event: Event, now: Instant, family: String, isTracing: Bool, first: Ticket) {
    self.program = program
    self.index = index
    self.event = event
    self.now = now
    self.family = family
    self.isTracing = isTracing
    tickets = [first]
  }

  /// Looks at the line's change-set, then at what follows from it, until a round writes nothing new.
  mutating func run(_ first: ChangeSet) {
    var pending = [first]
    while !pending.isEmpty {
      round += 1
      var next: [ChangeSet] = []
      var created: [ChangeSet] = []
      for changeSet in pending {
        let followers = look(at: changeSet)
        if let own = followers.own { next.append(own) }
        created += followers.created
      }
      // The event's ticket first, then in creation order.
      pending = (next + created).sorted { $0.ticket < $1.ticket }
    }
  }

  /// One ticket's part of a round: what fires, and the change-sets it leads to.
  private mutating func look(at changeSet: ChangeSet) -> (own: ChangeSet?, created: [ChangeSet]) {
    var changeSet = changeSet
    stampCloseDate(&changeSet)
    let view = RoundView(program: program, changeSet: changeSet, now: now)
    let fired = firedRules(view)
    var runs: [(rule: Int, match: Match, run: RuleRun)] = []
    for candidate in fired {
      let rule = program.rules[candidate.rule]
      if rule.isOncePerTicket { tickets[changeSet.ticket].state.noteUsedUp(program.stateName(of: candidate.rule)) }
      var run = RuleRun(view: view, dropsMoves: candidate.match.isOnlyOfMessages && changeSet.saveChoseStage)
      for (offset, action) in rule.arms[candidate.arm].actions.enumerated() {
        run.run(action, ordinal: rule.firstOrdinal(ofArm: candidate.arm) + offset)
      }
      for verdict in run.skips { note(verdict, rule: candidate.rule, changeSet) }
      runs.append((candidate.rule, candidate.match, run))
    }
    return changeSet.isConversation
      ? (nil, makeConversationTicket(runs, changeSet)) : apply(runs, changeSet)
  }

  // MARK: What fires

  /// A rule that fires, by which facets, with the arm taken.
  private struct Firing {
    var rule: Int
    var match: Match
    var arm: Int
  }

  private mutating func firedRules(_ view: RoundView) -> [Firing] {
    let changeSet = view.changeSet
    var holding: [Firing] = []
    for rule in index.candidates(for: view) {
      guard let match = match(of: rule, view) else {
        note(.notTriggered, rule: rule, changeSet)
        continue
      }
      if program.rules[rule].isOncePerTicket,
        tickets[changeSet.ticket].state.usedUp.contains(program.stateName(of: rule))
      {
        note(.limited, rule: rule, changeSet)
        continue
      }
      guard let arm = takenArm(of: rule, view) else { continue }
      holding.append(Firing(rule: rule, match: match, arm: arm))
    }
    if isTracing, !changeSet.isConversation { noteOtherPipelines(view) }
    var overriders: [Int: Int] = [:]
    for firing in holding {
      for overridden in program.rules[firing.rule].overrides where overriders[overridden] == nil {
        overriders[overridden] = firing.rule
      }
    }
    var fired: [Firing] = []
    for firing in holding {
      if let overrider = overriders[firing.rule] {
        note(.overridden(by: program.rules[overrider].identity), rule: firing.rule, changeSet)
      } else if firing.match.isHeldBack {
        note(.heldBack, rule: firing.rule, changeSet)
      } else {
        note(.fired(arm: firing.arm + 1), rule: firing.rule, changeSet)
        fired.append(firing)
      }
    }
    return fired
  }

  /// The facets that the rule's triggers match, or `nil` if none.
  private func match(of rule: Int, _ view: RoundView) -> Match? {
    var match: Match?
    for trigger in program.rules[rule].triggers where view.matches(trigger) {
      let carried = view.rulesLeading(to: trigger.happening)
      match = (match ?? Match()).adding(trigger.happening, ledBy: carried, rule: rule)
    }
    return match
  }

  private mutating func takenArm(of rule: Int, _ view: RoundView) -> Int? {
    if let guardCondition = program.rules[rule].guardCondition {
      let (holds, branch) = view.evaluate(guardCondition)
      guard holds else {
        noteFalse(branch, rule: rule, view)
        return nil
      }
    }
    var last: Int?
    for (index, arm) in program.rules[rule].arms.enumerated() {
      guard let condition = arm.condition else { return index }
      let (holds, branch) = view.evaluate(condition)
      if holds { return index }
      last = branch
    }
    if let last { noteFalse(last, rule: rule, view) }
    return nil
  }

  // MARK: What it leads to

  /// Merges the operations of the fired rules into the next change-set, and starts the tickets they create.
  private mutating func apply(
    _ runs: [(rule: Int, match: Match, run: RuleRun)], _ changeSet: ChangeSet
  ) -> (own: ChangeSet?, created: [ChangeSet]) {
    var merger = OperationMerger(program: program)
    var created: [ChangeSet] = []
    for (rule, match, run) in runs {
      for operation in run.operations {
        for loss in merger.add(operation, rule: rule, match: match) {
          note(.lostConflict(field: program.name(of: operation.slot), to: program.rules[rule].identity), rule: loss, changeSet)
        }
      }
      for effect in run.effects {
        outputs.append(
          Output(
            content: .effect(effect, message: changeSet.message),
            write: Write(round: round, rule: rule, ordinal: effect.ordinal),
            ticket: changeSet.ticket, lookedAt: changeSet.ticket))
      }
      for creation in run.creations {
        var snapshot = newSnapshot(stage: creation.stage, fields: creation.fields)
        inherit(from: changeSet.after, to: &snapshot)
        if match.isOfMessage { snapshot.thread = changeSet.message?.thread }
        created += start(snapshot, rule: rule, ordinal: creation.ordinal, match: match, on: changeSet, message: nil)
      }
    }
    var next = changeSet.after
    var changes: [ChangeSet.Change] = []
    for field in merger.fields.sorted(by: { $0.slot.index < $1.slot.index }) {
      let present = next.fields[field.slot.index]
      let write = merger.write(of: field, round: round)
      if case .rotate(let team) = field.writers[0].operation.operation {
        next.fields[FieldSlot.owner.index] = .unknown
        tickets[changeSet.ticket].rotation = (team, write, field.ledBy)
        continue
      }
      let value = field.value(over: present)
      guard value != present else {
        for writer in field.writers {
          note(.wroteNothingNew(field: program.name(of: field.slot)), rule: writer.rule, changeSet)
        }
        continue
      }
      next.fields[field.slot.index] = value
      tickets[changeSet.ticket].lastWrite[field.slot] = write
      tickets[changeSet.ticket].state.noteChange(of: field.slot, at: now)
      if field.slot == .owner { tickets[changeSet.ticket].rotation = nil }
      changes.append(ChangeSet.Change(slot: field.slot, before: present, ledBy: field.ledBy))
    }
    tickets[changeSet.ticket].current = next
    guard !changes.isEmpty else { return (nil, created) }
    let own = ChangeSet(
      ticket: changeSet.ticket, origin: .rules, after: next, changes: changes, actor: .automation)
    return (own, created)
  }

  /// The one ticket of a conversation: of two rules that make it, the later in canonical order wins.
  private mutating func makeConversationTicket(
    _ runs: [(rule: Int, match: Match, run: RuleRun)], _ changeSet: ChangeSet
  ) -> [ChangeSet] {
    guard let winner = runs.last, let creation = winner.run.creations.first else { return [] }
    for loser in runs.dropLast() {
      note(.lostConflict(field: "ticket", to: program.rules[winner.rule].identity), rule: loser.rule, changeSet)
    }
    var snapshot = winner.run.copy
    snapshot.fields[FieldSlot.created.index] = .instant(now)
    tickets[0].state.madeTicket = true
    let ticket = tickets.count
    let created = start(
      snapshot, rule: winner.rule, ordinal: creation.ordinal, match: winner.match, on: changeSet,
      message: changeSet.message)
    for operation in winner.run.operations {
      if case .rotate(let team) = operation.operation {
        let write = Write(round: round, rule: winner.rule, ordinal: operation.ordinal)
        tickets[ticket].rotation = (team, write, winner.match.ledBy(with: winner.rule))
      }
    }
    for effect in winner.run.effects {
      outputs.append(
        Output(
          content: .effect(effect, message: changeSet.message),
          write: Write(round: round, rule: winner.rule, ordinal: effect.ordinal), ticket: ticket, lookedAt: 0))
    }
    return created
  }

  /// A ticket with a stage and these fields, nothing else.
  private func newSnapshot(stage: Int, fields: [(slot: FieldSlot, value: Value)]) -> TicketSnapshot {
    var values = [Value](repeating: .unknown, count: program.slotCount)
    values[FieldSlot.stage.index] = .option(Int32(stage))
    for (slot, value) in fields { values[slot.index] = value }
    values[FieldSlot.created.index] = .instant(now)
    return TicketSnapshot(id: "", fields: values)
  }

  /// A ticket made on another has its contact.
  private func inherit(from origin: TicketSnapshot, to snapshot: inout TicketSnapshot) {
    snapshot.contact = origin.contact
    for (index, property) in program.properties.enumerated() where property.isOfContact {
      let slot = FieldSlot.property(index)
      snapshot.fields[slot.index] = origin.fields[slot.index]
    }
  }

  /// Adds a created ticket to the chain; its creation is looked at in the next round.
  private mutating func start(
    _ snapshot: TicketSnapshot, rule: Int, ordinal: Int, match: Match, on changeSet: ChangeSet,
    message: Event.Message?
  ) -> [ChangeSet] {
    guard tickets.count <= Self.greatestTicketCount else {
      note(
        .skipped(action: "create ticket", reason: "one event creates at most \(Self.greatestTicketCount) tickets"),
        rule: rule, changeSet)
      return []
    }
    let origin = tickets[changeSet.ticket].id
    let key = program.key("create_ticket", of: rule, "\(ordinal)", event: keyEvent, ticket: origin)
    var snapshot = snapshot
    snapshot.id = key
    snapshot.family = family
    snapshot.creator = nil
    snapshot.cc = []
    snapshot.followers = []
    var state = TicketState()
    state.family = family
    state.thread = snapshot.thread
    state.newest = now
    state.changedAt = snapshot.fields.map { $0.isKnown ? now : nil }
    outputs.append(
      Output(
        content: .creation(tickets.count), write: Write(round: round, rule: rule, ordinal: ordinal),
        ticket: tickets.count, lookedAt: changeSet.ticket))
    tickets.append(Ticket(id: key, known: snapshot, current: snapshot, state: state))
    let creators = match.ledBy(with: rule).filter { program.rules[$0].createsTickets }
    return [
      ChangeSet(
        ticket: tickets.count - 1, origin: .rules, after: snapshot, isCreation: true, creationLedBy: creators,
        actor: .automation, message: message)
    ]
  }

  /// What stands for the event in keys.
  var keyEvent: String {
    if case .conversation(let snapshot) = event.subject { snapshot.id } else { event.id }
  }

  // MARK: Close date

  /// Section 5 of grammar/meaning.md.
  private mutating func stampCloseDate(_ changeSet: inout ChangeSet) {
    guard !changeSet.isConversation, !changeSet.givesCloseDate,
      case .option(let stage) = changeSet.after.fields[FieldSlot.stage.index],
      program.pipelines[program.stages[Int(stage)].pipeline].hasCloseDate
    else { return }
    let isClosed = program.stages[Int(stage)].isClosed
    let closeDate: Value
    if changeSet.isCreation {
      guard isClosed, !changeSet.overtaken.contains(.stage) else { return }
      closeDate = .instant(now)
    } else {
      guard let change = changeSet.change(of: .stage), program.isClosed(stage: change.before) != isClosed else { return }
      closeDate = isClosed ? .instant(now) : .unknown
    }
    guard changeSet.after.fields[FieldSlot.closed.index] != closeDate else { return }
    changeSet.after.fields[FieldSlot.closed.index] = closeDate
    tickets[changeSet.ticket].current.fields[FieldSlot.closed.index] = closeDate
    tickets[changeSet.ticket].lastWrite[.closed] = Write(round: round, rule: nil, ordinal: 0)
    tickets[changeSet.ticket].state.noteChange(of: .closed, at: now)
  }

  // MARK: Trace

  private mutating func note(_ verdict: @autoclosure () -> TraceEntry.Verdict, rule: Int, _ changeSet: ChangeSet) {
    guard isTracing else { return }
    trace.append(
      TraceEntry(
        ticket: tickets[changeSet.ticket].id, round: round, rule: program.rules[rule].identity, verdict: verdict()))
  }

  private mutating func noteFalse(_ branch: Int, rule: Int, _ view: RoundView) {
    guard isTracing else { return }
    let branch = program.branches[branch]
    note(
      .conditionFalse(part: branch.text, value: view.description(of: program.tests[branch.test])), rule: rule,
      view.changeSet)
  }

  private mutating func noteOtherPipelines(_ view: RoundView) {
    let pipeline = view.value(of: .pipeline)
    for rule in program.rules.indices where pipeline != .option(Int32(program.rules[rule].pipeline)) {
      note(.otherPipeline, rule: rule, view.changeSet)
    }
  }
}

extension ChangeSet {
  /// One save that set the stage and has a message or note of its author.
  var saveChoseStage: Bool {
    guard origin == .line, let message, change(of: .stage) != nil else { return false }
    return message.direction == .outgoing || message.kind == "note"
  }
}

extension Event.Actor {
  /// Rules.
  static let automation = Event.Actor(kind: .automation, id: nil, email: nil)
}
