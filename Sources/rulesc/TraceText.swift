internal import RuleEngine
internal import RuleTesting

/// The trace of a step as lines of text.
enum TraceText {
  /// One line a reason, the event named on each.
  static func text(of step: Step, event: Event) -> String {
    var text = ""
    switch step.outcome {
    case .evaluated: break
    case .staleTimer: text += "\(event.id): names a timer that is not armed, no rule is due\n"
    case .late: text += "\(event.id): older than the ticket's newest event, evaluated on the newest state\n"
    case .echo where step.trace.isEmpty: text += "\(event.id): reports an action of the engine, no rule looks\n"
    case .echo: text += "\(event.id): reports whom a rotation chose\n"
    case .repeated: text += "\(event.id): seen before, nothing comes out\n"
    case .tooOld: text += "\(event.id): more than 7 days older than the ticket's newest event, nothing comes out\n"
    }
    for entry in step.trace {
      text +=
        "\(event.id) round \(entry.round) ticket \(entry.ticket) \"\(entry.rule)\": \(TraceWords.text(of: entry.verdict))\n"
    }
    return text
  }
}
