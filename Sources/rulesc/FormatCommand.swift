internal import RuleCompiler
internal import RuleReports
internal import RuleSource

extension Command {
  /// `rulesc fmt`
  static let format = Command(
    name: "fmt", summary: "write rule files in the canonical layout",
    help: """
      rulesc fmt: write rule files in the canonical layout

      usage: rulesc fmt [--check] [--stdin] [paths]

      Paths are files or folders; `-` reads standard input and writes standard output; without paths the present folder.
      Words, names and comments stay as they are: only blanks and line ends change. What has a mistake stays as it is
      written, to the byte, and the rest of its file is formatted. grammar/formatting.md describes the layout.

      options:
        --check       write nothing; show what would change as a unified diff
        --stdin       the same as the path `-`

      exit status: 0 all is formatted, 1 --check found files that are not, 2 files could not be read or written

      example: rulesc fmt --check rules/

      """,
    flags: ["--check", "--stdin"], options: []
  ) { arguments throws(CommandProblem) in
    var paths = arguments.paths
    if arguments.has("--stdin"), !paths.contains("-") { paths.append("-") }
    var run = FormatRun(isCheck: arguments.has("--check"))
    for file in try RuleFiles.load(paths.isEmpty ? ["."] : paths) { try run.format(file) }
    return run.status
  }
}

/// One run of `rulesc fmt`.
private struct FormatRun {
  let isCheck: Bool
  private(set) var status = ExitStatus.clean

  init(isCheck: Bool) {
    self.isCheck = isCheck
  }

  /// Writes the file as it should be, or shows what would change.
  mutating func format(_ file: SourceFile) throws(CommandProblem) {
    guard let formatted = Toolchain.format(file) else {
      Console.fail(
        "`\(file.path)` is not formatted, since the result would not say the same",
        help: "this is a mistake of rulesc: please report it with the file")
      status = .cannotRun
      return
    }
    let isStandardInput = file.path == "-"
    if isStandardInput, !isCheck { Output.standard.append { $0 += formatted.bytes } }
    if formatted.kept > 0 {
      let places = count(formatted.kept, "place")
      Console.note("\(file.path): \(places) with a mistake left as written, see `rulesc check`\n")
    }
    guard formatted.bytes != file.bytes else { return }
    if isCheck {
      Output.standard.append { $0 += UnifiedDiff.bytes(old: file.bytes, new: formatted.bytes, path: file.path) }
      Console.note("\(file.path): not formatted\n")
      if status == .clean { status = .errors }
    } else if !isStandardInput {
      try FileWriter.write(formatted.bytes, to: file.path)
      Console.note("\(file.path): formatted\n")
    }
  }
}
