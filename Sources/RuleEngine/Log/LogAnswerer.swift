internal import Synchronization

/// Answers a log, by one worker or by several at once, each with a rulebook and a memory of its own. The lines are answered
/// as one worker would answer them one after the other, and what is written down comes in their order.
///
/// The timers of a ticket that were due before its line go first.
public struct LogAnswerer<Recorder: AnswerRecorder> {
  /// Calls `first` on the thread that it is called on, and `body` with each number below a count; as much of it as possible
  /// at the same time, but `body` with 0 on the same thread after `first`. Returns when all are done.
  public typealias SideBySide = (_ count: Int, _ first: () -> Void, _ body: @escaping @Sendable (Int) -> Void) -> Void

  /// Writes down what came of a line.
  public typealias Write = (_ output: ArraySlice<UInt8>, _ notes: ArraySlice<UInt8>) -> Void

  private let seats: [Seat]
  private var split: FamilySplit
  private let stopsAtRefusal: Bool
  private let sideBySide: SideBySide
  /// One worker answers so many lines before it writes the answers down.
  private static var stepAlone: Int { 8 }
  /// What comes next; what it is about is known.
  private var waiting = Portion()

  /// Workers that know no ticket.
  ///
  /// - Parameters:
  ///   - recorders: one for each worker, at least one.
  ///   - stopsAtRefusal: whether the lines behind the first one that is refused are left alone.
  ///   - sideBySide: what runs the workers, such as queues of `Dispatch`; without it they run one after the other.
  public init(
    _ rulebook: Rulebook, recorders: [Recorder], stopsAtRefusal: Bool = false,
    sideBySide: @escaping SideBySide = { count, first, body in
      first()
      for number in 0..<count { body(number) }
    }
  ) {
    precondition(!recorders.isEmpty, "somebody must do the work")
    // Threads that share one object count its references for each other.
    seats = recorders.map {
      Seat(LogWorker(recorders.count == 1 ? rulebook : rulebook.copyForAnotherThread, recorder: $0))
    }
    split = FamilySplit(workerCount: recorders.count)
    self.stopsAtRefusal = stopsAtRefusal
    self.sideBySide = sideBySide
  }

  /// The recorders as they are now.
  public var recorders: [Recorder] { seats.map { $0.desk.withLock { $0.worker.recorder } } }

  /// Takes the next lines of the log. Several workers may answer them only when more lines come, or `finish` is called:
  /// whoever is done with the lines before looks at the next ones.
  ///
  /// - Parameter readOn: called once while several workers are at work, on this thread: the time to read further lines.
  /// - Returns: whether the lines after these shall be answered.
  /// - Complexity: O(*n*) in the bytes of the lines, and what their steps take, shared by the workers.
  public mutating func answer(_ lines: LogLines, write: Write, readOn: () -> Void = {}) -> Bool {
    if seats.count == 1 { return answerAlone(lines, write) }
    var next = Portion(lines)
    let isWhole = answerWaiting(lookingAt: &next, write, readOn)
    if isWhole { waiting = next }
    return isWhole
  }

  /// Answers the lines that were taken and are not answered yet, and writes all answers down.
  public mutating func finish(write: Write) {
    var none = Portion()
    _ = answerWaiting(lookingAt: &none, write) {}
  }

  /// Answers the next timer of any ticket that is due no later than `end`: the earliest first, at one instant in the order
  /// of the tickets' ids. All lines must be answered.
  ///
  /// - Parameter line: the last line of the log.
  /// - Returns: whether there was one.
  public mutating func answerTimer(until end: Instant, line: Int, into record: inout LineRecord) -> Bool {
    var earliest: (seat: Seat, timer: TimerQueue.Entry)?
    for seat in seats {
      guard let timer = seat.desk.withLock({ $0.worker.memory.firstTimer(until: end) }) else { continue }
      if earliest.map({ timer < $0.timer }) ?? true { earliest = (seat, timer) }
    }
    guard let earliest else { return false }
    return earliest.seat.desk.withLock { $0.worker.answerTimer(until: end, line: line, into: &record) }
  }

  private func answerAlone(_ lines: LogLines, _ write: Write) -> Bool {
    seats[0].desk.withLock { desk in
      var answers = LogAnswers()
      var created: [String] = []
      var rest = lines.lines[...]
      while !rest.isEmpty {
        let part = rest.prefix(Self.stepAlone)
        let isWhole = desk.worker.answer(
          part, in: lines, into: &answers, created: &created, stopsAtRefusal: stopsAtRefusal)
        while !answers.isWritten { answers.writeNext(write) }
        if !isWhole { return false }
        answers.clear()
        created.removeAll(keepingCapacity: true)
        rest = rest[part.endIndex...]
      }
      return true
    }
  }

  /// Answers what waits, and finds out what the next lines are about.
  ///
  /// - Returns: whether the lines after these shall be answered.
  private mutating func answerWaiting(lookingAt next: inout Portion, _ write: Write, _ readOn: () -> Void) -> Bool {
    let portion = waiting
    waiting = Portion()
    if portion.endsAtRefusal { next = Portion() }
    var look = next.lines.count == 0 ? nil : LogLook(at: next.lines, findsRefusals: stopsAtRefusal)
    var start = 0
    while true {
      let homes = handOut(portion, from: start)
      if homes.isEmpty, look == nil { return !portion.endsAtRefusal }
      work(on: portion.lines, of: homes, look, write, start == 0 ? readOn : {})
      if look != nil { next.finish(seats.map { $0.desk.withLock { $0.takeFindings() } }) }
      look = nil
      noteCreated()
      start += homes.count
    }
  }

