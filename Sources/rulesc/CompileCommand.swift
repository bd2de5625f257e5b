internal import RuleCompiler
internal import RuleEngine
internal import RuleSource

extension Command {
  /// `rulesc compile`
  static let compile = Command(
    name: "compile", summary: "compile rule files into a rulebook for an engine host",
    help: """
      rulesc compile: check rule files and write the compiled rulebook that an engine host loads

      usage: rulesc compile [--quiet] [paths] -o FILE

      The same files give the same bytes. Nothing is written if the rules have errors. The format is specified in
      grammar/compiled-format.md.

      options:
        -o, --output FILE   where to write; `-` is standard output
        -q, --quiet         no warnings and no summary

      exit status: 0 written, 1 the rules have errors, 2 files could not be read or written

      example: rulesc compile samples/support-desk -o support.rulebook

      """,
    flags: ["--quiet", "-q"], options: ["-o", "--output"]
  ) { arguments throws(CommandProblem) in
    guard let output = arguments.value("--output") else {
      throw CommandProblem("it is not said where to write the rulebook", help: "add `-o support.rulebook`")
    }
    let files = try RuleFiles.load(arguments.paths.isEmpty ? ["."] : arguments.paths, heapShare: 40)
    guard !files.contains(where: { FileWriter.isSame($0.path, output) }) else {
      throw CommandProblem(
        "`\(output)` is one of the rule files: it would be overwritten", help: "write to another file")
    }
    let compiled = Toolchain.compile(files, advising: !arguments.isQuiet, keeping: true)
    let shown = compiled.diagnostics.filter { $0.severity != .hint }
    DiagnosticReport(shown, files: files, hidesWarnings: arguments.isQuiet).show()
    guard let compiledRules = compiled.output else { return .errors }
    var size = 0
    if output == "-" {
      size = compiledRules.write { Output.standard.write($0) }
    } else {
      try FileWriter.write(to: output) { size = compiledRules.write(to: $0) }
    }
    if !arguments.isQuiet {
      Console.note("\(count(compiledRules.ruleCount, "rule")) in \(count(size, "byte")): \(output)\n")
    }
    return .clean
  }
}
