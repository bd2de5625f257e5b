internal import Foundation
internal import RuleCompiler
internal import RuleEngine
internal import RuleSource

/// The benchmark of one size of rulebook.
struct SizedBench {
  private let workload: Workload
  private let ruleText: [UInt8]
  private let compiled: [UInt8]
  private let lines: [UInt8]
  /// The same, line by line.
  private let pieces: [[UInt8]]
  private let floor: Floor

  /// `nil` if the generated rules do not compile.
  init?(rules: Int, events: Int) {
    workload = Workload(rules: rules, events: events)
    ruleText = Array(workload.ruleText.utf8)
    lines = workload.eventText
    pieces = Self.pieces(of: workload)
    floor = Floor(workload)
    guard let output = Toolchain.compile([SourceFile(path: "bench.rules", bytes: ruleText)]).output else { return nil }
    compiled = output.bytes
  }

  private static func pieces(of workload: Workload) -> [[UInt8]] {
    workload.eventText.split(separator: UInt8(ascii: "\n")).map(Array.init)
  }

  /// Measures everything and prints it; whether engine and floor agree.
  func run(_ report: inout BenchReport) async -> Bool {
    guard let rulebook = try? Rulebook(bytes: compiled) else { return false }
    let count = Double(workload.events.count)
    func row(_ what: String, _ engine: Double, _ floor: Double?) {
      report.add(workload.rules.count, what, engine, floor)
    }
    /// How long one worker takes for an event, and two, and how many times as fast those are.
    func rows(of what: String, _ alone: Double, _ pair: Double) {
      row("\(what), 1 worker, elapsed µs", alone * 1e6, nil)
      row("\(what), 2 workers, elapsed µs", pair * 1e6, nil)
      row("\(what), 2 workers, times as fast", alone / pair, nil)
    }

    var events: [Event] = []
    events.reserveCapacity(pieces.count)
    for piece in pieces {
      if let event = try? rulebook.event(from: piece) { events.append(event) }
    }
    guard events.count == pieces.count else { return false }
    var fired = 0
    var evaluator = Evaluator(rulebook)
    let evaluation = Measurement.seconds(repetitions: 5) {
      fired = 0
      evaluator.evaluate(events.span) { _, evaluator in fired += evaluator.actionCount }
    }
    let stepping = Measurement.seconds {
      for event in events { fired += rulebook.step(event, from: TicketState()).actions.count }
    }
    var output: [UInt8] = []
    var decoder = EventDecoder(rulebook)
    let endToEnd = Measurement.seconds {
      output.removeAll(keepingCapacity: true)
      for piece in pieces {
        guard let event = try? decoder.event(from: piece) else { continue }
        evaluator.evaluate(event)
        evaluator.writeActions(of: event, into: &output)
      }
    }
    let reading = Measurement.seconds {
      for piece in pieces { _ = try? decoder.event(from: piece) }
    }

    let floorEvents = scanned()
    var floorFired = 0
    let floorEvaluation = Measurement.seconds {
      floorFired = 0
      let bytes = lines.span
      for row in 0..<floorEvents.count { floor.evaluate(floorEvents, row, in: bytes) { _ in floorFired += 1 } }
    }
    let floorEndToEnd = Measurement.seconds {
      let bytes = lines.span
      var scanner = FloorScanner(end: bytes.count)
      var one = Floor.Events()
      one.addRow()
      while scanner.next(bytes, into: &one, row: 0) { floor.evaluate(one, 0, in: bytes) { _ in floorFired += 1 } }
    }
    let floorReading = Measurement.seconds { _ = scanned().count }

    row("evaluate, µs an event", evaluation / count * 1e6, floorEvaluation / count * 1e6)
    row("step with state, µs an event", stepping / count * 1e6, floorEvaluation / count * 1e6)
    row("read, µs an event", reading / count * 1e6, floorReading / count * 1e6)
    row("read, MB/s", Double(lines.count) / reading / 1e6, Double(lines.count) / floorReading / 1e6)
    row("text to actions, µs an event", endToEnd / count * 1e6, floorEndToEnd / count * 1e6)
    guard let texts = TextBench(rules: workload.rules.count, events: min(1_000, pieces.count))?.run(), texts.isEqual
    else { return false }
    row("evaluate texts, µs an event", texts.engine * 1e6, texts.floor * 1e6)
    let load = Measurement.seconds { _ = try? Rulebook(bytes: compiled) }
    row("load, ms", load * 1e3, nil)
    let files = [SourceFile(path: "bench.rules", bytes: ruleText)]
    row("check, ms", Measurement.seconds { _ = Toolchain.check(files) } * 1e3, nil)
    row("compile, ms", Measurement.seconds { _ = Toolchain.compile(files, advising: false).output?.bytes } * 1e3, nil)
    guard let recheck = secondsOfRecheck(files) else { return false }
    row("check again after an edit, ms", recheck * 1e3, nil)
    guard let memory = memoryAdded() else { return false }
    row("memory of a host, MiB", memory, nil)
    // More of them for several workers: to start a thread takes as long as some tens of lines.
    let long = Workload(rules: workload.rules.count, events: 8 * pieces.count)
    let longPieces = Self.pieces(of: long)
    guard let bulk = await secondsInBulk(long.eventText, longPieces, rulebook) else { return false }
    let longCount = Double(longPieces.count)
    rows(of: "bulk", bulk.alone / longCount, bulk.pair / longCount)
    let log = WorkerBench(longPieces, rulebook)
    guard log.output(workers: 1) == log.output(workers: 2) else { return false }
    guard let other = try? Rulebook(bytes: compiled) else { return false }
    let state = log.secondsPerLine([rulebook, other])
    rows(of: "state", state.alone, state.pair)
    row("state, 2 workers apart, times as fast", state.alone / state.apart, nil)
    return isSame(events, floorEvents, rulebook)
  }

