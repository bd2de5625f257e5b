package import RuleEngine

/// Why a rule fired or did not, in words.
package enum TraceWords {
  /// What a verdict says of its rule.
  package static func text(of verdict: TraceEntry.Verdict) -> String {
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
