internal import RuleEngine

/// What a run did, counted.
struct RunCounts {
  /// Lines that were no events.
  var refused = 0
  private var events = 0
  private var late = 0
  private var echoes = 0
  private var repeated = 0
  private var tooOld = 0
  private var actionsOfKind: [String: Int] = [:]

  /// Counts one answer.
  mutating func note(_ step: Step) {
    events += 1
    switch step.outcome {
    case .evaluated: break
    case .late: late += 1
    case .echo: echoes += 1
    case .repeated: repeated += 1
    case .tooOld: tooOld += 1
    }
    for action in step.actions { actionsOfKind[action.kind.word, default: 0] += 1 }
  }

  /// One line, then the kinds of action.
  var text: String {
    let asides = [(late, "late"), (echoes, "reported back"), (repeated, "repeated"), (tooOld, "too old")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let actions = actionsOfKind.values.reduce(0, +)
    var text = count(events, "event")
    if !asides.isEmpty { text += " (" + asides.joined(separator: ", ") + ")" }
    text += ", " + count(actions, "action")
    if refused > 0 { text += ", " + count(refused, "line") + " refused" }
    text += "\n"
    for (kind, number) in actionsOfKind.sorted(by: { $0.key < $1.key }) { text += "  \(number) \(kind)\n" }
    return text
  }
}
