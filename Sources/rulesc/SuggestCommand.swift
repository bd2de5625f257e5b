internal import RuleCompiler
internal import RuleSource
internal import RuleTesting

/// `rulesc test --suggest`: writes the tests that are missing.
enum SuggestCommand {
  /// Writes to standard output, or to the file of `-o`.
  static func run(_ arguments: Arguments) throws(CommandProblem) -> ExitStatus {
    let files = try RuleFiles.load(arguments.paths.isEmpty ? ["."] : arguments.paths)
    let compiled = Toolchain.compile(files)
    guard let output = compiled.output, let rules = Toolchain.check(files).rules,
      let suite = TestSuite(rules: rules, program: output.program, files: files)
    else {
      DiagnosticReport(compiled.diagnostics, files: files).show()
      return .errors
    }
    guard let suggestion = TestSuggestion(for: suite).bytes() else {
      Console.note("no test is missing\n")
      return .clean
    }
    if let path = arguments.value("--output") {
      try FileWriter.write(suggestion.bytes, to: path)
      Console.note("\(path): \(count(suggestion.count, "test")) suggested\n")
    } else {
      Output.standard.append { $0 += suggestion.bytes }
    }
    return .clean
  }
}
