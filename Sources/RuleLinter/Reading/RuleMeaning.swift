import RuleChecker
import RuleSchema

//  Whether two rules mean the same. A hash first: only rules with one hash are compared, so that 10,000 rules cost
//  10,000 hashes.

extension LintSubject {
  /// Rules that are on, in groups of those that `isSame` says are alike, each in canonical order. Rules of different
  /// pipelines are never alike.
  func groups(hash: (CheckedRule) -> Int?, isSame: (CheckedRule, CheckedRule) -> Bool) -> [[Int]] {
    // The last rule with a hash that none before it is like, and for each of those the one before.
    var leaders: [Int: Int] = [:]
    leaders.reserveCapacity(rules.count)
    var leaderBefore = Array(repeating: -1, count: rules.count)
    var groups: [Int: [Int]] = [:]
    for index in rules.indices where !rules[index].isOff {
      guard let key = hash(rules[index]) else { continue }
      let last = leaders[key] ?? -1
      var leader = last
      while leader >= 0,
        rules[leader].pipeline != rules[index].pipeline || !isSame(rules[leader], rules[index])
      {
        leader = leaderBefore[leader]
      }
      if leader >= 0 {
        groups[leader, default: [leader]].append(index)
      } else {
        leaderBefore[index] = last
        leaders[key] = index
      }
    }
    return groups.keys.sorted().compactMap { groups[$0] }
  }
}

extension CheckedRule {
  /// The same for rules that start alike: same triggers or timer, limits and guard.
  func hashStart(into hasher: inout Hasher) {
    hasher.combine(pipeline)
    hasher.combine(triggers.count)
    for trigger in triggers {
      hasher.combine(trigger.happening)
      hasher.combine(trigger.by)
      hasher.combine(trigger.via)
    }
    timer?.hash(into: &hasher)
    hasher.combine(limits)
    guardCondition?.hash(into: &hasher)
  }

  /// Whether both wait for the same, as often, under one guard.
  func startsLike(_ other: CheckedRule) -> Bool {
    guard limits == other.limits, triggers.count == other.triggers.count,
      zip(triggers, other.triggers).allSatisfy({
        $0.happening == $1.happening && $0.by == $1.by && $0.via == $1.via
      }), CheckedCondition.areSame(guardCondition, other.guardCondition)
    else { return false }
    switch (timer, other.timer) {
    case (nil, nil): return true
    case (let one?, let two?): return one.isSame(as: two)
    case (nil, _?), (_?, nil): return false
    }
  }
}

extension CheckedTimer {
  fileprivate func hash(into hasher: inout Hasher) {
    hasher.combine(span)
    hasher.combine(postponedTo)
    switch kind {
    case .inStage(let stages, _): hasher.combine(Set(stages))
    case .whileTrue(let condition, _), .everyWhile(let condition, _): condition.hash(into: &hasher)
    case .before(let field, _), .after(let field, _), .reached(let field): hasher.combine(field)
    case .everyDays(let days, let minute):
      hasher.combine(days)
      hasher.combine(minute)
    case .withoutReply, .withoutAnswer, .withoutActivity: break
    }
  }
}

extension CheckedArm {
  func isSame(as other: CheckedArm) -> Bool {
    delay == other.delay && actions.count == other.actions.count
      && CheckedCondition.areSame(condition, other.condition)
      && zip(actions, other.actions).allSatisfy { $0.isSame(as: $1) }
  }
}

extension CheckedCondition {
  static func areSame(_ one: CheckedCondition?, _ other: CheckedCondition?) -> Bool {
    switch (one, other) {
    case (nil, nil): true
    case (let one?, let other?): one.isSame(as: other)
    case (nil, _?), (_?, nil): false
    }
  }

  func hash(into hasher: inout Hasher) {
    switch self {
    case .all(let parts):
      hasher.combine(1)
      for part in parts { part.hash(into: &hasher) }
    case .any(let parts):
      hasher.combine(2)
      for part in parts { part.hash(into: &hasher) }
    case .not(let inner):
      hasher.combine(3)
      inner.hash(into: &hasher)
    case .test(let test, _): hasher.combine(test)
    }
  }
}

