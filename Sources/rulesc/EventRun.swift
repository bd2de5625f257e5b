internal import Dispatch
internal import RuleEngine

/// A run of a rulebook over the lines of a log.
final class EventRun {
  private var answerer: LogAnswerer<RunRecorder>
  private let source: String
  private let showsProgress: Bool
  private var lineNumber = 0
  private var itself: EventRun?
  /// So many lines are handed over at once, if they are there: with few of them workers wait for each other more often, and
  /// many take more than the caches hold.
  private static let batchSize = 2048
  private static let progressStep = 50_000

  init(
    _ rulebook: Rulebook, source: String, workers: Int, isStrict: Bool, isTracing: Bool, showsProgress: Bool
  ) {
    if workers > 1 { Heap.prepareForThreads() }
    let recorder = RunRecorder(source: source, isTracing: isTracing)
    answerer = LogAnswerer(
      rulebook, recorders: Array(repeating: recorder, count: workers), stopsAtRefusal: isStrict,
      elsewhere: { DispatchQueue.global().async(execute: $0) })
    self.source = source
    self.showsProgress = showsProgress
  }

  /// What the run remembers of tickets goes with the process: forgetting one after the other takes longer.
  func stayForEver() { itself = self }

  /// What happened, for people.
  var summary: String { counts.text }

  private var counts: RunCounts { answerer.recorders.reduce(into: RunCounts()) { $0 += $1.counts } }

  /// Answers line after line.
  ///
  /// - Parameter end: up to when timers are delivered after the last line.
  func run(_ log: EventLines, until end: Instant?) -> ExitStatus {
    var log = log
    var lines = LogLines()
    repeat {
      // Nobody waits for an answer until more lines come.
      if lines.count == 0, log.waits() { answerer.finish(write: Self.put) }
      if lines.count == 0 { lines = log.next(Self.batchSize) }
    } while answer(&lines, &log)
    answerer.finish(write: Self.put)
    if let end { answerTimers(until: end) }
    if showsProgress, lineNumber >= Self.progressStep { Console.note("\r\u{1B}[K") }
    Output.standard.flush()
    if let failure = log.failure {
      Console.fail("\(source) cannot be read any further after line \(log.lineCount): \(failure)")
      return .cannotRun
    }
    return counts.refused == 0 ? .clean : .errors
  }

  /// Takes the next lines, and leaves those after them, if they are there and there was time to read them.
  ///
  /// - Returns: whether there may be more to answer.
  private func answer(_ lines: inout LogLines, _ log: inout EventLines) -> Bool {
    if lines.count == 0 { return false }
    showProgress(to: log.lineCount)
    var next = LogLines()
    let isWhole = answerer.answer(lines, write: Self.put) {
      if !log.waits() { next = log.next(Self.batchSize) }
    }
    lines = next
    return isWhole
  }

  private func answerTimers(until end: Instant) {
    var record = LineRecord()
    while answerer.answerTimer(until: end, line: lineNumber, into: &record) {
      Self.put(record.output[...], record.notes[...])
      record.clear()
    }
  }

  private func showProgress(to number: Int) {
    if showsProgress, number / Self.progressStep > lineNumber / Self.progressStep {
      Console.note("\r\(number) lines …")
    }
    lineNumber = number
  }

  private static func put(_ output: ArraySlice<UInt8>, _ notes: ArraySlice<UInt8>) {
    if !output.isEmpty { Output.standard.append { $0 += output } }
    if !notes.isEmpty { Console.note(notes) }
  }
}