  /// Gives each worker its lines, up to one that must wait for what the others create.
  ///
  /// - Returns: the workers of the lines handed out.
  private mutating func handOut(_ portion: Portion, from start: Int) -> [Int] {
    var parts = [[LogLines.Line]](repeating: [], count: seats.count)
    var homes: [Int] = []
    for index in start..<portion.lines.count {
      let subject = portion.subjects[index]
      let home: Int
      switch split.place(of: subject) {
      case .worker(let worker): home = worker
      case .unsettled where homes.isEmpty: home = settle(subject)
      case .unsettled:
        give(parts)
        return homes
      }
      parts[home].append(portion.lines.lines[index])
      homes.append(home)
    }
    give(parts)
    return homes
  }

  private func give(_ parts: [[LogLines.Line]]) {
    for (seat, part) in zip(seats, parts) { seat.desk.withLock { $0.lines = part } }
  }

  /// Brings what is remembered of a line's ticket to where it is at home.
  private mutating func settle(_ subject: LineSubject) -> Int {
    let (home, moved) = split.settle(subject)
    if let (ticket, from) = moved {
      let state = seats[from].desk.withLock { $0.worker.memory.remove(ticket) }
      if let state { seats[home].desk.withLock { $0.worker.memory.keep(state, under: ticket) } }
    }
    return home
  }

  /// Lets the workers answer what they were given, and writes the answers down; who has nothing to answer looks at the next
  /// lines.
  ///
  /// - Parameter homes: the workers of the lines.
  private func work(on lines: LogLines, of homes: [Int], _ look: LogLook?, _ write: Write, _ readOn: () -> Void) {
    let seats = seats
    let busy = seats.filter { look != nil || !$0.desk.withLock { $0.lines.isEmpty } }
    var writer = AnswerWriter(homes, workerCount: seats.count)
    func first() {
      readOn()
      // The caller's thread writes down what is there between its own answers.
      seats[0].answer(of: lines) { writer.writeDown(from: seats, write) }
    }
    let body: @Sendable (Int) -> Void = { number in
      busy[number].answer(of: lines) {}
      if let look { busy[number].desk.withLock { $0.join(look) } }
    }
    if busy.count == 1 {
      // One worker needs no other thread.
      first()
      body(0)
    } else {
      sideBySide(busy.count, first, body)
    }
    writer.writeDown(from: seats, write)
  }

  /// Notes which tickets were created where.
  private mutating func noteCreated() {
    for (worker, seat) in seats.enumerated() {
      for key in seat.desk.withLock({ $0.takeCreated() }) {
        guard let other = split.note(created: key, by: worker) else { continue }
        _ = seats[other].desk.withLock { $0.worker.memory.remove(Event.subjectKey(ofTicket: key)) }
      }
    }
  }

  /// Writes answers down in the order of the lines.
  private struct AnswerWriter {
    /// Who answers each line.
    private let homes: [Int]
    /// The next line whose answer is written down.
    private var next = 0
    /// What is being written down of each worker.
    private var answers: [LogAnswers]

    init(_ homes: [Int], workerCount: Int) {
      self.homes = homes
      answers = Array(repeating: LogAnswers(), count: workerCount)
    }

    /// Writes down what is answered, up to the first line that is not.
    mutating func writeDown(from seats: [Seat], _ write: Write) {
      while next < homes.count {
        let home = homes[next]
        if answers[home].isWritten, !seats[home].tray.withLock({ $0.exchange(&answers[home]) }) { return }
        answers[home].writeNext(write)
        next += 1
      }
    }
  }

  /// Lines, and what they are about.
  private struct Portion {
    var lines = LogLines()
    private(set) var subjects: [LineSubject] = []
    /// The last line is refused, and those behind it were dropped.
    private(set) var endsAtRefusal = false

    init() {}

    init(_ lines: LogLines) { self.lines = lines }

    /// Takes what the workers found.
    mutating func finish(_ findings: [[LogLook.Finding]]) {
      subjects.reserveCapacity(lines.count)
      for finding in findings.joined().sorted(by: { $0.start < $1.start }) {
        subjects += finding.subjects
        guard finding.endsAtRefusal else { continue }
        endsAtRefusal = true
        lines.keepFirst(subjects.count)
        return
      }
    }
  }

  private final class Seat: Sendable {
    let desk: Mutex<LogDesk<Recorder>>
    let tray = Mutex(AnswerTray())

    init(_ worker: LogWorker<Recorder>) { desk = Mutex(LogDesk(worker)) }

    /// Answers what lies on the desk; `afterwards` is called each time that some answers are on the tray.
    func answer(of lines: LogLines, _ afterwards: () -> Void) {
      desk.withLock { $0.answer(of: lines, onto: tray, afterwards) }
    }
  }
}
