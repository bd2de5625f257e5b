internal import RuleEngine

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
      text += "\(event.id) round \(entry.round) ticket \(entry.ticket) \"\(entry.rule)\": \(words(entry.verdict))\n"
    }
    return text
  }

  private static func words(_ verdict: TraceEntry.Verdict) -> String {
    switch verdict {
    case .otherPipeline: "not looked at, it belongs to another pipeline"
    case .notTriggered: "did not fire, no trigger matched"
    case .conditionFalse(let part, let holds, let value):
      "did not fire, `\(part)` is \(holds ? "true" : "false"): \(value)"
    case .automaticMessage: "did not fire, the message is automatic"
    case .limited: "did not fire, its limit is used up"
    case .overridden(let other): "did not fire, \"\(other)\" overrides it"
    case .heldBack: "did not fire, the change is its own consequence"
    case .fired(let arm): arm == 1 ? "fired" : "fired, arm \(arm)"
    case .wroteNothingNew(let field): "wrote nothing new to \(field)"
    case .skipped(let action, let reason): "skipped \(action), \(reason)"
    case .firedRow(let row): "fired, row \(row)"
    case .answersLimited(let action, let recipient):
      "withheld \(action) to \(recipient), the limit of answers to this contact is used up"
    case .moveDropped: "its move was dropped, since the save that sent the message chose its stage"
    case .lostConflict(let field, let other): "its write to \(field) lost to the later rule \"\(other)\""
    case .withheld(let action, let recipient):
      "withheld \(action) to \(recipient), the message wants no automatic answer"
    }
  }
}
