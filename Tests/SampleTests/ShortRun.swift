import RuleEngine
import RuleSource

/// Events run through rules as `rulesc run --until` does it, one short line for each action.
struct ShortRun {
  struct NoInstant: Error {}

  private(set) var text = ""
  private var memory: TicketMemory

  init(_ files: [SourceFile], events: String, until end: String) throws {
    let rulebook = try CompiledSample.rulebook(of: files)
    guard let end = Instant(iso8601: Array(end.utf8)) else { throw NoInstant() }
    memory = TicketMemory(rulebook: rulebook)
    for line in events.split(separator: "\n") {
      let event = try rulebook.event(from: Array(line.utf8))
      while let timer = memory.timerDue(before: event) { answer(timer) }
      answer(event)
    }
    while let timer = memory.timerDue(until: end) { answer(timer) }
  }

  private mutating func answer(_ event: Event) {
    for action in memory.handle(event).actions {
      let line = "\(action.at.iso8601)  \(action.kind.word) by \"\(action.rule)\""
      text += line + (Self.due(action.kind).map { " for \($0)" } ?? "") + "\n"
    }
  }

  private static func due(_ kind: Action.Kind) -> String? {
    if case .armTimer(let due) = kind { due.iso8601 } else { nil }
  }
}
