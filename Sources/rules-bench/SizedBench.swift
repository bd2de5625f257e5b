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
  private let floor: Floor

  /// `nil` if the generated rules do not compile.
  init?(rules: Int) {
    workload = Workload(rules: rules, events: 5_000)
    ruleText = Array(workload.ruleText.utf8)
    lines = workload.eventText
    floor = Floor(workload)
    guard let output = Toolchain.compile([SourceFile(path: "bench.rules", bytes: ruleText)]).output else { return nil }
    compiled = output.bytes
  }

  /// Measures everything and prints it; whether engine and floor agree.
  func run() -> Bool {
    guard let rulebook = try? Rulebook(bytes: compiled) else { return false }
    let count = Double(workload.events.count)
    let pieces = lines.split(separator: UInt8(ascii: "\n")).map(Array.init)

    var events: [Event] = []
    events.reserveCapacity(pieces.count)
    for piece in pieces {
      if let event = try? rulebook.event(from: piece) { events.append(event) }
    }
    guard events.count == pieces.count else { return false }
    var fired = 0
    let evaluation = Measurement.seconds {
      fired = 0
      for event in events { fired += rulebook.step(event, from: TicketState()).actions.count }
    }
    var output: [UInt8] = []
    let endToEnd = Measurement.seconds {
      output.removeAll(keepingCapacity: true)
      for piece in pieces {
        guard let event = try? rulebook.event(from: piece) else { continue }
        for action in rulebook.step(event, from: TicketState()).actions {
          action.write(into: &output)
          output.append(UInt8(ascii: "\n"))
        }
      }
    }
    let reading = Measurement.seconds {
      for piece in pieces { _ = try? rulebook.event(from: piece) }
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
    row("read, µs an event", reading / count * 1e6, floorReading / count * 1e6)
    row("text to actions, µs an event", endToEnd / count * 1e6, floorEndToEnd / count * 1e6)
    let load = Measurement.seconds { _ = try? Rulebook(bytes: compiled) }
    row("load, ms", load * 1e3, nil)
    let files = [SourceFile(path: "bench.rules", bytes: ruleText)]
    row("check, ms", Measurement.seconds { _ = Toolchain.check(files) } * 1e3, nil)
    row("compile, ms", Measurement.seconds { _ = Toolchain.compile(files) } * 1e3, nil)
    row("memory of a rulebook, MiB", memoryAdded(), nil)
    return isSame(events, floorEvents, rulebook)
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

  private func memoryAdded() -> Double {
    let before = Measurement.residentMiB
    let rulebooks = (0..<4).compactMap { _ in try? Rulebook(bytes: compiled) }
    let after = Measurement.residentMiB
    return withExtendedLifetime(rulebooks) { (after - before) / 4 }
  }

  private func isSame(_ events: [Event], _ floorEvents: Floor.Events, _ rulebook: Rulebook) -> Bool {
    let bytes = lines.span
    for (row, event) in events.enumerated() {
      var expected: [String] = []
      floor.evaluate(floorEvents, row, in: bytes) { expected.append("r\($0)") }
      let found = rulebook.step(event, from: TicketState()).actions.map(\.rule)
      if found.sorted() != expected.sorted() { return false }
    }
    return true
  }

  private func row(_ what: String, _ engine: Double, _ floor: Double?) {
    func padded(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    func number(_ value: Double) -> String { String(format: value < 10 ? "%.3f" : "%.1f", value) }
    let name = what + String(repeating: " ", count: max(0, 28 - what.count))
    let size = String(workload.rules.count)
    print(
      size + String(repeating: " ", count: max(0, 7 - size.count)) + " | " + name + " | " + padded(number(engine), 9)
        + " | " + padded(floor.map(number) ?? "", 9) + " | "
        + (floor.map { padded(String(format: "%.1f", engine / $0), 5) } ?? ""))
  }
}
