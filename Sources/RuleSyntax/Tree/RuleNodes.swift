package import RuleSource

/// A rule, titled or not.
///
/// A class, since every phase and lint takes each rule out of its tree, and a copy of so many parts costs a count for each
/// of them.
package final class RuleDeclarationSyntax: Sendable {
  /// The string after `rule`; `nil` for a rule that starts with `on`.
  package let title: NameSyntax?
  // What is smaller than a word stands together, behind a name that leaves it room: there are as many of these as rules.
  package let isOff: Bool
  package let isTable: Bool
  /// A part of the rule was reported, so that something may be missing here: report nothing that follows from a gap.
  package let isBroken: Bool
  package let overrides: [NameSyntax]
  /// The events of `on … or …`; empty for a timed rule and for a table with a timer column.
  package let events: ShortList<EventSyntax>
  /// `after D …`, `every …`, `on D before P`, or a table's timer column.
  package let timer: TimerSyntax?
  package let limits: [LimitSyntax]
  /// The condition of `only if`, one guard for all arms.
  package let guardCondition: ConditionSyntax?
  /// Arms as written, or a table's rows.
  package let arms: ShortList<ArmSyntax>
  /// From `rule` or `on` to the last token.
  package let range: SourceRange
  /// The rule's head alone, for labels: `rule "Name"`, or `on` with its events.
  package let headRange: SourceRange

  init(
    title: NameSyntax?, overrides: [NameSyntax], isOff: Bool, events: ShortList<EventSyntax>,
    timer: TimerSyntax?, limits: [LimitSyntax], guardCondition: ConditionSyntax?, arms: ShortList<ArmSyntax>,
    isTable: Bool, isBroken: Bool, range: SourceRange, headRange: SourceRange
  ) {
    self.title = title
    self.overrides = overrides
    self.isOff = isOff
    self.events = events
    self.timer = timer
    self.limits = limits
    self.guardCondition = guardCondition
    self.arms = arms
    self.isTable = isTable
    self.isBroken = isBroken
    self.range = range
    self.headRange = headRange
  }
}

/// A limit as written.
package enum LimitSyntax: Sendable {
  case oncePerTicket(SourceRange)
  case oncePerStageVisit(SourceRange)
  /// `at most 3 times per 24 hours`; `per day` is one day.
  case atMost(ValueSyntax, per: DurationSyntax, SourceRange)

  /// The bytes of the limit.
  package var range: SourceRange {
    switch self {
    case .oncePerTicket(let range), .oncePerStageVisit(let range), .atMost(_, _, let range): range
    }
  }
}

/// One `do`, or `when … do …`, or `otherwise …`.
package struct ArmSyntax: Sendable {
  /// `nil` for a bare `do` and for a plain `otherwise`.
  package let condition: ConditionSyntax?
  /// Empty for a table's row whose actions are all `-`.
  package let actions: ShortList<ActionSyntax>
  /// `nil` but in a table. There the conditions and actions are those of the header with the row's cells in their blanks,
  /// and their ranges are those of the cells.
  package let row: RowSyntax?
  package let range: SourceRange
}

/// What only a table's row has. Apart, since most arms are in no table.
package indirect enum RowSyntax: Sendable {
  case row(Int, delay: DurationSyntax?)

  /// Counted from 1.
  package var number: Int {
    switch self {
    case .row(let number, _): number
    }
  }
  /// The cell of a table's timer column.
  package var delay: DurationSyntax? {
    switch self {
    case .row(_, let delay): delay
    }
  }
}

/// When a timed rule is due.
package final class TimerSyntax: Sendable {
  /// Apart, since few rules have one.
  package indirect enum Kind: Sendable {
    case inStage(DurationSyntax, [NameSyntax])
    case withoutReply(DurationSyntax)
    case withoutAnswer(DurationSyntax)
    case withoutActivity(DurationSyntax)
    case whileTrue(DurationSyntax, ConditionSyntax)
    case before(DurationSyntax, OperandSyntax)
    case after(DurationSyntax, OperandSyntax)
    case reached(OperandSyntax)
    case everyWhile(DurationSyntax, ConditionSyntax)
    /// 1 is Monday, 7 is Sunday; `every day` names all seven. Minutes of the day.
    case everyDays([Int], minute: Int)
    /// A table's column `____ in stage S`: the rows have the delays.
    case columnInStage([NameSyntax])
    /// A table's column `____ after P`.
    case columnAfter(OperandSyntax)
  }

  /// `postponed to business hours [of C]`
  package struct Postponement: Sendable {
    package let calendar: NameSyntax?
    package let range: SourceRange
  }

  package let kind: Kind
  package let postponement: Postponement?
  package let range: SourceRange

  init(kind: Kind, postponement: Postponement?, range: SourceRange) {
    self.kind = kind
    self.postponement = postponement
    self.range = range
  }
}

