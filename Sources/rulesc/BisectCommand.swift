internal import RuleEngine
internal import RuleReports
internal import RuleSource
internal import RuleTesting

extension Command {
  /// `rulesc bisect`
  static let bisect = Command(
    name: "bisect", summary: "find the commit that changed a ticket's fate",
    help: """
      rulesc bisect: find the git commit of the rules that changed what happens to a ticket

      usage: rulesc bisect --ticket ID --expect ACTION [options] [--events FILE] [paths]

      Paths are the rule files and folders in a git repository; without paths the present folder. Versions of the rules
      answer the ticket's lines of a recorded log (grammar/events.md), as `rulesc run` does. The commits are those that
      changed the rules, along first parents; commits whose rules have errors are skipped, and files that are not
      committed are not looked at. What the log says happened afterwards stays as it is.

      ACTION is what `expect` says in a test: `move to Closed`, `send email ____ to contact`, `rule "Reply reopens" fired`,
      `nothing`; a condition, such as `stage is Closed`, is asked of the ticket at the end. The commit is found whether it
      began or ended what is expected.

      options:
        --ticket ID       the ticket, as the lines of the log name it
        --expect ACTION   what is done to the ticket, or was
        --expect-not ACTION   what must not be done to it
        --events FILE     where the events are; `-` is standard input, as without the option
        --until T         after the last line deliver the timers due up to T, such as 2026-01-31T00:00:00Z
        --good REV        the oldest version to look at; without it the first commit of the rules
        --bad REV         the newest version to look at; without it HEAD

      exit status: 0 the commit was found, 1 the ticket's fate never changes, 2 the command could not run

      example: rulesc bisect --ticket 8812 --expect "move to Closed" --events events.ndjson rules

      """,
    flags: [], options: ["--ticket", "--expect", "--expect-not", "--events", "--until", "--good", "--bad"]
  ) { arguments throws(CommandProblem) in
    let search = try TicketSearch(arguments)
    return try search.run()
  }
}

/// A search through the history of rules for what changed a ticket's fate.
struct TicketSearch {
  private let ticket: String
  /// What is expected, as a test has it.
  private let expectation: String
  private let history: GitHistory
  private let commits: [String]
  private let fate: TicketFate

  init(_ arguments: Arguments) throws(CommandProblem) {
    guard let ticket = arguments.value("--ticket"), !ticket.isEmpty else {
      throw CommandProblem("it is not said which ticket", help: "name it with `--ticket ID`")
    }
    self.ticket = ticket
    switch (arguments.value("--expect"), arguments.value("--expect-not")) {
    case (let expected?, nil): expectation = expected
    case (nil, let unwanted?): expectation = "not " + unwanted
    default:
      throw CommandProblem(
        "one thing must be expected of the ticket", help: "say it with `--expect \"move to Closed\"` or `--expect-not`")
    }
    let end = try arguments.instant("--until")
    history = try GitHistory(of: arguments.paths.isEmpty ? ["."] : arguments.paths)
    let bad = try history.revision(arguments.value("--bad") ?? "HEAD")
    var good: String?
    if let name = arguments.value("--good") {
      let id = try history.revision(name)
      guard try history.isAncestor(id, of: bad) else {
        throw CommandProblem(
          "`\(name)` does not come before `\(arguments.value("--bad") ?? "HEAD")`",
          help: "`--good` is the older version, `--bad` the newer one")
      }
      good = id
    }
    commits = try history.commits(from: good, to: bad)
    guard !commits.isEmpty else {
      throw CommandProblem("no commit has the rules", help: "name the rule files or folders as git knows them")
    }
    let source = arguments.value("--events") ?? "-"
    fate = TicketFate(
      ticket: ticket, expectation: expectation, lines: try Self.lines(of: ticket, in: source), until: end)
  }

