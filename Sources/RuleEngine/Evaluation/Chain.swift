//  A chain: the rounds that one line starts. Section 4 of grammar/meaning.md.

/// The run of one line through the rounds, ticket by ticket.
struct Chain: ~Copyable {
  /// A ticket of the chain: the line's first, then those that rules create.
  struct Ticket {
    let id: String
    /// What the host knows: the line's snapshot, or the ticket as created.
    let known: TicketSnapshot
    var current: TicketSnapshot
    var box: TicketStateBox
    /// What is remembered of it.
    var state: TicketState {
      @inline(__always)
      _read { yield box.state }
      @inline(__always)
      _modify { yield &box.state }
    }
    /// Where each field was last changed; fields without a write are not here.
    private(set) var lastWrites: [FieldWrite] = []
    /// The rotation that has the last word on the owner.
    var rotation: (team: Int, write: Write, ledBy: RuleSet)?

    init(id: String, known: TicketSnapshot, current: TicketSnapshot, _ box: consuming TicketStateBox) {
      self.id = id
      self.known = known
      self.current = current
      self.box = box
    }

    /// Notes where a field was changed.
    mutating func note(_ write: Write, of slot: FieldSlot) {
      if let index = lastWrites.firstIndex(where: { $0.slot == slot }) {
        lastWrites[index].write = write
      } else {
        lastWrites.append(FieldWrite(slot: slot, write: write))
      }
    }
  }

  /// Where a field was last changed. Few fields are: a list of them is found through faster than a dictionary is made.
  struct FieldWrite {
    let slot: FieldSlot
    var write: Write
  }

  /// A place in the output: who wrote, and when.
  struct Write: BitwiseCopyable {
    var round: Int
    /// `nil`: the close date.
    var rule: Int?
    /// Ordinal of the action.
    var ordinal: Int
  }

  /// Something that comes out, before it is written out.
  struct Output: BitwiseCopyable {
    enum Content: BitwiseCopyable {
      case effect(Effect)
      /// One of the effects of an arm that puts out the same for all.
      case known(arm: Int, effect: Int)
      /// Index into `tickets`.
      case creation(Int)
    }

    var content: Content
    var write: Write
    /// The ticket it is about: index into `tickets`.
    var ticket: Int
    /// The ticket whose change-set the rule looked at.
    var lookedAt: Int
    /// Whether that change-set has the line's message.
    var seesMessage = false
  }

  /// A rule that fired, with what it did.
  struct FiredRule {
    var rule: Int
    var match: Match
    var run: RuleRun
  }

  /// No chain creates more tickets than this: rules that create tickets for each other's tickets grow without measure long
  /// before they end.
  static let greatestTicketCount = 1_000

  let core: RulebookCore
  let event: Event
  /// The line's id, which every action names.
  let eventID: String
  /// What stands for the event in keys.
  let keyEvent: String
  /// The instant of the evaluation.
  let now: Instant
  let family: String
  let isTracing: Bool
  /// Whether `visits` are noted.
  let isRecording: Bool
  var tickets: [Ticket] = []
  var outputs: [Output] = []
  var trace: [TraceEntry] = []
  var visits: [Visit] = []
  private(set) var round = 0
  var program: Program { core.program }

  /// A chain that starts with the line's ticket or conversation.
  init(
    core: RulebookCore, event: Event, eventID: String, now: Instant, family: String, isTracing: Bool,
    isRecording: Bool, first: consuming Ticket
  ) {
    self.core = core
    self.event = event
    self.eventID = eventID
    keyEvent = event.content.isConversation ? first.id : eventID
    self.now = now
    self.family = family
    self.isTracing = isTracing
    self.isRecording = isRecording
    tickets.append(first)
  }

  /// Looks at the line's change-set, then at what follows from it, until a round writes nothing new.
  mutating func run(_ first: consuming ChangeSet) {
    round += 1
    var pending: [ChangeSet] = []
    look(at: consume first, next: &pending)
    while !pending.isEmpty {
      round += 1
      var next: [ChangeSet] = []
      // Taken out one by one: a copy counts some twenty references.
      pending.reverse()
      while let changeSet = pending.popLast() { look(at: changeSet, next: &next) }
      // The event's ticket first, then in creation order; each has one change-set.
      if next.count > 1 { next.sort { $0.ticket < $1.ticket } }
      swap(&pending, &next)
    }
  }

  /// One ticket's part of a round: what fires, and the change-sets it leads to.
  private mutating func look(at changeSet: consuming ChangeSet, next: inout [ChangeSet]) {
    var view = RoundView(core: core, changeSet: changeSet, now: now)
    stampCloseDate(&view.changeSet)
    followAnchors(view)
    if isRecording { notePlace(view) }
    let dueRules = takeDueRules(view)
    let fired = firedRules(view, dueRules: dueRules)
    if isRecording { note(fired) }
    if view.changeSet.isConversation {
      next += makeConversationTicket(runs(of: fired, view), view.changeSet)
      return
    }
    if fired.isEmpty { return }
    if fired.allSatisfy({ plannedArm(of: $0).isOnlyEffects }) {
      if outputs.isEmpty { outputs.reserveCapacity(fired.count) }
      for firing in fired { putOut(firing, view) }
    } else {
      apply(runs(of: fired, view), view.changeSet, next: &next)
    }
  }

  private func plannedArm(of firing: Firing) -> MatchPlan.Arm { core.plan.arms[numberOfArm(of: firing)] }