/// One event of a trigger, with what belongs to it.
package struct EventSyntax: Sendable {
  package let happening: HappeningSyntax
  /// Apart, since three events in four have none.
  private let circumstances: Circumstances?
  package let range: SourceRange

  indirect enum Circumstances: Sendable {
    case these(by: BySyntax?, via: NameSyntax?)
  }

  init(happening: HappeningSyntax, by: BySyntax?, via: NameSyntax?, range: SourceRange) {
    self.happening = happening
    circumstances = by == nil && via == nil ? nil : .these(by: by, via: via)
    self.range = range
  }

  /// `by a contact` …
  package var by: BySyntax? { if case .these(let by, _) = circumstances { by } else { nil } }
  /// `via email` …: the channel word.
  package var via: NameSyntax? { if case .these(_, let via) = circumstances { via } else { nil } }
}

/// Who did it.
package enum BySyntax: Sendable {
  case contact(SourceRange), agent(SourceRange), automation(SourceRange), integration(SourceRange)
  indirect case list(NameSyntax)
}

/// What happened. The large cases are kept apart: most events are small, and a rulebook's worth of unused bytes takes
/// longer to get from the system than to fill.
package enum HappeningSyntax: Sendable {
  indirect case newConversation(inbox: NameSyntax?)
  case ticketCreated
  case entered([NameSyntax])
  case left([NameSyntax])
  indirect case stageChanged(from: ValueSyntax?, to: ValueSyntax?)
  indirect case stageBecomes(NameSyntax)
  case closed, reopened, assigned, unassigned, activity
  case emailSent(OriginSyntax)
  case reply(fromAnyone: Bool, includingAutomatic: Bool)
  case messageInAnotherThread(includingAutomatic: Bool)
  case noteAdded, deliveryFailed
  indirect case changed(OperandSyntax, from: ValueSyntax?, to: ValueSyntax?)
  indirect case becomes(OperandSyntax, ValueSyntax)
  indirect case gained(OperandSyntax, ValueSyntax)
  indirect case lost(OperandSyntax, ValueSyntax)
}

/// Where an e-mail to the contact was written.
package enum OriginSyntax: Sendable { case ticket, contactRecord, anywhere }

/// Something a sentence is about: `priority`, `contact.language`, `stage`.
package struct OperandSyntax: Sendable {
  /// What stands before the dot.
  package enum Entity: Sendable { case ticket, contact, company, owner, message, conversation }

  /// The name after the dot, if there is one. The reserved words `stage`, `pipeline`, `team` and `inbox` appear here as
  /// unquoted names.
  package let name: NameSyntax
  // Between two parts that leave it room: 8 bytes less in each condition.
  package let entity: Entity
  package let range: SourceRange
}

/// A value as written.
package struct ValueSyntax: Sendable {
  package enum Kind: Sendable {
    /// A bare word.
    case word(String)
    /// A quoted string, escapes resolved.
    case string(String)
    case number(Double)
    /// A calendar date as written; it need not exist. Apart, since few values are one: 8 bytes less in each value.
    indirect case date(year: Int, month: Int, day: Int)
  }

  package let kind: Kind
  package let range: SourceRange

  /// The word `unknown`, which is a value only in `changed to unknown` of a test: as a name it needs quotes.
  package var isUnknown: Bool { if case .word("unknown") = kind { true } else { false } }
}

/// `3 days`, `4 business hours`
package struct DurationSyntax: Sendable {
  package enum Unit: Sendable { case minutes, hours, days, weeks }

  package let amount: Double
  package let unit: Unit
  package let isBusiness: Bool
  package let range: SourceRange
}

/// A condition.
package indirect enum ConditionSyntax: Sendable {
  case all([ConditionSyntax], SourceRange)
  case any([ConditionSyntax], SourceRange)
  case not(ConditionSyntax, SourceRange)
  case parenthesized(ConditionSyntax, SourceRange)
  /// `subject test`.
  case test(OperandSyntax, TestSyntax, SourceRange)
  /// `during business hours [of C]`, `outside business hours [of C]`.
  case businessHours(isDuring: Bool, calendar: NameSyntax?, SourceRange)
  /// A lone operand: a flag or the name of a definition.
  case named(OperandSyntax)
  /// Reported by the parser; stands for anything.
  case missing(SourceRange)

  /// The bytes of the condition.
  package var range: SourceRange {
    switch self {
    case .all(_, let range), .any(_, let range), .not(_, let range), .parenthesized(_, let range),
      .test(_, _, let range), .businessHours(_, _, let range), .missing(let range):
      range
    case .named(let operand): operand.range
    }
  }
}

