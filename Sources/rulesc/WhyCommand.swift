internal import RuleCompiler
internal import RuleEngine
internal import RuleSource
internal import RuleTesting

extension Command {
  /// `rulesc why`
  static let why = Command(
    name: "why", summary: "why rules fired for an event, and why the others did not",
    help: """
      rulesc why: what each rule made of an event, and the smallest change with which a silent rule would have fired

      usage: rulesc why [options] <rules> --event FILE
             rulesc why [options] <rules> --events LOG (--line N | --id EVENT | --ticket ID)

      The log is played from its beginning, so that limits, timers and threads are as they were. Rules that fired are
      shown by round, with what triggered them and what came of it. Every change that is proposed was tried.

      options:
        --event FILE     explain every event of the file
        --events LOG     explain some of the log; `-` is standard input
        --line N         the event in that line, counted from 1
        --id EVENT       the event with that id
        --ticket ID      every event of that ticket or conversation, the timers delivered to it included
        --rule NAME      about this rule alone
        --format FORMAT  text or json, one object a line (grammar/reports.md)

      exit status: 0 explained, 1 the rules have errors or lines were refused, 2 there is no such event, ticket or rule,
      or the command could not run

      example: rulesc why samples/support-desk --events samples/support-desk/events.ndjson --id S2-outage

      """,
    flags: [], options: ["--event", "--events", "--line", "--id", "--ticket", "--rule", "--format"]
  ) { arguments throws(CommandProblem) in
    guard !arguments.paths.isEmpty else {
      throw CommandProblem(
        "it is not said which rules to ask", help: "name rule files, a folder or a compiled rulebook")
    }
    let question = try WhyQuestion(arguments)
    guard let rules = try WhyRules(arguments.paths) else { return .errors }
    let only = try arguments.value("--rule").map { name throws(CommandProblem) in try rules.rules(named: name) }
    let lines = try LineReader(path: question.path) { Output.standard.flush() }
    var run = WhyRun(program: rules.program, question: question, only: only, isJSON: question.isJSON)
    return try run.run(lines)
  }
}

/// Which events are asked about.
struct WhyQuestion {
  enum Kind {
    case all
    case line(Int)
    case id(String)
    case ticket(String)
  }

  let path: String
  let kind: Kind
  let isJSON: Bool

  init(_ arguments: Arguments) throws(CommandProblem) {
    isJSON = try arguments.isJSON()
    let kinds = ["--line", "--id", "--ticket"].filter { arguments.value($0) != nil }
    let help = "write `--event FILE`, or `--events LOG` with `--line N`, `--id EVENT` or `--ticket ID`"
    switch (arguments.value("--event"), arguments.value("--events")) {
    case (let file?, nil):
      guard kinds.isEmpty else {
        throw CommandProblem("`\(kinds[0])` chooses from a log, and `--event` explains a whole file", help: help)
      }
      (path, kind) = (file, .all)
    case (nil, let log?):
      guard kinds.count == 1 else {
        throw CommandProblem(
          kinds.isEmpty
            ? "it is not said which event of the log to explain"
            : "`\(kinds[0])` and `\(kinds[1])` choose differently", help: help)
      }
      path = log
      if let text = arguments.value("--line") {
        guard let line = Int(text), line > 0 else {
          throw CommandProblem("`\(text)` is no number of a line", help: "lines are counted from 1")
        }
        kind = .line(line)
      } else if let id = arguments.value("--id") {
        kind = .id(id)
      } else {
        kind = .ticket(arguments.value("--ticket") ?? "")
      }
    case (nil, nil): throw CommandProblem("it is not said which event to explain", help: help)
    case (.some, .some): throw CommandProblem("`--event` and `--events` exclude each other", help: help)
    }
    if path == "-", arguments.paths.contains("-") {
      throw CommandProblem("rules and events cannot both be standard input", help: "name the events' file")
    }
  }

  /// Whether an event of the file is asked about.
  func asks(about event: Event, line: Int?) -> Bool {
    switch kind {
    case .all: true
    case .line(let asked): line == asked
    case .id(let asked): event.id == asked
    case .ticket(let asked): event.subjectID == asked
    }
  }
}

extension Event {
  /// The id of its ticket or conversation.
  var subjectID: String {
    switch subject {
    case .ticket(let snapshot), .conversation(let snapshot): snapshot.id
    }
  }
}

/// The rules that are asked: a program, and where they come from rule files the names of those that are off.
struct WhyRules {
  let program: Program
  private var offRules: [String] = []

  /// `nil` if the rules have errors, which are shown.
  init?(_ paths: [String]) throws(CommandProblem) {
    if paths.count == 1, RulebookFile.isRulebook(paths[0]) {
      let bytes = try RulebookFile.bytes(at: paths[0])
      do {
        program = try ProgramFile(decoding: bytes).program
      } catch {
        throw CommandProblem(
          "`\(paths[0])` cannot be loaded: \(error)", help: "compile it again with `rulesc compile`")
      }
      return
    }
    let files = try RuleFiles.load(paths)
    let compiled = Toolchain.compile(files)
    guard let output = compiled.output else {
      DiagnosticReport(compiled.diagnostics, files: files).show()
      return nil
    }
    program = output.program
    offRules = Toolchain.check(files).rules.map(WhyFinder.namesOfOffRules) ?? []
  }

  /// The rules with a name, of whatever pipeline.
  func rules(named name: String) throws(CommandProblem) -> Set<Int> {
    let found = program.rules.indices.filter { program.rules[$0].identity == name }
    if !found.isEmpty { return Set(found) }
    if offRules.contains(name) {
      throw CommandProblem("the rule `\(name)` is off: it looks at nothing", help: "remove `off` to switch it on")
    }
    let close = spellingSuggestion(for: name, among: program.rules.map(\.identity) + offRules)
    throw CommandProblem(
      "there is no rule `\(name)`",
      help: close.map { "did you mean `\($0)`?" } ?? "a rule without a name goes by its whole text")
  }
}
