internal import RuleCompiler
internal import RuleReports
internal import RuleSource
internal import RuleTesting

extension Command {
  /// `rulesc check`
  static let check = Command(
    name: "check", summary: "check rule files: names, types, conflicts",
    help: """
      rulesc check: parse and check rule files, and say everything that is wrong with them

      usage: rulesc check [options] [paths]

      Paths are files or folders (all `*.rules` in and below them); `-` is standard input; without paths the present
      folder. All files together are one rulebook. The formats `text` and `plain` go to standard error, all others to
      standard output; grammar/reports.md describes them.

      options:
        --format FORMAT   text, plain (sentences, for screen readers and logs), json, jsonl, sarif, github, junit or
                          gitlab
        --deny WHAT       take a warning for an error: a code, a name, a list with commas, `warnings` or `hints`
        --allow WHAT      do not say it; `--warn WHAT` undoes both
        --fix             make the fixes that are certain, then check again; `-` writes the result to standard output
        --unsafe-fixes    with --fix or --diff: make the fixes that are guesses, too
        --diff            write nothing; show what --fix would change as a unified diff
        --quick           leave out what takes a proof over all tickets (W07xx, promises): for editors and huge rulebooks;
                          conflicts are decided all the same
        --watch           check again whenever a file is saved, as --quick does; after an edit of rules only what it can
                          have changed is checked
        --watch-runs N    with --watch: stop after N checks
        -q, --quiet       say nothing when all is well, and no warnings

      exit status: 0 no errors, 1 errors remain or --diff shows changes, 2 files could not be read or written

      examples: rulesc check samples/support-desk
                rulesc check --fix rules/
                rulesc check --deny warnings --format sarif rules/ > rules.sarif

      """,
    flags: ["--quiet", "-q", "--fix", "--unsafe-fixes", "--diff", "--quick", "--watch"],
    options: ["--format", "--watch-runs"],
    repeatable: ["--deny", "--allow", "--warn"]
  ) { arguments throws(CommandProblem) in
    let run = try CheckRun(arguments)
    guard let watch = try Watch(arguments, paths: run.paths) else { return try run.run() }
    var workspace: Workspace?
    return watch.run { () throws(CommandProblem) in try run.check(&workspace) }
  }
}

/// One run of `rulesc check`.
private struct CheckRun {
  let paths: [String]
  private let format: ReportFormat
  private let levels: WarningLevels
  private let fixes: Fixes?
  private let isQuiet: Bool
  /// Without what takes a proof.
  private let isQuick: Bool

  private struct Fixes {
    let isUnsafe: Bool
    /// Shown, not written.
    let isDiff: Bool
  }

  init(_ arguments: Arguments) throws(CommandProblem) {
    paths = arguments.paths.isEmpty ? ["."] : arguments.paths
    format = try arguments.format()
    levels = try Self.levels(arguments.values(of: ["--deny", "--allow", "--warn"]))
    isQuiet = arguments.isQuiet
    isQuick = arguments.has("--quick")
    let isDiff = arguments.has("--diff")
    if arguments.has(Watch.flag) {
      guard format == .text || format == .plain else {
        throw CommandProblem("`--watch` reports to people, again and again", help: "leave out `--format`")
      }
      guard !arguments.has("--fix"), !isDiff else {
        throw CommandProblem("what is watched is not fixed", help: "leave out `--watch`, or `--fix` and `--diff`")
      }
    }
    guard arguments.has("--fix") || isDiff else {
      guard !arguments.has("--unsafe-fixes") else {
        throw CommandProblem("`--unsafe-fixes` alone does nothing", help: "add `--fix`, or `--diff` to see the changes")
      }
      fixes = nil
      return
    }
    guard format == .text || format == .plain || !isDiff && !paths.contains("-") else {
      throw CommandProblem(
        "the report and the fixed text cannot both go to standard output", help: "leave out `--format`")
    }
    fixes = Fixes(isUnsafe: arguments.has("--unsafe-fixes"), isDiff: isDiff)
  }

