internal import Synchronization

/// Answers a log, by one worker or by several at once, each with a rulebook and a memory of its own. The lines are answered
/// as one worker would answer them one after the other, and what is written down comes in their order.
///
/// The timers of a ticket that were due before its line go first.
public struct LogAnswerer<Recorder: AnswerRecorder> {
  /// Has work done, on another thread where it can, and does not wait for it.
  public typealias Elsewhere = (_ work: @escaping @Sendable () -> Void) -> Void

  /// Writes down what came of a line.
  public typealias Write = (_ output: ArraySlice<UInt8>, _ notes: ArraySlice<UInt8>) -> Void

  private let seats: [LogSeat<Recorder>]
  private var split: FamilySplit
  private var writer: AnswerWriter<Recorder>
  private let stopsAtRefusal: Bool
  private let elsewhere: Elsewhere
  /// One worker answers so many lines before it writes the answers down.
  private static var stepAlone: Int { 8 }
  /// What comes next; what it is about is known.
  private var waiting = Portion()

  /// Workers that know no ticket.
  ///
  /// - Parameters:
  ///   - recorders: one for each worker, at least one.
  ///   - stopsAtRefusal: whether the lines behind the first one that is refused are left alone.
  ///   - elsewhere: what runs all workers but the first, such as a queue of `Dispatch`; without it they run one after the
  ///     other.
  public init(
    _ rulebook: Rulebook, recorders: [Recorder], stopsAtRefusal: Bool = false,
    elsewhere: @escaping Elsewhere = { work in work() }
  ) {
    precondition(!recorders.isEmpty, "somebody must do the work")
    // Threads that share one object count its references for each other.
    seats = recorders.map {
      LogSeat(LogWorker(recorders.count == 1 ? rulebook : rulebook.copyForAnotherThread, recorder: $0))
    }
    split = FamilySplit(workerCount: recorders.count)
    writer = AnswerWriter(seats)
    self.stopsAtRefusal = stopsAtRefusal
    self.elsewhere = elsewhere
  }

  /// The recorders as they are now.
  public var recorders: [Recorder] { seats.map { $0.worker.withLock { $0.recorder } } }

  /// Takes the next lines of the log. Several workers may answer them only when more lines come, or `finish` is called:
  /// whoever is done with the lines before looks at the next ones.
  ///
  /// - Parameter readOn: called once while several workers are at work, on this thread: the time to read further lines.
  /// - Returns: whether the lines after these shall be answered.
  /// - Complexity: O(*n*) in the bytes of the lines, and what their steps take, shared by the workers.
  public mutating func answer(_ lines: LogLines, write: Write, readOn: () -> Void = {}) -> Bool {
    if seats.count == 1 { return answerAlone(lines, write) }
    if waiting.endsAtRefusal { return false }
    let look = LogLook(at: lines, split.homes, findsRefusals: stopsAtRefusal)
    answerWaiting(look, write, readOn)
    waiting = portion(of: look)
    return !waiting.endsAtRefusal
  }

  /// Answers the lines that were taken and are not answered yet, and writes all answers down.
  public mutating func finish(write: Write) {
    answerWaiting(nil, write) {}
    waiting = Portion()
    waitForAll(write)
  }

  /// Answers the next timer of any ticket that is due no later than `end`: the earliest first, at one instant in the order
  /// of the tickets' ids. All lines must be answered.
  ///
  /// - Parameter line: the last line of the log.
  /// - Returns: whether there was one.
  public mutating func answerTimer(until end: Instant, line: Int, into record: inout LineRecord) -> Bool {
    var earliest: (seat: LogSeat<Recorder>, timer: TimerQueue.Entry)?
    for seat in seats {
      guard let timer = seat.worker.withLock({ $0.memory.firstTimer(until: end) }) else { continue }
      if earliest.map({ timer < $0.timer }) ?? true { earliest = (seat, timer) }
    }
    guard let earliest else { return false }
    return earliest.seat.worker.withLock { $0.answerTimer(until: end, line: line, into: &record) }
  }

