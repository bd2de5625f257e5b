import RuleSchema
import RuleSource

//  To read all facts of a rule takes as long as to check it. Most rules that write what others write are told apart by
//  little: one waits and the other is started by an event, or each asks for another category.

/// The rules whose arms may meet an arm of another rule that writes the same, as far as that is plain to see.
struct RivalRules {
  /// Of more arms than this that write one field in one pipeline, all are taken for rivals: to look at each pair would
  /// take longer than to read the facts.
  private static let largestGroup = 256

  /// Who writes one field in one pipeline, so far.
  private struct Group {
    /// In `arms`; each knows the one before it.
    var last = -1
    var count = 0
    /// The rule that writes it first, and its arm.
    var first = (rule: 0, arm: 0)
  }

  /// An arm that writes something contested.
  private struct Arm {
    let rule: Int
    /// The arm before it that writes the same field, or -1.
    let before: Int
    let outline: ArmOutline
  }

  /// Of each rule.
  private var isRival: [Bool]
  private var groups: [Group]
  private var arms: [Arm] = []

  /// Whether the rule at `index` may meet another.
  subscript(index: Int) -> Bool { isRival[index] }

  init(of contested: ContestedGroups, among rules: CheckedEach) {
    isRival = Array(repeating: false, count: rules.count)
    groups = Array(repeating: Group(), count: contested.count)
    contested.forEachWrite { index, arm, group in
      guard let rule = rules[index] else { return }
      if groups[group].count == 0 { groups[group].first = (index, arm) }
      add(ArmOutline(of: arm, in: rule), of: index, to: group)
    }
  }

  /// Whether the group `one` is written before `other`.
  func isWritten(_ one: Int, before other: Int) -> Bool {
    (groups[one].first.rule, groups[one].first.arm, one) < (groups[other].first.rule, groups[other].first.arm, other)
  }

  private mutating func add(_ outline: ArmOutline, of rule: Int, to group: Int) {
    let count = groups[group].count
    if count < RivalRules.largestGroup {
      forEachArm(of: group) { $0.noteRivals(rule, outline, $1) }
    } else {
      isRival[rule] = true
      // Those before were told apart while there were few.
      if count == RivalRules.largestGroup { forEachArm(of: group) { $0.isRival[$1.rule] = true } }
    }
    arms.append(Arm(rule: rule, before: groups[group].last, outline: outline))
    groups[group].last = arms.count - 1
    groups[group].count += 1
  }

  @inline(__always)
  private mutating func forEachArm(of group: Int, _ body: (inout RivalRules, Arm) -> Void) {
    var next = groups[group].last
    while next >= 0 {
      body(&self, arms[next])
      next = arms[next].before
    }
  }

  private mutating func noteRivals(_ rule: Int, _ outline: ArmOutline, _ other: Arm) {
    if other.rule == rule || (isRival[rule] && isRival[other.rule]) || outline.excludes(other.outline) { return }
    isRival[rule] = true
    isRival[other.rule] = true
  }
}

/// What is plain to see of when an arm is taken. Like `Facts`: less may be known than is true, never more.
private struct ArmOutline {
  /// That a property has one of some options.
  struct Choice {
    /// `FactKey.order`; 0, of which nothing is known here, where there is no choice.
    var order = 0
    /// Each as the bit of its lowest six bits.
    var options = UInt64.max

    @inline(__always)
    func excludes(_ other: Choice) -> Bool { order == other.order && options & other.options == 0 }
  }

  /// Of all that starts the rule.
  private var event: EventFacts
  /// The first two that the guard and the arm ask for.
  private var first = Choice()
  private var second = Choice()

  init(of arm: Int, in rule: CheckedRule) {
    event = rule.timer == nil ? EventFacts(ofAnyOf: rule.triggers) : .ofTimer
    add(rule.guardCondition)
    switch rule.arms {
    case .one(let arm): add(arm.condition)
    case .several(let arms): add(arms, at: arm)
    }
  }

  /// Whether no event and no ticket fits both.
  func excludes(_ other: ArmOutline) -> Bool {
    event.excludes(other.event) || first.excludes(other.first) || first.excludes(other.second)
      || second.excludes(other.first) || second.excludes(other.second)
  }

  // Conditions are looked at where they are: `if let` copies them.

  private mutating func add(_ arms: [CheckedArm], at place: Int) {
    let arms = arms.span
    add(arms[place].condition)
  }

  private mutating func add(_ condition: CheckedCondition?) {
    switch condition {
    case .some(.test(let test, _)): add(test)
    case .some(.all(let parts)): add(parts)
    case .some(.any), .some(.not), .none: break
    }
  }

  private mutating func add(_ parts: [CheckedCondition]) {
    let parts = parts.span
    for index in parts.indices { if case .test(let test, _) = parts[index] { add(test) } }
  }

  private mutating func add(_ test: Test) {
    switch test {
    case .isOneOf(.property(let index), let literals):
      guard second.order == 0, let options = ArmOutline.options(literals) else { return }
      let choice = Choice(order: FactKey.now(.property(index)).order, options: options)
      if first.order == 0 { first = choice } else { second = choice }
    default: break
    }
  }

  private static func options(_ literals: [Literal]) -> UInt64? {
    let literals = literals.span
    var options: UInt64 = 0
    for index in literals.indices {
      guard case .option(let option) = literals[index] else { return nil }
      options |= 1 << UInt64(truncatingIfNeeded: option & 63)
    }
    return options
  }
}
