internal import Synchronization

/// What a worker wrote down of its lines, one after the other.
struct LogAnswers: Sendable {
  /// Where the records of a line end.
  struct End: Sendable, Equatable {
    var output: Int
    var notes: Int
  }

  var record = LineRecord()
  private(set) var ends: [End] = []

  /// Notes that a line ends.
  mutating func endLine() { ends.append(End(output: record.output.count, notes: record.notes.count)) }

  /// Forgets everything but the memory for it.
  mutating func clear() {
    record.clear()
    ends.removeAll(keepingCapacity: true)
  }
}

/// A worker, and what lies before it.
struct LogDesk<Recorder: AnswerRecorder>: Sendable {
  var worker: LogWorker<Recorder>
  /// What is to be answered.
  var lines: [LogLines.Line] = []
  /// Of the lines that were answered.
  var answers = LogAnswers()
  private var created: [String] = []
  private var findings: [LogLook.Finding] = []

  init(_ worker: LogWorker<Recorder>) { self.worker = worker }

  /// Answers the lines.
  mutating func answer(of all: LogLines) {
    for line in lines {
      _ = worker.answer(line, in: all, into: &answers.record, created: &created)
      answers.endLine()
    }
    lines.removeAll(keepingCapacity: true)
  }

  /// Looks at lines that nobody else has looked at, until there are none.
  mutating func join(_ look: LogLook) {
    while let range = look.nextLines() {
      var finding = LogLook.Finding(start: range.lowerBound)
      for line in look.lines.lines[range] {
        let subject =
          look.findsRefusals ? worker.subjectAsRead(of: line, in: look.lines) : worker.subject(of: line, in: look.lines)
        finding.subjects.append(subject ?? .nothing)
        if look.findsRefusals, subject == nil {
          finding.endsAtRefusal = true
          break
        }
      }
      findings.append(finding)
    }
  }

  /// The keys of the tickets created, which are then the caller's.
  mutating func takeCreated() -> [String] {
    defer { created = [] }
    return created
  }

  /// What was found, which is then the caller's.
  mutating func takeFindings() -> [LogLook.Finding] {
    defer { findings = [] }
    return findings
  }
}

/// Finding out what lines are about, by whoever has time.
final class LogLook: Sendable {
  /// What some lines are about.
  struct Finding: Sendable {
    /// The index of the first.
    let start: Int
    var subjects: [LineSubject] = []
    /// The last one is refused; the lines behind it were not looked at.
    var endsAtRefusal = false
  }

  let lines: LogLines
  /// Whether a line that is refused ends it.
  let findsRefusals: Bool
  private let start = Atomic(0)
  private static let step = 32

  init(at lines: LogLines, findsRefusals: Bool) {
    self.lines = lines
    self.findsRefusals = findsRefusals
  }

  /// Lines that nobody has looked at, which the caller must do.
  func nextLines() -> Range<Int>? {
    let start = start.add(Self.step, ordering: .relaxed).oldValue
    return start < lines.count ? start..<min(lines.count, start + Self.step) : nil
  }
}
