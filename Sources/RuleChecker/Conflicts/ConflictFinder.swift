import RuleSchema
import RuleSource

//  Two rules that can fire in one round and write one field differently conflict. What each arm of a rule implies is
//  read out of its trigger and its conditions (Facts); two arms whose facts cannot both hold never meet.
//
//  Comparing all pairs would be quadratic. The arms that write a field are split by the fact that splits them best, such
//  as the stage they start from: arms in different parts exclude each other, and are never compared. What is left is
//  compared pair by pair.

/// Finds pairs of rules that conflict.
struct ConflictFinder {
  /// Two rules and what they disagree about.
  struct Conflict {
    let earlier: Int
    let target: WriteTarget
    /// Both start from exactly the same events, or are due at the same instants.
    let isCertain: Bool
    /// What must hold where the earlier rule meets the later one.
    fileprivate let facts: (earlier: Facts, later: Facts)
    /// What starts them.
    let events: (earlier: SourceRange, later: SourceRange)
    /// The arms that disagree about it, each pair once.
    fileprivate(set) var arms: [ArmPair]
  }

  /// An arm of each of two rules.
  struct ArmPair: Hashable {
    let earlier: Int
    let later: Int
  }

  /// One arm of a rule on one of its events, and what it does to one field.
  private struct Unit {
    let rule: Int
    let arm: Int
    /// With the arm's delay.
    let timer: CheckedTimer?
    let facts: Facts
    /// The event, or the timer.
    let event: SourceRange
    /// Of `WriteClasses`.
    let write: Int
  }

  /// More conflicts of one rule than this are not looked for. Some may turn out to be none: there is room for that.
  static let mostOfOneRule = 200
  /// That an arm was not taken is remembered of this many arms: each later arm carries all of it.
  private static let mostArmsRefuted = 100
  /// In lists shorter than this, to look for the fact that tells most pairs apart takes longer than to compare them.
  private static let shortList = 32
  /// Fewer pairs than this are not worth splitting.
  private static let fewPairs = 1024

  /// How many units know something of a key, and how many allow each of its numbers.
  private struct KeyCounts {
    private(set) var key: FactKey?
    private var known = (left: 0, right: 0)
    /// From -1 on.
    private var numbers: [(left: Int, right: Int)] = []

    mutating func add(_ possible: NumberSet, to key: FactKey, isLeft: Bool) {
      self.key = key
      if isLeft { known.left += 1 } else { known.right += 1 }
      possible.forEach { number in
        while numbers.count <= number + 1 { numbers.append((0, 0)) }
        if isLeft { numbers[number + 1].left += 1 } else { numbers[number + 1].right += 1 }
      }
    }

    /// How many of `all` pairs are left to compare after splitting by the key.
    func pairs(of all: Int) -> Int {
      numbers.reduce(all - known.left * known.right) { $0 + $1.left * $1.right }
    }
  }

  private let rules: CheckedEach
  private let schema: Schema
  /// By later rule: each earlier rule once.
  private(set) var conflicts: [Int: [Conflict]] = [:]
  /// Those that write the target.
  private var units: [Unit] = []
  /// Their facts, to be compared where they are.
  private var facts: [Facts] = []
  private var classes = WriteClasses()
  private let tests = TestNumbers()
  private var reader: FactReader
  /// Of each rule, how many conflicts with earlier ones are known.
  private var counts: [Int]
  private var target = WriteTarget.stage

  init(rules: CheckedEach, contested: ContestedGroups, schema: Schema) {
    self.rules = rules
    self.schema = schema
    reader = FactReader(schema: schema, pipeline: PipelineIndex(0), tests: tests)
    counts = Array(repeating: 0, count: rules.count)
    var places = [Int?](repeating: nil, count: contested.count)
    var groups: [(number: Int, target: WriteTarget, units: [Unit])] = []
    let rivals = RivalRules(of: contested, among: rules)
    for index in contested.rules where rivals[index] {
      guard let rule = rules[index] else { continue }
      collectUnits(of: rule, at: index, in: contested) { group, target, unit in
        if let place = places[group] {
          groups[place].units.append(unit)
        } else {
          places[group] = groups.count
          groups.append((group, target, [unit]))
        }
      }
    }
    groups.sort { rivals.isWritten($0.number, before: $1.number) }
    for (_, target, found) in groups {
      units = found
      facts = found.map(\.facts)
      self.target = target
      compare(Array(units.indices), with: nil, without: [])
    }
  }

  /// A start of a rule, and what holds where it starts and no arm so far was taken.
  private struct Start {
    var facts: Facts
    let setsStage: Bool?
    let event: SourceRange
  }