  private func numberOfArm(of firing: Firing) -> Int { Int(core.plan.rules[firing.rule].firstArm) + firing.arm }

  /// A rule that writes nothing and creates nothing needs no copy of the ticket.
  private mutating func putOut(_ firing: Firing, _ view: RoundView) {
    countFiring(of: firing.rule, view.changeSet)
    let core = core
    let arm = numberOfArm(of: firing)
    let isKnown = core.knownArms.with(arm) { known in
      guard let known else { return false }
      for number in known.effects.indices {
        putOut(.known(arm: arm, effect: number), ordinal: known.effects[number].ordinal, firing, view)
      }
      return true
    }
    if isKnown { return }
    let firstOrdinal = Int(core.plan.arms[arm].firstOrdinal)
    core.rules.with(firing.rule) { rule in
      for action in rule.arms[firing.arm].actions.indices {
        let ordinal = firstOrdinal + action
        for place in 0..<rule.arms[firing.arm].actions[action].effectCount {
          let effect = Effect(rule: firing.rule, arm: firing.arm, action: action, ordinal: ordinal, place: place)
          putOut(.effect(effect), ordinal: ordinal, firing, view)
        }
      }
    }
  }

  private mutating func putOut(_ content: Output.Content, ordinal: Int, _ firing: Firing, _ view: RoundView) {
    outputs.append(
      Output(
        content: content, write: Write(round: round, rule: firing.rule, ordinal: ordinal),
        ticket: view.changeSet.ticket, lookedAt: view.changeSet.ticket, seesMessage: view.changeSet.message != nil))
  }

  private mutating func runs(of fired: [Firing], _ view: RoundView) -> [FiredRule] {
    var runs: [FiredRule] = []
    runs.reserveCapacity(fired.count)
    for candidate in fired {
      countFiring(of: candidate.rule, view.changeSet)
      var run = RuleRun(
        of: view, rule: candidate.rule, arm: candidate.arm,
        dropsMoves: candidate.match.isOnlyOfMessages && view.changeSet.saveChoseStage)
      var ordinal = Int(plannedArm(of: candidate).firstOrdinal)
      let actions = core.actions(of: candidate.rule, arm: candidate.arm)
      for (place, action) in actions.enumerated() {
        run.run(action, number: place, ordinal: ordinal, view, isLast: place == actions.count - 1)
        ordinal += 1
      }
      for verdict in run.skips { note(verdict, rule: candidate.rule, view.changeSet) }
      runs.append(FiredRule(rule: candidate.rule, match: candidate.match, run: consume run))
    }
    return runs
  }

  /// Merges the operations of the fired rules into the next change-set, and starts the tickets they create.
  mutating func apply(_ runs: [FiredRule], _ changeSet: ChangeSet, next changeSets: inout [ChangeSet]) {
    var merger = OperationMerger(core: core)
    var created: [ChangeSet] = []
    for index in runs.indices {
      let (rule, match) = (runs[index].rule, runs[index].match)
      for operation in runs[index].run.operations {
        for loss in merger.add(operation, rule: rule, match: match) {
          note(
            .lostConflict(field: program.name(of: operation.slot), to: core.identity(of: rule)), rule: loss,
            changeSet)
        }
      }
      for effect in runs[index].run.effects {
        outputs.append(
          Output(
            content: .effect(effect), write: Write(round: round, rule: rule, ordinal: effect.ordinal),
            ticket: changeSet.ticket, lookedAt: changeSet.ticket, seesMessage: changeSet.message != nil))
      }
      for creation in runs[index].run.creations {
        var snapshot = newSnapshot(stage: creation.stage, fields: creation.fields)
        inherit(from: changeSet.after, to: &snapshot)
        if match.isOfMessage { snapshot.thread = changeSet.message?.thread }
        created += start(snapshot, rule: rule, ordinal: creation.ordinal, match: match, on: changeSet, message: nil)
      }
    }
    var next = changeSet.after
    var changes: [ChangeSet.Change] = []
    merger.sort()
    for field in merger.fields {
      let present = next.fields[field.slot.index]
      let write = merger.write(of: field, round: round)
      if case .rotate(let team) = field.writers[0].operation.operation {
        next.fields[FieldSlot.owner.index] = .unknown
        next.forgetOwnerFacts()
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
      tickets[changeSet.ticket].note(write, of: field.slot)
      tickets[changeSet.ticket].state.noteChange(of: field.slot, at: now)
      if field.slot == .owner {
        tickets[changeSet.ticket].rotation = nil
        next.forgetOwnerFacts()
      }
      changes.append(ChangeSet.Change(slot: field.slot, before: present, ledBy: field.ledBy))
    }
    tickets[changeSet.ticket].current = next
    if !changes.isEmpty {
      changeSets.append(
        ChangeSet(ticket: changeSet.ticket, origin: .rules, after: next, changes: changes, actor: .automation))
    }
    changeSets += created
  }
}

extension ChangeSet {
  /// One save that set the stage and has a message or note of its author.
  var saveChoseStage: Bool {
    guard origin == .line, let message, changes(.stage) else { return false }
    return message.direction == .outgoing || message.isNote
  }
}

extension Event.Actor {
  /// Rules.
  static let automation = Event.Actor(kind: .automation, id: nil, email: nil)
}

extension TicketSnapshot {
  /// What was known of the owner, once it is another.
  mutating func forgetOwnerFacts() {
    fields[FieldSlot.ownerEmail.index] = .unknown
    fields[FieldSlot.ownerTeams.index] = .unknown
  }
}
