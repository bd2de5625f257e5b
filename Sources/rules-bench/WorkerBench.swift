import Foundation
import RuleEngine

/// Text to actions with several workers, each of which remembers its own tickets.
struct WorkerBench {
  /// As they come from a file.
  private let portions: [LogLines]
  private let rulebook: Rulebook
  /// As many lines as `rulesc run` answers at once.
  private static let portionSize = 2048
  /// Who has just been started reads rules when they are first met: of 10,000 a worker of two has met nearly all by then.
  private static let firstPortions = 8
  private static let runCount = 3
  private static let bufferSize = 1 << 16

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

  /// How long a line takes by the clock, the first ones left out if there are enough: the best of some runs.
  ///
  /// What comes out goes where it would go on its way to a file.
  func secondsPerLine(workers: Int) -> Double {
    let first = portions.count > 2 * Self.firstPortions ? Self.firstPortions : 0
    let lineCount = portions[first...].reduce(0) { $0 + $1.count }
    var best = Double.infinity
    for _ in 0..<Self.runCount {
      var answerer = answerer(workers: workers)
      var buffer: [UInt8] = []
      let write = { (actions: ArraySlice<UInt8>, _: ArraySlice<UInt8>) in
        buffer += actions
        if buffer.count > Self.bufferSize { buffer.removeAll(keepingCapacity: true) }
      }
      answer(portions[..<first], &answerer, write)
      let start = ContinuousClock.now
      answer(portions[first...], &answerer, write)
      best = min(best, Measurement.elapsedSeconds(since: start))
    }
    return best / Double(max(1, lineCount))
  }

  /// What comes out.
  func output(workers: Int) -> [UInt8] {
    var answerer = answerer(workers: workers)
    var output: [UInt8] = []
    answer(portions[...], &answerer) { actions, _ in output += actions }
    return output
  }

  private func answer(
    _ portions: ArraySlice<LogLines>, _ answerer: inout LogAnswerer<ActionRecorder>,
    _ write: LogAnswerer<ActionRecorder>.Write
  ) {
    for portion in portions { _ = answerer.answer(portion, write: write) }
    answerer.finish(write: write)
  }

  private func answerer(workers: Int) -> LogAnswerer<ActionRecorder> {
    LogAnswerer(rulebook, recorders: Array(repeating: ActionRecorder(), count: workers)) { count, first, body in
      let group = DispatchGroup()
      for number in 1..<count { DispatchQueue.global().async(group: group) { body(number) } }
      first()
      body(0)
      group.wait()
    }
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
