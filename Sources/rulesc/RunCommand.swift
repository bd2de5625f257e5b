internal import RuleEngine

extension Command {
  /// `rulesc run`
  static let run = Command(
    name: "run", summary: "run a rulebook over ticket events, print the actions",
    help: """
      rulesc run: run a rulebook over a file of ticket events and print the actions, one JSON object a line

      usage: rulesc run [options] <rules> [--events FILE] [--until T] [--workers N]

      The rules are rule files or folders, or one compiled rulebook. Events are JSON lines (grammar/events.md), read from
      standard input unless --events names a file. Tickets are remembered for the run, and the timers due before a
      ticket's next line are delivered. Actions go to standard output; refused lines, the trace and a summary to standard
      error.

      options:
        --events FILE   where the events are; `-` is standard input
        --until T       after the last line deliver the timers due up to T, such as 2026-01-31T00:00:00Z
        --workers N     answer with N threads, each with the tickets that are its own; what comes out is the same
        --strict        stop at the first line that is refused
        --trace         say for every event which rules fired, and why the others did not
        -q, --quiet     no warnings and no summary

      exit status: 0 every line was read, 1 the rules have errors or lines were refused, 2 the command could not run

      examples: rulesc run samples/support-desk --events samples/support-desk/events.ndjson
                rulesc run support.rulebook < events.ndjson

      """,
    flags: ["--strict", "--trace", "--quiet", "-q"], options: ["--events", "--until", "--workers"]
  ) { arguments throws(CommandProblem) in
    guard !arguments.paths.isEmpty else {
      throw CommandProblem(
        "it is not said which rules to run", help: "name rule files, a folder or a compiled rulebook")
    }
    let isQuiet = arguments.has("--quiet") || arguments.has("-q")
    let events = arguments.value("--events") ?? "-"
    if events == "-", arguments.paths.contains("-") {
      throw CommandProblem(
        "rules and events cannot both be standard input", help: "name the events with `--events FILE`")
    }
    guard let rulebook = try RulebookFile.load(arguments.paths, hidesWarnings: isQuiet) else { return .errors }
    let log = EventLines(try LineReader(path: events) { Output.standard.flush() })
    let end = try arguments.instant("--until")
    let run = EventRun(
      rulebook, source: events == "-" ? "standard input" : events, workers: try arguments.workers(),
      isStrict: arguments.has("--strict"), isTracing: arguments.has("--trace"),
      showsProgress: !isQuiet && Console.isTerminal)
    run.stayForEver()
    let status = run.run(log, until: end)
    if !isQuiet { Console.note(run.summary) }
    return status
  }
}

extension Arguments {
  /// So many threads at most: more than any machine has for one process.
  private static let mostWorkers = 256

  /// An instant as it is written in events; `nil` if the option is not given.
  func instant(_ option: String) throws(CommandProblem) -> Instant? {
    guard let text = value(option) else { return nil }
    guard let instant = Instant(iso8601: Array(text.utf8)) else {
      throw CommandProblem("`\(text)` is no instant", help: "write it as `2026-01-31T00:00:00Z`")
    }
    return instant
  }

  /// How many threads answer: `--workers`, without it one.
  fileprivate func workers() throws(CommandProblem) -> Int {
    guard let text = value("--workers") else { return 1 }
    guard let count = Int(text), (1...Self.mostWorkers).contains(count) else {
      throw CommandProblem(
        "`--workers` needs a number from 1 to \(Self.mostWorkers), not `\(text)`",
        help: "as many as the machine has processors are the fastest")
    }
    return count
  }
}