extension CheckedAction {
  func isSame(as other: CheckedAction) -> Bool {
    switch (self, other) {
    case (.createTicket(let stage, let pairs), .createTicket(let otherStage, let others)):
      stage == otherStage && pairs.count == others.count
        && zip(pairs, others).allSatisfy { $0.field == $1.field && $0.value == $1.value }
    case (.move(let one), .move(let two)): one == two
    case (.set(let field, let one), .set(let other, let two)): field == other && one == two
    case (.clear(let one), .clear(let two)): one == two
    case (.raise(let field, let one), .raise(let other, let two)): field == other && one == two
    case (.add(let one, let field), .add(let two, let other)): field == other && one == two
    case (.remove(let one, let field), .remove(let two, let other)): field == other && one == two
    case (.removeMatching(let one, let field), .removeMatching(let two, let other)): field == other && one == two
    case (.increase(let field, let one), .increase(let other, let two)): field == other && one == two
    case (.assign(let one), .assign(let two)): one == two
    case (.rotate(let one), .rotate(let two)): one == two
    case (.sendNotification(let one), .sendNotification(let two)): one == two
    case (.sendEmail(let one, let to), .sendEmail(let two, let others)): one == two && to == others
    case (.sendMessage(let one, let to), .sendMessage(let two, let others)): one == two && to == others
    case (.notify(let to, let one), .notify(let others, let two)): one == two && to == others
    case (.createTask(let one, let to, let span), .createTask(let two, let others, let other)):
      one == two && to == others && span == other
    case (.addNote(let one), .addNote(let two)): one == two
    case (.call(let one, let with), .call(let two, let others)):
      one == two && with.count == others.count && zip(with, others).allSatisfy { $0.isSame(as: $1) }
    // Two kinds. Naming them pair by pair is more than the compiler can check.
    default: false
    }
  }

  /// Equal for equal actions.
  func hash(into hasher: inout Hasher) {
    switch self {
    case .createTicket(let stage, let pairs):
      hasher.combine(stage)
      for pair in pairs {
        hasher.combine(pair.field)
        hasher.combine(pair.value)
      }
    case .move(let stage): hasher.combine(stage)
    case .set(let field, let value):
      hasher.combine(field)
      hasher.combine(value)
    case .clear(let field): hasher.combine(field)
    case .raise(let field, let value):
      hasher.combine(field)
      hasher.combine(value)
    case .add(let option, let field), .remove(let option, let field):
      hasher.combine(field)
      hasher.combine(option)
    case .removeMatching(let glob, _): hasher.combine(glob)
    case .increase(let field, let amount):
      hasher.combine(field)
      hasher.combine(amount)
    case .assign(let assignee): hasher.combine(assignee)
    case .rotate(let team): hasher.combine(team)
    case .sendNotification(let template): hasher.combine(template)
    case .sendEmail(let template, let recipients):
      hasher.combine(template)
      hasher.combine(recipients)
    case .sendMessage(let text, let recipients), .notify(let recipients, let text):
      hasher.combine(text.asWritten)
      hasher.combine(recipients)
    case .createTask(let text, let recipients, let span):
      hasher.combine(text.asWritten)
      hasher.combine(recipients)
      hasher.combine(span)
    case .addNote(let text): hasher.combine(text.asWritten)
    case .call(let action, let arguments):
      hasher.combine(action)
      for argument in arguments {
        hasher.combine(argument.parameter)
        switch argument.value {
        case .text(let text): hasher.combine(text.asWritten)
        case .value(let value): hasher.combine(value)
        }
      }
    }
  }
}

extension Argument {
  fileprivate func isSame(as other: Argument) -> Bool {
    guard parameter == other.parameter else { return false }
    return switch (value, other.value) {
    case (.text(let one), .text(let two)): one == two
    case (.value(let one), .value(let two)): one == two
    case (.text, .value), (.value, .text): false
    }
  }
}
