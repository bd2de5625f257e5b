import Foundation
import RuleEngine

/// Text to actions with several workers, each of which remembers its own tickets.
struct WorkerBench {
  /// As they come from a file.
  private let portions: [LogLines]
  private let rulebook: Rulebook
  /// As many lines as `rulesc run` answers at once.
  private static let portionSize = 2048
  /// Who has just been started reads rules when they are first met.
  private static let firstPortions = 2

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

  /// What came out, and how long it took by the clock for a line, the first ones left out if there are enough.
  func run(workers: Int) -> (output: [UInt8], secondsPerLine: Double) {
    var answerer = LogAnswerer(rulebook, recorders: Array(repeating: ActionRecorder(), count: workers)) {
      count, first, body in
      let group = DispatchGroup()
      for number in 1..<count { DispatchQueue.global().async(group: group) { body(number) } }
      first()
      body(0)
      group.wait()
    }
    var output: [UInt8] = []
    let write = { (actions: ArraySlice<UInt8>, _: ArraySlice<UInt8>) in output += actions }
    let measured = portions.count > 2 * Self.firstPortions ? portions[Self.firstPortions...] : portions[...]
    for portion in portions[..<measured.startIndex] { _ = answerer.answer(portion, write: write) }
    answerer.finish(write: write)
    let start = ContinuousClock.now
    for portion in measured { _ = answerer.answer(portion, write: write) }
    answerer.finish(write: write)
    let lineCount = measured.reduce(0) { $0 + $1.count }
    return (output, Measurement.elapsedSeconds(since: start) / Double(max(1, lineCount)))
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
