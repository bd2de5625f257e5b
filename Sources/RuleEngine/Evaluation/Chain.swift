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

  /// A rule that fired, with what it did.
  struct FiredRule {
    var rule: Int
    var match: Match
    var run: RuleRun
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
  /// Tells this rulebook from others, for timers.
  let rulebookID: UInt64
  let isTracing: Bool
  var tickets: [Ticket] = []
  var outputs: [Output] = []
  var trace: [TraceEntry] = []
  private(set) var round = 0

  /// A chain that starts with the line's ticket or conversation.
  init(
    program: Program, index: RuleIndex, event: Event, now: Instant, family: String, rulebookID: UInt64, isTracing: Bool,
    first: Ticket
  ) {
    self.program = program
    self.index = index
    self.event = event
    self.now = now
    self.family = family
    self.rulebookID = rulebookID
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
    followAnchors(changeSet)
    let dueRules = takeDueRules(changeSet)
    let view = RoundView(program: program, changeSet: changeSet, now: now)
    let fired = firedRules(view, dueRules: dueRules)
    var runs: [FiredRule] = []
    for candidate in fired {
      let rule = program.rules[candidate.rule]
      countFiring(of: candidate.rule, changeSet)
      var run = RuleRun(view: view, dropsMoves: candidate.match.isOnlyOfMessages && changeSet.saveChoseStage)
      for (offset, action) in rule.arms[candidate.arm].actions.enumerated() {
        run.run(action, ordinal: rule.firstOrdinal(ofArm: candidate.arm) + offset)
      }
      for verdict in run.skips { note(verdict, rule: candidate.rule, changeSet) }
      runs.append(FiredRule(rule: candidate.rule, match: candidate.match, run: run))
    }
    return changeSet.isConversation
      ? (nil, makeConversationTicket(runs, changeSet)) : apply(runs, changeSet)
  }

  /// Merges the operations of the fired rules into the next change-set, and starts the tickets they create.
  mutating func apply(
    _ runs: [FiredRule], _ changeSet: ChangeSet
  ) -> (own: ChangeSet?, created: [ChangeSet]) {
    var merger = OperationMerger(program: program)
    var created: [ChangeSet] = []
    for fired in runs {
      let (rule, match, run) = (fired.rule, fired.match, fired.run)
      for operation in run.operations {
        for loss in merger.add(operation, rule: rule, match: match) {
          note(
            .lostConflict(field: program.name(of: operation.slot), to: program.rules[rule].identity), rule: loss,
            changeSet)
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
      tickets[changeSet.ticket].lastWrite[field.slot] = write
      tickets[changeSet.ticket].state.noteChange(of: field.slot, at: now)
      if field.slot == .owner {
        tickets[changeSet.ticket].rotation = nil
        next.forgetOwnerFacts()
      }
      changes.append(ChangeSet.Change(slot: field.slot, before: present, ledBy: field.ledBy))
    }
    tickets[changeSet.ticket].current = next
    guard !changes.isEmpty else { return (nil, created) }
    let own = ChangeSet(
      ticket: changeSet.ticket, origin: .rules, after: next, changes: changes, actor: .automation)
    return (own, created)
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

extension TicketSnapshot {
  /// What was known of the owner, once it is another.
  mutating func forgetOwnerFacts() {
    fields[FieldSlot.ownerEmail.index] = .unknown
    fields[FieldSlot.ownerTeams.index] = .unknown
  }
}
