internal import RuleCompiler
internal import RuleEngine
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
      are one rulebook. Time passes only where a test says so.

      options:
        --filter TEXT   only tests whose name contains the text
        --suggest       run nothing; write the tests that are missing
        -o FILE         with --suggest: write to the file, not to standard output
        -q, --quiet     only what failed

      exit status: 0 all tests passed, 1 the rules have errors or tests failed, 2 the files could not be read

      example: rulesc test samples/support-desk

      """,
    flags: ["--quiet", "-q", "--suggest"], options: ["--filter", "--output", "-o"]
  ) { arguments throws(CommandProblem) in
    if arguments.has("--suggest") { return try SuggestCommand.run(arguments) }
    let files = try RuleFiles.load(arguments.paths.isEmpty ? ["."] : arguments.paths)
    let compiled = Toolchain.compile(files)
    guard let output = compiled.output, let rules = Toolchain.check(files).rules,
      let suite = TestSuite(rules: rules, program: output.program, files: files)
    else {
      DiagnosticReport(compiled.diagnostics, files: files).show()
      return .errors
    }
    var failed = 0
    var run = 0
    var renderer = DiagnosticRenderer(files: files, usesColor: Console.usesColor)
    for (index, name) in suite.names.enumerated() {
      if let filter = arguments.value("--filter"), !name.contains(filter) { continue }
      run += 1
      let result = suite.result(at: index)
      guard !result.isPassed else { continue }
      failed += 1
      for failure in result.failures {
        let diagnostic = Diagnostic(
          .error, "T0001", "test `\(name)`: \(failure.message)", at: failure.range, notes: failure.notes)
        Console.note(renderer.text(diagnostic) + "\n")
      }
    }
    Output.standard.write("\(count(run, "test")): \(run - failed) passed, \(failed) failed\n")
    return failed == 0 ? .clean : .errors
  }
}
