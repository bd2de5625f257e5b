internal import RuleCompiler
internal import RuleEngine
internal import RuleSource

/// A sample's rules, compiled, its events, and the states they leave: what inputs are made from and tried with.
struct FuzzSample {
  let files: [SourceFile]
  let rulebook: Rulebook
  /// The compiled file without header and checksum.
  let sections: [UInt8]
  let lines: [[UInt8]]
  /// Lines that most triggers are about, few enough to try with every input.
  let fewLines: [[UInt8]]
  /// What is remembered after all lines.
  let memory: TicketMemory
  let states: [[UInt8]]

  private static let fewest = 6
  private static let mostStates = 200

  /// The sample in a folder with `rules` and `events.ndjson`; `nil` where it has errors.
  init?(folder: String) {
    guard let files = try? Toolchain.load(paths: [folder + "/rules"]),
      let bytes = Toolchain.compile(files).output?.bytes, let rulebook = try? Rulebook(bytes: bytes),
      let log = try? FileReader.bytes(at: folder + "/events.ndjson")
    else { return nil }
    self.files = files
    self.rulebook = rulebook
    sections = Array(bytes.dropFirst(ProgramFile.headerSize).dropLast(ProgramFile.checksumSize))
    lines = log.split(separator: UInt8(ascii: "\n")).map { Array($0) }
    let distance = max(1, lines.count / Self.fewest)
    fewLines = stride(from: 0, to: lines.count, by: distance).map { [lines] in lines[$0] }
    var memory = TicketMemory(rulebook: rulebook)
    var states: [String: TicketState] = [:]
    for line in lines {
      guard let event = try? rulebook.event(from: line) else { continue }
      states[event.subjectKey] = memory.handle(event).state
    }
    self.memory = memory
    self.states = states.sorted { $0.key < $1.key }.prefix(Self.mostStates).map { $0.value.encoded(by: rulebook) }
  }

  /// Answers lines and the first timers, and reads every state back.
  func answer(with rulebook: Rulebook, lines: [[UInt8]]) {
    var memory = TicketMemory(rulebook: rulebook)
    var answered = 0
    for line in lines {
      guard let event = try? rulebook.event(from: line) else { continue }
      let step = memory.handle(event, tracing: true)
      _ = step.actions.map(\.json)
      try? memory.recodeStates(of: event, step)
    }
    while answered < 4, let event = memory.timerDue(until: Instant(microseconds: 1_800_000_000_000_000)) {
      _ = memory.handle(event, tracing: true)
      answered += 1
    }
  }

  /// What workers write down of a log.
  func answers(to log: [[UInt8]], workers: Int) -> [UInt8] {
    var lines = LogLines()
    for (index, line) in log.enumerated() { lines.append(line[...], number: index + 1) }
    var answers: [UInt8] = []
    let write = { (output: ArraySlice<UInt8>, notes: ArraySlice<UInt8>) in answers += output + notes }
    var answerer = LogAnswerer(rulebook, recorders: Array(repeating: FuzzRecorder(), count: workers))
    _ = answerer.answer(lines, write: write)
    answerer.finish(write: write)
    return answers
  }
}

/// Writes everything down.
private struct FuzzRecorder: AnswerRecorder {
  var isTracing: Bool { false }

  func record(_ step: Step, of event: Event, line: Int, into record: inout LineRecord) {
    step.actions.writeLines(into: &record.output)
    record.notes += "\(line) \(event.id)\n".utf8
  }

  func refuse(line: Int, because reason: String, into record: inout LineRecord) {
    record.notes += "\(line) \(reason)\n".utf8
  }
}
