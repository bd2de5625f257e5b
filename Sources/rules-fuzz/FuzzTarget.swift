internal import RuleCompiler
internal import RuleEngine
internal import RuleSource

/// What is handed hostile bytes. Whatever they are: nothing traps, hangs or says two things of the same.
enum FuzzTarget: String, CaseIterable {
  /// A compiled rulebook, whose checksum is made right: load, and answer events with what was accepted.
  case rulebook
  /// A line: decode it and answer it, alone and among others, by one worker and by several.
  case event
  /// Rule text: parse, check, compile, lay out.
  case rules
  /// Kept state: decode, encode, go on with it.
  case state

  /// The files that inputs are made from: names to bytes.
  func seeds(of sample: FuzzSample) -> [[UInt8]] {
    switch self {
    case .rulebook: [sample.sections]
    case .event: sample.lines
    case .rules: sample.files.map(\.bytes)
    case .state: sample.states
    }
  }

  /// Tries one input: whether it was accepted.
  @discardableResult
  func run(_ bytes: [UInt8], with sample: FuzzSample) -> Bool {
    switch self {
    case .rulebook: runRulebook(bytes, sample)
    case .event: runEvent(bytes, sample)
    case .rules: runRules(bytes)
    case .state: runState(bytes, sample)
    }
  }

  private func runRulebook(_ sections: [UInt8], _ sample: FuzzSample) -> Bool {
    // As they are, and with header and checksum, which no mutation finds.
    _ = try? Rulebook(bytes: sections)
    guard let rulebook = try? Rulebook(bytes: ProgramFile.seal(sections)) else { return false }
    sample.answer(with: rulebook, lines: sample.fewLines)
    var answerer = LineAnswerer(rulebook)
    var output: [UInt8] = []
    for line in sample.fewLines { _ = answerer.answer(line[...], into: &output) }
    return true
  }

  private func runEvent(_ line: [UInt8], _ sample: FuzzSample) -> Bool {
    let log = sample.fewLines + [line] + sample.fewLines.reversed()
    let answers = sample.answers(to: log, workers: 1)
    precondition(sample.answers(to: log, workers: 3) == answers, "several workers answer something else than one")
    guard let event = try? sample.rulebook.event(from: line) else { return false }
    var memory = sample.memory
    let step = memory.handle(event, tracing: true)
    _ = step.actions.map(\.json)
    // A host delivers twice: the second time nothing comes out.
    let again = memory.handle(event)
    precondition(again.actions.isEmpty, "a line that came before has actions again")
    return true
  }

  private func runRules(_ text: [UInt8]) -> Bool {
    let file = SourceFile(path: "fuzz.rules", bytes: text)
    let compiled = Toolchain.compile([file])
    let hasErrors = compiled.diagnostics.contains { $0.severity == .error }
    precondition(hasErrors == (compiled.output == nil), "rules with errors compile, or rules without do not")
    if let output = compiled.output {
      precondition((try? Rulebook(bytes: output.bytes)) != nil, "the engine refuses what the compiler wrote")
    }
    guard let once = Toolchain.format(file) else { preconditionFailure("the layout does not say the same") }
    let twice = Toolchain.format(SourceFile(path: "fuzz.rules", bytes: once.bytes))
    precondition(twice?.bytes == once.bytes, "laid out again it is another layout")
    return !hasErrors
  }

  private func runState(_ bytes: [UInt8], _ sample: FuzzSample) -> Bool {
    guard let state = try? TicketState(encoded: bytes, for: sample.rulebook) else { return false }
    let written = state.encoded(by: sample.rulebook)
    guard let read = try? TicketState(encoded: written, for: sample.rulebook) else {
      preconditionFailure("state that was written cannot be read")
    }
    precondition(read.encoded(by: sample.rulebook) == written, "state that was read is written otherwise")
    for line in sample.fewLines {
      guard let event = try? sample.rulebook.event(from: line) else { continue }
      _ = sample.rulebook.step(event, from: state).state.encoded(by: sample.rulebook)
    }
    return true
  }
}