  /// The lines that can matter to the ticket: those that name it, and the conversations that tickets are made from.
  private static func lines(of ticket: String, in source: String) throws(CommandProblem) -> [[UInt8]] {
    var lines = EventLines(try LineReader(path: source) {})
    var kept: [[UInt8]] = []
    let names = [Array("\"conversation\"".utf8), Array(ticket.utf8)]
    while let line = lines.next() {
      guard case .text(let bytes) = line.content else { continue }
      // An id with characters that JSON escapes may be written in several ways.
      let isPlain = names[1].allSatisfy {
        $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "/")
      }
      if !isPlain || names.contains(where: { bytes.firstRange(of: $0) != nil }) { kept.append(bytes) }
    }
    if let failure = lines.failure { throw CommandProblem("`\(source)` cannot be read any further: \(failure)") }
    return kept
  }

  func run() throws(CommandProblem) -> ExitStatus {
    var problem: CommandProblem?
    var unsaid: (diagnostics: [Diagnostic], files: [SourceFile])?
    var isSayable = false
    var hasTicket = false
    var bisection = Bisection(count: commits.count) { index in
      guard problem == nil else { return nil }
      let files: [SourceFile]
      do throws(CommandProblem) { files = try history.files(of: commits[index]) } catch {
        problem = error
        return nil
      }
      guard !files.isEmpty else { return nil }
      let answer = fate.answer(of: files)
      switch answer {
      case .broken: return nil
      case .noTicket: return nil
      case .met, .notMet: isSayable = true
      case .inexpressible(let diagnostics, let files):
        // The newest version's messages are those to show: rules without a stage do not move anything there.
        unsaid = (diagnostics, files)
      }
      hasTicket = true
      if case .met = answer { return true }
      if case .inexpressible = answer { return expectation.hasPrefix("not ") }
      return false
    }
    let outcome = bisection.search()
    if let problem { throw problem }
    guard hasTicket else {
      throw CommandProblem(
        "no version of the rules finds ticket `\(ticket)` in the log",
        help: "the ticket's `id`, as its lines have it; `rulesc check` says whether the rules have errors")
    }
    if !isSayable, let unsaid {
      DiagnosticReport(unsaid.diagnostics, files: unsaid.files, hidesWarnings: true).show()
      throw CommandProblem(
        "`\(expectation)` cannot be expected in any version of the rules",
        help: "write it as `expect` has it in a test: an action, `nothing`, a condition, or `rule \"…\" fired`")
    }
    let effort = "\(count(bisection.asked, "version")) of \(commits.count) looked at"
    let skipped = bisection.skipped > 0 ? ", \(bisection.skipped) skipped" : ""
    switch outcome {
    case .unknown: throw CommandProblem("no version of the rules can be run")
    case .constant(let isMet):
      Output.standard.write(
        "never changes: ticket \(ticket), expected `\(expectation)`: \(words(isMet)) (\(effort)\(skipped))\n")
      return .errors
    case .changed(let candidates, let before, let after):
      Output.standard.write(
        "ticket \(ticket), expected `\(expectation)`: \(words(before)) before, \(words(after)) since\n")
      if candidates.count > 1 {
        Output.standard.write("one of these commits, which could not all be run:\n")
      }
      for index in candidates { try show(index) }
      Output.standard.write("\(effort)\(skipped)\n")
      return .clean
    }
  }

  private func words(_ isMet: Bool) -> String { isMet ? "met" : "not met" }

  /// The commit and what it changed in the rules.
  private func show(_ index: Int) throws(CommandProblem) {
    let commit = try history.commit(commits[index])
    Output.standard.write(
      "\ncommit \(VisibleText.of(commit.id))\n\(VisibleText.of(commit.date)) \(VisibleText.of(commit.author)):"
        + " \(VisibleText.of(commit.subject))\n\n")
    let new = try history.files(of: commits[index])
    let old = index > 0 ? try history.files(of: commits[index - 1]) : []
    for path in Set((old + new).map(\.path)).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let before = old.first { $0.path == path }?.bytes ?? []
      let after = new.first { $0.path == path }?.bytes ?? []
      Output.standard.append { $0 += UnifiedDiff.bytes(old: before, new: after, path: path) }
    }
    Output.standard.write("\n")
  }
}
