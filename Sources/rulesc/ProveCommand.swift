internal import RuleSource
internal import RuleTesting

extension Command {
  /// `rulesc prove`
  static let prove = Command(
    name: "prove", summary: "prove what holds for all tickets and events",
    help: """
      rulesc prove: prove what holds for all tickets and events, or show an event for which it does not

      usage: rulesc prove [options] [paths]

      Paths are files or folders (all `*.rules` in and below them); without paths the present folder. All files together
      are one rulebook. Asked is whether every chain of rules ends, and after how many rounds; whether the order of rules
      and files matters; whether each `promise` in the files is kept; and how much one event can lead to. What is refuted
      comes with an event that was put through the engine, and with a test where one can say it. What is unknown says why.

      options:
        --format text|json   how the outcome is said
        -q, --quiet          say only what is not proved

      exit status: 0 all is proved, 1 the rules have errors or something is refuted or unknown,
                   2 the command could not run

      examples: rulesc prove samples/support-desk
                rulesc prove --format json rules/ > proof.json

      """,
    flags: ["--quiet", "-q"], options: ["--format"]
  ) { arguments throws(CommandProblem) in
    let format: ProofReport.Format = try arguments.format()
    let files = try RuleFiles.load(arguments.paths.isEmpty ? ["."] : arguments.paths)
    guard let suite = RuleFiles.suite(of: files) else { return .errors }
    let report = ProofReport(of: suite)
    Output.standard.write(report.text(in: format, isBrief: arguments.isQuiet))
    return report.isProved ? .clean : .errors
  }
}
