import RuleEngine
import RuleSource

/// A sample's events run through its compiled rulebook, from the first line to the last.
struct SampleRun {
  /// One action a line.
  private(set) var actions = ""
  /// Lines that could not be read.
  private(set) var problems: [String] = []
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
        let step = memory.handle(event, tracing: true)
        for action in step.actions { actions += action.json + "\n" }
        if step.outcome != .evaluated { reasons += "\(event.id): \(step.outcome)\n" }
        for entry in step.trace where Self.isTelling(entry.verdict) {
          reasons += "\(event.id) round \(entry.round) ticket \(entry.ticket) `\(entry.rule)`: \(entry.verdict)\n"
        }
      } catch {
        problems.append("\(error)")
      }
    }
  }

  /// That most rules have nothing to do with most lines is left out.
  private static func isTelling(_ verdict: TraceEntry.Verdict) -> Bool {
    switch verdict {
    case .otherPipeline, .notTriggered: false
    default: true
    }
  }
}
