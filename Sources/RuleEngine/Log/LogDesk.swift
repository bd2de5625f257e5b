internal import Synchronization

/// A worker, and what lies before it.
struct LogDesk<Recorder: AnswerRecorder>: Sendable {
  var worker: LogWorker<Recorder>
  /// What is to be answered.
  var lines: [LogLines.Line] = []
  private var created: [String] = []
  private var findings: [LogLook.Finding] = []
  /// So many answers go onto the tray at once.
  private static var step: Int { 32 }

  init(_ worker: LogWorker<Recorder>) { self.worker = worker }

  /// Answers the lines, and puts the answers on a tray, a few at a time; `afterwards` is called each time.
  mutating func answer(of all: LogLines, onto tray: borrowing Mutex<AnswerTray>, _ afterwards: () -> Void) {
    var answers = LogAnswers()
    var rest = lines[...]
    while !rest.isEmpty {
      let part = rest.prefix(Self.step)
      _ = worker.answer(part, in: all, into: &answers, created: &created)
      tray.withLock { $0.put(&answers) }
      afterwards()
      rest = rest[part.endIndex...]
    }
    lines.removeAll(keepingCapacity: true)
  }

  /// Looks at lines that nobody else has looked at, until there are none.
  mutating func join(_ look: LogLook) {
    while let range = look.nextLines() { findings.append(worker.look(at: range, look)) }
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
