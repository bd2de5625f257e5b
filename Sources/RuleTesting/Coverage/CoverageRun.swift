import RuleChecker
package import RuleEngine
import RuleCompiler
import RuleSchema
import RuleSource
import RuleSyntax

/// Runs tests and adds up what they went through.
package struct CoverageRun: Sendable {
  package let results: [TestResult]
  /// Everything the tests went through, and how often.
  package let visits: [Visit: Int]
  let suite: TestSuite

  /// Runs every test of the suite.
  package init(of suite: TestSuite) {
    self.suite = suite
    results = suite.results(at: Array(suite.names.indices), recording: true)
    visits = results.reduce(into: [:]) { all, result in all.merge(result.visits, uniquingKeysWith: +) }
  }

  /// What is covered by that; of rules whose names contain `filter` only, and then of no stages, if there is one.
  package func coverage(filter: String = "") -> Coverage {
    var builder = CoverageBuilder(suite: suite, visits: visits)
    return builder.coverage(filter: filter)
  }
}

/// Brings together the rules as they are written, as they are checked, and what was seen of them.
private struct CoverageBuilder {
  let rules: CheckedRules
  let program: Program
  let files: [SourceFile]
  let visits: [Visit: Int]
  /// The rules as they are written, by their place.
  private let trees: [SourceRange: RuleDeclarationSyntax]
  /// What was seen of each condition, by its first branch.
  private let looks: [Int: [(truths: [Bool], count: Int)]]

  init(suite: TestSuite, visits: [Visit: Int]) {
    rules = suite.rules
    program = suite.program
    files = suite.files
    self.visits = visits
    var trees: [SourceRange: RuleDeclarationSyntax] = [:]
    for source in Toolchain.parse(suite.files).sources {
      for case .rule(let rule) in source.tree.items { trees[rule.range] = rule }
    }
    self.trees = trees
    var looks: [Int: [(truths: [Bool], count: Int)]] = [:]
    for case (.condition(let entry, let truths), let count) in visits {
      looks[entry, default: []].append((truths, count))
    }
    self.looks = looks
  }

  mutating func coverage(filter: String) -> Coverage {
    var found: [Coverage.Rule] = []
    // A program has the rules that are on, in the same order.
    for (index, rule) in rules.rules.filter({ !$0.isOff }).enumerated()
    where filter.isEmpty || rule.identity.contains(filter) {
      found.append(self.rule(rule, index))
    }
    var coverage = Coverage(files: files, rules: found, stages: filter.isEmpty ? stages : [])
    if filter.isEmpty { coverage.transitions = transitions }
    let pipelines = Dictionary(grouping: found, by: \.name).mapValues { Set($0.map(\.pipeline)) }
    for index in found.indices where (pipelines[found[index].name]?.count ?? 0) > 1 {
      coverage.rules[index].fullName = "\(found[index].pipeline): \(found[index].name)"
    }
    coverage.gaps = coverage.foundGaps
    return coverage
  }

  // ---- rules ----

  private func rule(_ rule: CheckedRule, _ index: Int) -> Coverage.Rule {
    let tree = trees[rule.range]
    let lowered = program.rules[index]
    var conditions: [Coverage.Condition] = []
    func add(
      _ role: Coverage.Condition.Role, _ checked: CheckedCondition?, _ entry: Program.Condition?, at place: SourceRange
    ) {
      guard let checked, let entry else { return }
      conditions.append(condition(role, checked, entry, at: place, in: rule))
    }
    let head = tree?.headRange ?? rule.range
    add(.timer, rule.timer?.condition, lowered.timer?.kind.condition, at: rule.timer?.range ?? head)
    add(.guardCondition, rule.guardCondition, lowered.guardCondition, at: tree?.guardCondition?.range ?? head)
    var arms: [Coverage.Arm] = []
    for (number, arm) in rule.arms.enumerated() {
      let written = tree.flatMap { $0.arms.indices.contains(number) ? $0.arms[number] : nil }
      let place = written?.range ?? head
      arms.append(
        Coverage.Arm(
          place: place, actions: written?.actions.map(\.range) ?? [], row: arm.row?.number,
          hasCondition: arm.condition != nil, count: visits[.firing(rule: index, arm: number)] ?? 0))
      add(.arm(number), arm.condition, lowered.arms[number].condition, at: place)
    }
    var covered = Coverage.Rule(
      name: rule.identity, fullName: rule.identity, pipeline: rules.schema.pipelines[rule.pipeline.value].name,
      place: rule.range, head: head,
      arms: arms, conditions: conditions)
    covered.count = arms.reduce(0) { $0 + $1.count }
    Reachability(of: rule, schema: rules.schema).setApart(&covered)
    return covered
  }

