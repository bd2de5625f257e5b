internal import Glibc

/// Does something again whenever rule files are saved: `--watch`, `--watch-runs N`.
struct Watch {
  /// The options, for commands that have them.
  static let flag = "--watch"
  static let limitOption = "--watch-runs"

  private let paths: [String]
  /// `nil`: until somebody ends it.
  private let runLimit: Int?

  /// `nil` where nothing is to be watched.
  init?(_ arguments: Arguments, paths: [String]) throws(CommandProblem) {
    self.paths = paths
    runLimit = try arguments.number(Self.limitOption) { Int($0).flatMap { $0 > 0 ? $0 : nil } }
    guard arguments.has(Self.flag) else {
      guard runLimit == nil else { throw CommandProblem("`--watch-runs` alone does nothing", help: "add `--watch`") }
      return nil
    }
    guard !paths.contains("-") else {
      throw CommandProblem("standard input cannot be watched", help: "name files or folders")
    }
  }

  /// Runs, and runs again whenever something that was loaded changes, appears or goes away.
  ///
  /// - Returns: how the last run ended.
  func run(_ body: () throws(CommandProblem) -> ExitStatus) -> ExitStatus {
    var runs = 0
    while true {
      let seen = SavedFiles(paths)
      runs += 1
      var status = ExitStatus.cannotRun
      do {
        status = try body()
      } catch {
        // Between two saves a file may be missing: the next one brings it back.
        Console.fail(error.message, help: error.help)
      }
      Output.standard.flush()
      if let runLimit, runs >= runLimit { return status }
      while SavedFiles(paths) == seen { usleep(50_000) }
    }
  }
}