  private func answerAlone(_ lines: LogLines, _ write: Write) -> Bool {
    seats[0].worker.withLock { worker in
      var answers = LogAnswers()
      var rest = lines.lines[...]
      while !rest.isEmpty {
        let part = rest.prefix(Self.stepAlone)
        let isWhole = worker.answer(part, in: lines, into: &answers, stopsAtRefusal: stopsAtRefusal)
        while !answers.isWritten { answers.writeNext(write) }
        if !isWhole { return false }
        answers.clear()
        rest = rest[part.endIndex...]
      }
      return true
    }
  }

  /// Has the lines that wait answered, and finds out what the next ones are about. Other workers may be behind afterwards.
  private mutating func answerWaiting(_ look: LogLook?, _ write: Write, _ readOn: () -> Void) {
    var hand = Hand(lines: waiting.lines)
    for finding in waiting.findings {
      var done = 0
      for (offset, subject) in finding.related {
        hand.homes += finding.homes[done..<offset]
        hand.homes.append(home(of: subject, behind: &hand, write))
        done = offset + 1
      }
      hand.homes += finding.homes[done...]
    }
    play(&hand, look)
    readOn()
    answerOwn(write)
  }

  /// Who answers a line. One that must wait for what the lines before may create waits for them.
  private mutating func home(of subject: LineSubject, behind hand: inout Hand, _ write: Write) -> Int {
    if case .worker(let home) = split.place(of: subject) { return home }
    play(&hand, nil)
    answerOwn(write)
    waitForAll(write)
    if case .worker(let home) = split.place(of: subject) { return home }
    return settle(subject)
  }

  /// Brings what is remembered of a line's ticket to where it is at home.
  private mutating func settle(_ subject: LineSubject) -> Int {
    let (home, moved) = split.settle(subject)
    if let (ticket, from) = moved {
      let state = seats[from].worker.withLock { $0.memory.remove(ticket) }
      if let state { seats[home].worker.withLock { $0.memory.keep(state, under: ticket) } }
    }
    return home
  }

  /// Gives each worker its lines, and the next ones to look at afterwards.
  private mutating func play(_ hand: inout Hand, _ look: LogLook?) {
    writer.expect(hand.homes)
    for (number, seat) in seats.enumerated() {
      // Nobody falls behind by more than some lines.
      if !seat.hasTime { seat.workThrough() }
      var works: [LogWork] = []
      if hand.homes.contains(number) { works.append(.answer(hand.part(of: number))) }
      if let look, look.hasLines(forWorker: number) { works.append(.look(look)) }
      if !works.isEmpty, seat.give(works), number > 0 { elsewhere { seat.workThrough() } }
    }
    hand.start += hand.homes.count
    hand.homes = []
  }

  /// Does what the first worker has to do, on this thread, which also writes answers down.
  private mutating func answerOwn(_ write: Write) {
    seats[0].workThrough { writer.writeDown(write) }
    noteCreated()
  }

  private mutating func waitForAll(_ write: Write) {
    for seat in seats { seat.workThrough() }
    writer.writeDown(write)
    noteCreated()
  }

  /// Notes which tickets were created where.
  private mutating func noteCreated() {
    for (key, worker) in writer.takeCreated() {
      guard let other = split.note(created: key, by: worker) else { continue }
      // What it was given stood before the creation, or is about others.
      seats[other].workThrough()
      _ = seats[other].worker.withLock { $0.memory.remove(Event.subjectKey(ofTicket: key)) }
    }
  }

  /// Lines that somebody looked at.
  private func portion(of look: LogLook) -> Portion {
    // Whoever still looks at some leaves when it is done.
    if !look.waitAWhile() { for seat in seats { seat.worker.withLock { _ in } } }
    return Portion(lines: look.lines, findings: look.result())
  }

  /// Lines, and what they are about.
  private struct Portion {
    var lines = LogLines()
    var findings: [LogLook.Finding] = []

    /// The last line is refused, and those behind it were dropped.
    var endsAtRefusal: Bool { findings.last?.endsAtRefusal ?? false }
  }

  /// Lines on their way to the workers.
  private struct Hand {
    let lines: LogLines
    /// The index of the first.
    var start = 0
    /// The workers of the lines.
    var homes: [Int] = []

    func part(of worker: Int) -> LogPart { LogPart(lines: lines, start: start, homes: homes, worker: worker) }
  }
}
