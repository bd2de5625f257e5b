import Foundation
import RuleEngine

/// Text to actions with several workers, each of which remembers its own tickets.
struct WorkerBench {
  /// In portions, as they come from a file.
  private let portions: [LogLines]
  private let rulebook: Rulebook
  /// As many as `rulesc run` answers at once.
  private static let portionSize = 1024

  init(_ lines: [[UInt8]], _ rulebook: Rulebook) {
    portions = stride(from: 0, to: lines.count, by: Self.portionSize).map { start in
      var portion = LogLines()
      for number in start..<min(lines.count, start + Self.portionSize) {
        portion.append(lines[number][...], number: number + 1)
      }
      return portion
    }
    self.rulebook = rulebook
  }

  /// What came out, and how long it took by the clock.
  func run(workers: Int) -> (output: [UInt8], seconds: Double) {
    var answerer = LogAnswerer(rulebook, recorders: Array(repeating: ActionRecorder(), count: workers)) {
      count, first, body in
      let group = DispatchGroup()
      for number in 1..<count { DispatchQueue.global().async(group: group) { body(number) } }
      first()
      body(0)
      group.wait()
    }
    var output: [UInt8] = []
    let start = ContinuousClock.now
    let write = { (actions: ArraySlice<UInt8>, _: ArraySlice<UInt8>) in output += actions }
    for portion in portions { _ = answerer.answer(portion, write: write) }
    answerer.finish(write: write)
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
