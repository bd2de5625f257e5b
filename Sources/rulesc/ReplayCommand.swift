internal import RuleEngine
internal import RuleTesting

extension Command {
  /// `rulesc replay`
  static let replay = Command(
    name: "replay", summary: "compare what two versions do with a recorded log",
    help: """
      rulesc replay: what two versions of the rules would have done differently with recorded events

      usage: rulesc replay [options] OLD NEW [--events FILE] [--until T]

      OLD and NEW are each a rule file, a folder of rule files or a compiled rulebook. Both answer every line of the log
      (grammar/events.md) as `rulesc run` does. Actions are compared by what they do, to which ticket and when: a rule
      with another name is no difference, and is noted.

      What happened afterwards stays as the log has it: an action that only one version asks for changes no later line,
      so what people or the help desk would have done next is not simulated. Lines that cannot be read are reported once
      and skipped. Timers count by what they lead to, not when they are armed.

      options:
        --events FILE   where the events are; `-` is standard input, as without the option
        --until T       after the last line deliver the timers due up to T, such as 2026-01-31T00:00:00Z
        --ticket ID     only this ticket, every event of it, with the reasons of both versions where they differ
        --tickets N     how many differing tickets to list, 10 without the option
        --format F      text, json or markdown
        -q, --quiet     no warnings

      exit status: 0 no difference, 1 differences, 2 the command could not run, or the rules have errors

      example: rulesc replay samples/support-desk changed-rules --events samples/support-desk/events.ndjson

      """,
    flags: ["--quiet", "-q"], options: ["--events", "--until", "--ticket", "--tickets", "--format"]
  ) { arguments throws(CommandProblem) in
    guard arguments.paths.count == 2 else {
      throw CommandProblem("two versions of the rules are compared", help: "name the old one and the new one")
    }
    let (old, new) = (arguments.paths[0], arguments.paths[1])
    let source = arguments.value("--events") ?? "-"
    guard [old, new, source].count(where: { $0 == "-" }) < 2 else {
      throw CommandProblem("only one of the inputs can be standard input", help: "name the events with `--events FILE`")
    }
    let format: ReplayReport.Format = try arguments.format()
    let shown = try arguments.value("--tickets").map { text throws(CommandProblem) in
      guard let number = Int(text), number >= 0 else {
        throw CommandProblem("`\(text)` is no number of tickets", help: "write it as `--tickets 20`")
      }
      return number
    }
    let end = try arguments.instant("--until")
    guard let before = try RulebookFile.load([old], hidesWarnings: arguments.isQuiet),
      let after = try RulebookFile.load([new], hidesWarnings: arguments.isQuiet)
    else { return .cannotRun }
    let ticket = arguments.value("--ticket")
    var lines = EventLines(try LineReader(path: source) {})
    var replay = Replay(old: before, new: after, ticket: ticket, shown: shown ?? 10)
    var refusals = RefusedLines(source: source == "-" ? "standard input" : source)
    while let line = lines.next() {
      switch line.content {
      case .unreadable(let reason):
        replay.skipLine()
        refusals.note(line.number, reason)
      case .text(let bytes):
        guard let refusal = replay.answer(bytes, number: line.number) else { continue }
        let who =
          switch refusal.side {
          case .both: ""
          case .old: "only `\(old)` cannot read the line: "
          case .new: "only `\(new)` cannot read the line: "
          }
        refusals.note(line.number, who + refusal.reason)
      }
    }
    refusals.finish()
    if let failure = lines.failure { throw CommandProblem("\(refusals.source) cannot be read any further: \(failure)") }
    let outcome = replay.finish(until: end)
    if let ticket, outcome.tickets.isEmpty {
      throw CommandProblem("the log has no ticket `\(ticket)`", help: "the ticket's `id`, as its lines have it")
    }
    let report = ReplayReport(outcome, old: old, new: new, ticket: ticket)
    Output.standard.write(report.text(in: format))
    return outcome.isIdentical ? .clean : .errors
  }
}

/// Says which lines were skipped: the first few, then how many.
struct RefusedLines {
  let source: String
  private var count = 0
  private static let shown = 10

  init(source: String) { self.source = source }

  mutating func note(_ line: Int, _ reason: String) {
    count += 1
    if count <= Self.shown { Console.note("\(source):\(line): skipped: \(reason)\n") }
  }

  func finish() {
    guard count > Self.shown else { return }
    Console.note("\(source): \(rulesc.count(count - Self.shown, "more line", "more lines")) skipped\n")
  }
}
