import Foundation
import RuleEngine
import Synchronization

/// Text to actions with several workers, each of which remembers its own tickets.
struct WorkerBench {
  /// Each is about another ticket.
  private let lines: [[UInt8]]
  /// As they come from a file.
  private let portions: [LogLines]
  private let rulebook: Rulebook
  /// As many lines as `rulesc run` answers at once.
  private static let portionSize = 2048
  /// Who has just been started reads rules when they are first met: of 10,000 a worker of two has met nearly all by then.
  private static let firstPortions = 8
  /// Of so many runs the best counts: two workers are slowed down by whatever else the machine does, one is not.
  static let runCount = 10
  private static let bufferSize = 1 << 16

  init(_ lines: [[UInt8]], _ rulebook: Rulebook) {
    self.lines = lines
    portions = Self.portions(of: lines)
    self.rulebook = rulebook
  }

  private static func portions(of lines: [[UInt8]]) -> [LogLines] {
    stride(from: 0, to: lines.count, by: portionSize).map { start in
      var portion = LogLines()
      for number in start..<min(lines.count, start + portionSize) {
        portion.append(lines[number][...], number: number + 1)
      }
      return portion
    }
  }

  /// How long a line takes by the clock, the first ones left out: the best of some runs, in turn, since what slows the
  /// machine down for a while slows all of them.
  ///
  /// - Parameter rulebooks: two that share nothing.
  /// - Returns: with one worker and with two; and with two that have nothing to do with each other: no faster are two on this
  ///   machine.
  func secondsPerLine(_ rulebooks: [Rulebook]) -> (alone: Double, pair: Double, apart: Double) {
    let halves = [lines.prefix(lines.count / 2), lines.suffix(lines.count / 2)].map { Self.portions(of: Array($0)) }
    var best = (alone: Double.infinity, pair: Double.infinity, apart: Double.infinity)
    for _ in 0..<Self.runCount {
      best.alone = min(best.alone, Self.seconds(for: portions, answerer(workers: 1)))
      best.pair = min(best.pair, Self.seconds(for: portions, answerer(workers: 2)))
      best.apart = min(best.apart, Self.secondsApart(halves, rulebooks))
    }
    return best
  }

  /// Each worker has half of the lines, a rulebook of its own, and somebody who writes down what comes out.
  private static func secondsApart(_ halves: [[LogLines]], _ rulebooks: [Rulebook]) -> Double {
    let sum = Mutex(0.0)
    DispatchQueue.concurrentPerform(iterations: 2) { number in
      let answerer = LogAnswerer(rulebooks[number], recorders: [ActionRecorder()])
      let seconds = seconds(for: halves[number], answerer)
      sum.withLock { $0 += seconds }
    }
    // Of both a line takes half as long as the mean.
    return sum.withLock(\.self) / 4
  }

  /// What comes out goes where it would go on its way to a file.
  private static func seconds(for portions: [LogLines], _ answerer: consuming LogAnswerer<ActionRecorder>) -> Double {
    let first = min(firstPortions, 2 * portions.count / 5)
    var answerer = answerer
    var buffer: [UInt8] = []
    let write = { (actions: ArraySlice<UInt8>, _: ArraySlice<UInt8>) in
      buffer += actions
      if buffer.count > bufferSize { buffer.removeAll(keepingCapacity: true) }
    }
    answer(portions[..<first], &answerer, write)
    let start = ContinuousClock.now
    answer(portions[first...], &answerer, write)
    let seconds = Measurement.elapsedSeconds(since: start)
    return seconds / Double(max(1, portions[first...].reduce(0) { $0 + $1.count }))
  }

  /// What comes out.
  func output(workers: Int) -> [UInt8] {
    var answerer = answerer(workers: workers)
    var output: [UInt8] = []
    Self.answer(portions[...], &answerer) { actions, _ in output += actions }
    return output
  }

  private static func answer(
    _ portions: ArraySlice<LogLines>, _ answerer: inout LogAnswerer<ActionRecorder>,
    _ write: LogAnswerer<ActionRecorder>.Write
  ) {
    for portion in portions { _ = answerer.answer(portion, write: write) }
    answerer.finish(write: write)
  }

  private func answerer(workers: Int) -> LogAnswerer<ActionRecorder> {
    LogAnswerer(rulebook, recorders: Array(repeating: ActionRecorder(), count: workers)) {
      DispatchQueue.global().async(execute: $0)
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
