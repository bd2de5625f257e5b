import RuleChecker
import RuleCompiler
import RuleEngine
import RuleSchema
import RuleSource

/// What tests ask about, compiled: each condition is the condition of a rule, each text the note that a rule adds.
struct TestProbes: Sendable {
  let probe: RuleProbe
  let rulebook: Rulebook
  /// What asks: the expectation, in the pipeline of its test, since a test of several pipelines is one for each.
  private struct Asker: Hashable {
    let range: SourceRange
    let pipeline: PipelineIndex
  }

  /// Indices of probe rules.
  private let indices: [Asker: Int]

  /// `nil` where a time zone is missing.
  init?(_ rules: CheckedRules, files: [SourceFile]) {
    var probes: [Probe] = []
    var indices: [Asker: Int] = [:]
    for test in rules.tests {
      for expectation in test.steps.flatMap(\.expectations) {
        let asker = Asker(range: expectation.range, pipeline: test.pipeline)
        guard indices[asker] == nil, let probe = Self.probe(for: expectation) else { continue }
        indices[asker] = probes.count
        probes.append(probe)
      }
    }
    guard let program = Toolchain.program(probing: probes, of: rules, files: files) else { return nil }
    rulebook = Rulebook(program: program)
    probe = RuleProbe(rulebook)
    self.indices = indices
  }

  /// The index of the probe that answers for `expectation` of `test`.
  func index(of expectation: CheckedExpectation, in test: CheckedTest) -> Int? {
    indices[Asker(range: expectation.range, pipeline: test.pipeline)]
  }

  private static func probe(for expectation: CheckedExpectation) -> Probe? {
    switch expectation.kind {
    case .condition(let condition): .condition(condition, isInRow: expectation.words != nil)
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