  func run() throws(CommandProblem) -> ExitStatus {
    var files = try RuleFiles.load(paths, heapShare: 24)
    guard let fixes else { return report(on: files) }
    let outcome = Fixer(isUnsafe: fixes.isUnsafe) { levels.applied(to: Toolchain.check($0).diagnostics) }.fix(files)
    let changed = zip(files, outcome.files).filter { $0.bytes != $1.bytes }
    if fixes.isDiff {
      for (old, new) in changed {
        Output.standard.append { $0 += UnifiedDiff.bytes(old: old.bytes, new: new.bytes, path: old.path) }
      }
    } else {
      for (old, new) in changed where old.path != "-" { try write(new, over: old) }
      if let text = outcome.files.first(where: { $0.path == "-" }) { Output.standard.append { $0 += text.bytes } }
    }
    files = outcome.files
    let status = report(on: files)
    if !isQuiet {
      Console.note(Self.summary(outcome, changed: changed.count, isDiff: fixes.isDiff))
    }
    return fixes.isDiff && !changed.isEmpty ? .errors : status
  }

  /// `2 fixes made in 1 file`
  private static func summary(_ outcome: Fixer.Outcome, changed: Int, isDiff: Bool) -> String {
    let made = "\(count(outcome.made, "fix", "fixes")) \(isDiff ? "to make" : "made") in \(count(changed, "file"))"
    let left = outcome.left > 0 ? ", \(outcome.left) left out: a comment or another fix is in the way" : ""
    return "\(made)\(left)\n" + (isDiff ? "nothing is written: the report is about the files as they would be\n" : "")
  }

  private var isForPeople: Bool { format == .text || format == .plain }

  /// Says what is wrong with the files as they are saved now, of which `workspace` knows how they were.
  func check(_ workspace: inout Workspace?) throws(CommandProblem) -> ExitStatus {
    let files = try RuleFiles.load(paths)
    if workspace == nil { workspace = Workspace(files) } else { workspace?.take(files) }
    let diagnostics = workspace?.diagnostics ?? []
    let status = report(diagnostics, ruleCount: nil, on: files)
    if diagnostics.isEmpty, !isQuiet { Console.note("no mistakes in \(count(files.count, "file"))\n") }
    return status
  }

  /// Says what is wrong with `files`.
  private func report(on files: [SourceFile]) -> ExitStatus {
    let verdict = Toolchain.verify(files, proving: !isQuick) { examples, rules, program in
      guard let suite = TestSuite(rules: rules, program: program, files: files) else { return [] }
      return ExampleTest.texts(of: examples, in: suite)
    }
    return report(verdict.diagnostics, ruleCount: verdict.ruleCount, on: files)
  }

  private func report(_ diagnostics: [Diagnostic], ruleCount: Int?, on files: [SourceFile]) -> ExitStatus {
    let found = levels.applied(to: diagnostics)
    let shown = found.filter { !isQuiet || $0.severity == .error }
    let hasErrors = shown.contains { $0.severity == .error }
    let report = Report(
      files: files, diagnostics: shown, ruleCount: isQuiet && isForPeople ? nil : ruleCount,
      version: Toolchain.version)
    let text = report.text(in: format, usesColor: Console.usesColor)
    if isForPeople { Console.note(text) } else { Output.standard.write(text) }
    return hasErrors ? .errors : .clean
  }

  /// Nobody's edits are lost: a file that changed since it was read is left alone.
  private func write(_ new: SourceFile, over old: SourceFile) throws(CommandProblem) {
    let present = try RuleFiles.load([old.path])
    guard present.first?.bytes == old.bytes else {
      throw CommandProblem(
        "`\(old.path)` was changed by somebody else while it was being fixed", help: "run the command again")
    }
    try FileWriter.write(new.bytes, to: old.path)
  }

  private static func levels(_ options: [(option: String, value: String)]) throws(CommandProblem) -> WarningLevels {
    var levels = WarningLevels()
    for (option, value) in options {
      let level: WarningLevels.Level =
        switch option {
        case "--deny": .deny
        case "--allow": .allow
        default: .warn
        }
      for what in value.split(separator: ",", omittingEmptySubsequences: false) {
        do {
          try levels.set(level, String(what))
        } catch {
          throw CommandProblem(error.message, help: error.help)
        }
      }
    }
    return levels
  }
}
