import RuleChecker
import RuleSchema
import RuleSource

/// Equal for rules that mean the same; seldom equal for others. What is asked and done is mixed in coarsely where that is
/// rare, since whoever finds two equal ones compares the rules.
struct MeaningHash {
  private var hash = WordHash()

  var value: UInt64 { hash.value }

  private mutating func mix(_ number: Int) { hash.mix(UInt64(truncatingIfNeeded: number)) }

  private mutating func mix(_ text: String) { hash.mix(text.quickHash) }

  // Rules are looked at in place, array by array: `for` and `if let` copy what they go over, which took longer than the
  // hashing. The compiler sees that nothing need be copied only where nothing on the way can give anything back: a call
  // of `utf8.span` or `rawValue` down here brings all the copies up there back.

  /// When the rule starts, and what it asks.
  mutating func mixQuestions(of rule: CheckedRule) {
    mix(rule.pipeline.value)
    mix(rule.triggers)
    mix(rule.timer)
    mix(rule.limits.count)
    mix(rule.guardCondition)
    mixConditions(of: rule.arms)
  }

  /// What the rule does.
  mutating func mixActions(of rule: CheckedRule) {
    mixActions(of: rule.arms)
  }

  private mutating func mix(_ triggers: [CheckedTrigger]) {
    let triggers = triggers.span
    for index in triggers.indices { mix(triggers[index].happening) }
  }

  private mutating func mixConditions(of arms: ShortList<CheckedArm>) {
    switch arms {
    case .one(let arm): mix(arm.condition)
    case .several(let arms):
      let arms = arms.span
      for index in arms.indices { mix(arms[index].condition) }
    }
  }

  private mutating func mixActions(of arms: ShortList<CheckedArm>) {
    switch arms {
    case .one(let arm): mix(arm.actions)
    case .several(let arms):
      let arms = arms.span
      for index in arms.indices { mix(arms[index].actions) }
    }
  }

  private mutating func mix(_ actions: ShortList<CheckedAction>) {
    switch actions {
    case .one(let action):
      mix(1)
      mix(action)
    case .several(let actions):
      mix(actions.count)
      let actions = actions.span
      for index in actions.indices { mix(actions[index]) }
    }
  }

  private mutating func mix(_ happening: CheckedTrigger.Happening) {
    switch happening {
    case .newConversation(let inbox): mix(100 &+ (inbox?.value ?? -1))
    case .entered(let stages): mix(stages)
    case .left(let stages):
      mix(12)
      mix(stages)
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

  private mutating func mix(_ stages: [StageIndex]) {
    let stages = stages.span
    for index in stages.indices { mix(stages[index].value) }
  }

  private mutating func mix(_ timer: CheckedTimer?) {
    switch timer {
    case .some(let timer):
      if let span = timer.span { mix(span.amount) }
      mix(timer.kind)
    case .none: break
    }
  }

  private mutating func mix(_ kind: CheckedTimer.Kind) {
    switch kind {
    // Their order does not matter.
    case .inStage(let stages, _): mix(stages.count)
    case .whileTrue(let condition, _), .everyWhile(let condition, _): mix(condition)
    case .before(let field, _), .after(let field, _), .reached(let field): mix(field)
    case .everyDays(let days, let minute):
      mix(days)
      mix(minute)
    case .withoutReply: mix(1)
    case .withoutAnswer: mix(2)
    case .withoutActivity: mix(3)
    }
  }

  private mutating func mix(_ condition: CheckedCondition?) {
    switch condition {
    case .some(let condition): mix(condition)
    case .none: break
    }
  }

  private mutating func mix(_ condition: CheckedCondition) {
    switch condition {
    case .all(let parts):
      mix(1)
      mix(parts)
    case .any(let parts):
      mix(2)
      mix(parts)
    case .not(let inner):
      mix(3)
      mix(inner)
    case .test(let test, _): mix(test)
    }
  }

  private mutating func mix(_ parts: [CheckedCondition]) {
    let parts = parts.span
    for index in parts.indices {
      // Most parts are tests.
      switch parts[index] {
      case .test(let test, _): mix(test)
      default: mix(parts[index])
      }
    }
  }

  private mutating func mix(_ test: Test) {
    switch test {
    case .isOneOf(let field, let values):
      mix(field)
      mix(values)
    case .compares(let field, _, let value), .was(let field, let value):
      mix(field)
      mix(value)
    case .containsAny(let field, let texts), .matchesAny(let field, let texts):
      mix(field)
      mix(texts)
    case .startsWith(let field, let text), .endsWith(let field, let text), .hasMatching(let field, let text):
      mix(field)
      mix(text)
    case .hasAny(let field, let options), .hasAll(let field, let options), .hasNone(let field, let options):
      mix(field)
      mix(options)
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

  private mutating func mix(_ field: Field) { mix(field.number) }

  private mutating func mix(_ values: [Literal]) {
    let values = values.span
    for index in values.indices { mix(values[index]) }
  }

  private mutating func mix(_ texts: [String]) {
    let texts = texts.span
    for index in texts.indices { mix(texts[index]) }
  }

  private mutating func mix(_ numbers: [Int]) {
    let numbers = numbers.span
    for index in numbers.indices { mix(numbers[index]) }
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
    case .channel(.email): mix(1)
    case .channel(.chat): mix(2)
    case .channel(.form): mix(3)
    case .channel(.phone): mix(4)
    case .channel(.api): mix(5)
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
      mix(arguments)
    }
  }

  private mutating func mix(_ arguments: [Argument]) {
    let arguments = arguments.span
    for index in arguments.indices { mix(arguments[index].value) }
  }

  private mutating func mix(_ value: Argument.Value) {
    switch value {
    case .text(let text): mix(text.asWritten)
    case .value: break
    }
  }
}
