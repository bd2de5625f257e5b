internal import RuleEngine

/// Writes down what a run answers: actions for standard output, what is to be said for standard error.
struct RunRecorder: AnswerRecorder {
  let isTracing: Bool
  /// What happened so far.
  private(set) var counts = RunCounts()
  /// What the events are read from, as messages name it.
  private let source: String

  init(source: String, isTracing: Bool) {
    self.source = source
    self.isTracing = isTracing
  }

  mutating func record(_ step: Step, of event: Event, line: Int, into record: inout LineRecord) {
    counts.note(step, of: event)
    step.actions.writeLines(into: &record.output)
    if step.outcome == .tooOld {
      record.notes +=
        "\(source):\(line): note: event `\(event.id)` is more than 7 days older than its ticket's newest\n".utf8
    }
    if isTracing { record.notes += TraceText.text(of: step, event: event).utf8 }
  }

  mutating func refuse(line: Int, because reason: String, into record: inout LineRecord) {
    counts.refused += 1
    record.notes += "\(source):\(line): error: \(reason)\n".utf8
  }
}
