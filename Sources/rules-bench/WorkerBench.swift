import Foundation
import RuleEngine

/// Text to actions with several workers, each of which remembers its own tickets.
struct WorkerBench {
  private let lines: [LogLine]
  private let rulebook: Rulebook

  init(_ lines: [[UInt8]], _ rulebook: Rulebook) {
    self.lines = lines.enumerated().map { LogLine(number: $0.offset + 1, .text($0.element)) }
    self.rulebook = rulebook
  }

  /// What came out, and how long it took by the clock.
  func run(workers: Int) -> (output: [UInt8], seconds: Double) {
    var answerer = LogAnswerer(rulebook, recorders: Array(repeating: ActionRecorder(), count: workers)) { count, body in
      DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }
    var output: [UInt8] = []
    let start = ContinuousClock.now
    // In portions, as they come from a file.
    for portion in stride(from: 0, to: lines.count, by: 1024) {
      _ = answerer.answer(Array(lines[portion..<min(lines.count, portion + 1024)])) { actions, _ in output += actions }
    }
    return (output, Measurement.elapsedSeconds(since: start))
  }

  /// Writes down the actions.
  private struct ActionRecorder: AnswerRecorder {
    var isTracing: Bool { false }

    func record(_ step: Step, of event: Event, line: Int, into record: inout LineRecord) {
      step.actions.writeLines(into: &record.output)
    }

    func refuse(line: Int, because reason: String, into record: inout LineRecord) {}
  }
}
