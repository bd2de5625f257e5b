internal import Glibc
internal import RuleEngine
internal import RuleSource
internal import RuleTesting

extension Command {
  /// `rulesc coverage`
  static let coverage = Command(
    name: "coverage", summary: "see what of the rules their tests go through",
    help: """
      rulesc coverage: run the tests of rule files and see what of the rules they go through

      usage: rulesc coverage [options] [paths]

      Paths are files or folders (all `*.rules` in and below them); without paths the present folder. Counted are

        rules      that fired
        arms       that were taken, `otherwise` and rows of tables too
        outcomes   each part of each condition, true and false
        mcdc       each part of a condition that was seen deciding it, both ways (masking MC/DC)
        stages     in which a ticket stood

      and all of them together as `total`. What no ticket can reach does not count. Rules that are off do not count.

      With --events the tests are weighed by what happened: `log` is the share of a log's events for which the tests know
      every rule that fired and every way that conditions went.

      options:
        --filter TEXT     only rules whose name contains the text, and no stages
        --events FILE     a log of events (grammar/events.md); `-` is standard input
        --until T         after the last line deliver the timers due up to T, such as 2026-01-31T00:00:00Z
        --min PERCENT     the least total; or of each by its name: --min rules=100,outcomes=90,log=95
        --format FORMAT   text, annotated (the sources with marks), html, json, lcov or cobertura
        -o FILE           write the report to the file, not to standard output
        -q, --quiet       no list of what is missing

      exit status: 0 done, 1 the rules have errors or tests fail, 2 the command could not run, 3 something is below --min

      examples: rulesc coverage samples/support-desk
                rulesc coverage --min rules=100,total=90 --format html -o coverage.html rules/
                rulesc coverage --events last-month.ndjson --min log=95 rules/

      """,
    flags: ["--quiet", "-q"],
    options: ["--filter", "--events", "--until", "--min", "--format", "--output", "-o"]
  ) { arguments throws(CommandProblem) in
    try CoverageSession(arguments).run()
  }
}

/// One call of `rulesc coverage`.
private struct CoverageSession {
  private let paths: [String]
  private let filter: String
  private let format: CoverageFormat
  private let gates: [CoverageGate]
  private let events: String?
  private let end: Instant?
  private let output: String?
  private let isQuiet: Bool

  init(_ arguments: Arguments) throws(CommandProblem) {
    paths = arguments.paths.isEmpty ? ["."] : arguments.paths
    filter = arguments.value("--filter") ?? ""
    isQuiet = arguments.isQuiet
    output = arguments.value("--output")
    events = arguments.value("--events")
    end = try arguments.instant("--until")
    format = try arguments.format()
    gates = try CoverageGate.gates(in: arguments.value("--min"))
    guard events != nil || !gates.contains(where: { $0.name == "log" }) else {
      throw CommandProblem("`--min log=…` needs a log", help: "name it with `--events FILE`")
    }
    guard events != nil || end == nil else {
      throw CommandProblem("`--until` alone does nothing", help: "name a log with `--events FILE`")
    }
    guard events != "-" || !paths.contains("-") else {
      throw CommandProblem("only one of the inputs can be standard input", help: "name the events with `--events FILE`")
    }
  }

  func run() throws(CommandProblem) -> ExitStatus {
    let files = try RuleFiles.load(paths)
    guard let suite = RuleFiles.suite(of: files) else { return .errors }
    let run = CoverageRun(of: suite)
    let log = try events.map { (path) throws(CommandProblem) in try play(path, against: run) }
    let report = CoverageReport(run.coverage(filter: filter), of: run, log: log)
    let usesColor = output == nil && Console.outputUsesColor
    let text = report.text(in: format, usesColor: usesColor, isQuiet: isQuiet)
    if let output {
      try FileWriter.write(Array(text.utf8), to: output)
      if !isQuiet { Console.note("\(output): \(report.summary)") }
    } else {
      Output.standard.write(text)
    }
    let failed = run.results.filter { !$0.isPassed }
    guard failed.isEmpty else {
      let names = failed.prefix(3).map { "`\($0.name)`" }.joined(separator: ", ")
      Console.fail(
        "\(count(failed.count, "test")) \(failed.count == 1 ? "fails" : "fail"): \(names)", help: "see `rulesc test`")
      return .errors
    }
    return gates.count { !$0.isMet(by: report) } == 0 ? .clean : .belowMinimum
  }

  private func play(_ path: String, against run: CoverageRun) throws(CommandProblem) -> LogCoverage.Outcome {
    var coverage = LogCoverage(against: run)
    var lines = EventLines(try LineReader(path: path) {})
    var refusals = RefusedLines(source: path == "-" ? "standard input" : path)
    while let line = lines.next() {
      switch line.content {
      case .unreadable(let reason): refusals.note(line.number, reason)
      case .text(let bytes):
        do {
          try coverage.play(bytes, number: line.number)
        } catch {
          refusals.note(line.number, "\(error)")
        }
      }
    }
    refusals.finish()
    if let failure = lines.failure { throw CommandProblem("\(refusals.source) cannot be read any further: \(failure)") }
    return coverage.finish(until: end)
  }
}

/// The least that is asked for of one thing.
private struct CoverageGate {
  let name: String
  let least: Double

  /// `90`, or `rules=100,outcomes=90`.
  static func gates(in text: String?) throws(CommandProblem) -> [CoverageGate] {
    guard let text else { return [] }
    var gates: [CoverageGate] = []
    for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let name = parts.count == 2 ? parts[0] : "total"
      guard CoverageReport.gateNames.contains(name) else {
        throw CommandProblem(
          "`\(name)` is nothing that coverage counts",
          help: spellingSuggestion(for: name, among: CoverageReport.gateNames).map { "did you mean `\($0)`?" }
            ?? "it counts \(CoverageReport.gateNames.map { "`\($0)`" }.joined(separator: ", "))")
      }
      guard !gates.contains(where: { $0.name == name }) else { throw CommandProblem("`--min` names `\(name)` twice") }
      guard let number = parts.last.flatMap(Double.init), (0...100).contains(number) else {
        throw CommandProblem(
          "`\(parts.last ?? "")` is no percentage", help: "write a number from 0 to 100, or `rules=100,outcomes=90`")
      }
      gates.append(CoverageGate(name: name, least: number))
    }
    return gates
  }

  /// Whether the report has so much; says so if not.
  func isMet(by report: CoverageReport) -> Bool {
    guard let percent = report.percent(of: name), percent < least else { return true }
    Console.note("\(name): \(JSON.number(percent).line) % is below \(JSON.number(least).line) %\n")
    return false
  }
}
