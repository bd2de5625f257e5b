internal import RuleEngine

/// What a run did, counted.
struct RunCounts {
  /// Lines that were no events.
  var refused = 0
  private var events = 0
  private var timers = 0
  private var late = 0
  private var echoes = 0
  private var repeated = 0
  private var tooOld = 0
  private var staleTimers = 0
  private var actionsOfKind: [String: Int] = [:]

  /// Counts one answer.
  mutating func note(_ step: Step, of event: Event) {
    if event.timer == nil { events += 1 } else { timers += 1 }
    switch step.outcome {
    case .evaluated: break
    case .staleTimer: staleTimers += 1
    case .late: late += 1
    case .echo: echoes += 1
    case .repeated: repeated += 1
    case .tooOld: tooOld += 1
    }
    for action in step.actions { actionsOfKind[action.kind.word, default: 0] += 1 }
  }

  /// Counts what another worker counted.
  static func += (left: inout RunCounts, right: RunCounts) {
    left.refused += right.refused
    left.events += right.events
    left.timers += right.timers
    left.late += right.late
    left.echoes += right.echoes
    left.repeated += right.repeated
    left.tooOld += right.tooOld
    left.staleTimers += right.staleTimers
    left.actionsOfKind.merge(right.actionsOfKind, uniquingKeysWith: +)
  }

  /// One line, then the kinds of action.
  var text: String {
    let asides = [
      (late, "late"), (echoes, "reported back"), (repeated, "repeated"), (tooOld, "too old"),
      (staleTimers, "for timers not armed"),
    ]
    .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let actions = actionsOfKind.values.reduce(0, +)
    var text = count(events, "event")
    if !asides.isEmpty { text += " (" + asides.joined(separator: ", ") + ")" }
    if timers > 0 { text += ", " + count(timers, "timer") + " delivered" }
    text += ", " + count(actions, "action")
    if refused > 0 { text += ", " + count(refused, "line") + " refused" }
    text += "\n"
    for (kind, number) in actionsOfKind.sorted(by: { $0.key < $1.key }) { text += "  \(number) \(kind)\n" }
    return text
  }
}
