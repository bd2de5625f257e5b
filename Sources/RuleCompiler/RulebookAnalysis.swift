internal import RuleAnalysis
internal import RuleChecker
internal import RuleEngine
internal import RuleSource

/// What can be said of checked rules by looking at all tickets and events.
struct RulebookAnalysis {
  private let rules: CheckedRules
  private let program: Program
  /// Where the test of each branch of the program is written.
  private let branchRanges: [SourceRange]
  /// Of each rule of the program, which of `rules` it is; and the other way round.
  private let checked: [Int]
  private var lowered: [Int: Int] = [:]

  /// Looks at `rules`; without a time zone's table days go by UTC, which changes no answer but the example.
  init(_ rules: CheckedRules, files: [SourceFile], zones: ZoneReader) {
    var lowering = Lowering(schema: rules.schema, files: files)
    lowering.lowerVocabulary()
    _ = lowering.lowerZones { (name) throws(ZoneProblem) in (try? zones.zone(named: name)) ?? .utc }
    lowering.lowerRules(rules.rules)
    self.rules = rules
    program = lowering.program
    branchRanges = lowering.branchRanges
    checked = rules.rules.indices.filter { !rules.rules[$0].isOff }
    for (index, rule) in checked.enumerated() { lowered[rule] = index }
  }

  /// The conflicts that there are, of those that there may be.
  func conflicts() -> [Diagnostic] {
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
        found.append(conflict.diagnostic(.undecidable, of: left))
      }
    }
    return found
  }

  private func decidable(_ candidate: PossibleConflict.Candidate, _ conflict: PossibleConflict) -> ConflictCandidate {
    ConflictCandidate(
      earlier: lowered[candidate.earlier.value] ?? 0, later: lowered[conflict.later.value] ?? 0, arms: candidate.arms,
      isOfStage: candidate.isOfStage)
  }
}
