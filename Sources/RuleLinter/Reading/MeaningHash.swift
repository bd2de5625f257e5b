import RuleChecker
import RuleSchema

/// Equal for rules that mean the same; seldom equal for others. What is asked and done is mixed in coarsely where that is
/// rare, since whoever finds two equal ones compares the rules.
struct MeaningHash {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func mix(_ number: Int) {
    value = (value ^ UInt64(truncatingIfNeeded: number)) &* 0xD6E8_FEB8_6659_FD93
    value ^= value >> 32
  }

  mutating func mix(_ text: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    mix(Int(truncatingIfNeeded: hash))
  }

  /// When the rule starts, and what it asks.
  mutating func mixQuestions(of rule: CheckedRule) {
    mix(rule.pipeline.value)
    for trigger in rule.triggers { mix(trigger.happening) }
    if let timer = rule.timer { mix(timer) }
    mix(rule.limits.count)
    if let condition = rule.guardCondition { mix(condition) }
    for arm in rule.arms { if let condition = arm.condition { mix(condition) } }
  }

  /// What the rule does.
  mutating func mixActions(of rule: CheckedRule) {
    for arm in rule.arms {
      mix(arm.actions.count)
      for action in arm.actions { mix(action) }
    }
  }

  private mutating func mix(_ happening: CheckedTrigger.Happening) {
    switch happening {
    case .newConversation(let inbox): mix(100 &+ (inbox?.value ?? -1))
    case .entered(let stages): for stage in stages { mix(stage.value) }
    case .left(let stages): for stage in stages { mix(~stage.value) }
    case .stageChanged(let from, let to):
      mix(from?.value ?? -1)
      mix(to?.value ?? -1)
    case .changed(let field, _, let to):
      mix(field)
      if let to { mix(to) }
    case .becomes(let field, let value), .gained(let field, let value), .lost(let field, let value):
      mix(field)
      mix(value)
    case .ticketCreated: mix(1)
    case .closed: mix(2)
    case .reopened: mix(3)
    case .assigned: mix(4)
    case .unassigned: mix(5)
    case .activity: mix(6)
    case .emailSent: mix(7)
    case .reply: mix(8)
    case .messageInAnotherThread: mix(9)
    case .noteAdded: mix(10)
    case .deliveryFailed: mix(11)
    }
  }

  private mutating func mix(_ timer: CheckedTimer) {
    if let span = timer.span { mix(span.amount) }
    switch timer.kind {
    // Their order does not matter.
    case .inStage(let stages, _): mix(stages.count)
    case .whileTrue(let condition, _), .everyWhile(let condition, _): mix(condition)
    case .before(let field, _), .after(let field, _), .reached(let field): mix(field)
    case .everyDays(let days, let minute):
      for day in days { mix(day) }
      mix(minute)
    case .withoutReply: mix(1)
    case .withoutAnswer: mix(2)
    case .withoutActivity: mix(3)
    }
  }

  private mutating func mix(_ condition: CheckedCondition) {
    switch condition {
    case .all(let parts):
      mix(1)
      for part in parts { mix(part) }
    case .any(let parts):
      mix(2)
      for part in parts { mix(part) }
    case .not(let inner):
      mix(3)
      mix(inner)
    case .test(let test, _): mix(test)
    }
  }

  private mutating func mix(_ test: Test) {
    switch test {
    case .isOneOf(let field, let values):
      mix(field)
      for value in values { mix(value) }
    case .compares(let field, _, let value), .was(let field, let value):
      mix(field)
      mix(value)
    case .containsAny(let field, let texts), .matchesAny(let field, let texts):
      mix(field)
      for text in texts { mix(text) }
    case .startsWith(let field, let text), .endsWith(let field, let text), .hasMatching(let field, let text):
      mix(field)
      mix(text)
    case .hasAny(let field, let options), .hasAll(let field, let options), .hasNone(let field, let options):
      mix(field)
      for option in options { mix(option) }
    case .gained(let field, let option), .lost(let field, let option):
      mix(field)
      mix(option)
    case .equalsField(let field, _), .comparesField(let field, _, _), .changed(let field, _, _), .isKnown(let field),
      .isSet(let field), .isBefore(let field, _), .isAfter(let field, _), .isDay(let field, _), .isInNext(let field, _),
      .isInLast(let field, _), .isMoreThanAgo(let field, _), .isLessThanAgo(let field, _):
      mix(field)
    case .messageIsAutomatic: mix(-2)
    case .actorIs: mix(-3)
    case .actorIsOwner: mix(-4)
    case .actorIsContact: mix(-5)
    case .ticketIsClosed: mix(-6)
    case .isDuring(let calendar): mix(calendar.value)
    }
  }

  private mutating func mix(_ field: Field) {
    switch field {
    case .property(let index): mix(index.value)
    case .stage: mix(-1)
    case .pipeline: mix(-2)
    case .owner: mix(-3)
    case .team: mix(-4)
    case .inbox: mix(-5)
    case .channel: mix(-6)
    case .created: mix(-7)
    case .closed: mix(-8)
    case .contactEmail: mix(-9)
    case .ownerEmail: mix(-10)
    case .ownerTeams: mix(-11)
    case .messageSubject: mix(-12)
    case .messageFrom: mix(-13)
    case .messageText: mix(-14)
    }
  }

  private mutating func mix(_ value: Literal) {
    switch value {
    case .option(let option): mix(option)
    case .number(let number): mix(Int(truncatingIfNeeded: number.bitPattern))
    case .text(let text), .person(let text): mix(text)
    case .day(_, let month, let day): mix(month &* 31 &+ day)
    case .flag(let isSet): mix(isSet ? 1 : 0)
    case .stage(let index): mix(index.value)
    case .pipeline(let index): mix(index.value)
    case .team(let index): mix(index.value)
    case .inbox(let index): mix(index.value)
    case .channel(let channel): mix(channel.rawValue)
    }
  }

  private mutating func mix(_ action: CheckedAction) {
    switch action {
    case .createTicket(let stage, _), .move(let stage): mix(stage.value)
    case .set(let field, .literal(let value)), .raise(let field, let value):
      mix(field)
      mix(value)
    case .set(let field, _), .clear(let field): mix(field)
    case .add(let option, let field), .remove(let option, let field):
      mix(field)
      mix(option)
    case .removeMatching(let glob, let field):
      mix(field)
      mix(glob)
    case .increase(let field, let amount):
      mix(field)
      mix(Int(truncatingIfNeeded: amount.bitPattern))
    case .assign(.team(let team)), .rotate(let team): mix(team.value)
    case .assign(.person(let person)): mix(person)
    case .assign: mix(1)
    case .sendNotification(let template): mix(template?.value ?? -1)
    case .sendEmail(let template, let recipients):
      mix(template.value)
      mix(recipients.count)
    case .sendMessage(let text, _), .notify(_, let text), .createTask(let text, _, _), .addNote(let text):
      mix(text.asWritten)
    case .call(let action, let arguments):
      mix(action.value)
      for argument in arguments { if case .text(let text) = argument.value { mix(text.asWritten) } }
    }
  }
}
