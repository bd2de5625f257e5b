internal import RuleEngine
internal import RuleSource
internal import RuleTesting

/// The playing of a log up to what is asked about.
struct WhyRun {
  private let question: WhyQuestion
  private let only: Set<Int>?
  private let isJSON: Bool
  private let program: Program
  private var finder: WhyFinder
  private var lineNumber = 0
  private var refused = 0
  private var explained = 0
  /// What might have been meant, in the order of the log.
  private var names: [String] = []
  private var knownNames: Set<String> = []

  /// So many names are remembered to propose one.
  private static let nameCount = 20_000

  init(program: Program, question: WhyQuestion, only: Set<Int>?, isJSON: Bool) {
    self.program = program
    self.question = question
    self.only = only
    self.isJSON = isJSON
    finder = WhyFinder(program: program)
  }

  /// Plays line after line; ends early where nothing more can be asked about.
  mutating func run(_ lines: LineReader) throws(CommandProblem) -> ExitStatus {
    var lines = lines
    while let line = lines.next() {
      lineNumber += 1
      switch line {
      case .tooLong: try refuse(LineReader.isTooLong)
      case .text(let bytes): try play(bytes)
      }
      if case .line(let asked) = question.kind, lineNumber >= asked { break }
      if case .id = question.kind, explained > 0 { break }
    }
    Output.standard.flush()
    if let failure = lines.failure {
      throw CommandProblem("`\(question.path)` cannot be read any further after line \(lineNumber): \(failure)")
    }
    if explained == 0 { throw nothing }
    return refused == 0 ? .clean : .errors
  }

  private var nothing: CommandProblem {
    let file = question.path == "-" ? "standard input" : "`\(question.path)`"
    switch question.kind {
    case .all:
      return CommandProblem("there is no event in \(file)", help: "an event is a line of JSON (grammar/events.md)")
    case .line(let asked) where asked > lineNumber:
      return CommandProblem("there is no line \(asked) in \(file), which has \(count(lineNumber, "line"))")
    case .line(let asked): return CommandProblem("line \(asked) of \(file) is empty")
    case .id(let asked):
      return CommandProblem("no event in \(file) has the id `\(asked)`", help: suggestion(for: asked))
    case .ticket(let asked):
      return CommandProblem("no event in \(file) is about ticket `\(asked)`", help: suggestion(for: asked))
    }
  }

  private func suggestion(for name: String) -> String? {
    spellingSuggestion(for: name, among: names).map { "did you mean `\($0)`?" }
  }

  private mutating func play(_ line: [UInt8]) throws(CommandProblem) {
    var line = line
    if lineNumber == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else { return }
    let event: Event
    do {
      event = try finder.event(from: line)
    } catch {
      return try refuse("\(error)")
    }
    remember(event)
    while let timer = finder.timerDue(before: event) { play(timer, line: nil) }
    play(event, line: lineNumber)
  }

  private mutating func play(_ event: Event, line: Int?) {
    guard question.asks(about: event, line: line) else { return finder.follow(event) }
    if line != nil { explained += 1 }
    let report = finder.report(on: event, line: line, only: only)
    if isJSON {
      Output.standard.write(WhyJSON(program: program).line(of: report) + "\n")
    } else {
      Output.standard.write((explained > 1 || line == nil ? "\n" : "") + WhyText(program: program).text(of: report))
    }
  }

  private mutating func remember(_ event: Event) {
    guard names.count < Self.nameCount else { return }
    let name: String
    switch question.kind {
    case .all, .line: return
    case .id: name = event.id
    case .ticket: name = event.subjectID
    }
    if knownNames.insert(name).inserted { names.append(name) }
  }

  /// A line that is no event is left out; where it is the one asked about there is nothing to explain.
  private mutating func refuse(_ reason: String) throws(CommandProblem) {
    if case .line(lineNumber) = question.kind {
      throw CommandProblem("line \(lineNumber) of `\(question.path)` is no event: \(reason)")
    }
    refused += 1
    Console.note("\(question.path == "-" ? "standard input" : question.path):\(lineNumber): error: \(reason)\n")
  }
}
