import RuleAnalysis
import RuleChecker
import RuleCompiler
import RuleEngine
import RuleSchema
import RuleSource

/// What is proved of a rulebook: `rulesc prove`.
package struct ProofReport {
  package enum Format: String, CaseIterable, Sendable { case text, json }

  /// A promise with what was found out about it.
  struct Answer {
    let promise: CheckedPromise
    let verdict: ProofVerdict
    /// The example as a test.
    let test: String?
  }

  let rules: CheckedRules
  let files: [SourceFile]
  let provable: ProvableRules
  /// `nil`: there are too many situations.
  let proof: ProgramProof?
  let conflictTests: [String?]
  let answers: [Answer]

  /// Proves what can be proved of `suite`'s rules.
  package init(of suite: TestSuite) {
    rules = suite.rules
    files = suite.files
    let provable = Toolchain.provable(rules, files: files)
    self.provable = provable
    let examples = ExampleTest(for: suite)
    func test(_ example: CounterExample, _ name: String, _ pipeline: Int) -> String? {
      examples.text(
        of: example, named: name.replacing("\"", with: "'"), pipeline: pipeline,
        firing: example.finding.rules.filter { provable.checked.indices.contains($0) }.map { provable.checked[$0] })
    }
    let prover = try? Prover(provable.program, ruleCount: provable.ruleCount)
    proof = prover.flatMap { try? $0.proof() }
    conflictTests = (proof?.conflicts ?? []).map { conflict in
      conflict.example.flatMap { test($0, "order matters", provable.program.rules[conflict.first].pipeline) }
    }
    answers = zip(rules.promises, provable.promises).map { promise, lowered in
      let verdict = prover?.verdict(of: lowered) ?? .unknown("there are too many situations to look at")
      guard case .refuted(let example) = verdict else { return Answer(promise: promise, verdict: verdict, test: nil) }
      return Answer(
        promise: promise, verdict: verdict, test: test(example, promise.text, promise.pipeline.value))
    }
  }

  /// Everything that was asked is proved.
  package var isProved: Bool {
    guard let proof, proof.conflicts.isEmpty else { return false }
    return answers.allSatisfy { if case .proved = $0.verdict { true } else { false } }
  }

  /// The whole report, with a line end; without what is proved if it is `brief`.
  package func text(in format: Format, isBrief: Bool) -> String {
    switch format {
    case .text: PlainProof(report: self, isBrief: isBrief).text
    case .json: JSONProof(report: self).text
    }
  }

  // MARK: Words

  func name(_ rule: Int) -> String {
    guard provable.checked.indices.contains(rule) else { return "a rule" }
    let checked = rules.rules[provable.checked[rule]]
    return checked.isNamed ? "rule `\(checked.identity)`" : "`\(checked.identity)`"
  }

  func identity(_ rule: Int) -> String {
    provable.checked.indices.contains(rule) ? rules.rules[provable.checked[rule]].identity : ""
  }

  /// `desk.rules:12`
  func place(_ range: SourceRange) -> String {
    guard files.indices.contains(Int(range.fileIndex)) else { return "" }
    let file = files[Int(range.fileIndex)]
    return "\(VisibleText.of(file.path)):\(file.lineIndex(at: range.start) + 1)"
  }

  func name(_ slot: FieldSlot) -> String {
    switch slot {
    case .stage: "stage"
    case .owner: "owner"
    case .team: "team"
    case .inbox: "inbox"
    case .channel: "channel"
    case .closed: "closed"
    case .created: "created"
    default: slot.propertyIndex.map { provable.program.properties[$0].name } ?? "a field"
    }
  }

  /// What a counter-example shows of a promise.
  func finding(_ answer: Answer, _ example: CounterExample) -> String {
    let who = example.finding.rules.map(name).joined(separator: ", ")
    switch answer.promise.kind {
    case .counts(_, _, _, let occasion):
      let count = example.finding.count
      let what = count == 0 ? "there is none" : count == 1 ? "there is 1" : "there are \(count)"
      let round = example.finding.round.map { " in round \($0)" } ?? ""
      let isEvent = if case .event = occasion { true } else { false }
      return what + (isEvent ? " in all that the event leads to" : round) + (who.isEmpty ? "" : ": \(who)")
    case .created:
      return "the ticket stays without it" + (who.isEmpty ? "; no rule fires" : ", though rules fire: \(who)")
    case .neverMoves: return "moved by \(who)"
    }
  }
}
