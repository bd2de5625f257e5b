internal import RuleCompiler
internal import RuleSource

extension Command {
  /// `rulesc check`
  static let check = Command(
    name: "check", summary: "check rule files: names, types, conflicts",
    help: """
      rulesc check: parse and check rule files, and say everything that is wrong with them

      usage: rulesc check [--quiet] [paths]

      Paths are files or folders (all `*.rules` in and below them); `-` is standard input; without paths the present
      folder. All files together are one rulebook. Messages go to standard error.

      options:
        -q, --quiet   say nothing when all is well, and no warnings

      exit status: 0 no errors, 1 errors, 2 the files could not be read

      example: rulesc check samples/support-desk

      """,
    flags: ["--quiet", "-q"], options: []
  ) { arguments throws(CommandProblem) in
    let isQuiet = arguments.has("--quiet") || arguments.has("-q")
    let files = try RuleFiles.load(arguments.paths.isEmpty ? ["."] : arguments.paths)
    let verdict = Toolchain.verify(files)
    let report = DiagnosticReport(verdict.diagnostics, files: files, hidesWarnings: isQuiet)
    report.show()
    guard let rules = verdict.ruleCount else { return .errors }
    if !isQuiet { Console.note("\(count(rules, "rule")) in \(count(files.count, "file")): \(report.summary)\n") }
    return .clean
  }
}

/// `1 rule`, `2 rules`
func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
