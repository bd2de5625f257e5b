import RuleChecker
import RuleCompiler
import RuleEngine
import RuleSource

/// What tests ask about, compiled: each condition is the condition of a rule, each text the note that a rule adds.
struct TestProbes: Sendable {
  let probe: RuleProbe
  let rulebook: Rulebook
  /// Indices of probe rules by the range of the expectation.
  private let indices: [SourceRange: Int]

  /// `nil` where a time zone is missing.
  init?(_ rules: CheckedRules, files: [SourceFile]) {
    var probes: [Probe] = []
    var indices: [SourceRange: Int] = [:]
    for expectation in rules.tests.flatMap(\.steps).flatMap(\.expectations) where indices[expectation.range] == nil {
      guard let probe = Self.probe(for: expectation) else { continue }
      indices[expectation.range] = probes.count
      probes.append(probe)
    }
    guard let program = Toolchain.program(probing: probes, of: rules, files: files) else { return nil }
    rulebook = Rulebook(program: program)
    probe = RuleProbe(rulebook)
    self.indices = indices
  }

  /// The index of the probe that answers for `expectation`.
  func index(of expectation: CheckedExpectation) -> Int? { indices[expectation.range] }

  private static func probe(for expectation: CheckedExpectation) -> Probe? {
    switch expectation.kind {
    case .condition(let condition): .condition(condition)
    case .action(let action), .notAction(let action): action.text.map { .text($0) }
    case .nothing, .nothingElse, .rule: nil
    }
  }
}

extension ExpectedAction {
  /// The text it says, if it says one.
  var text: TextTemplate? {
    switch self {
    case .sendMessage(.exactly(let text), _), .notify(_, .exactly(let text)), .createTask(.exactly(let text), _, _),
      .addNote(.exactly(let text)):
      text
    default: nil
    }
  }
}
