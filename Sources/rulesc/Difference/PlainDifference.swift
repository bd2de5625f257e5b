internal import RuleAnalysis
internal import RuleEngine
internal import RuleTesting

/// A difference of behaviour for people: in the terminal, or as Markdown for a pull request.
struct PlainDifference {
  let report: DifferenceReport
  let isMarkdown: Bool

  var text: String {
    var lines: [String] = []
    if isMarkdown { lines += ["## Behaviour: \(code(report.old)) against \(code(report.new))", ""] }
    lines.append(summary)
    if !report.settings.isEmpty {
      lines += heading("what the portal and the pipelines say")
      lines += report.settings.map(item)
      if !report.entries.isEmpty {
        lines.append(item("the effects below are compared with the new settings on both sides"))
      }
    }
    if !report.silences.isEmpty {
      lines += heading("told nothing any more")
      for silence in report.silences {
        lines += place(
          silence.recipient, silence.pipeline, silence.kinds, silence.allKinds, silence.cases, silence.areAllCases)
      }
    }
    for isLost in [true, false] {
      let entries = report.entries.filter { $0.isLost == isLost }
      guard !entries.isEmpty else { continue }
      lines += heading(isLost ? "no longer" : "newly")
      for entry in entries {
        lines += place(entry.effect, entry.pipeline, entry.kinds, entry.allKinds, entry.cases, entry.areAllCases)
        if entry.isTried { lines += example(entry.example) }
      }
    }
    if report.entries.contains(where: { !$0.isTried }) {
      lines += ["", "examples were looked for in the first \(report.entries.count(where: \.isTried)) effects only"]
    }
    if !report.doubts.isEmpty {
      lines += heading("not decided")
      lines += report.doubts.map(item)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var summary: String {
    switch report.verdict {
    case .unchanged:
      let edits =
        report.changedCounts.old + report.changedCounts.new == 0
        ? "every rule says the same"
        : "\(count(report.changedCounts.new, "rule is", "rules are")) written differently and proved to do the same"
      return "no behaviour change: \(edits) (\(count(report.ruleCounts.new, "rule")))"
    case .undecided: return "no behaviour change was found, but not everything could be decided"
    case .changed:
      let lost = report.entries.count { $0.isLost }
      let gained = report.entries.count - lost
      var parts: [String] = []
      if lost > 0 { parts.append("\(count(lost, "effect")) lost") }
      if gained > 0 { parts.append("\(count(gained, "effect")) gained") }
      if !report.settings.isEmpty { parts.append("\(count(report.settings.count, "setting")) changed") }
      return "behaviour changed: \(parts.joined(separator: ", "))"
    }
  }

  // MARK: Parts

  private func place(
    _ what: String, _ pipeline: String?, _ kinds: UInt128, _ all: UInt128, _ cases: [String], _ areAll: Bool
  ) -> [String] {
    let place = pipeline.map { " in \(ActionWords.quoted($0))" } ?? ""
    let amount = "\(number(kinds)) of \(number(all)) \(all == 1 ? "kind" : "kinds") of event\(place)"
    var lines = [
      isMarkdown ? "- **\(escaped(what))**: \(escaped(amount))" : "  \(oneLine(what))\n    \(oneLine(amount)):"
    ]
    lines += cases.map { isMarkdown ? "  - \(escaped($0))" : "      \(oneLine($0))" }
    if !areAll { lines.append(isMarkdown ? "  - and more" : "      and more") }
    return lines
  }

  private func example(_ example: DifferenceExample?) -> [String] {
    guard let example else {
      return [isMarkdown ? "\n  No example was found that shows it.\n" : "    no example was found that shows it"]
    }
    var lines = ["example: \(oneLine(example.line))"]
    if example.times > 1 {
      lines.append(
        "         the same for the \(example.times)th time, as another event".replacing("2th", with: "2nd").replacing(
          "3th", with: "3rd"))
    }
    if let timer = example.timer { lines.append("         and then a timer, at \(timer.iso8601)") }
    for (name, actions) in [("before", example.before), ("after", example.after)] {
      let list = actions.isEmpty ? ["nothing"] : actions
      for (index, action) in list.enumerated() {
        let label = index == 0 ? "\(name):" : ""
        lines.append("  " + label + String(repeating: " ", count: 9 - label.count) + oneLine(action))
      }
    }
    if isMarkdown { return ["", "  ````text"] + lines.map { "  " + $0 } + ["  ````", ""] }
    return lines.map { "    " + $0 }
  }

  // MARK: Layout

  private func heading(_ text: String) -> [String] { isMarkdown ? ["", "### \(text)", ""] : ["", text + ":"] }

  private func item(_ text: String) -> String { isMarkdown ? "- \(escaped(text))" : "  " + oneLine(text) }

  private func oneLine(_ text: String) -> String { text.map { $0.isNewline ? "⏎" : String($0) }.joined() }

  private func escaped(_ text: String) -> String {
    oneLine(text).map { "<>*_|[]\\`".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  private func code(_ path: String) -> String { "`\(oneLine(path))`" }

  private func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
  }

  private func number(_ number: UInt128) -> String {
    if number == .max { return "countless" }
    var digits = String(number)[...]
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.append(digits.suffix(3))
      digits = digits.dropLast(3)
    }
    return ([digits] + groups.reversed()).joined(separator: ",")
  }
}
