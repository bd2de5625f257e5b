internal import Dispatch
internal import RuleEngine

/// A run of a rulebook over the lines of a log.
final class EventRun {
  private var answerer: LogAnswerer<RunRecorder>
  private let source: String
  private let isStrict: Bool
  private let showsProgress: Bool
  private var lineNumber = 0
  /// So many lines are handed over at once, if they are there. With four times as many, whose events take more than the
  /// caches hold, two workers took an eighth longer.
  private static let batchSize = 1024
  private static let progressStep = 50_000

  init(
    _ rulebook: Rulebook, source: String, workers: Int, isStrict: Bool, isTracing: Bool, showsProgress: Bool
  ) {
    let recorder = RunRecorder(source: source, isTracing: isTracing)
    answerer = LogAnswerer(rulebook, recorders: Array(repeating: recorder, count: workers)) { count, body in
      DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }
    self.source = source
    self.isStrict = isStrict
    self.showsProgress = showsProgress
  }

  /// What happened, for people.
  var summary: String { counts.text }

  private var counts: RunCounts { answerer.recorders.reduce(into: RunCounts()) { $0 += $1.counts } }

  /// Answers line after line.
  ///
  /// - Parameter end: up to when timers are delivered after the last line.
  func run(_ log: EventLines, until end: Instant?) -> ExitStatus {
    var log = log
    while answerNext(&log) {}
    if let end { answerTimers(until: end) }
    if showsProgress, lineNumber >= Self.progressStep { Console.note("\r\u{1B}[K") }
    Output.standard.flush()
    if let failure = log.failure {
      Console.fail("\(source) cannot be read any further after line \(log.lineCount): \(failure)")
      return .cannotRun
    }
    return counts.refused == 0 ? .clean : .errors
  }

  /// Answers the next lines, as many as are there.
  ///
  /// - Returns: whether there may be more to answer.
  private func answerNext(_ log: inout EventLines) -> Bool {
    guard let line = log.next() else { return false }
    var lines = [line]
    while lines.count < Self.batchSize, !log.waits(), let line = log.next() { lines.append(line) }
    let isWhole = answerer.answer(lines, stopsAtRefusal: isStrict) { Self.put($0, $1) }
    showProgress(to: log.lineCount)
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