  /// Of each arm that writes something contested, on each event, what it writes.
  private mutating func collectUnits(
    of rule: CheckedRule, at index: Int, in contested: ContestedGroups,
    _ body: (_ group: Int, WriteTarget, Unit) -> Void
  ) {
    // What an arm needs is of interest up to the last one that writes.
    guard let last = rule.lastWritingArm else { return }
    let onConversation = rule.isOnConversation
    let first = contested.number(of: .stage, in: onConversation ? nil : rule.pipeline)
    var starts = starts(of: rule)
    let arms = rule.arms
    for number in 0...last {
      var writes = ArmWrites(arms[number].actions, schema: schema, onConversation: onConversation).writes
      writes.removeAll { target, _ in !contested.isContested(first + target.order) }
      if writes.count > 1 { writes.sort { $0.target.order < $1.target.order } }
      let timer = writes.isEmpty ? nil : rule.timer?.withDelay(arms[number].delay)
      let isRefuted = number < min(last, ConflictFinder.mostArmsRefuted)
      for place in starts.indices {
        if !writes.isEmpty {
          var taken = Facts()
          if number < last { taken = starts[place].facts } else { swap(&taken, &starts[place].facts) }
          reader.narrow(&taken, to: arms[number].condition)
          for (target, write) in writes where !taken.isImpossible {
            var facts = taken
            if target == .stage, let setsStage = starts[place].setsStage {
              facts.add(.stageSet, .only(setsStage ? [1] : [0]))
            }
            if facts.isImpossible { continue }
            let unit = Unit(
              rule: index, arm: number, timer: timer, facts: facts, event: starts[place].event,
              write: classes.index(of: write))
            body(first + target.order, target, unit)
          }
        }
        if isRefuted { reader.narrow(&starts[place].facts, to: arms[number].condition, isTrue: false) }
      }
    }
  }

  private mutating func starts(of rule: CheckedRule) -> [Start] {
    reader.pipeline = rule.pipeline
    let guardFacts = rule.guardCondition.map { reader.facts(of: $0) }
    var starts = rule.triggers.kept { trigger in
      Start(facts: reader.facts(of: trigger), setsStage: reader.setsStage(trigger), event: rule.range(of: trigger))
    }
    if let timer = rule.timer {
      starts.append(Start(facts: reader.facts(of: timer), setsStage: nil, event: timer.range))
    }
    if let guardFacts { for place in starts.indices { starts[place].facts.meet(guardFacts) } }
    return starts
  }

  /// Compares each of `left` with each of `right`, or with each other where there is no `right`.
  private mutating func compare(_ left: [Int], with right: [Int]?, without used: Set<FactKey>) {
    let others = right ?? left
    guard !left.isEmpty, !others.isEmpty else { return }
    guard left.count * others.count > ConflictFinder.fewPairs, let key = bestKey(left, others, without: used) else {
      comparePairs(left, with: right)
      return
    }
    let used = used.union([key])
    let (leftParts, leftRest) = parts(of: left, by: key)
    let rest = Set(leftRest)
    let leftSplit = left.filter { !rest.contains($0) }
    guard let right else {
      for value in leftParts.keys.sorted() { compare(leftParts[value] ?? [], with: nil, without: used) }
      compare(leftRest, with: nil, without: used)
      compare(leftRest, with: leftSplit, without: used)
      return
    }
    let (rightParts, rightRest) = parts(of: right, by: key)
    for value in leftParts.keys.sorted() {
      compare(leftParts[value] ?? [], with: rightParts[value] ?? [], without: used)
    }
    compare(leftRest, with: right, without: used)
    compare(leftSplit, with: rightRest, without: used)
  }

  private func parts(of list: [Int], by key: FactKey) -> (parts: [Int: [Int]], rest: [Int]) {
    var parts: [Int: [Int]] = [:]
    var rest: [Int] = []
    let order = key.order
    for unit in list {
      if case .only(let values) = units[unit].facts.possible(at: order), values.count <= 8 {
        values.forEach { parts[$0, default: []].append(unit) }
      } else {
        rest.append(unit)
      }
    }
    return (parts, rest)
  }

  /// The fact that leaves the fewest pairs, if it saves a third of them.
  private func bestKey(_ left: [Int], _ right: [Int], without used: Set<FactKey>) -> FactKey? {
    var counts: [KeyCounts] = []
    for (list, isLeft) in [(left, true), (right, false)] {
      for unit in list {
        units[unit].facts.forEachOnly { order, numbers in
          let key = FactKey(order: order)
          if numbers.count > 8 || used.contains(key) { return }
          while counts.count <= order { counts.append(KeyCounts()) }
          counts[order].add(numbers, to: key, isLeft: isLeft)
        }
      }
    }
    let all = left.count * right.count
    var best: (key: FactKey, cost: Int)?
    for count in counts {
      guard let key = count.key else { continue }
      let cost = count.pairs(of: all)
      if best.map({ cost < $0.cost }) ?? true { best = (key, cost) }
    }
    guard let best, best.cost < all - all / 3 else { return nil }
    return best.key
  }

