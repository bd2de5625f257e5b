import RuleChecker
import RuleCompiler
import RuleEngine
import RuleSchema
import RuleSource

/// The tests that are missing, as a file of the rule language.
package struct TestSuggestion {
  private let suite: TestSuite
  private let zones = ZoneReader()

  package init(for suite: TestSuite) { self.suite = suite }

  /// The file's bytes in the canonical layout; `nil` where nothing is missing. Every test in it passes.
  package func bytes(path: String = "suggested.test.rules") -> (bytes: [UInt8], count: Int)? {
    let candidates = chosen(from: all())
    var texts: [Int: [[String]]] = [:]
    let silent = candidates.map { _ in ["nothing"] }
    let outcomes = results(of: candidates, expecting: silent)
    var expectations: [[String]] = []
    for (number, candidate) in candidates.enumerated() {
      let choices = outcomes[number].map { expected(of: candidate, $0) } ?? []
      texts[number] = choices
      expectations.append(choices.first ?? ["nothing"])
    }
    var passed = results(of: candidates, expecting: expectations)
    let unsaid = candidates.indices.filter { passed[$0]?.isPassed != true }
    for (number, lines) in zip(unsaid, sayable(unsaid.map { (candidates[$0], texts[$0]?.first ?? []) })) {
      let ofRule = texts[number]?.dropFirst().first ?? []
      if !lines.isEmpty || !ofRule.isEmpty { expectations[number] = lines + ofRule }
    }
    passed = results(of: candidates, expecting: expectations)
    let kept = candidates.indices.filter { passed[$0]?.isPassed == true }
    guard !kept.isEmpty else { return nil }
    let names = names(of: kept.map { (candidates[$0], passed[$0]) })
    let tests = zip(kept, names).map { number, name in
      (candidates[number].pipeline, candidates[number].text(named: name, expecting: expectations[number]))
    }
    let file = SourceFile(path: path, bytes: Array(written(tests).utf8))
    return (Toolchain.format(file)?.bytes ?? file.bytes, kept.count)
  }

  // ---- what is missing ----

  private func all() -> [Candidate] {
    var candidates: [Candidate] = []
    for (index, rule) in suite.rules.rules.enumerated() where !rule.isOff {
      let words = CandidateWords(schema: suite.rules.schema, files: suite.files, pipeline: rule.pipeline)
      candidates += CandidateFinder.candidates(for: index, of: suite.rules, words: words)
    }
    return candidates
  }

  /// One candidate for each goal, without those whose outcome a test of the rulebook has already.
  private func chosen(from candidates: [Candidate]) -> [Candidate] {
    var covered: Set<[String]> = []
    for index in suite.rules.tests.indices {
      for step in suite.result(at: index).steps { covered.insert(signature(of: step)) }
    }
    let outcomes = results(of: candidates, expecting: candidates.map { _ in ["nothing"] })
    var choices: [[String]: Int] = [:]
    for (number, candidate) in candidates.enumerated() {
      guard let result = outcomes[number], result.steps.count == candidate.steps.count else { continue }
      let goal = ["\(candidate.rule)", candidate.goal]
      guard let present = choices[goal] else {
        choices[goal] = number
        continue
      }
      if weight(outcomes[number], candidate) > weight(outcomes[present], candidate) { choices[goal] = number }
    }
    var bodies: Set<String> = []
    return choices.values.sorted().filter { number in
      guard bodies.insert(candidates[number].body).inserted else { return false }
      guard let step = outcomes[number]?.steps.last else { return false }
      return !covered.contains(signature(of: step))
    }.map { candidates[$0] }
  }

  /// How much of the rule itself comes out of all steps.
  private func weight(_ result: TestResult?, _ candidate: Candidate) -> Int {
    let identity = suite.rules.rules[candidate.rule].identity
    return result?.steps.flatMap(\.actions).count { $0.rule == identity } ?? 0
  }

  /// What every rule did in a step, and why not.
  private func signature(of step: TestResult.Step) -> [String] {
    step.trace.map { "\($0.rule) \(TraceWords.text(of: $0.verdict))" }
  }

  // ---- what comes out ----

  func expected(of candidate: Candidate, _ result: TestResult) -> [[String]] {
    guard result.steps.count == candidate.steps.count, let last = result.steps.last else { return [] }
    let rule = suite.rules.rules[candidate.rule]
    let actions = last.actions.filter(\.isOfRules)
    let fired = last.trace.contains { $0.rule == rule.identity && $0.verdict.isFiring }
    let ofRule = "rule \(RuleText.string(rule.identity)) " + (fired ? "fired" : "did not fire")
    // What a rule writes twice comes out once: only that it is silent shows its limit.
    let limit = rule.isNamed && candidate.goal.hasSuffix(" again") ? [ofRule] : []
    guard !actions.isEmpty else { return [["nothing"] + limit] }
    var full: [String] = []
    for action in actions {
      let words = ExpectedWords.text(of: action.kind, schema: suite.rules.schema)
      if !full.contains(words) { full.append(words) }
    }
    full.append("nothing else")
    return rule.isNamed ? [full + limit, [ofRule]] : [full]
  }

  /// The expectations that hold when they are said alone: what cannot be said in full is said as far as it goes.
  private func sayable(_ tests: [(candidate: Candidate, lines: [String])]) -> [[String]] {
    let single = tests.enumerated().flatMap { place, test in
      test.lines.filter { $0 != "nothing else" && $0 != "nothing" }.map { (place, test.candidate, $0) }
    }
    let outcomes = results(of: single.map(\.1), expecting: single.map { [$0.2] })
    var lines = [[String]](repeating: [], count: tests.count)
    for (number, test) in single.enumerated() where outcomes[number]?.isPassed == true { lines[test.0].append(test.2) }
    return lines
  }

  /// How the candidates come out, those that cannot be written left out.
  func results(of candidates: [Candidate], expecting expectations: [[String]]) -> [Int: TestResult] {
    var left = Array(candidates.indices)
    // Each round leaves out what has errors; few have.
    for _ in 0..<20 where !left.isEmpty {
      let tests = left.map { number in
        (candidates[number].pipeline, candidates[number].text(named: "\(number)", expecting: expectations[number]))
      }
      let file = SourceFile(path: "suggested.test.rules", bytes: Array(written(tests).utf8))
      let files = suite.files + [file]
      let checked = Toolchain.check(files)
      guard let rules = checked.rules else {
        let wrong = checked.diagnostics.filter { $0.severity == .error }.map(\.range)
        let bad = Set(wrong.filter { Int($0.fileIndex) == files.count - 1 }.compactMap { number(at: $0, in: file) })
        guard !bad.isEmpty else { return [:] }
        left.removeAll { bad.contains($0) }
        continue
      }
      return run(rules, files)
    }
    return [:]
  }

  private func run(_ rules: CheckedRules, _ files: [SourceFile]) -> [Int: TestResult] {
    let lowered = lower(rules, files: files) { (name) throws(ZoneProblem) in try zones.zone(named: name) }
    guard let program = lowered.program, let suite = TestSuite(rules: rules, program: program, files: files)
    else { return [:] }
    var results: [Int: TestResult] = [:]
    for (index, test) in rules.tests.enumerated() where Int(test.range.fileIndex) == files.count - 1 {
      if let number = Int(test.name) { results[number] = suite.result(at: index) }
    }
    return results
  }

  /// The number of the test that has `range`: tests are named by their numbers.
  private func number(at range: SourceRange, in file: SourceFile) -> Int? {
    var line = file.lineIndex(at: range.start)
    while line >= 0 {
      let text = String(decoding: file.line(line), as: UTF8.self)
      if text.hasPrefix("test \"") { return Int(text.dropFirst(6).dropLast()) }
      line -= 1
    }
    return nil
  }

  // ---- in words ----

  private func written(_ tests: [(pipeline: Int, text: String)]) -> String {
    var text = ""
    var scope: Int?
    for test in tests {
      if test.pipeline != scope {
        text += "for pipeline \(RuleText.name(suite.rules.schema.pipelines[test.pipeline].name))\n\n"
        scope = test.pipeline
      }
      text += test.text + "\n"
    }
    return text
  }

  /// Names that no other test has.
  private func names(of candidates: [(candidate: Candidate, result: TestResult?)]) -> [String] {
    var taken = Set(suite.names)
    return candidates.map { candidate, result in
      let rule = suite.rules.rules[candidate.rule]
      let fired = result?.steps.last?.trace.contains { $0.rule == rule.identity && $0.verdict.isFiring } ?? false
      let start = rule.isNamed ? rule.identity : String(rule.identity.prefix(40))
      let plain = "\(start): \(fired ? "fires" : "does not fire") \(candidate.title)"
        .replacing("\"", with: "'").replacing("\\", with: "/")
      var name = plain
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(plain) (\(number))"
        number += 1
      }
      return name
    }
  }
}
