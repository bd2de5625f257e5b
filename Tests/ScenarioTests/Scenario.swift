import RuleCompiler
import RuleEngine
import RuleSource

/// A scenario run through its compiled rulebook, with the outcome as text.
///
/// In events, `KEY:move` stands for the key of the last `move` that came out. In the outcome, keys and instants are left
/// out, and tickets that rules created are `new-1`, `new-2` …
struct Scenario {
  struct HasErrors: Error { let messages: [String] }

  /// A line for each event, below it its actions and the reasons of the trace that tell something.
  private(set) var outcome = ""
  /// Keys of create actions, in the order they came out.
  private var created: [String] = []
  /// The last key of each kind of action.
  private var keys: [String: String] = [:]

  init(name: String) throws {
    let compiled = Toolchain.compile(try ScenarioFolder.ruleFiles(name))
    guard let output = compiled.output else { throw HasErrors(messages: compiled.diagnostics.map(\.message)) }
    // Advice (W05xx, H05xx) is not about what comes out.
    for diagnostic in compiled.diagnostics where !diagnostic.code.dropFirst().hasPrefix("05") {
      outcome += "\(diagnostic.code) \(diagnostic.message)\n"
    }
    var memory = TicketMemory(rulebook: try Rulebook(bytes: output.bytes))
    for line in try ScenarioFolder.events(name) {
      do throws(EventProblem) {
        let event = try memory.rulebook.event(from: Array(withKeys(line).utf8))
        append(event, memory.handle(event, tracing: true))
      } catch {
        outcome += "refused: \(error)\n"
      }
    }
  }

  private func withKeys(_ line: String) -> String {
    keys.reduce(line) { $0.replacing("KEY:\($1.key)\"", with: "\($1.value)\"") }
  }

  private mutating func append(_ event: Event, _ step: Step) {
    outcome += "\(event.id)\(step.outcome == .evaluated ? "" : " (\(step.outcome))")\n"
    for action in step.actions {
      let json = action.json
      if let key = Self.text(of: "key", in: json), let kind = Self.text(of: "action", in: json) {
        keys[kind] = key
        if kind == "create_ticket" { created.append(key) }
      }
      outcome += "  \(readable(json))\n"
    }
    for entry in step.trace where Self.isTelling(entry.verdict) {
      outcome += "  \(entry.round) \(readable(entry.ticket)) \(entry.rule): \(entry.verdict)\n"
    }
  }

  /// The action from its ticket on, without key, event and instant.
  private func readable(_ text: String) -> String {
    var text = text
    if let ticket = text.firstRange(of: "\"ticket\":") { text = "{" + text[ticket.lowerBound...] }
    if let at = text.firstRange(of: "\"at\":\""), let rule = text.firstRange(of: "\"rule\":"),
      at.lowerBound < rule.lowerBound
    {
      text.removeSubrange(at.lowerBound..<rule.lowerBound)
    }
    for (index, key) in created.enumerated() { text = text.replacing(key, with: "new-\(index + 1)") }
    return text
  }

  private static func text(of name: String, in json: String) -> String? {
    guard let start = json.firstRange(of: "\"\(name)\":\"") else { return nil }
    return String(json[start.upperBound...].prefix { $0 != "\"" })
  }

  private static func isTelling(_ verdict: TraceEntry.Verdict) -> Bool {
    switch verdict {
    case .otherPipeline, .notTriggered, .fired, .conditionFalse: false
    default: true
    }
  }
}