  private mutating func comparePairs(_ left: [Int], with right: [Int]?) {
    findConflicts(of: left, with: right ?? left)
    if let right { findConflicts(of: right, with: left) }
  }

  /// Conflicts of the rules of `later` with earlier rules of `earlier`; both lists are in the order of their rules.
  private mutating func findConflicts(of later: [Int], with earlier: [Int]) {
    let units = self.units
    let facts = self.facts
    let rulesOf = earlier.map { units[$0].rule }
    let writesOf = earlier.map { units[$0].write }
    // Most pairs exclude each other by one fact, such as the category that arms start from.
    let order = earlier.count < ConflictFinder.shortList ? nil : tellingOrder(of: earlier)
    let bitsOf = earlier.map { bits(of: $0, at: order) }
    for unit in later {
      let rule = units[unit].rule
      let write = units[unit].write
      let own = bits(of: unit, at: order)
      // Writes agree or not by class, and a class is asked about once for each run of it.
      var lastClass = -1
      var agrees = true
      for position in earlier.indices {
        if rulesOf[position] >= rule { break }
        if writesOf[position] != lastClass {
          lastClass = writesOf[position]
          agrees = classes.agree(lastClass, write)
        }
        if agrees || (own.low & bitsOf[position].low) | (own.high & bitsOf[position].high) == 0 { continue }
        guard counts[rule] < ConflictFinder.mostOfOneRule else { break }
        if Facts.exclude(earlier[position], unit, of: facts.span) { continue }
        note(units[earlier[position]], units[unit])
      }
    }
  }

  /// The order of the fact whose values tell most of `list` apart.
  private func tellingOrder(of list: [Int]) -> Int {
    var found: [(known: Int, low: UInt64, high: UInt64)] = []
    for unit in list {
      units[unit].facts.forEachOnly { order, numbers in
        guard let bits = numbers.bits else { return }
        if found.count <= order { found += Array(repeating: (0, 0, 0), count: order + 8 - found.count) }
        found[order].known += 1
        found[order].low |= bits.low
        found[order].high |= bits.high
      }
    }
    func score(_ order: Int) -> Int {
      found[order].known * (found[order].low.nonzeroBitCount + found[order].high.nonzeroBitCount)
    }
    return found.indices.max { score($0) < score($1) } ?? 0
  }

  /// The values that a unit allows at `order`, as bits; all bits where that is not known.
  private func bits(of unit: Int, at order: Int?) -> (low: UInt64, high: UInt64) {
    guard let order, case .only(let numbers) = units[unit].facts.possible(at: order) else { return (.max, .max) }
    return numbers.bits ?? (.max, .max)
  }

  /// Notes a conflict of two arms whose facts go together, if it is one.
  private mutating func note(_ first: Unit, _ second: Unit) {
    let pair = ArmPair(earlier: first.arm, later: second.arm)
    if let known = conflicts[second.rule]?.firstIndex(where: { $0.earlier == first.rule && $0.target == target }) {
      if let one = first.timer, let other = second.timer, one.isNeverDue(with: other) { return }
      if conflicts[second.rule]?[known].arms.contains(pair) == false {
        conflicts[second.rule]?[known].arms.append(pair)
      }
      return
    }
    guard let earlier = rules[first.rule],
      let later = rules[second.rule],
      !earlier.overrides.contains(RuleIndex(second.rule)), !later.overrides.contains(RuleIndex(first.rule))
    else { return }
    let isCertain: Bool
    if let one = first.timer, let other = second.timer {
      if one.isNeverDue(with: other) { return }
      isCertain = one.isSame(as: other)
    } else {
      isCertain = earlier.startsLike(later)
    }
    counts[second.rule] += 1
    conflicts[second.rule, default: []].append(
      Conflict(
        earlier: first.rule, target: target, isCertain: isCertain, facts: (first.facts, second.facts),
        events: (first.event, second.event), arms: [pair]))
  }

  /// A ticket for which the rules of `conflict` disagree, in words, if one can be made up.
  func ticket(for conflict: Conflict, in pipeline: PipelineIndex) -> String? {
    var facts = conflict.facts.earlier
    facts.meet(conflict.facts.later)
    var example = ConflictExample(facts, tests: tests, schema: schema, pipeline: pipeline)
    return example.ticket()
  }
}

extension CheckedRule {
  private struct Start: Hashable {
    let happening: CheckedTrigger.Happening
    let by: CheckedTrigger.Author?
    let via: CheckedTrigger.Channel?
  }

  private var starts: Set<Start> { Set(triggers.map { Start(happening: $0.happening, by: $0.by, via: $0.via) }) }

  /// Whether the same events start both.
  fileprivate func startsLike(_ other: CheckedRule) -> Bool { starts == other.starts }
}
