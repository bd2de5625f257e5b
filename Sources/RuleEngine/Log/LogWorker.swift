internal import Synchronization

/// Answers lines one after the other, and remembers the tickets they are about.
struct LogWorker<Recorder: AnswerRecorder>: Sendable {
  /// What was written down so far.
  private(set) var recorder: Recorder
  var memory: TicketMemory
  private var decoder: EventDecoder
  /// So many answers go onto a tray at once.
  private static var step: Int { 32 }

  /// A worker that knows no ticket.
  init(_ rulebook: Rulebook, recorder: Recorder) {
    memory = TicketMemory(rulebook: rulebook)
    decoder = EventDecoder(rulebook)
    self.recorder = recorder
  }

  /// Looks at lines that nobody else has looked at, until there are none.
  mutating func join(_ look: LogLook) {
    while let range = look.nextLines() { look.keep(self.look(at: range, look), of: range) }
  }

  /// What some lines are about, to say who answers them: nothing where they are refused, as far as that is known without
  /// reading them.
  private mutating func look(at range: Range<Int>, _ look: LogLook) -> LogLook.Finding {
    var finding = LogLook.Finding()
    finding.homes.reserveCapacity(range.count)
    for line in look.lines.lines[range] {
      let found = look.findsRefusals ? subjectAsRead(of: line, in: look.lines) : subject(of: line, in: look.lines)
      let subject = found ?? .nothing
      if subject.kinship != nil { finding.related.append((finding.homes.count, subject)) }
      finding.homes.append(look.homes.home(ofHash: subject.hash))
      if look.findsRefusals, found == nil {
        finding.endsAtRefusal = true
        break
      }
    }
    return finding
  }

  private mutating func subject(of line: LogLines.Line, in lines: LogLines) -> LineSubject? {
    do throws(NotPlain) {
      let subject = try lines.withBytes(of: line) { bytes throws(NotPlain) in try LineSubject(scanning: bytes) }
      // What is remembered may be moved for such a line, and must not be for one that is refused.
      if subject.kinship == nil { return subject }
    } catch {}
    return subjectAsRead(of: line, in: lines)
  }

  /// What a line is about; `nil` if it is refused.
  private mutating func subjectAsRead(of line: LogLines.Line, in lines: LogLines) -> LineSubject? {
    switch read(line, in: lines) {
    case .event(let event): LineSubject(event)
    case .refused: nil
    }
  }

  /// Answers its part of some lines, and puts the answers on a tray, a few at a time; `afterwards` is called each time.
  mutating func answer(_ part: LogPart, onto tray: borrowing Mutex<AnswerTray>, _ afterwards: () -> Void) {
    var answers = LogAnswers()
    for (index, home) in zip(part.start..., part.homes) where home == part.worker {
      _ = answer(part.lines.lines[index], in: part.lines, into: &answers)
      guard answers.count == Self.step else { continue }
      tray.withLock { $0.put(&answers) }
      afterwards()
    }
    if answers.count > 0 {
      tray.withLock { $0.put(&answers) }
      afterwards()
    }
  }

  /// Answers lines one after the other; the timers of a line's ticket that were due before it go first.
  ///
  /// - Parameter stopsAtRefusal: whether the lines behind the first one that is refused are left alone.
  /// - Returns: whether the lines after these shall be answered.
  mutating func answer(
    _ part: ArraySlice<LogLines.Line>, in lines: LogLines, into answers: inout LogAnswers, stopsAtRefusal: Bool = false
  ) -> Bool {
    for line in part {
      let isEvent = answer(line, in: lines, into: &answers)
      if stopsAtRefusal, !isEvent { return false }
    }
    return true
  }

  /// - Returns: whether the line is an event.
  private mutating func answer(_ line: LogLines.Line, in lines: LogLines, into answers: inout LogAnswers) -> Bool {
    defer { answers.endLine() }
    return answer(line, in: lines, into: &answers.record, created: &answers.created)
  }

  /// - Returns: whether the line is an event.
  private mutating func answer(
    _ line: LogLines.Line, in lines: LogLines, into record: inout LineRecord, created: inout [String]
  ) -> Bool {
    switch read(line, in: lines) {
    case .refused(let reason):
      recorder.refuse(line: line.number, because: reason, into: &record)
      return false
    case .event(let event):
      while let timer = memory.timerDue(before: event) {
        answer(timer, line: line.number, into: &record, created: &created)
      }
      answer(event, line: line.number, into: &record, created: &created)
      return true
    }
  }

  /// Answers the next timer of any ticket that is due no later than `end`.
  ///
  /// - Returns: whether there was one.
  mutating func answerTimer(until end: Instant, line: Int, into record: inout LineRecord) -> Bool {
    guard let timer = memory.timerDue(until: end) else { return false }
    var created: [String] = []
    answer(timer, line: line, into: &record, created: &created)
    return true
  }

  private mutating func answer(_ event: Event, line: Int, into record: inout LineRecord, created: inout [String]) {
    let (step, home) = memory.answer(event, tracing: recorder.isTracing)
    recorder.record(step, of: event, line: line, into: &record)
    for ticket in step.created { created.append(ticket.provisionalID) }
    // Last, so that the state is moved, not copied.
    memory.keep(step, of: event, at: home)
  }

  private mutating func read(_ line: LogLines.Line, in lines: LogLines) -> ReadLine {
    if let trouble = lines.trouble(of: line) { return .refused(trouble) }
    do throws(EventProblem) {
      return .event(try lines.withBytes(of: line) { bytes throws(EventProblem) in try decoder.event(from: bytes) })
    } catch {
      return .refused("\(error)")
    }
  }
}

// Outside the generic type: its own type would be looked up for each line.
/// Lines that follow each other, and who answers which of them.
struct LogPart: Sendable {
  let lines: LogLines
  /// The index of the first.
  let start: Int
  /// Who answers each of them.
  let homes: [Int]
  /// Whose part it is.
  let worker: Int
}

/// A line that was read.
private enum ReadLine {
  case event(Event)
  case refused(String)
}
