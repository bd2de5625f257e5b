//  RuleChecker answers "what does it mean?": names and types become the typed rules below.
//  It refuses to know how rules run. Nothing in here is a raw name any more.

package import RuleSchema
package import RuleSource

/// A rulebook that was checked: its vocabulary and its rules in canonical order (file path bytewise, then text order).
package struct CheckedRules: Sendable {
  package let schema: Schema
  /// Every rule, those that are `off` included.
  package let rules: [CheckedRule]
  /// How many rules are on: those that would run.
  package let onCount: Int
  /// Every test, in canonical order.
  package let tests: [CheckedTest]
  /// Every promise, in canonical order; one for each pipeline of its scope.
  package let promises: [CheckedPromise]
  /// Rules that may conflict with earlier ones, in canonical order: to be decided before the rules run.
  package let possibleConflicts: [PossibleConflict]
}

/// Points into `CheckedRules.rules`.
package struct RuleIndex: Sendable, Hashable {
  package let value: Int

  package init(_ value: Int) { self.value = value }
}

/// A rule without names left to resolve.
///
/// A class, since phases hand rules on and a copy of so many parts costs a count for each of them.
package final class CheckedRule: Sendable {
  package enum Limit: Sendable, Hashable {
    case oncePerTicket, oncePerStageVisit
    /// A firing at t counts until t + span, exclusive.
    case atMost(Int, per: Span)
  }

  /// The title, or for a nameless rule its canonical text. Unique within a pipeline.
  package let identity: String
  package let pipeline: PipelineIndex
  /// The rules of the same pipeline that this one overrides.
  package let overrides: [RuleIndex]
  /// At least one, either all `newConversation` or none; empty for a timed rule.
  package let triggers: [CheckedTrigger]
  package let limits: [Limit]
  /// The first whose condition holds is taken.
  package let arms: ShortList<CheckedArm>
  package let timer: CheckedTimer?
  /// `only if`.
  package let guardCondition: CheckedCondition?
  // What is smaller than a word stands together: there are as many of these as there are rules.
  package let isNamed: Bool
  package let isOff: Bool
  package let range: SourceRange
  /// The rule's head alone: `rule "Name"`, or `on` with its events.
  package let headRange: SourceRange
  /// Where the first event begins.
  private let triggersStart: Int32

  init(
    identity: String, isNamed: Bool, pipeline: PipelineIndex, isOff: Bool, overrides: [RuleIndex],
    triggers: [CheckedTrigger], timer: CheckedTimer?, limits: [Limit], guardCondition: CheckedCondition?,
    arms: ShortList<CheckedArm>, range: SourceRange, headRange: SourceRange, triggersStart: Int
  ) {
    self.identity = identity
    self.isNamed = isNamed
    self.pipeline = pipeline
    self.isOff = isOff
    self.overrides = overrides
    self.triggers = triggers
    self.timer = timer
    self.limits = limits
    self.guardCondition = guardCondition
    self.arms = arms
    self.range = range
    self.headRange = headRange
    self.triggersStart = Int32(truncatingIfNeeded: triggersStart)
  }

  /// Where `trigger`, one of its own, is written.
  package func range(of trigger: CheckedTrigger) -> SourceRange {
    SourceRange(
      file: Int(range.fileIndex), start: Int(triggersStart + trigger.place.lowerBound),
      end: Int(triggersStart + trigger.place.upperBound))
  }
}

/// `when … do …`; a bare `do` or a last `otherwise do` has no condition. Or a table's row.
package struct CheckedArm: Sendable {
  package let condition: CheckedCondition?
  /// Empty for a table's row whose actions are all `-`.
  package let actions: ShortList<CheckedAction>
  /// `nil` but in a table.
  package let row: CheckedRow?
  package let range: SourceRange

  /// The cell of a table's timer column.
  package var delay: Span? { row?.delay }
}

/// What only a table's row has. Apart, since most arms are in no table.
package indirect enum CheckedRow: Sendable {
  case row(Int, delay: Span?)

  /// Counted from 1.
  package var number: Int {
    switch self {
    case .row(let number, _): number
    }
  }
  /// The cell of a table's timer column.
  package var delay: Span? {
    switch self {
    case .row(_, let delay): delay
    }
  }
}

