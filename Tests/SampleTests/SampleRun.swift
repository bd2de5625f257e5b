import RuleEngine
import RuleSource

/// A sample's events run through its compiled rulebook, from the first line to the last.
struct SampleRun {
  /// One action a line.
  private(set) var actions = ""
  /// Lines that could not be read.
  private(set) var problems: [String] = []
  private(set) var eventIDs: [String] = []

  init(name: String) throws {
    let rulebook = try CompiledSample.rulebook(of: try ProjectFolder.ruleFiles(ofSample: name))
    var memory = TicketMemory(rulebook: rulebook)
    for line in try ProjectFolder.bytes("samples/\(name)/events.ndjson").split(separator: UInt8(ascii: "\n")) {
      do throws(EventProblem) {
        let event = try rulebook.event(from: Array(line))
        eventIDs.append(event.id)
        for action in memory.handle(event).actions { actions += action.json + "\n" }
      } catch {
        problems.append("\(error)")
      }
    }
  }
}
