internal import Synchronization

/// Writes answers of several workers down, in the order of the lines.
struct AnswerWriter<Recorder: AnswerRecorder> {
  private let seats: [LogSeat<Recorder>]
  /// Who answers each line that is not written down yet.
  private var homes: [Int] = []
  /// The next line whose answer is written down.
  private var next = 0
  /// What is being written down of each worker.
  private var answers: [LogAnswers]
  /// The keys of the tickets created, and by whom.
  private var created: [(key: String, worker: Int)] = []

  init(_ seats: [LogSeat<Recorder>]) {
    self.seats = seats
    answers = Array(repeating: LogAnswers(), count: seats.count)
  }

  /// Expects answers to lines, behind all that were expected before.
  ///
  /// - Parameter homes: the workers of the lines.
  mutating func expect(_ homes: [Int]) {
    self.homes.removeSubrange(..<next)
    next = 0
    self.homes += homes
  }

  /// Writes down what is answered, up to the first line that is not.
  mutating func writeDown(_ write: LogAnswerer<Recorder>.Write) {
    while next < homes.count {
      let home = homes[next]
      if answers[home].isWritten {
        if !seats[home].tray.withLock({ $0.exchange(&answers[home]) }) { return }
        for key in answers[home].created { created.append((key, home)) }
      }
      answers[home].writeNext(write)
      next += 1
    }
  }

  /// The keys of the tickets created, and by whom, which are then the caller's.
  mutating func takeCreated() -> [(key: String, worker: Int)] {
    defer { created = [] }
    return created
  }
}
