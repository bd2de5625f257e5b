package import RuleEngine

/// A report for people.
package struct WhyText {
  private let program: Program

  /// Words about rules of `program`.
  package init(program: Program) { self.program = program }

  /// The report, with its line end.
  package func text(of report: WhyReport) -> String {
    var text = head(report) + "\n"
    for note in notes(report) { text += "  \(note)\n" }
    var round = 0
    for firing in report.firings {
      let indent = String(repeating: "  ", count: firing.round)
      if firing.round != round {
        round = firing.round
        text += "\(indent)round \(round)\n"
      }
      text += indent + "  " + self.firing(firing, report) + "\n"
      for cause in firing.causes { text += "\(indent)    because: \(cause)\n" }
      for action in firing.actions { text += "\(indent)    \(action)\n" }
      for suppressed in firing.suppressed { text += "\(indent)    but: \(suppressed)\n" }
    }
    if !report.silences.isEmpty { text += "  did not fire\n" }
    for silence in report.silences {
      text += "    \(name(silence.rule)): \(silence.text)\n"
      for (place, suggestion) in silence.suggestions.enumerated() {
        text += "      \(place == 0 ? "would fire" : "or") \(Self.words(suggestion))\n"
      }
    }
    let others = report.otherPipelineCount
    if others > 0 {
      text += "  \(others) \(others == 1 ? "rule" : "rules") of other pipelines or subjects did not look\n"
    }
    return text
  }

  private func head(_ report: WhyReport) -> String {
    let place = report.line.map { " in line \($0)" } ?? " (a timer)"
    let subject = report.isConversation ? "conversation" : "ticket"
    return "event \(report.event.id)\(place): \(subject) \(report.subject) at \(report.event.at.iso8601)"
  }

  private func notes(_ report: WhyReport) -> [String] {
    switch report.outcome {
    case .evaluated: report.firings.isEmpty && report.silences.isEmpty ? ["no rule looks at it"] : []
    case .late: ["it is older than the ticket's newest event: evaluated on the newest state"]
    case .echo: ["it reports an action of the engine: no rule looks, unless at whom a rotation chose"]
    case .repeated: ["its id was seen before: nothing comes out"]
    case .staleTimer: ["it names a timer that is not armed: no rule is due"]
    case .tooOld: ["it is more than 7 days older than the ticket's newest event: nothing comes out"]
    }
  }

  private func firing(_ firing: WhyReport.Firing, _ report: WhyReport) -> String {
    var text = "\(name(firing.rule)) fired"
    if let arm = firing.arm { text += ", arm \(arm)" }
    if let row = firing.row { text += ", row \(row)" }
    if firing.ticket != report.subject { text += " for ticket \(firing.ticket)" }
    return text
  }

  /// With its pipeline where another has a rule of that name.
  private func name(_ rule: Int) -> String {
    let name = program.rules[rule].identity
    let pipeline = ActionWords.quoted(program.pipelines[program.rules[rule].pipeline].name)
    return "\"\(name)\"" + (program.rules.count { $0.identity == name } > 1 ? " of pipeline \(pipeline)" : "")
  }

  /// `on a reply from the contact, with priority High or Urgent`
  static func words(_ suggestion: WhyReport.Suggestion) -> String {
    let changes = suggestion.changes.map(\.phrase).joined(separator: " and ")
    let trigger = suggestion.trigger.map { "upon \($0)" }
    return [trigger, changes.isEmpty ? nil : "with \(changes)"].compactMap(\.self).joined(separator: ", ")
  }
}
