internal import RuleAnalysis
internal import RuleChecker
internal import RuleEngine
internal import RuleSchema
internal import RuleSource

/// What can be said of checked rules by looking at all tickets and events.
struct RulebookAnalysis {
  private let rules: CheckedRules
  private let program: Program
  /// Where the test of each branch of the program is written.
  private let places: [BranchPlace]
  /// Of each rule of the program, which of `rules` it is, in ascending order.
  private let checked: [Int]
  /// What is wrong with the zones: without the table of one, days go by UTC, which changes no answer but the example.
  let zoneProblems: [Diagnostic]

  /// Looks at `rules`.
  init(_ rules: CheckedRules, files: [SourceFile], zones: ZoneReader) {
    var lowering = Lowering(schema: rules.schema, files: files, notesPlaces: true)
    lowering.lowerVocabulary()
    zoneProblems = lowering.lowerZones { (name) throws(ZoneProblem) in try zones.zone(named: name) }
    lowering.lowerRules(rules.rules)
    self.rules = rules
    places = lowering.places
    program = lowering.finish().program
    checked = rules.rules.indices.filter { !rules.rules[$0].isOff }
  }

  /// The conflicts that there are, of those that there may be.
  func conflicts() -> [Diagnostic] {
    guard !rules.possibleConflicts.isEmpty else { return [] }
    let candidates = rules.possibleConflicts.map { conflict in conflict.candidates.map { decidable($0, conflict) } }
    var decider = ConflictDecider(program, candidates: candidates.flatMap { $0 })
    var found: [Diagnostic] = []
    for (conflict, candidates) in zip(rules.possibleConflicts, candidates) {
      var shown: (index: Int, event: String)?
      var left: [Int] = []
      for (index, candidate) in candidates.enumerated() {
        switch decider.outcome(of: candidate) {
        case .impossible: break
        case .undecided: left.append(index)
        case .found(let witness):
          if shown == nil { shown = (index, witness.line) }
          left.append(index)
        }
      }
      if left.isEmpty { continue }
      if let shown {
        let ordered = [shown.index] + left.filter { $0 != shown.index }
        found.append(conflict.diagnostic(.shown(event: shown.event), of: ordered))
      } else {
        found.append(conflict.diagnostic(.undecided, of: left))
      }
    }
    return found
  }

  private func decidable(_ candidate: PossibleConflict.Candidate, _ conflict: PossibleConflict) -> ConflictCandidate {
    ConflictCandidate(
      earlier: checked.placeInOrder(of: candidate.earlier.value) ?? 0,
      later: checked.placeInOrder(of: conflict.later.value) ?? 0, arms: candidate.arms,
      isOfStage: candidate.isOfStage)
  }

  /// What is proved of single rules and of pairs, apart from what `known` says already; with tests that say the same as
  /// the examples, where `writer` has them.
  ///
  /// - Parameter nodeBudget: how large the diagrams of a pipeline may grow, before nothing is said of its rules but that.
  func findings(
    besides known: [Diagnostic], nodeBudget: Int, tests writer: ExampleWriter?
  ) -> [Diagnostic] {
    let analysed = AnalysedRulebook(program, nodeBudget: nodeBudget)
    let found = ruleFindings(analysed, besides: known) + chainFindings(analysed)
    let shown = found.indices.filter { found[$0].example != nil }
    guard let writer, !shown.isEmpty, rules.rules.count <= Self.mostRulesForTests else {
      return found.map(\.diagnostic)
    }
    var diagnostics = found.map(\.diagnostic)
    let tests = writer(shown.prefix(Self.mostTests).compactMap { found[$0].example }, rules, program)
    for (place, test) in zip(shown, tests) {
      if let test { diagnostics[place] = diagnostics[place].adding(note: "as a test:\n" + test) }
    }
    return diagnostics
  }

  /// Tests are run before they are shown, with all rules: in a large rulebook that would take as long as the check.
  private static let mostRulesForTests = 500
  private static let mostTests = 20

  private typealias Found = (diagnostic: Diagnostic, example: FindingExample?)

  private func ruleFindings(_ analysed: AnalysedRulebook, besides known: [Diagnostic]) -> [Found] {
    let findings = Findings(analysed)
    var found: [Found] = []
    // A rulebook is not made for nothing.
    var words: CaseInWords?
    for finding in findings.all {
      let rule = rules.rules[checked[finding.rule]]
      let codes = finding.kind.olderCodes
      if known.contains(where: { codes.contains($0.code) && $0.range.overlaps(rule.range) }) { continue }
      if case .caseUncovered = finding.kind, words == nil { words = CaseInWords(program) }
      if let diagnostic = diagnostic(finding, rule, words) { found.append((diagnostic, example(of: finding))) }
    }
    return found + findings.undecided.compactMap { scope in undecided(scope).map { ($0, nil) } }
  }

  private func undecided(_ scope: Situations.Scope) -> Diagnostic? {
    switch scope {
    case .pipeline(let index):
      let pipeline = rules.schema.pipelines[index]
      return .undecided("the rules of pipeline `\(pipeline.name)`", at: pipeline.range)
    case .conversations:
      let first = program.rules.firstIndex { Situations.Scope(of: $0) == scope }
      return first.map { .undecided("the rules of conversations", at: rules.rules[checked[$0]].headRange) }
    }
  }