/// When a timed rule is due.
///
/// A class, since few rules have one, and those that have none need no room for it.
package final class CheckedTimer: Sendable {
  package enum Kind: Sendable {
    /// `nil`: the delay is the row's (`CheckedArm.delay`).
    case inStage([StageIndex], Span?)
    case withoutReply(Span)
    case withoutAnswer(Span)
    case withoutActivity(Span)
    case whileTrue(CheckedCondition, Span)
    case everyWhile(CheckedCondition, Span)
    /// A date or time of the ticket, `created` or `closed`; before it, after it, or at it.
    case before(Field, Span)
    case after(Field, Span?)
    case reached(Field)
    /// 1 is Monday, 7 is Sunday; minutes of the day, in the portal's zone. Open tickets only.
    case everyDays([Int], minute: Int)
  }

  package let kind: Kind
  /// `postponed to business hours`
  package let postponedTo: CalendarIndex?
  package let range: SourceRange

  init(kind: Kind, postponedTo: CalendarIndex?, range: SourceRange) {
    self.kind = kind
    self.postponedTo = postponedTo
    self.range = range
  }
}

/// One event of a rule's trigger.
package struct CheckedTrigger: Sendable {
  /// The large cases are kept apart: most triggers are small.
  package enum Happening: Sendable, Hashable {
    case newConversation(inbox: InboxIndex?)
    case ticketCreated
    /// Entered one of these, creation included: `stage S`, `stage becomes S`.
    case entered([StageIndex])
    case left([StageIndex])
    case stageChanged(from: StageIndex?, to: StageIndex?)
    case closed, reopened, assigned, unassigned, activity
    case emailSent(Origin)
    case reply(fromAnyone: Bool, includingAutomatic: Bool)
    case messageInAnotherThread(includingAutomatic: Bool)
    case noteAdded, deliveryFailed
    /// Not creation.
    indirect case changed(Field, from: Literal?, to: Literal?)
    /// Changed to it or created with it.
    indirect case becomes(Field, Literal)
    indirect case gained(Field, Literal)
    indirect case lost(Field, Literal)
  }

  package enum Origin: Sendable, Hashable { case ticket, contactRecord, anywhere }

  package enum Author: Sendable, Hashable {
    case contact, agent, automation, integration
    case list(ListIndex)
  }

  package enum Channel: String, Sendable, Hashable { case email, chat, form, phone, api }

  package let happening: Happening
  package let by: Author?
  package let via: Channel?
  /// Its bytes, counted from where the first event of its rule begins: rules that start in the same words share their
  /// triggers.
  let place: Range<Int32>

  init(happening: Happening, by: Author?, via: Channel?, range: SourceRange, startingAt first: Int) {
    self.happening = happening
    self.by = by
    self.via = via
    place = Int32(truncatingIfNeeded: range.start - first)..<Int32(truncatingIfNeeded: range.end - first)
  }
}

/// Something a condition reads or an action writes.
package enum Field: Sendable, Hashable {
  case stage, pipeline, owner, team, inbox, channel
  /// Built-in instants.
  case created, closed
  /// A declared property of the ticket or of its contact.
  case property(PropertyIndex)
  /// `contact.email`, where it is not declared.
  case contactEmail
  /// `owner.email` and `owner.teams`: a text, and a set whose options are the schema's teams.
  case ownerEmail, ownerTeams
  case messageSubject, messageFrom, messageText
}

/// A value of a known type.
package enum Literal: Sendable, Hashable {
  /// An option of the property it is used with: its index.
  case option(Int)
  case number(Double)
  case text(String)
  /// A day of the calendar that exists.
  case day(year: Int, month: Int, day: Int)
  case flag(Bool)
  /// Id or e-mail of a person.
  case person(String)
  case stage(StageIndex)
  case pipeline(PipelineIndex)
  case team(TeamIndex)
  case inbox(InboxIndex)
  case channel(CheckedTrigger.Channel)
}

/// A whole number of units.
package struct Span: Sendable, Hashable {
  package enum Unit: Sendable, Hashable { case minutes, hours, days, weeks }

  package let amount: Int
  package let unit: Unit
  /// The calendar that business minutes, hours and days are counted in; `nil` for plain time. Never with weeks.
  package let calendar: CalendarIndex?
}

/// A condition; definitions are written out.
package enum CheckedCondition: Sendable {
  case all([CheckedCondition])
  case any([CheckedCondition])
  indirect case not(CheckedCondition)
  /// The range is that of the words that say it, for traces.
  case test(Test, SourceRange)
}

