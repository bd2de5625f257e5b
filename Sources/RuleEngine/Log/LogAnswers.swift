/// What a worker wrote down of some lines, one after the other, and how much of it went out.
struct LogAnswers: Sendable {
  /// Where the records of a line end.
  private struct End: Sendable {
    var output = 0
    var notes = 0
  }

  var record = LineRecord()
  /// The keys of the tickets created.
  var created: [String] = []
  private var ends: [End] = []
  /// The next line to go out.
  private var next = 0

  /// How many lines there are.
  var count: Int { ends.count }

  /// Whether all of it went out.
  var isWritten: Bool { next == ends.count }

  /// Notes that a line ends.
  mutating func endLine() { ends.append(End(output: record.output.count, notes: record.notes.count)) }

  /// Writes down what came of the next line.
  mutating func writeNext(_ write: (_ output: ArraySlice<UInt8>, _ notes: ArraySlice<UInt8>) -> Void) {
    let start = next == 0 ? End() : ends[next - 1]
    let end = ends[next]
    next += 1
    if start.output == end.output, start.notes == end.notes { return }
    write(record.output[start.output..<end.output], record.notes[start.notes..<end.notes])
  }

  /// Forgets everything but the memory for it.
  mutating func clear() {
    record.clear()
    created.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    next = 0
  }
}

/// Answers on their way from a worker to whoever writes them down: a few lines at a time, so that they are still in the
/// caches, and so that their memory is used again while it is, too.
struct AnswerTray: Sendable {
  private var answered: [LogAnswers] = []
  private var written: [LogAnswers] = []

  /// Puts answers behind those that are there, and leaves memory for further ones.
  mutating func put(_ answers: inout LogAnswers) {
    answered.append(answers)
    answers = written.popLast() ?? LogAnswers()
  }

  /// Takes the first answers that are there, and leaves the memory of those that went out.
  ///
  /// - Returns: whether there were any.
  mutating func exchange(_ answers: inout LogAnswers) -> Bool {
    if answered.isEmpty { return false }
    answers.clear()
    written.append(answers)
    answers = answered.removeFirst()
    return true
  }
}
