package import RuleEngine

/// A comparison, as people and programs read it.
package struct ReplayReport {
  package enum Format: String, CaseIterable, Sendable { case text, json, markdown }

  let outcome: ReplayOutcome
  /// What the versions are called: the paths they were loaded from.
  let old: String
  let new: String
  /// Every event of this ticket is shown.
  let ticket: String?

  package init(_ outcome: ReplayOutcome, old: String, new: String, ticket: String?) {
    self.outcome = outcome
    self.old = old
    self.new = new
    self.ticket = ticket
  }

  /// The whole report, with a line end.
  package func text(in format: Format) -> String {
    switch format {
    case .text: PlainReplay(report: self, isMarkdown: false).text
    case .markdown: PlainReplay(report: self, isMarkdown: true).text
    case .json: JSONReplay(report: self).text
    }
  }

  /// What was done.
  package func words(_ deed: ReplayDeed) -> String { words(deed.kind) }

  /// What an action does.
  package func words(_ kind: Action.Kind) -> String { ActionWords.text(of: kind, schema: outcome.schema) }

  /// `line 17, event `e-17``
  func words(_ place: ReplayOutcome.Place) -> String {
    guard let line = place.line else { return "after the last line" }
    return "line \(line)" + (place.event.map { ", event `\($0)`" } ?? "")
  }

  /// `312 fewer ticket notifications`
  func lines(_ effect: ReplayOutcome.Effect) -> [String] {
    var lines: [String] = []
    let change = effect.new - effect.old
    if change != 0 {
      let amount = abs(change)
      lines.append("\(amount) \(change < 0 ? "fewer" : "more") \(amount == 1 ? effect.one : effect.many)")
    }
    let other = min(effect.old, effect.new)
    if other > 0 {
      lines.append("\(other) \(other == 1 ? effect.one : effect.many) with other contents, or at another time or place")
    }
    return lines
  }
}

/// The traces of both versions, rule by rule.
struct ReasonPairs {
  struct Pair {
    let rule: String
    let ticket: String
    let old: [String]
    let new: [String]
  }

  let pairs: [Pair]

  init(_ difference: ReplayOutcome.Difference) {
    var order: [[String]] = []
    var texts: [[String]: (old: [String], new: [String])] = [:]
    for (isOld, reasons) in [(true, difference.reasons.old), (false, difference.reasons.new)] {
      for reason in reasons {
        let key = [reason.entry.rule, reason.entry.ticket]
        if texts[key] == nil { order.append(key) }
        var text = TraceWords.text(of: reason.entry.verdict)
        if reason.entry.round > 1 { text += " (round \(reason.entry.round))" }
        if reason.isByTimer { text += " (by a timer)" }
        if isOld {
          texts[key, default: ([], [])].old.append(text)
        } else {
          texts[key, default: ([], [])].new.append(text)
        }
      }
    }
    pairs = order.map { key in
      Pair(rule: key[0], ticket: key[1], old: texts[key]?.old ?? [], new: texts[key]?.new ?? [])
    }
  }
}
