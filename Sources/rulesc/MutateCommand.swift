internal import RuleCompiler
internal import RuleReports
internal import RuleSource
internal import RuleTesting

extension Command {
  /// `rulesc mutate`
  static let mutate = Command(
    name: "mutate", summary: "see whether the tests notice mistakes in the rules",
    help: """
      rulesc mutate: make small mistakes in the rules, one at a time, and see whether a test fails

      usage: rulesc mutate [options] [paths]

      Paths are files or folders (all `*.rules` in and below them); without paths the present folder. Conditions are
      negated and lose their parts, limits and delays are one more or one less, stages, options and targets are others,
      actions, events and overrides are dropped. A mistake that no test notices is shown as a diff. One that no ticket
      can tell from the original does not count.

      options:
        --filter TEXT         only rules whose name contains the text
        --min PERCENT         the least score; exit status 3 below it
        --format text|json    how the outcome is said
        -q, --quiet           no diffs

      exit status: 0 done, 1 the rules have errors or tests fail, 2 the command could not run, 3 the score is below --min

      example: rulesc mutate --min 100 samples/support-desk

      """,
    flags: ["--quiet", "-q"], options: ["--filter", "--min", "--format"]
  ) { arguments throws(CommandProblem) in
    let isJSON = try arguments.isJSON()
    let least = try arguments.value("--min").map { (text) throws(CommandProblem) in try MutationReport.percent(text) }
    let files = try RuleFiles.load(arguments.paths.isEmpty ? ["."] : arguments.paths)
    guard let suite = MutationReport.suite(of: files) else { return .errors }
    let failing = suite.names.indices.map { suite.result(at: $0) }.filter { !$0.isPassed }
    guard failing.isEmpty else {
      let names = failing.prefix(3).map { "`\($0.name)`" }.joined(separator: ", ")
      Console.fail(
        "\(count(failing.count, "test")) of the unchanged rules \(failing.count == 1 ? "fails" : "fail"): \(names)",
        help: "see `rulesc test`; only tests that pass can notice a mistake")
      return .errors
    }
    let run = MutationRun(of: suite)
    var report = MutationReport(files: files)
    for index in run.mutants.indices {
      let mutant = run.mutants[index]
      if let filter = arguments.value("--filter"), !mutant.owner.contains(filter) { continue }
      if let fate = run.fate(at: index) { report.add(mutant, fate) }
    }
    if isJSON { report.writeJSON() } else { report.writeText(withDiffs: !arguments.isQuiet) }
    guard let least, report.score < least else { return .clean }
    Console.note("the score is below \(MutationReport.text(least)) %\n")
    return .belowMinimum
  }
}

/// What came of the mutants.
private struct MutationReport {
  let files: [SourceFile]
  private var outcomes: [MutationRun.Outcome] = []

  init(files: [SourceFile]) { self.files = files }

  mutating func add(_ mutant: Mutant, _ fate: MutantFate) { outcomes.append((mutant, fate)) }

  private var survivors: [Mutant] { outcomes.filter { $0.fate == .survived }.map(\.mutant) }
  private var equivalent: Int { outcomes.count { $0.fate == .equivalent } }
  private var counted: Int { outcomes.count - equivalent }

  /// Killed of a hundred that count; a hundred where there is nothing to kill.
  var score: Double {
    counted == 0 ? 100 : Double((counted - survivors.count) * 1000 / counted) / 10
  }

  func writeText(withDiffs: Bool) {
    for mutant in withDiffs ? survivors : [] {
      Output.standard.write(
        "\(place(of: mutant)): no test notices in `\(VisibleText.of(mutant.owner))`: \(mutant.summary)\n")
      Output.standard.append { $0 += diff(of: mutant) }
      Output.standard.write("\n")
    }
    var parts = ["\(counted - survivors.count) noticed", "\(survivors.count) not noticed"]
    if equivalent > 0 { parts.append("\(equivalent) that change nothing set apart") }
    Output.standard.write(
      "\(count(outcomes.count, "mistake")): \(parts.joined(separator: ", ")); score \(Self.text(score)) %\n")
  }

  func writeJSON() {
    var lines: [String] = []
    for (mutant, fate) in outcomes {
      let (word, killer): (String, String?) =
        switch fate {
        case .killed(let test): ("killed", test)
        case .survived: ("survived", nil)
        case .equivalent: ("equivalent", nil)
        }
      let file = files[Int(mutant.range.fileIndex)]
      var members = [
        JSON.Member("fate", .text(word)), JSON.Member("kind", .text(mutant.kind.rawValue)),
        JSON.Member("rule", .text(mutant.owner)), JSON.Member("summary", .text(mutant.summary)),
        JSON.Member("path", .text(file.path)),
        JSON.Member("line", .number(Double(file.lineIndex(at: mutant.range.start) + 1))),
        JSON.Member("start", .number(Double(mutant.range.start))),
        JSON.Member("end", .number(Double(mutant.range.end))),
        JSON.Member("replacement", .text(mutant.replacement)),
      ]
      if let killer { members.append(JSON.Member("killedBy", .text(killer))) }
      if fate == .survived {
        members.append(JSON.Member("diff", .text(String(decoding: diff(of: mutant), as: UTF8.self))))
      }
      lines.append("    " + JSON.object(members).line)
    }
    Output.standard.write(
      """
      {
        "score": \(Self.text(score)),
        "killed": \(counted - survivors.count),
        "survived": \(survivors.count),
        "equivalent": \(equivalent),
        "mutants": [\(lines.isEmpty ? "" : "\n" + lines.joined(separator: ",\n") + "\n  ")]
      }

      """)
  }

  private func place(of mutant: Mutant) -> String {
    let file = files[Int(mutant.range.fileIndex)]
    // A dropped word takes the line's blanks before it along: the place is where words begin.
    var start = mutant.range.start
    while start < mutant.range.end, file.bytes[start] == 0x20 || file.bytes[start] == 0x0A { start += 1 }
    return "\(file.path):\(file.lineIndex(at: start) + 1)"
  }

  private func diff(of mutant: Mutant) -> [UInt8] {
    let file = files[Int(mutant.range.fileIndex)]
    return UnifiedDiff.bytes(old: file.bytes, new: mutant.bytes(of: file), path: file.path)
  }

  // ---- what is asked for ----

  /// The rulebook's tests; its errors are shown where there are none.
  static func suite(of files: [SourceFile]) -> TestSuite? {
    let compiled = Toolchain.compile(files)
    guard let output = compiled.output, let rules = Toolchain.check(files).rules,
      let suite = TestSuite(rules: rules, program: output.program, files: files)
    else {
      DiagnosticReport(compiled.diagnostics, files: files).show()
      return nil
    }
    return suite
  }

  static func percent(_ text: String) throws(CommandProblem) -> Double {
    guard let number = Double(text), (0...100).contains(number) else {
      throw CommandProblem("`\(text)` is no percentage", help: "write a number from 0 to 100")
    }
    return number
  }

  static func text(_ number: Double) -> String { JSON.number(number).line }
}
