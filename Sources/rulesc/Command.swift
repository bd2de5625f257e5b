/// One command of `rulesc`.
struct Command: Sendable {
  let name: String
  /// One line for the overview.
  let summary: String
  /// The whole `--help` text.
  let help: String
  /// Options that stand alone, such as `--quiet`.
  let flags: [String]
  /// Options that take a value, such as `--events`.
  let options: [String]
  /// Options that take a value each time they are given, such as `--deny`.
  var repeatable: [String] = []
  let run: @Sendable (Arguments) throws(CommandProblem) -> ExitStatus

  /// Every command, in the order of the overview.
  static let all: [Command] = [
    .check, .explain, .format, .test, .coverage, .mutate, .prove, .compile, .run, .why, .replay, .diff, .bisect, .graph,
    .inspect,
  ]
}

/// Why a command could not run.
struct CommandProblem: Error {
  var message: String
  var help: String?

  init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}
