import RuleChecker
import RuleCompiler
import RuleEngine
import RuleSource
import RuleSyntax

/// A rulebook's mutants, tried one after another against its tests.
package struct MutationRun: Sendable {
  /// A mutant and how it fared.
  package typealias Outcome = (mutant: Mutant, fate: MutantFate)

  private let files: [SourceFile]
  private let suite: TestSuite
  private let sources: [(file: SourceFile, tree: SyntaxTree)]
  private let zones = ZoneReader()
  /// The tests that a rule or a definition concerns, likely ones first.
  private let order: [String: [Int]]
  package let mutants: [Mutant]

  /// The mutants of `files`, whose tests all pass.
  package init(of suite: TestSuite) {
    self.suite = suite
    files = suite.files
    sources = Toolchain.parse(files).sources
    mutants = MutantFinder.mutants(of: sources, rules: suite.rules)
    order = Self.order(of: suite)
  }

  /// How the mutant at `index` fares; `nil` for one that is no rulebook, which does not count.
  package func fate(at index: Int) -> MutantFate? {
    let mutant = mutants[index]
    let place = Int(mutant.range.fileIndex)
    var sources = sources
    var files = files
    let file = SourceFile(path: files[place].path, bytes: mutant.bytes(of: files[place]))
    files[place] = file
    let parsed = RuleSyntax.parse(file, index: place)
    sources[place] = (file, parsed.tree)
    let checked = RuleChecker.check(sources, parseDiagnostics: parsed.diagnostics)
    guard let rules = checked.rules, Toolchain.conflicts(of: rules, files: files, zones: zones).isEmpty,
      let changed = Self.suite(rules, files, zones)
    else { return nil }
    if let killer = killer(of: mutant, in: changed) { return .killed(by: killer) }
    return Equivalence.isProven(suite.rules, rules) ? .equivalent : .survived
  }

  private func killer(of mutant: Mutant, in changed: TestSuite) -> String? {
    let all = changed.rules.tests.indices
    let likely = (order[mutant.owner] ?? []).filter { all.contains($0) }
    let isLikely = Set(likely)
    for index in likely + all.filter({ !isLikely.contains($0) }) {
      let result = changed.result(at: index)
      if !result.isPassed { return result.name }
    }
    return nil
  }

  private static func suite(_ rules: CheckedRules, _ files: [SourceFile], _ zones: ZoneReader) -> TestSuite? {
    let lowered = lower(rules, files: files) { (name) throws(ZoneProblem) in try zones.zone(named: name) }
    guard let program = lowered.program else { return nil }
    return TestSuite(rules: rules, program: program, files: files)
  }

  /// For each rule, the tests in which it fired, then those in which it was looked at.
  private static func order(of suite: TestSuite) -> [String: [Int]] {
    var fired: [String: [Int]] = [:]
    var seen: [String: [Int]] = [:]
    for index in suite.rules.tests.indices {
      let entries = suite.result(at: index).steps.flatMap(\.trace)
      let firing = Set(entries.filter(\.verdict.isFiring).map(\.rule))
      for rule in firing { fired[rule, default: []].append(index) }
      for rule in Set(entries.filter { $0.verdict.isFromCondition }.map(\.rule)).subtracting(firing) {
        seen[rule, default: []].append(index)
      }
    }
    return fired.merging(seen) { $0 + $1 }
  }
}

extension TraceEntry.Verdict {
  /// A condition kept the rule from firing.
  fileprivate var isFromCondition: Bool {
    if case .conditionFalse = self { true } else { false }
  }
}
