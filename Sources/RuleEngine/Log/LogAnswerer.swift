internal import Synchronization

/// Answers a log, by one worker or by several at once, each with a rulebook and a memory of its own. The lines are answered
/// as one worker would answer them one after the other, and what is written down comes in their order.
///
/// The timers of a ticket that were due before its line go first.
public struct LogAnswerer<Recorder: AnswerRecorder> {
  /// Calls a function with each number below a count, if possible at the same time, and returns when all are done.
  public typealias SideBySide = (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

  /// Writes down what came of a line.
  public typealias Write = (_ output: ArraySlice<UInt8>, _ notes: ArraySlice<UInt8>) -> Void

  private let seats: [Seat]
  private var split: FamilySplit
  private let sideBySide: SideBySide

  /// Workers that know no ticket.
  ///
  /// - Parameters:
  ///   - recorders: one for each worker, at least one.
  ///   - sideBySide: what runs the workers, such as `DispatchQueue.concurrentPerform`.
  public init(_ rulebook: Rulebook, recorders: [Recorder], sideBySide: @escaping SideBySide) {
    precondition(!recorders.isEmpty, "somebody must do the work")
    // Threads that share one object count its references for each other.
    seats = recorders.map {
      Seat(LogWorker(recorders.count == 1 ? rulebook : rulebook.copyForAnotherThread, recorder: $0))
    }
    split = FamilySplit(workerCount: recorders.count)
    self.sideBySide = sideBySide
  }

  /// The recorders as they are now.
  public var recorders: [Recorder] { seats.map { $0.desk.withLock { $0.worker.recorder } } }

  /// Answers the next lines of the log.
  ///
  /// - Parameter stopsAtRefusal: whether the lines behind the first one that is refused are left alone.
  /// - Returns: whether all lines were answered.
  /// - Complexity: O(*n*) in the bytes of the lines, and what their steps take, shared by the workers.
  public mutating func answer(
    _ lines: consuming [LogLine], stopsAtRefusal: Bool = false, write: Write
  ) -> Bool {
    if seats.count == 1 { return answerAlone(lines, stopsAtRefusal, write) }
    var rest = ReadLines(read(lines))
    let isWhole = !stopsAtRefusal || !rest.endAtRefusal()
    while true {
      let homes = handOut(&rest)
      if homes.isEmpty { return isWhole }
      work(homes, write)
    }
  }

  /// Answers the next timer of any ticket that is due no later than `end`: the earliest first, at one instant in the order
  /// of the tickets' ids.
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

  private func answerAlone(_ lines: [LogLine], _ stopsAtRefusal: Bool, _ write: Write) -> Bool {
    seats[0].desk.withLock { desk in
      var record = LineRecord()
      for line in lines {
        let read = desk.worker.read(line)
        desk.worker.answer(read, into: &record)
        write(record.output[...], record.notes[...])
        if stopsAtRefusal, read.isRefused { return false }
        record.clear()
      }
      return true
    }
  }

  /// The lines read, a part of them by each worker; the last part and in each part the last line first.
  private func read(_ lines: consuming [LogLine]) -> [[LogWorker<Recorder>.ReadLine]] {
    let total = lines.count
    for (worker, seat) in seats.enumerated().reversed() {
      // Moved, not copied: a worker frees what it has read.
      var part: [LogLine] = []
      part.reserveCapacity(total / seats.count + 1)
      while lines.count > worker * total / seats.count, let line = lines.popLast() { part.append(line) }
      seat.desk.withLock { $0.unread = part }
    }
    run(Array(seats.indices)) { [seats] worker in seats[worker].desk.withLock { $0.read() } }
    return seats.reversed().map { $0.desk.withLock { $0.takeLines() } }
  }

  /// Gives each worker its lines, up to one that must wait for what the others create.
  ///
  /// - Returns: the workers of the lines handed out.
  private mutating func handOut(_ lines: inout ReadLines) -> [Int] {
    var parts = [[LogWorker<Recorder>.ReadLine]](repeating: [], count: seats.count)
    var homes: [Int] = []
    while let line = lines.popFirst() {
      var home = 0
      if case .event(let event, _) = line {
        switch split.place(of: event) {
        case .worker(let worker): home = worker
        case .unsettled where !homes.isEmpty:
          lines.putBack(line)
          give(parts)
          return homes
        case .unsettled: home = settle(event)
        }
      }
      parts[home].append(line)
      homes.append(home)
    }
    give(parts)
    return homes
  }

  private func give(_ parts: [[LogWorker<Recorder>.ReadLine]]) {
    for (seat, part) in zip(seats, parts) { seat.desk.withLock { $0.lines = part } }
  }

  /// Brings what is remembered of a line's ticket to where it is at home.
  private mutating func settle(_ event: Event) -> Int {
    let (home, moved) = split.settle(event)
    if let (ticket, from) = moved {
      let state = seats[from].desk.withLock { $0.worker.memory.remove(ticket) }
      if let state { seats[home].desk.withLock { $0.worker.memory.keep(state, under: ticket) } }
    }
    return home
  }

  /// Lets the workers answer what they were given, and writes it down in the order of the lines.
  private mutating func work(_ homes: [Int], _ write: Write) {
    let busy = seats.indices.filter { !seats[$0].desk.withLock { $0.lines.isEmpty } }
    run(busy) { [seats] worker in seats[worker].desk.withLock { $0.answerLines() } }
    for worker in busy {
      for key in seats[worker].desk.withLock({ $0.created }) {
        guard let other = split.note(created: key, by: worker) else { continue }
        _ = seats[other].desk.withLock { $0.worker.memory.remove(Event.subjectKey(ofTicket: key)) }
      }
    }
    let sheets = seats.map { $0.desk.withLock { ($0.record, $0.ends) } }
    var next = Array(repeating: 0, count: sheets.count)
    var starts = Array(repeating: Desk.End(output: 0, notes: 0), count: sheets.count)
    for home in homes {
      let (record, ends) = sheets[home]
      let start = starts[home]
      let end = ends[next[home]]
      write(record.output[start.output..<end.output], record.notes[start.notes..<end.notes])
      next[home] += 1
      starts[home] = end
    }
  }

  /// One worker needs no other thread.
  private func run(_ workers: [Int], _ body: @Sendable (Int) -> Void) {
    if workers.count == 1 { body(workers[0]) } else { sideBySide(workers.count) { body(workers[$0]) } }
  }

  /// Lines that wait to be answered; the first is at the end of the last part, so that taking it moves no other.
  private struct ReadLines {
    private var parts: [[LogWorker<Recorder>.ReadLine]]

    init(_ parts: [[LogWorker<Recorder>.ReadLine]]) { self.parts = parts }

    mutating func popFirst() -> LogWorker<Recorder>.ReadLine? {
      while !parts.isEmpty {
        if let line = parts[parts.count - 1].popLast() { return line }
        parts.removeLast()
      }
      return nil
    }

    /// The line that was taken last comes first again.
    mutating func putBack(_ line: LogWorker<Recorder>.ReadLine) { parts[parts.count - 1].append(line) }

    /// Drops the lines behind the first one that is refused.
    ///
    /// - Returns: whether there is one.
    mutating func endAtRefusal() -> Bool {
      for part in parts.indices.reversed() {
        guard let refused = parts[part].lastIndex(where: \.isRefused) else { continue }
        parts[part].removeSubrange(..<refused)
        parts.removeSubrange(..<part)
        return true
      }
      return false
    }
  }

  /// A worker, and what lies before it.
  private struct Desk: Sendable {
    /// Where the records of a line end.
    struct End: Sendable {
      var output: Int
      var notes: Int
    }

    var worker: LogWorker<Recorder>
    var unread: [LogLine] = []
    var lines: [LogWorker<Recorder>.ReadLine] = []
    private(set) var record = LineRecord()
    private(set) var ends: [End] = []
    private(set) var created: [String] = []

    init(_ worker: LogWorker<Recorder>) { self.worker = worker }

    mutating func read() {
      lines.reserveCapacity(unread.count)
      for line in unread { lines.append(worker.read(line)) }
      unread = []
    }

    mutating func takeLines() -> [LogWorker<Recorder>.ReadLine] {
      defer { lines = [] }
      return lines
    }

    mutating func answerLines() {
      record.clear()
      ends.removeAll(keepingCapacity: true)
      created = []
      for line in lines {
        created += worker.answer(line, into: &record)
        ends.append(End(output: record.output.count, notes: record.notes.count))
      }
      lines = []
    }
  }

  private final class Seat: Sendable {
    let desk: Mutex<Desk>

    init(_ worker: LogWorker<Recorder>) { desk = Mutex(Desk(worker)) }
  }
}