  private func example(of finding: Finding) -> FindingExample? {
    guard let example = finding.witness.flatMap({ CounterExample($0) }) else { return nil }
    let name = name(finding.rule)
    switch finding.kind {
    case .redundant(let other), .sameAs(let other):
      return self.example(example, finding.rule, "\(name) beside \(self.name(other))", firing: [finding.rule, other])
    case .caseUncovered: return self.example(example, finding.rule, "\(name): no arm is taken", firing: [])
    case .neverFires, .armNeverTaken, .decided, .overridesInVain: return nil
    }
  }

  private func example(_ example: CounterExample, _ rule: Int, _ title: String, firing: [Int]) -> FindingExample {
    FindingExample(
      example: example, title: title, pipeline: program.rules[rule].pipeline, rule: checked[rule],
      firing: firing.map { checked[$0] })
  }

  /// A rule in the name of a test.
  private func name(_ rule: Int) -> String {
    let checked = rules.rules[checked[rule]]
    let name = checked.isNamed ? checked.identity : String(checked.identity.prefix(40))
    return name.replacing("\"", with: "'").replacing("\\", with: "/")
  }

  /// What chains of rules do; nothing where there are too many situations, which `rulesc prove` says.
  private func chainFindings(_ analysed: AnalysedRulebook) -> [Found] {
    guard let findings = try? ChainFindings(analysed) else { return [] }
    return findings.all.map { finding in
      let rule = rules.rules[checked[finding.rule]]
      let line = "as an event: `\(finding.example?.lines.last ?? "")`"
      let name = name(finding.rule)
      let diagnostic: Diagnostic
      let title: String
      var firing = [finding.rule]
      switch finding.kind {
      case .reactsToItself(let through):
        title = "\(name) leads to itself"
        diagnostic = .reactsToItself(rule, through: through.map { rules.rules[checked[$0]] }, example: line)
      case .undoes(let other, let slot):
        title = "\(name) undoes \(self.name(other))"
        firing.append(other)
        diagnostic = .undoes(rule, rules.rules[checked[other]], field: program.name(of: slot), example: line)
      case .neverEnds:
        title = name
        diagnostic = .neverEnds(rule)
      case .goesRound(let steps):
        title = "\(name) goes round"
        firing = steps.map(\.rule)
        diagnostic = .goesRound(
          rule, steps: steps.map { (rules.rules[checked[$0.rule]], program.stages[$0.stage].name) }, example: line)
      }
      return (diagnostic, finding.example.map { example($0, finding.rule, title, firing: firing) })
    }
  }

  private func diagnostic(_ finding: Finding, _ rule: CheckedRule, _ words: CaseInWords?) -> Diagnostic? {
    let example = finding.witness.map { "for example: `\($0.line)`" }
    switch finding.kind {
    case .neverFires(let branches):
      let parts = branches.compactMap { part($0, of: rule) }
      return .neverFires(at: rule.headRange, parts: parts.count == branches.count ? parts : [])
    case .armNeverTaken(let arm, let reason):
      let range = rule.arms[arm].range
      switch reason {
      case .part(let branch): return .armNeverTaken(at: range, part: part(branch, of: rule), earlier: nil)
      case .condition: return .armNeverTaken(at: range, part: nil, earlier: nil)
      case .arm(let earlier): return .armNeverTaken(at: range, part: nil, earlier: [rule.arms[earlier].range])
      case .arms: return .armNeverTaken(at: range, part: nil, earlier: [])
      }
    case .decided(let branch, let holds):
      guard let part = part(branch, of: rule) else { return nil }
      return .decided(part, holds: holds != places[branch].isNegated, rule: rule.headRange)
    case .redundant(let other):
      let other = rules.rules[checked[other]]
      return .redundant(
        at: rule.headRange, other: other.identity, isNamed: other.isNamed, place: other.headRange, example: example)
    case .sameAs(let other):
      let other = rules.rules[checked[other]]
      return .sameBehaviour(
        at: rule.headRange, other: other.identity, isNamed: other.isNamed, place: other.headRange, example: example)
    case .overridesInVain(let other):
      let other = rules.rules[checked[other]]
      return .overridesInVain(at: rule.headRange, title: other.identity, place: other.headRange)
    case .caseUncovered(let facts):
      guard let witness = finding.witness, let words else { return nil }
      return .caseUncovered(
        at: rule.headRange, when: words.text(of: facts, in: witness.event), example: example)
    }
  }

  /// Where a test is written, if that is in the rule itself: a definition is read by others, too.
  private func part(_ branch: Int, of rule: CheckedRule) -> SourceRange? {
    places[branch].range.flatMap { $0.overlaps(rule.range) ? $0 : nil }
  }
}

extension Finding.Kind {
  /// Codes that say the same, or a part of it, and were found without a proof.
  fileprivate var olderCodes: Set<String> {
    switch self {
    case .neverFires, .armNeverTaken, .decided: ["W0404", "W0405", "W0407", "W0409", "W0504", "W0505"]
    case .redundant, .sameAs: ["W0502", "W0503"]
    case .overridesInVain: ["W0408", "W0402"]
    case .caseUncovered: ["H0503"]
    }
  }
}

extension SourceRange {
  fileprivate func overlaps(_ other: SourceRange) -> Bool {
    fileIndex == other.fileIndex && start < other.end && other.start < end
  }
}