  private func condition(
    _ role: Coverage.Condition.Role, _ checked: CheckedCondition, _ lowered: Program.Condition, at place: SourceRange,
    in rule: CheckedRule
  ) -> Coverage.Condition {
    let looks = looks[lowered.branches.lowerBound] ?? []
    var whenTrue = Array(repeating: Coverage.Way(), count: lowered.branches.count)
    var whenFalse = whenTrue
    for (truths, count) in looks {
      for (part, truth) in truths.enumerated() {
        if truth { whenTrue[part].count += count } else { whenFalse[part].count += count }
      }
      for part in checked.deciding(truths[...]) {
        if truths[part] { whenTrue[part].deciding += count } else { whenFalse[part].deciding += count }
      }
    }
    var parts: [Coverage.Part] = []
    for (number, test) in checked.branchTests.enumerated() {
      guard let test else { continue }
      let (text, isInverted) = words(of: test, program.branches[lowered.branches.lowerBound + number].text)
      let isInside =
        test.range.fileIndex == rule.range.fileIndex && test.range.start >= rule.range.start
        && test.range.end <= rule.range.end
      parts.append(
        Coverage.Part(
          text: text, place: isInside ? test.range : place, definition: isInside ? nil : test.range,
          whenTrue: isInverted ? whenFalse[number] : whenTrue[number],
          whenFalse: isInverted ? whenTrue[number] : whenFalse[number], branch: number, isInverted: isInverted))
    }
    return Coverage.Condition(role: role, place: place, parts: parts, count: looks.reduce(0) { $0 + $1.count })
  }

  /// The part's words, and whether they say the opposite of the test: `priority is not Low` is read as it is written.
  private func words(of test: BranchTest, _ text: String) -> (text: String, isInverted: Bool) {
    guard test.isNegated, files.indices.contains(Int(test.range.fileIndex)) else { return (text, false) }
    let written = files[Int(test.range.fileIndex)].words(of: test.range)
    // A cell of a table has no sentence of its own; `not` before a test is no part of its words.
    let isSentence = written.contains(" ") && NegatedWords.positive(written) == text
    return isSentence && written != text ? (written, true) : (text, false)
  }

  // ---- stages ----

  private var stages: [Coverage.Stage] {
    rules.schema.stages.indices.map { index in
      let stage = rules.schema.stages[index]
      return Coverage.Stage(
        name: stage.name, pipeline: rules.schema.pipelines[stage.pipeline.value].name, place: stage.range,
        count: visits[.stage(index)] ?? 0)
    }
  }

  private var transitions: [Coverage.Transition] {
    var found: [(from: Int, to: Int, count: Int)] = []
    for case (.transition(let from, let to), let count) in visits { found.append((from, to, count)) }
    return found.sorted { ($0.from, $0.to) < ($1.from, $1.to) }.map { from, to, count in
      Coverage.Transition(
        pipeline: rules.schema.pipelines[rules.schema.stages[to].pipeline.value].name,
        from: rules.schema.stages[from].name, to: rules.schema.stages[to].name, count: count)
    }
  }
}
