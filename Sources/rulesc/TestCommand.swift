internal import RuleSource
internal import RuleTesting

extension Command {
  /// `rulesc test`
  static let test = Command(
    name: "test", summary: "run the tests of rule files",
    help: """
      rulesc test: run the `test` blocks of rule files against the rules

      usage: rulesc test [options] [paths]

      Paths are files or folders (all `*.rules` in and below them); without paths the present folder. All files together
      are one rulebook; tests may stand beside the rules or in files of their own, such as `desk.test.rules`. Time passes
      only where a test says so. A failure shows what each part of a condition met, and of actions `-` what is missing
      and `+` what is too much. Failures go to standard error, the summary and all formats but `text` to standard output.

      options:
        --filter TEXT     only tests whose name contains the text
        --format FORMAT   text, json, junit, tap or github
        --shuffle SEED    run in another order, one for each number; the report keeps the order of the files
        --fail-on-empty   having no test to run is a failure
        --watch           run again whenever a file is saved
        --watch-runs N    with --watch: stop after N runs
        --suggest         run nothing; write the tests that are missing
        -o FILE           with --suggest: write to the file, not to standard output
        -q, --quiet       no summary

      exit status: 0 all tests passed, 1 the rules have errors or tests failed, 2 the files could not be read

      examples: rulesc test samples/support-desk
                rulesc test --watch --filter escalat rules/
                rulesc test --format junit rules/ > tests.xml

      """,
    flags: ["--quiet", "-q", "--fail-on-empty", "--watch", "--suggest"],
    options: ["--filter", "--format", "--shuffle", "--watch-runs", "--output", "-o"]
  ) { arguments throws(CommandProblem) in
    if arguments.has("--suggest") { return try SuggestCommand.run(arguments) }
    let session = try TestSession(arguments)
    guard let watch = try Watch(arguments, paths: session.paths) else { return try session.run() }
    return watch.run(session.run)
  }
}

/// One call of `rulesc test`.
private struct TestSession {
  let paths: [String]
  private let filter: String
  private let format: TestReportFormat
  private let seed: UInt64?
  private let failsOnEmpty: Bool
  private let isQuiet: Bool

  init(_ arguments: Arguments) throws(CommandProblem) {
    paths = arguments.paths.isEmpty ? ["."] : arguments.paths
    filter = arguments.value("--filter") ?? ""
    failsOnEmpty = arguments.has("--fail-on-empty")
    isQuiet = arguments.isQuiet
    format = try arguments.format()
    seed = try arguments.number("--shuffle", UInt64.init)
  }

  /// Loads, runs, reports.
  func run() throws(CommandProblem) -> ExitStatus {
    let files = try RuleFiles.load(paths)
    guard let suite = RuleFiles.suite(of: files) else { return .errors }
    let chosen = suite.names.indices.filter { filter.isEmpty || suite.names[$0].contains(filter) }
    var report = TestReport(suite.results(at: Array(chosen), shuffledBy: seed), files: files)
    if format == .text {
      Console.note(report.failures(usesColor: Console.usesColor))
      if !isQuiet { Output.standard.write(report.summary) }
    } else {
      Output.standard.write(report.text(in: format, usesColor: false))
    }
    if chosen.isEmpty, failsOnEmpty {
      Console.fail("there is no test to run", help: filter.isEmpty ? nil : "no name contains `\(filter)`")
      return .errors
    }
    return report.failed == 0 ? .clean : .errors
  }
}
