package import RuleChecker
package import RuleEngine

/// Finds out why events came out as they did. It is told every event of a log, in order, and asked about some.
package struct WhyFinder: Sendable {
  private let program: Program
  private var memory: TicketMemory
  /// For each ticket the event with which a rule last fired, by identity.
  private var lastFirings: [String: [String: String]] = [:]

  /// A finder that knows no ticket.
  package init(program: Program) {
    self.program = program
    memory = TicketMemory(rulebook: Rulebook(program: program))
  }

  /// The names of the rules that are off: a program has none of them.
  package static func namesOfOffRules(_ rules: CheckedRules) -> [String] {
    rules.rules.filter(\.isOff).map(\.identity)
  }

  /// The event of a line.
  package func event(from line: [UInt8]) throws(EventProblem) -> Event { try memory.rulebook.event(from: line) }

  /// The delivery of the next timer due before the event on its ticket.
  package func timerDue(before event: Event) -> Event? { memory.timerDue(before: event) }

  /// Takes the event into account.
  package mutating func follow(_ event: Event) { note(memory.handle(event, tracing: true), of: event) }

  /// Takes the event into account and says why it came out so; `only` names the one rule asked about.
  package mutating func report(on event: Event, line: Int?, only: Set<Int>? = nil) -> WhyReport {
    let explanation = WhyExplanation(program: program, memory: memory, event: event, lastFirings: lastFirings)
    let report = explanation.report(line: line, only: only)
    follow(event)
    return report
  }

  private mutating func note(_ step: Step, of event: Event) {
    // What a provisional ticket did is the real one's.
    if let cause = event.cause, case .ticket(let snapshot) = event.subject, cause != snapshot.id,
      let earlier = lastFirings.removeValue(forKey: cause)
    {
      lastFirings[snapshot.id, default: [:]].merge(earlier) { new, _ in new }
    }
    for entry in step.trace where entry.verdict.isFiring {
      lastFirings[entry.ticket, default: [:]][entry.rule] = event.id
    }
  }
}

/// The rules that looked in one round at one ticket, told apart by pipeline: a name may be used in each.
struct TraceReader {
  let program: Program
  let trace: [TraceEntry]

  /// An entry with the rule it is about: an index into `Program.rules`.
  struct Entry {
    var rule: Int
    var entry: TraceEntry
  }

  /// The entries in order, without those of other pipelines.
  var entries: [Entry] {
    var groups: [[String]: [TraceEntry]] = [:]
    for entry in trace { groups[["\(entry.round)", entry.ticket], default: []].append(entry) }
    var pipelines: [[String]: Int?] = [:]
    for (key, group) in groups { pipelines[key] = pipeline(of: group) }
    return trace.compactMap { entry in
      guard entry.verdict != .otherPipeline else { return nil }
      let pipeline = pipelines[["\(entry.round)", entry.ticket]] ?? nil
      let rule = program.rules.indices.first { index in
        let rule = program.rules[index]
        return rule.identity == entry.rule && (pipeline.map { rule.pipeline == $0 } ?? rule.isOfConversation)
      }
      return rule.map { Entry(rule: $0, entry: entry) }
    }
  }

  /// The pipeline of the ticket that a round looked at: the one none of whose rules is another pipeline's. `nil` for a
  /// conversation.
  private func pipeline(of group: [TraceEntry]) -> Int? {
    let others = group.filter { $0.verdict == .otherPipeline }.map(\.rule)
    let present = Set(group.filter { $0.verdict != .otherPipeline }.map(\.rule))
    let able = program.pipelines.indices.filter { pipeline in
      program.rules.filter { $0.pipeline != pipeline }.map(\.identity) == others
    }
    return able.first { pipeline in
      present.isSubset(
        of: Set(program.rules.filter { $0.pipeline == pipeline && !$0.isOfConversation }.map(\.identity)))
    }
  }
}

extension Program.Rule {
  /// Triggered by new conversations.
  var isOfConversation: Bool {
    if case .newConversation = triggers.first?.happening { true } else { false }
  }
}
