internal import Synchronization

/// What a worker is asked to do.
enum LogWork: Sendable {
  /// To answer some of the lines of a log.
  case answer(LogPart)
  /// To look at lines that nobody else has looked at, until there are none.
  case look(LogLook)
}

/// A worker, what it has to do, and what it has done. Whoever has time may do it, one thread after the other.
final class LogSeat<Recorder: AnswerRecorder>: Sendable {
  let worker: Mutex<LogWorker<Recorder>>
  let tray = Mutex(AnswerTray())
  private let inbox = Mutex(LogInbox())

  init(_ worker: LogWorker<Recorder>) { self.worker = Mutex(worker) }

  /// Whether less than two pieces of work wait.
  var hasTime: Bool { inbox.withLock { $0.works.count < 2 } }

  /// Leaves work to do.
  ///
  /// - Returns: whether somebody must be sent to do it: nobody is at it.
  func give(_ works: [LogWork]) -> Bool {
    inbox.withLock { inbox in
      inbox.works += works
      defer { inbox.isAttended = true }
      return !inbox.isAttended
    }
  }

  /// Does what there is to do, and waits before for whoever is at it.
  ///
  /// - Parameter afterwards: called each time that some answers are on the tray.
  func workThrough(_ afterwards: () -> Void = {}) {
    worker.withLock { worker in
      while let work = inbox.withLock({ $0.next() }) {
        switch work {
        case .answer(let part): worker.answer(part, onto: tray, afterwards)
        case .look(let look): worker.join(look)
        }
      }
    }
  }
}

/// Work that waits to be done, in its order.
struct LogInbox {
  var works: [LogWork] = []
  /// Somebody is at it, or was sent, and does not leave before all is done.
  var isAttended = false

  mutating func next() -> LogWork? {
    if works.isEmpty {
      isAttended = false
      return nil
    }
    return works.removeFirst()
  }
}
