import RuleEngine

/// A comparison for people: in the terminal, or as Markdown for a pull request.
struct PlainReplay {
  let report: ReplayReport
  let isMarkdown: Bool
  private var outcome: ReplayOutcome { report.outcome }

  var text: String {
    var lines: [String] = []
    if isMarkdown { lines += ["## Replay: \(quoted(report.old)) against \(quoted(report.new))", ""] }
    lines.append(summary)
    if !outcome.effects.isEmpty {
      lines += heading("what `\(report.new)` does differently")
      for effect in outcome.effects { lines += report.lines(effect).map(item) }
    }
    if report.ticket == nil { lines += firstDifference + tickets } else { lines += wholeTicket }
    let notes = self.notes
    if !notes.isEmpty { lines += heading("notes") + notes.map(item) }
    return lines.joined(separator: "\n") + "\n"
  }

  private var summary: String {
    let same = "\(number(outcome.commonDeeds, "action")) alike in \(number(outcome.events, "event"))"
    if let ticket = report.ticket {
      return outcome.isIdentical ? "no difference for ticket \(ticket)" : "ticket \(ticket) differs"
    }
    guard !outcome.isIdentical else { return "no difference: \(same)" }
    return
      "\(outcome.differingTickets == 1 ? "1 ticket differs" : "\(outcome.differingTickets) tickets differ"): \(same)"
  }

  private var firstDifference: [String] {
    guard let first = outcome.first else { return [] }
    return heading("first difference") + fenced(shown(first, namesTicket: true))
  }

  private var tickets: [String] {
    guard !outcome.tickets.isEmpty else { return [] }
    var lines: [String] = []
    for ticket in outcome.tickets {
      lines.append(line("ticket \(ticket.id): \(number(ticket.count, "event"))"))
      for difference in ticket.differences {
        lines.append(deeper(report.words(difference.place)))
        lines += difference.deeds.filter { $0.side != .both }.map { deeper("  " + deed($0.side, $0.deed)) }
      }
      if ticket.count > ticket.differences.count {
        lines.append(deeper("and \(number(ticket.count - ticket.differences.count, "more event", "more events"))"))
      }
    }
    let rest = outcome.differingTickets - outcome.tickets.count
    if rest > 0 { lines.append(line("and \(number(rest, "more ticket", "more tickets"))")) }
    return heading("tickets that differ") + fenced(lines)
  }

  private var wholeTicket: [String] {
    outcome.tickets.flatMap { ticket in
      heading("ticket \(ticket.id), event by event")
        + fenced(ticket.differences.flatMap { shown($0, namesTicket: false) })
    }
  }

  private func shown(_ difference: ReplayOutcome.Difference, namesTicket: Bool) -> [String] {
    var lines = [line(report.words(difference.place) + (namesTicket ? ", ticket \(difference.ticket)" : ""))]
    if difference.deeds.isEmpty { lines.append(deeper("nothing, in either version")) }
    lines += difference.deeds.map { deeper(deed($0.side, $0.deed)) }
    for pair in ReasonPairs(difference).pairs {
      lines.append(deeper("why, rule \"\(pair.rule)\":"))
      if pair.old == pair.new {
        lines += pair.old.map { deeper("    both: \($0)") }
      } else {
        lines += side(pair.old, of: pair.rule, isThere: outcome.oldRules.contains(pair.rule)).map {
          deeper("    old:  \($0)")
        }
        lines += side(pair.new, of: pair.rule, isThere: outcome.newRules.contains(pair.rule)).map {
          deeper("    new:  \($0)")
        }
      }
    }
    return lines
  }

  private func side(_ reasons: [String], of rule: String, isThere: Bool) -> [String] {
    guard reasons.isEmpty else { return reasons }
    return [isThere || rule == Program.closeDateRule ? "was not looked at" : "there is no such rule"]
  }

  private func deed(_ side: ReplayOutcome.Side, _ deed: ReplayDeed) -> String {
    let mark =
      switch side {
      case .both: " "
      case .old: "-"
      case .new: "+"
      }
    let time = deed.isByTimer ? ", by a timer at \(deed.at.iso8601)" : ""
    return "\(mark) \(report.words(deed))  (rule \"\(deed.rule)\"\(time))"
  }

  private var notes: [String] {
    var notes: [String] = []
    for (renaming, count) in outcome.renamings.prefix(10) {
      notes.append(
        "\(number(count, "action")) of rule \"\(renaming.old)\" now \(count == 1 ? "comes" : "come") from rule"
          + " \"\(renaming.new)\", with the same contents")
    }
    if outcome.renamings.count > 10 {
      notes.append("and \(number(outcome.renamings.count - 10, "more pair of rules", "more pairs of rules"))")
    }
    if outcome.oneSidedLines > 0 {
      notes.append("\(number(outcome.oneSidedLines, "line")) that only one version can read")
    }
    if outcome.damagedLines > 0 { notes.append("\(number(outcome.damagedLines, "damaged line")) skipped") }
    if outcome.hasTimersLeft { notes.append("timers are still waiting after the last line; `--until T` delivers them") }
    return notes
  }

  // MARK: Layout

  private func heading(_ text: String) -> [String] { isMarkdown ? ["", "### \(text)", ""] : ["", text + ":"] }

  private func item(_ text: String) -> String { isMarkdown ? "- \(escaped(text))" : line(text) }

  private func line(_ text: String) -> String { "  " + text.replacingLineEnds }

  private func deeper(_ text: String) -> String { "    " + text.replacingLineEnds }

  /// Marks and columns stay in Markdown, too. Every line inside is indented, so none ends the block.
  private func fenced(_ lines: [String]) -> [String] { isMarkdown ? ["````text"] + lines + ["````"] : lines }

  private func escaped(_ text: String) -> String {
    text.replacingLineEnds.map { "<>*_|[]\\".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  private func quoted(_ path: String) -> String { "`\(path.replacingLineEnds)`" }

  private func number(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
  }
}

extension String {
  /// Texts of messages may have several lines; a report has one for each.
  fileprivate var replacingLineEnds: String { map { $0.isNewline ? "⏎" : String($0) }.joined() }
}
