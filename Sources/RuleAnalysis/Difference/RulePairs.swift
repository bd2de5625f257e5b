internal import RuleEngine

/// Which rules of two programs of one vocabulary belong together: by name, then, of those left, by what they say.
struct RulePairs {
  /// For each rule of the old program its partner in the new one, and the other way round.
  private(set) var newOfOld: [Int?]
  private(set) var oldOfNew: [Int?]
  /// Rules with a partner that says the same, overridden by such rules alone. By index of the new program.
  private(set) var isUnchanged: [Bool]

  init(old: Program, new: Program) {
    newOfOld = Array(repeating: nil, count: old.rules.count)
    oldOfNew = Array(repeating: nil, count: new.rules.count)
    isUnchanged = Array(repeating: false, count: new.rules.count)
    pairByName(old, new)
    let comparison = RuleComparison(old: old, new: new)
    var saysSame = Array(repeating: false, count: new.rules.count)
    for (index, partner) in oldOfNew.enumerated() {
      if let partner { saysSame[index] = comparison.isSame(old.rules[partner], new.rules[index]) }
    }
    pairByContents(old, new, comparison, &saysSame)
    let (before, after) = (Self.overriders(in: old), Self.overriders(in: new))
    for (index, partner) in oldOfNew.enumerated() where saysSame[index] {
      guard let partner else { continue }
      let others = before[partner].map { newOfOld[$0] }
      isUnchanged[index] =
        others.allSatisfy { $0.map { saysSame[$0] } ?? false } && Set(others.compactMap(\.self)) == Set(after[index])
    }
  }

  /// Rules of the old program that are not the same in the new one.
  func isChanged(old index: Int) -> Bool { newOfOld[index].map { !isUnchanged[$0] } ?? true }

  private mutating func pairByName(_ old: Program, _ new: Program) {
    var places: [Name: Int] = [:]
    for (index, rule) in new.rules.enumerated() { places[Name(rule)] = index }
    for (index, rule) in old.rules.enumerated() {
      guard let place = places[Name(rule)] else { continue }
      newOfOld[index] = place
      oldOfNew[place] = index
    }
  }

  private mutating func pairByContents(
    _ old: Program, _ new: Program, _ comparison: RuleComparison, _ saysSame: inout [Bool]
  ) {
    var left: [Outline: [Int]] = [:]
    for (index, rule) in new.rules.enumerated() where oldOfNew[index] == nil {
      left[Outline(rule), default: []].append(index)
    }
    guard !left.isEmpty else { return }
    for (index, rule) in old.rules.enumerated() where newOfOld[index] == nil {
      let outline = Outline(rule)
      guard let candidates = left[outline],
        let found = candidates.firstIndex(where: { comparison.isSame(rule, new.rules[$0]) })
      else { continue }
      let place = candidates[found]
      left[outline]?.remove(at: found)
      newOfOld[index] = place
      oldOfNew[place] = index
      saysSame[place] = true
    }
  }

  /// For each rule those that override it.
  static func overriders(in program: Program) -> [[Int]] {
    var overriders: [[Int]] = Array(repeating: [], count: program.rules.count)
    for (index, rule) in program.rules.enumerated() {
      for overridden in rule.overrides { overriders[overridden].append(index) }
    }
    return overriders
  }

  private struct Name: Hashable {
    let pipeline: Int
    let identity: String

    init(_ rule: Program.Rule) {
      pipeline = rule.pipeline
      identity = rule.identity
    }
  }

  /// What rules that say the same have in common.
  private struct Outline: Hashable {
    let pipeline: Int
    let triggers: [Program.Trigger]
    let limits: [Program.Limit]
    let actions: [Int]

    init(_ rule: Program.Rule) {
      pipeline = rule.pipeline
      triggers = rule.triggers
      limits = rule.limits
      actions = rule.arms.map(\.actions.count)
    }
  }
}

/// Whether rules of two programs say the same; names and overrides are left out.
struct RuleComparison {
  let old: Program
  let new: Program

  func isSame(_ before: Program.Rule, _ after: Program.Rule) -> Bool {
    before.pipeline == after.pipeline && before.triggers == after.triggers && before.limits == after.limits
      && isSame(before.timer, after.timer) && isSame(before.guardCondition, after.guardCondition)
      && before.arms.elementsEqual(after.arms) { left, right in
        left.delay == right.delay && isSame(left.condition, right.condition)
          && left.actions.elementsEqual(right.actions, by: isSame)
      }
  }

  private func isSame(_ before: Program.Timer?, _ after: Program.Timer?) -> Bool {
    guard let before, let after else { return before == nil && after == nil }
    guard before.postponedTo == after.postponedTo else { return false }
    return switch (before.kind, after.kind) {
    case (.whileTrue(let left, let delay), .whileTrue(let right, let other)): delay == other && isSame(left, right)
    case (.everyWhile(let left, let delay), .everyWhile(let right, let other)): delay == other && isSame(left, right)
    case (.whileTrue, _), (.everyWhile, _), (_, .whileTrue), (_, .everyWhile): false
    default: before.kind == after.kind
    }
  }

  private func isSame(_ before: Program.Condition?, _ after: Program.Condition?) -> Bool {
    guard let before, let after else { return before == nil && after == nil }
    guard before.branches.count == after.branches.count else { return false }
    let shift = after.branches.lowerBound - before.branches.lowerBound
    return before.branches.allSatisfy { index in
      let (left, right) = (old.branches[index], new.branches[index + shift])
      return left.ifTrue.shifted(by: shift) == right.ifTrue && left.ifFalse.shifted(by: shift) == right.ifFalse
        && old.tests[left.test] == new.tests[right.test]
    }
  }

  private func isSame(_ before: Program.Action, _ after: Program.Action) -> Bool {
    func text(_ left: Int, _ right: Int) -> Bool { old.texts[left] == new.texts[right] }
    switch (before, after) {
    case (.sendMessage(let left, let people), .sendMessage(let right, let others)),
      (.notify(let left, let people), .notify(let right, let others)):
      return people == others && text(left, right)
    case (.createTask(let left, let people, let due), .createTask(let right, let others, let later)):
      return people == others && due == later && text(left, right)
    case (.addNote(let left), .addNote(let right)): return text(left, right)
    case (.call(let left, let arguments), .call(let right, let others)):
      return left == right
        && arguments.elementsEqual(others) { one, other in
          guard one.parameter == other.parameter else { return false }
          if case (.text(let left), .text(let right)) = (one.value, other.value) { return text(left, right) }
          if case (.value(let left), .value(let right)) = (one.value, other.value) { return left == right }
          return false
        }
    case (.sendMessage, _), (.notify, _), (.createTask, _), (.addNote, _), (.call, _): return false
    default: return before == after
    }
  }
}

extension Program.Branch.Target {
  fileprivate func shifted(by shift: Int) -> Program.Branch.Target {
    if case .branch(let index) = self { .branch(index + shift) } else { self }
  }
}
