/// Answers lines one after the other, and remembers the tickets they are about.
struct LogWorker<Recorder: AnswerRecorder>: Sendable {
  /// A line that was read.
  enum ReadLine: Sendable {
    case event(Event, line: Int)
    case refused(String, line: Int)

    var isRefused: Bool { if case .refused = self { true } else { false } }
  }

  /// What was written down so far.
  private(set) var recorder: Recorder
  var memory: TicketMemory
  private var decoder: EventDecoder

  /// A worker that knows no ticket.
  init(_ rulebook: Rulebook, recorder: Recorder) {
    memory = TicketMemory(rulebook: rulebook)
    decoder = EventDecoder(rulebook)
    self.recorder = recorder
  }

  /// Answers the next timer of any ticket that is due no later than `end`.
  ///
  /// - Returns: whether there was one.
  mutating func answerTimer(until end: Instant, line: Int, into record: inout LineRecord) -> Bool {
    guard let timer = memory.timerDue(until: end) else { return false }
    answer(timer, line: line, into: &record)
    return true
  }

  mutating func read(_ line: LogLine) -> ReadLine {
    switch line.content {
    case .unreadable(let reason): return .refused(reason, line: line.number)
    case .text(let bytes):
      do throws(EventProblem) {
        return .event(try decoder.event(from: bytes), line: line.number)
      } catch {
        return .refused("\(error)", line: line.number)
      }
    }
  }

  /// Answers a line; the timers of its ticket that were due before it go first.
  ///
  /// - Returns: the keys of the tickets created.
  @discardableResult
  mutating func answer(_ line: ReadLine, into record: inout LineRecord) -> [String] {
    switch line {
    case .refused(let reason, let number):
      recorder.refuse(line: number, because: reason, into: &record)
      return []
    case .event(let event, let number):
      var created: [String] = []
      while let timer = memory.timerDue(before: event) { created += answer(timer, line: number, into: &record) }
      return created + answer(event, line: number, into: &record)
    }
  }

  @discardableResult
  mutating func answer(_ event: Event, line: Int, into record: inout LineRecord) -> [String] {
    let step = memory.handle(event, tracing: recorder.isTracing)
    recorder.record(step, of: event, line: line, into: &record)
    return step.created.isEmpty ? [] : step.created.map(\.provisionalID)
  }
}
