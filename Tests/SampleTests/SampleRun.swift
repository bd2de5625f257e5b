import RuleEngine
import RuleSource

/// A sample's events run through its compiled rulebook, from the first line to the last, as `rulesc run` does: what
/// timers are due goes before each line, and the rest up to the instant in `until.txt`, where there is one, at the end.
struct SampleRun {
  /// One action a line.
  private(set) var actions = ""
  /// Lines that could not be read.
  private(set) var problems: [String] = []
  /// The ids of the lines; those of the timers are keys, and not among them.
  private(set) var eventIDs: [String] = []
  /// One reason a line: what became of each line, and of each rule that had a trigger for it.
  private(set) var reasons = ""

  init(name: String) throws {
    let rulebook = try CompiledSample.rulebook(of: try ProjectFolder.ruleFiles(ofSample: name))
    var memory = TicketMemory(rulebook: rulebook)
    for line in try ProjectFolder.bytes("samples/\(name)/events.ndjson").split(separator: UInt8(ascii: "\n")) {
      do throws(EventProblem) {
        let event = try rulebook.event(from: Array(line))
        eventIDs.append(event.id)
        while let timer = memory.timerDue(before: event) { note(memory.handle(timer, tracing: true), of: timer) }
        note(memory.handle(event, tracing: true), of: event)
      } catch {
        problems.append("\(error)")
      }
    }
    guard let end = try Self.end(ofSample: name) else { return }
    while let timer = memory.timerDue(until: end) { note(memory.handle(timer, tracing: true), of: timer) }
  }

  private mutating func note(_ step: Step, of event: Event) {
    for action in step.actions { actions += action.json + "\n" }
    if step.outcome != .evaluated { reasons += "\(event.id): \(step.outcome)\n" }
    for entry in step.trace where Self.isTelling(entry.verdict) {
      reasons += "\(event.id) round \(entry.round) ticket \(entry.ticket) `\(entry.rule)`: \(entry.verdict)\n"
    }
  }

  /// Up to when the sample wants its timers delivered.
  private static func end(ofSample name: String) throws -> Instant? {
    let path = "samples/\(name)/until.txt"
    guard ProjectFolder.exists(path) else { return nil }
    let text = try ProjectFolder.text(path)
    guard let end = Instant(iso8601: Array(text.utf8.filter { $0 > UInt8(ascii: " ") })) else {
      throw UnreadableInstant(path: path, text: text)
    }
    return end
  }

  struct UnreadableInstant: Error {
    let path: String
    let text: String
  }

  /// That most rules have nothing to do with most lines is left out.
  private static func isTelling(_ verdict: TraceEntry.Verdict) -> Bool {
    switch verdict {
    case .otherPipeline, .notTriggered: false
    default: true
    }
  }
}
