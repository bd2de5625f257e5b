/// What is written down of the answers to a log's lines: standard output and standard error of a run, so to speak.
public protocol AnswerRecorder: Sendable {
  /// Writes down the answer to an event of a line, or to a timer that was due before it.
  mutating func record(_ step: Step, of event: Event, line: Int, into record: inout LineRecord)
  /// Writes down why a line is no event.
  mutating func refuse(line: Int, because reason: String, into record: inout LineRecord)
  /// Whether the steps shall say why and why not.
  var isTracing: Bool { get }
}

/// What was written down of a line.
public struct LineRecord: Sendable {
  /// For whoever carries the actions out.
  public var output: [UInt8] = []
  /// For people.
  public var notes: [UInt8] = []

  /// Nothing written down.
  public init() {}

  /// Forgets what was written down; the room for it is kept.
  public mutating func clear() {
    output.removeAll(keepingCapacity: true)
    notes.removeAll(keepingCapacity: true)
  }
}
