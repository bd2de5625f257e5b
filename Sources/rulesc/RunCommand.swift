internal import Glibc
internal import RuleEngine

extension Command {
  /// `rulesc run`
  static let run = Command(
    name: "run", summary: "run a rulebook over ticket events, print the actions",
    help: """
      rulesc run: run a rulebook over a file of ticket events and print the actions, one JSON object a line

      usage: rulesc run [options] <rules> [--events FILE] [--until T]

      The rules are rule files or folders, or one compiled rulebook. Events are JSON lines (grammar/events.md), read from
      standard input unless --events names a file. Tickets are remembered for the run, and the timers due before a
      ticket's next line are delivered. Actions go to standard output; refused lines, the trace and a summary to standard
      error.

      options:
        --events FILE   where the events are; `-` is standard input
        --until T       after the last line deliver the timers due up to T, such as 2026-01-31T00:00:00Z
        --strict        stop at the first line that is refused
        --trace         say for every event which rules fired, and why the others did not
        -q, --quiet     no warnings and no summary

      exit status: 0 every line was read, 1 the rules have errors or lines were refused, 2 the command could not run

      examples: rulesc run samples/support-desk --events samples/support-desk/events.ndjson
                rulesc run support.rulebook < events.ndjson

      """,
    flags: ["--strict", "--trace", "--quiet", "-q"], options: ["--events", "--until"]
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
    let lines = try LineReader(path: events) { Output.standard.flush() }
    let end = try EventRun.end(arguments)
    var run = EventRun(
      rulebook: rulebook, source: events == "-" ? "standard input" : events, isStrict: arguments.has("--strict"),
      isTracing: arguments.has("--trace"), showsProgress: !isQuiet && Console.isTerminal)
    let status = run.run(lines, until: end)
    if !isQuiet { Console.note(run.summary) }
    return status
  }
}

/// A run of a rulebook over the lines of one file.
struct EventRun {
  private var memory: TicketMemory
  private var decoder: EventDecoder
  private let source: String
  private let isStrict: Bool
  private let isTracing: Bool
  private let showsProgress: Bool
  private var lineNumber = 0
  private var counts = RunCounts()

  init(rulebook: Rulebook, source: String, isStrict: Bool, isTracing: Bool, showsProgress: Bool) {
    memory = TicketMemory(rulebook: rulebook)
    decoder = EventDecoder(rulebook)
    self.source = source
    self.isStrict = isStrict
    self.isTracing = isTracing
    self.showsProgress = showsProgress
  }

  /// What happened, for people.
  var summary: String { counts.text }

  /// Up to when timers are delivered after the last line: `--until`.
  static func end(_ arguments: Arguments) throws(CommandProblem) -> Instant? {
    guard let text = arguments.value("--until") else { return nil }
    guard let end = Instant(iso8601: Array(text.utf8)) else {
      throw CommandProblem("`\(text)` is no instant", help: "write it as `2026-01-31T00:00:00Z`")
    }
    return end
  }

  /// Answers line after line.
  ///
  /// - Parameter end: up to when timers are delivered after the last line.
  mutating func run(_ lines: LineReader, until end: Instant?) -> ExitStatus {
    var lines = lines
    while let line = lines.next() {
      lineNumber += 1
      switch line {
      case .tooLong: refuse("the line is longer than \(LineReader.longestLine >> 20) MiB")
      case .text(let bytes): answer(bytes)
      }
      if isStrict, counts.refused > 0 { break }
      if showsProgress, lineNumber.isMultiple(of: 50_000) { Console.note("\r\(lineNumber) lines …") }
    }
    if let end { deliverTimers(until: end) }
    if showsProgress, lineNumber >= 50_000 { Console.note("\r\u{1B}[K") }
    Output.standard.flush()
    if let failure = lines.failure {
      Console.fail("\(source) cannot be read any further after line \(lineNumber): \(failure)")
      return .cannotRun
    }
    return counts.refused == 0 ? .clean : .errors
  }

  private mutating func answer(_ line: [UInt8]) {
    var line = line
    if lineNumber == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else { return }
    let event: Event
    do {
      event = try decoder.event(from: line)
    } catch {
      return refuse("\(error)")
    }
    // What was due before the line goes first.
    while let timer = memory.timerDue(before: event) { answer(timer) }
    answer(event)
  }

  private mutating func deliverTimers(until end: Instant) {
    while let timer = memory.timerDue(until: end) { answer(timer) }
  }

  private mutating func answer(_ event: Event) {
    let step = memory.handle(event, tracing: isTracing)
    counts.note(step, of: event)
    if step.outcome == .tooOld {
      Console.note(
        "\(source):\(lineNumber): note: event `\(event.id)` is more than 7 days older than its ticket's newest\n")
    }
    Output.standard.append { buffer in
      for action in step.actions {
        action.write(into: &buffer)
        buffer.append(UInt8(ascii: "\n"))
      }
    }
    if isTracing { Console.note(TraceText.text(of: step, event: event)) }
  }

  private mutating func refuse(_ reason: String) {
    counts.refused += 1
    Console.note("\(source):\(lineNumber): error: \(reason)\n")
  }
}