/// What is said of an operand. The large and rare cases are kept apart, as those of `HappeningSyntax`.
package enum TestSyntax: Sendable {
  case isQuality(QualitySyntax, isNegated: Bool)
  case contains([ValueSyntax])
  case startsWith(ValueSyntax)
  case endsWith(ValueSyntax)
  case matches(ValueSyntax)
  case matchesList(NameSyntax)
  case has(HasModeSyntax, [ValueSyntax])
  case hasMatching(ValueSyntax)
  case gained(ValueSyntax)
  case lost(ValueSyntax)
  case was(ValueSyntax, isNegated: Bool)
  indirect case changed(from: ValueSyntax?, to: ValueSyntax?)
}

/// `has`, `has any of`, `has all of`, `has none of`
package enum HasModeSyntax: Sendable { case value, any, all, none }

/// What stands after `is` or `is not`. The large and rare cases are kept apart, as those of `HappeningSyntax`.
package enum QualitySyntax: Sendable {
  case value(ValueSyntax)
  case oneOf([ValueSyntax])
  case atLeast(ValueSyntax), atMost(ValueSyntax), above(ValueSyntax), below(ValueSyntax)
  indirect case between(ValueSyntax, ValueSyntax)
  /// `value of P`
  indirect case valueOf(OperandSyntax)
  /// `at least value of P`, `above value of P` …
  indirect case comparesValueOf(ComparisonSyntax, OperandSyntax)
  indirect case before(MomentSyntax)
  indirect case after(MomentSyntax)
  case inNext(DurationSyntax), inLast(DurationSyntax)
  case moreThanAgo(DurationSyntax), lessThanAgo(DurationSyntax)
  case today(SourceRange), known(SourceRange), unknown(SourceRange)
  case anAgent(SourceRange), aContact(SourceRange), theOwner(SourceRange), theContact(SourceRange)
}

/// `at least`, `at most`, `above`, `below`
package enum ComparisonSyntax: Sendable { case atLeast, atMost, above, below }

/// What a date is compared with.
package enum MomentSyntax: Sendable {
  case date(ValueSyntax)
  case today(SourceRange)
  case valueOf(OperandSyntax)
}

/// One action.
package struct ActionSyntax: Sendable {
  package let kind: ActionKindSyntax
  package let range: SourceRange
}

/// What is done. The large cases are kept apart, as those of `HappeningSyntax`.
package enum ActionKindSyntax: Sendable {
  indirect case createTicket(stage: NameSyntax?, pipeline: NameSyntax?, with: [PairSyntax])
  indirect case createTask(ValueSyntax, for: [RecipientSyntax], dueIn: DurationSyntax?)
  indirect case move(to: NameSyntax, pipeline: NameSyntax?)
  indirect case set(OperandSyntax, to: NewValueSyntax)
  indirect case clear(OperandSyntax)
  indirect case raise(OperandSyntax, to: ValueSyntax)
  case addNote(ValueSyntax)
  indirect case add(ValueSyntax, to: OperandSyntax)
  indirect case remove(ValueSyntax, from: OperandSyntax)
  indirect case removeMatching(ValueSyntax, from: OperandSyntax)
  indirect case increase(OperandSyntax, by: ValueSyntax)
  case assign(AssigneeSyntax)
  case rotate(team: NameSyntax)
  case sendNotification(template: NameSyntax?)
  case sendEmail(template: NameSyntax, to: [RecipientSyntax])
  case sendMessage(ValueSyntax, to: [RecipientSyntax])
  case notify([RecipientSyntax], ValueSyntax)
  /// `call "page on-call" with service "core", severity high`
  case call(NameSyntax, with: [PairSyntax])
}

/// `priority High` in `create ticket with priority High, amount value of price`
package struct PairSyntax: Sendable {
  package let operand: OperandSyntax
  /// A value, or the value of a property.
  package let value: NewValueSyntax
}

/// What stands after `to` in `set P to …`.
package enum NewValueSyntax: Sendable {
  case value(ValueSyntax)
  case now(SourceRange)
  case today(SourceRange)
  case fromNow(DurationSyntax)
  case valueOf(OperandSyntax)
}

/// Who gets the ticket.
package enum AssigneeSyntax: Sendable {
  case person(NameSyntax)
  case team(NameSyntax)
  case actor(SourceRange), creator(SourceRange), nobody(SourceRange)
  /// `its team` or `its backup`: a team or person property of the ticket.
  case its(NameSyntax)
}

/// Who gets a message or a task.
package enum RecipientSyntax: Sendable {
  case contact(SourceRange), owner(SourceRange), creator(SourceRange), cc(SourceRange), followers(SourceRange)
  case team(NameSyntax)
  /// `its team`, `its backup`.
  case its(NameSyntax)
  case address(NameSyntax)
}
