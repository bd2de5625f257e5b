extension Program {
  /// A rule that is on.
  package struct Rule: Sendable, Hashable {
    /// The title, or the canonical text of a nameless rule: unique within the pipeline.
    package var identity: String
    package var pipeline: Int
    /// Rules (indices into `rules`) of the same pipeline that this one overrides.
    package var overrides: [Int]
    /// At least one; all `newConversation` or none.
    package var triggers: [Trigger]
    /// A timed rule has no triggers.
    // Spelled out, here and in `Trigger`: a `Timer?` is `nil` before it is set, and the rule is then copied when it is made.
    package var timer: Optional<Timer>
    package var limits: [Limit]
    package var guardCondition: Condition?
    package var arms: [Arm]

    package init(
      identity: String, pipeline: Int, overrides: [Int], triggers: [Trigger], timer: Timer?, limits: [Limit],
      guardCondition: Condition?, arms: [Arm]
    ) {
      self.identity = identity
      self.pipeline = pipeline
      self.overrides = overrides
      self.triggers = triggers
      self.timer = timer
      self.limits = limits
      self.guardCondition = guardCondition
      self.arms = arms
    }

    /// Whether it may create tickets.
    package var createsTickets: Bool {
      arms.contains { arm in
        arm.actions.contains { action in
          if case .createTicket = action { true } else { false }
        }
      }
    }
  }

  /// `when … do …`.
  package struct Arm: Sendable, Hashable {
    package var condition: Condition?
    package var actions: [Action]
    /// A table's row, counted from 1.
    package var row: Int?
    /// The cell of a table's timer column.
    package var delay: Span?

    package init(condition: Condition?, actions: [Action], row: Int? = nil, delay: Span? = nil) {
      self.condition = condition
      self.actions = actions
      self.row = row
      self.delay = delay
    }
  }

  /// How often a rule may fire for a ticket.
  package enum Limit: Sendable, Hashable {
    case oncePerTicket, oncePerStageVisit
    /// A firing at t counts until t + span, exclusive.
    case atMost(Int, per: Span)
  }

  /// When a timed rule is due.
  package struct Timer: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      /// `nil`: the delay is the row's.
      case inStage([Int], Span?)
      case withoutReply(Span)
      case withoutAnswer(Span)
      case withoutActivity(Span)
      case whileTrue(Condition, Span)
      case everyWhile(Condition, Span)
      case before(FieldSlot, Span)
      /// `nil`: the delay is the row's.
      case after(FieldSlot, Span?)
      case reached(FieldSlot)
      /// Bit 0 is Monday; minutes of the day in the program's zone.
      case everyDays(UInt8, minute: Int)
    }

    package var kind: Kind
    /// Index into `calendars`.
    package var postponedTo: Int?

    package init(kind: Kind, postponedTo: Int?) {
      self.kind = kind
      self.postponedTo = postponedTo
    }
  }

  /// One event of a trigger.
  package struct Trigger: Sendable, Hashable {
    package enum Happening: Sendable, Hashable {
      case newConversation(inbox: Int?)
      case ticketCreated
      case entered([Int])
      case left([Int])
      case stageChanged(from: Int?, to: Int?)
      case closed, reopened, assigned, unassigned, activity
      case emailSent(Origin)
      case reply(fromAnyone: Bool, includingAutomatic: Bool)
      case messageInAnotherThread(includingAutomatic: Bool)
      case noteAdded, deliveryFailed
      case changed(FieldSlot, from: Value?, to: Value?)
      case becomes(FieldSlot, Value)
      case gained(FieldSlot, Int32)
      case lost(FieldSlot, Int32)
    }

    package enum Origin: UInt8, Sendable, Hashable { case ticket, contactRecord, anywhere }

    package enum Author: Sendable, Hashable {
      case contact, agent, automation, integration
      /// Index into `lists`.
      case list(Int)
    }

    package var happening: Happening
    package var by: Author?
    /// `email`, `chat`, `form`, `phone` or `api`.
    package var via: Optional<String>

    package init(happening: Happening, by: Author?, via: String?) {
      self.happening = happening
      self.by = by
      self.via = via
    }
  }

  /// Consecutive branches, entered at the first.
  package struct Condition: Sendable, Hashable {
    /// Into `Program.branches`; never empty.
    package var branches: Range<Int>

    package init(branches: Range<Int>) { self.branches = branches }
  }

  /// Evaluate a test, then go on.
  package struct Branch: Sendable, Hashable {
    /// Where to go on: a later branch of the same condition, or an end.
    package enum Target: Sendable, Hashable {
      /// The condition holds.
      case accept
      /// The condition does not hold.
      case reject
      /// Index into `Program.branches`, greater than this branch's and inside the condition.
      case branch(Int)
    }

    /// Index into `Program.tests`.
    package var test: Int
    package var ifTrue: Target
    package var ifFalse: Target
    /// The words that say the test, for traces.
    package var text: String

    package init(test: Int, ifTrue: Target, ifFalse: Target, text: String) {
      self.test = test
      self.ifTrue = ifTrue
      self.ifFalse = ifFalse
      self.text = text
    }
  }

  /// One question about a snapshot. With an unknown value every test but `isKnown` and `hasNone` is false.
  /// `hasNone` of an unknown set is false too.
  package enum Test: Sendable, Hashable {
    case isOneOf(FieldSlot, [Value])
    case compares(FieldSlot, Comparison, Value)
    case equalsField(FieldSlot, FieldSlot)
    case comparesField(FieldSlot, Comparison, FieldSlot)
    /// Needles as written; matching folds case.
    case containsAny(FieldSlot, [String])
    case startsWith(FieldSlot, String)
    case endsWith(FieldSlot, String)
    case matchesAny(FieldSlot, [String])
    case hasAny(FieldSlot, [Int32])
    case hasAll(FieldSlot, [Int32])
    case hasNone(FieldSlot, [Int32])
    case gained(FieldSlot, Int32)
    case lost(FieldSlot, Int32)
    case was(FieldSlot, Value)
    case changed(FieldSlot, from: Value?, to: Value?)
    case isKnown(FieldSlot)
    case isSet(FieldSlot)
    case isBefore(FieldSlot, Moment)
    case isAfter(FieldSlot, Moment)
    case isDay(FieldSlot, Moment)
    case isInNext(FieldSlot, Span)
    case isInLast(FieldSlot, Span)
    case isMoreThanAgo(FieldSlot, Span)
    case isLessThanAgo(FieldSlot, Span)
    case messageIsAutomatic
    case actorIs(Event.Actor.Kind)
    case actorIsOwner, actorIsContact
    case ticketIsClosed
    /// Index into `calendars`.
    case isDuring(Int)

    package enum Comparison: UInt8, Sendable, Hashable { case atLeast, atMost, above, below }
  }

  /// What a date is compared with.
  package enum Moment: Sendable, Hashable {
    case day(Day)
    case today
    case valueOf(FieldSlot)
  }

  /// One action.
  package enum Action: Sendable, Hashable {
    case createTicket(stage: Int, with: [FieldChange])
    case move(to: Int)
    case set(FieldSlot, NewValue)
    case clear(FieldSlot)
    case raise(FieldSlot, Value)
    case add(Int32, to: FieldSlot)
    case remove(Int32, from: FieldSlot)
    /// The options whose names match the glob, ascending.
    case removeAll([Int32], from: FieldSlot)
    case increase(FieldSlot, by: Double)
    case assign(Assignee)
    case rotate(team: Int)
    case sendNotification(template: Int?)
    case sendEmail(template: Int, to: [Recipient])
    case sendMessage(text: Int, to: [Recipient])
    case notify(text: Int, to: [Recipient])
    case createTask(text: Int, for: [Recipient], dueIn: Span?)
    case addNote(text: Int)
    /// Index into `actions`, arguments in declared order.
    case call(Int, with: [Argument])
  }

  /// `priority High` in `create ticket with …`.
  package struct FieldChange: Sendable, Hashable {
    package var slot: FieldSlot
    package var value: NewValue

    package init(slot: FieldSlot, value: NewValue) {
      self.slot = slot
      self.value = value
    }
  }

  /// A value for a parameter of a declared action.
  package struct Argument: Sendable, Hashable {
    package enum Value: Sendable, Hashable {
      /// Index into `texts`.
      case text(Int)
      case value(NewValue)
    }

    /// Index of the parameter.
    package var parameter: Int
    package var value: Value

    package init(parameter: Int, value: Value) {
      self.parameter = parameter
      self.value = value
    }
  }

  package enum NewValue: Sendable, Hashable {
    case literal(Value)
    /// The event's instant.
    case now
    /// The event's day in the program's zone.
    case today
    case fromNow(Span)
    case valueOf(FieldSlot)
  }

  package enum Assignee: Sendable, Hashable {
    case person(String)
    case team(Int)
    case actor, creator, nobody
    case personIn(FieldSlot)
  }

  package enum Recipient: Sendable, Hashable {
    case contact, owner, creator, cc, followers
    case team(Int)
    case itsTeam
    case personIn(FieldSlot)
    case address(String)
  }

  /// A text with placeholders.
  package struct TextTemplate: Sendable, Hashable {
    package enum Part: Sendable, Hashable {
      case literal(String)
      case placeholder(FieldSlot)
    }

    package var parts: [Part]
    /// As written, placeholders unresolved: part of a message's key.
    package var asWritten: String

    package init(parts: [Part], asWritten: String) {
      self.parts = parts
      self.asWritten = asWritten
    }
  }
}
