import RuleChecker
import RuleSchema
import RuleSource

//  Whether two rules mean the same. A hash first (MeaningHash): only rules with one hash are compared, so that 10,000
//  rules cost 10,000 hashes.

/// Rules with the same hash, in canonical order.
struct LikelyAlike {
  /// Of each rule, the rule before it that has its hash and its pipeline, or -1.
  private var before: [Int]
  private var last: SeenHashes

  init(count: Int) {
    before = Array(repeating: -1, count: count)
    last = SeenHashes(count: count)
  }

  mutating func add(_ index: Int, hash: UInt64) {
    guard let former = last.replace(hash, with: index) else { return }
    before[index] = former
  }

  /// Groups of rules that `isSame` says are alike, by their first rules.
  func groups(where isSame: (_ one: Int, _ other: Int) -> Bool) -> [[Int]] {
    var groups: [Int: [Int]] = [:]
    // The first rule of a group leads it; a rule that leads none is a group of its own.
    var leads = Array(repeating: true, count: before.count)
    for index in before.indices where before[index] >= 0 {
      var other = before[index]
      while other >= 0, !(leads[other] && isSame(other, index)) { other = before[other] }
      guard other >= 0 else { continue }
      leads[index] = false
      groups[other, default: [other]].append(index)
    }
    return groups.keys.sorted().compactMap { groups[$0] }
  }
}

extension LintSubject {
  /// Rules that are on, in groups of those that `isSame` says are alike, each in canonical order. Rules of different
  /// pipelines are never alike.
  func groups(of alike: LikelyAlike, isSame: (CheckedRule, CheckedRule) -> Bool) -> [[Int]] {
    alike.groups { one, other in
      rules[one].pipeline == rules[other].pipeline && isSame(rules[one], rules[other])
    }
  }
}

extension CheckedRule {
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

extension CheckedArm {
  func isSame(as other: CheckedArm) -> Bool {
    row?.delay == other.row?.delay && actions.count == other.actions.count
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