/// One question about a snapshot. With an unknown value every test but `isKnown` is false.
///
/// Kept apart, since rules ask the same again and again: those that do so in the same words share the test.
package indirect enum Test: Sendable, Hashable {
  /// `is`, `is one of`: equal to one of them. Texts fold case.
  case isOneOf(Field, [Literal])
  /// Ordered enums and numbers. `between` is written out as two.
  case compares(Field, Comparison, Literal)
  /// The value of another field of the same type: `is value of P`.
  case equalsField(Field, Field)
  case comparesField(Field, Comparison, Field)
  /// Texts, folding case: any of them.
  case containsAny(Field, [String])
  case startsWith(Field, String)
  case endsWith(Field, String)
  /// A glob where `*` stands for anything, `?` for one character. Any of them.
  case matchesAny(Field, [String])
  /// Sets: options by index.
  case hasAny(Field, [Int])
  case hasAll(Field, [Int])
  case hasNone(Field, [Int])
  /// A set that has an option whose name matches the glob.
  case hasMatching(Field, String)
  case gained(Field, Int)
  case lost(Field, Int)
  /// The value before this round's change-set. Sets: had it.
  case was(Field, Literal)
  /// This round's change-set changed it.
  case changed(Field, from: Literal?, to: Literal?)
  case isKnown(Field)
  /// A flag that is set.
  case isSet(Field)
  case isBefore(Field, Moment)
  case isAfter(Field, Moment)
  /// A date that is this day.
  case isDay(Field, Moment)
  case isInNext(Field, Span)
  case isInLast(Field, Span)
  case isMoreThanAgo(Field, Span)
  case isLessThanAgo(Field, Span)
  case messageIsAutomatic
  case actorIs(ActorKind)
  case actorIsOwner, actorIsContact
  case ticketIsClosed
  /// The evaluation's instant is in the calendar's hours.
  case isDuring(CalendarIndex)

  package enum Comparison: Sendable, Hashable { case atLeast, atMost, above, below }

  package enum ActorKind: Sendable, Hashable { case agent, contact, automation, integration }
}

/// What a date is compared with.
package enum Moment: Sendable, Hashable {
  case day(year: Int, month: Int, day: Int)
  case today
  case valueOf(Field)
}

/// One action, on the rule's own copy of the ticket.
package enum CheckedAction: Sendable {
  /// Makes the conversation's ticket, or another ticket.
  case createTicket(stage: StageIndex, with: [(field: Field, value: NewValue)])
  case move(to: StageIndex)
  case set(Field, to: NewValue)
  case clear(Field)
  case raise(Field, to: Literal)
  case add(Int, to: Field)
  case remove(Int, from: Field)
  case removeMatching(String, from: Field)
  case increase(Field, by: Double)
  case assign(Assignee)
  case rotate(TeamIndex)
  /// To the contact.
  case sendNotification(template: TemplateIndex?)
  case sendEmail(TemplateIndex, to: [Recipient])
  case sendMessage(TextTemplate, to: [Recipient])
  case notify([Recipient], TextTemplate)
  case createTask(TextTemplate, for: [Recipient], dueIn: Span?)
  case addNote(TextTemplate)
  /// A declared action with its arguments in declared order, defaults filled in, optional ones left out.
  case call(ActionIndex, with: [Argument])
}

/// A value for a parameter of a declared action.
package struct Argument: Sendable {
  package enum Value: Sendable {
    /// A text may have placeholders.
    case text(TextTemplate)
    case value(NewValue)
  }

  /// Index of the parameter.
  package let parameter: Int
  package let value: Value
}

/// What a field becomes.
package enum NewValue: Sendable, Hashable {
  case literal(Literal)
  /// A set of exactly these options.
  case options([Int])
  case now
  case today
  case fromNow(Span)
  case valueOf(Field)
}

/// Who gets the ticket.
package enum Assignee: Sendable, Hashable {
  case person(String)
  case team(TeamIndex)
  case actor, creator, nobody
  /// The person in this property.
  case personIn(Field)
}

/// Who gets a message or task.
package enum Recipient: Sendable, Hashable {
  case contact, owner, creator, cc, followers
  case team(TeamIndex)
  /// The ticket's team.
  case itsTeam
  /// The person in this property.
  case personIn(Field)
  case address(String)
}

/// A text with placeholders.
package struct TextTemplate: Sendable, Hashable {
  package enum Part: Sendable, Hashable {
    case literal(String)
    case placeholder(Field)
  }

  package let parts: [Part]
  /// The text as written between its quotes, escapes resolved, placeholders unresolved: part of a message's key.
  package let asWritten: String
}
