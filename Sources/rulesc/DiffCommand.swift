internal import RuleAnalysis
internal import RuleCompiler
internal import RuleEngine
internal import RuleSource

extension Command {
  /// `rulesc diff`
  static let diff = Command(
    name: "diff", summary: "say which behaviour changed between two versions",
    help: """
      rulesc diff: which behaviour of the rules changed, not which text

      usage: rulesc diff [options] OLD NEW
             rulesc diff [options] --git REV [paths]

      OLD and NEW are each a rule file, a folder of rule files or a compiled rulebook. With `--git` the rules of a git
      revision are compared with the files as they are now; without paths those of the present folder.

      Every situation that the rules can tell apart is decided, not only those that a log has: effects that are lost or
      gained, in how many kinds of event, which ones, and an event that went through both engines. That nothing changed
      (rules renamed, reordered, split, reformatted, conditions written differently) is proved. What cannot be decided
      is said to be undecided. grammar/diff.md has the whole story.

      options:
        --git REV       the old version: a commit, a branch or a tag
        --format F      text, json or markdown
        --fail-on WHAT  exit status 3 on `lost-notification` (somebody who was told something is told nothing) or `any`
                        change; what is undecided counts
        -q, --quiet     no warnings

      exit status: 0 compared, 1 the rules have errors, 2 the command could not run, 3 what `--fail-on` names was found

      example: rulesc diff --git main samples/support-desk

      """,
    flags: ["--quiet", "-q"], options: ["--git", "--format", "--fail-on"]
  ) { arguments throws(CommandProblem) in
    let format: DifferenceReport.Format = try arguments.format()
    let demand = try arguments.value("--fail-on").map { name throws(CommandProblem) in
      guard let demand = DifferenceDemand(rawValue: name) else {
        throw CommandProblem("`--fail-on` knows no `\(name)`", help: "it knows `lost-notification` and `any`")
      }
      return demand
    }
    guard let (old, new) = try versions(arguments) else { return .errors }
    let report = DifferenceReport(old: old, new: new)
    Output.standard.write(report.text(in: format))
    return demand?.isMet(by: report) ?? true ? .clean : .demandNotMet
  }

  private typealias Version = (name: String, rulebook: Rulebook)

  /// Both versions; `nil` if one has errors, which are shown.
  private static func versions(_ arguments: Arguments) throws(CommandProblem) -> (old: Version, new: Version)? {
    guard let revision = arguments.value("--git") else {
      guard arguments.paths.count == 2 else {
        throw CommandProblem(
          "two versions of the rules are compared", help: "name the old one and the new one, or `--git main`")
      }
      let (old, new) = (arguments.paths[0], arguments.paths[1])
      guard let before = try RulebookFile.load([old], hidesWarnings: true),
        let after = try RulebookFile.load([new], hidesWarnings: arguments.isQuiet)
      else { return nil }
      return ((old, before), (new, after))
    }
    let paths = arguments.paths.isEmpty ? ["."] : arguments.paths
    let history = try GitHistory(of: paths)
    let files = try history.files(of: history.revision(revision))
    guard !files.isEmpty else {
      throw CommandProblem(
        "`\(revision)` has none of these rules", help: "name the rule files or folders as git knows them")
    }
    let compiled = Toolchain.compile(files)
    let problems = compiled.diagnostics.filter { $0.severity == .error }
    DiagnosticReport(problems, files: files, hidesWarnings: true).show()
    guard let output = compiled.output,
      let after = try RulebookFile.load(paths, hidesWarnings: arguments.isQuiet)
    else { return nil }
    return ((revision, Rulebook(program: output.program)), (paths.joined(separator: " "), after))
  }
}

/// What `--fail-on` names.
enum DifferenceDemand: String {
  case lostNotification = "lost-notification"
  case any

  /// Whether nothing of it was found.
  func isMet(by report: DifferenceReport) -> Bool {
    switch self {
    case .lostNotification: report.silences.isEmpty && report.doubts.isEmpty
    case .any: report.verdict == .unchanged
    }
  }
}

extension ExitStatus {
  /// What `--fail-on` names was found.
  static let demandNotMet = ExitStatus.belowMinimum
}