  /// What an edit in an editor costs: a letter typed into a rule's text and taken away again, for rules all over the file.
  /// `nil` where an edit was answered with a check of everything, or with a mistake.
  private func secondsOfRecheck(_ files: [SourceFile]) -> Double? {
    var workspace = Workspace(files)
    // Before the quote that a rule ends with.
    let ruleLines = ruleText.split(separator: UInt8(ascii: "\n")).filter { $0.starts(with: "rule ".utf8) }
    let places = stride(from: 0, to: ruleLines.count, by: max(1, ruleLines.count / 20)).map {
      ruleLines[$0].endIndex - 1
    }
    let said = workspace.diagnostics.count
    var isSound = !places.isEmpty
    let seconds = Measurement.seconds {
      for place in places {
        workspace.edit(file: 0, range: place..<place, with: [UInt8(ascii: "x")])
        isSound = isSound && !workspace.checkedAll && workspace.diagnostics.count == said
        workspace.edit(file: 0, range: place..<(place + 1), with: [])
        isSound = isSound && !workspace.checkedAll && workspace.diagnostics.count == said
      }
    }
    return isSound ? seconds / Double(2 * places.count) : nil
  }

  /// How long one worker and two take from text to actions without state, by the clock: the best of some runs. `nil` if
  /// something else comes out than is expected.
  private func secondsInBulk(
    _ lines: [UInt8], _ pieces: [[UInt8]], _ rulebook: Rulebook
  ) async -> (alone: Double, pair: Double)? {
    let expected = Self.output(of: pieces, rulebook)
    let answerers = [1, 2].map { BulkAnswerer(rulebook, workers: $0) }
    var best = [Double.infinity, .infinity]
    for _ in 0..<WorkerBench.runCount {
      // In turn: what slows the machine down for a while slows both.
      for (number, answerer) in answerers.enumerated() {
        var byteCount = 0
        let start = ContinuousClock.now
        _ = await answerer.answer(lines) { byteCount += $0.count }
        best[number] = min(best[number], Measurement.elapsedSeconds(since: start))
        if byteCount != expected.count { return nil }
      }
    }
    for answerer in answerers where await answerer.answers(to: lines).output != expected { return nil }
    return (best[0], best[1])
  }

  /// What comes out of lines, one by one.
  private static func output(of pieces: [[UInt8]], _ rulebook: Rulebook) -> [UInt8] {
    var output: [UInt8] = []
    for piece in pieces {
      guard let event = try? rulebook.event(from: piece) else { continue }
      rulebook.step(event, from: TicketState()).actions.writeLines(into: &output)
    }
    return output
  }

  private func scanned() -> Floor.Events {
    let bytes = lines.span
    var scanner = FloorScanner(end: bytes.count)
    var events = Floor.Events()
    for row in workload.events.indices {
      events.addRow()
      _ = scanner.next(bytes, into: &events, row: row)
    }
    return events
  }

  /// Runs one path once, for a tool that counts.
  func runOnce(_ path: RulesBench.Path) {
    guard let rulebook = try? Rulebook(bytes: compiled) else { return }
    var decoder = EventDecoder(rulebook)
    switch path {
    case .load: break
    case .read: for piece in pieces { _ = try? decoder.event(from: piece) }
    case .evaluate:
      // The same event each time: what is counted beyond the first is evaluation alone.
      let kinds = pieces.prefix(50).compactMap { try? rulebook.event(from: $0) }
      var evaluator = Evaluator(rulebook)
      for index in pieces.indices { evaluator.evaluate(kinds[index % kinds.count]) }
    case .texts: TextBench(rules: workload.rules.count, events: 50)?.evaluate(times: pieces.count)
    case .step:
      let kinds = pieces.prefix(50).compactMap { try? rulebook.event(from: $0) }
      for index in pieces.indices { _ = rulebook.step(kinds[index % kinds.count], from: TicketState()) }
    case .state: _ = WorkerBench(pieces, rulebook).output(workers: 1)
    case .text:
      var output: [UInt8] = []
      var evaluator = Evaluator(rulebook)
      for piece in pieces {
        output.removeAll(keepingCapacity: true)
        guard let event = try? decoder.event(from: piece) else { continue }
        evaluator.evaluate(event)
        evaluator.writeActions(of: event, into: &output)
      }
    }
  }

  /// What the rulebook adds to a host, beside one of a single rule.
  private func memoryAdded() -> Double? {
    let text = Array(Workload(rules: 1, events: 1).ruleText.utf8)
    let single = Toolchain.compile([SourceFile(path: "bench.rules", bytes: text)]).output
    return single.flatMap { try? MemoryBench(compiled, small: $0.bytes, lines: lines).addedMiB() }
  }

  private func isSame(_ events: [Event], _ floorEvents: Floor.Events, _ rulebook: Rulebook) -> Bool {
    let bytes = lines.span
    var evaluator = Evaluator(rulebook)
    for (row, event) in events.enumerated() {
      var expected: [String] = []
      floor.evaluate(floorEvents, row, in: bytes) { expected.append("r\($0)") }
      evaluator.evaluate(event)
      let actions = rulebook.step(event, from: TicketState()).actions
      if evaluator.actions(of: event) != actions || actions.map(\.rule).sorted() != expected.sorted() { return false }
    }
    return true
  }
}
