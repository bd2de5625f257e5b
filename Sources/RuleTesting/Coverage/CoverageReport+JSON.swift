import RuleSource

//  The report as one JSON document.

extension CoverageReport {
  func json() -> String {
    var members = [
      JSON.Member(
        "tests",
        .object([
          JSON.Member("run", .number(Double(testCount))), JSON.Member("failed", .number(Double(failedCount))),
        ])),
      JSON.Member("total", Self.tallies { metric in metric.map { coverage.tally($0) } ?? coverage.total() }),
      JSON.Member("impossible", .number(Double(coverage.impossibleCount))),
    ]
    let files = coverage.coveredFiles.map { index in
      JSON.object([
        JSON.Member("path", .text(coverage.files[index].path)),
        JSON.Member(
          "covered",
          Self.tallies { metric in metric.map { coverage.tally($0, in: index) } ?? coverage.total(in: index) }),
      ])
    }
    let stages = coverage.stages.map { stage in
      JSON.object(
        [JSON.Member("name", .text(stage.name)), JSON.Member("pipeline", .text(stage.pipeline))] + place(stage.place)
          + [JSON.Member("visited", .number(Double(stage.count)))])
    }
    let transitions = coverage.transitions.map { transition in
      JSON.object([
        JSON.Member("pipeline", .text(transition.pipeline)), JSON.Member("from", .text(transition.from)),
        JSON.Member("to", .text(transition.to)), JSON.Member("seen", .number(Double(transition.count))),
      ])
    }
    let gaps = coverage.gaps.map { gap in
      JSON.object(
        [JSON.Member("metric", .text(gap.metric.rawValue)), JSON.Member("rule", gap.rule.map { .text($0) } ?? .null)]
          + place(gap.place) + [JSON.Member("text", .text(gap.text))])
    }
    members += [
      list("files", files), list("rules", coverage.rules.map(json)), list("stages", stages),
      list("transitions", transitions), list("missing", gaps),
    ]
    if let log { members.append(JSON.Member("log", json(log))) }
    return "{\n" + members.map(Self.lines).joined(separator: ",\n") + "\n}\n"
  }

  /// A member a line, and of lists an element a line.
  private static func lines(of member: JSON.Member) -> String {
    guard case .list(let values) = member.value, !values.isEmpty else {
      return "  " + JSON.object([member]).line.dropFirst().dropLast()
    }
    let head = JSON.object([JSON.Member(member.name, .null)]).line.dropFirst().dropLast(5)
    return "  \(head)[\n" + values.map { "    " + $0.line }.joined(separator: ",\n") + "\n  ]"
  }

  private func list(_ name: String, _ values: [JSON]) -> JSON.Member { JSON.Member(name, .list(values)) }

  private static func tallies(_ tally: (Coverage.Metric?) -> Coverage.Tally) -> JSON {
    func json(_ tally: Coverage.Tally) -> JSON {
      .object([
        JSON.Member("covered", .number(Double(tally.covered))), JSON.Member("of", .number(Double(tally.total))),
        JSON.Member("percent", .number(tally.percent)),
      ])
    }
    return .object(
      Coverage.Metric.allCases.map { JSON.Member($0.rawValue, json(tally($0))) }
        + [JSON.Member("total", json(tally(nil)))])
  }

  private func place(_ place: SourceRange) -> [JSON.Member] {
    [
      JSON.Member("path", .text(coverage.files[Int(place.fileIndex)].path)),
      JSON.Member("line", .number(Double(coverage.line(of: place)))),
    ]
  }

  private func json(_ rule: Coverage.Rule) -> JSON {
    let arms = rule.arms.indices.map { number in
      let arm = rule.arms[number]
      return JSON.object([
        JSON.Member("line", .number(Double(coverage.line(of: arm.place)))),
        JSON.Member("row", arm.row.map { .number(Double($0)) } ?? .null),
        JSON.Member("taken", .number(Double(arm.count))), JSON.Member("impossible", .flag(arm.isImpossible)),
      ])
    }
    let conditions = rule.conditions.map { condition in
      let (role, arm): (String, JSON) =
        switch condition.role {
        case .guardCondition: ("only if", .null)
        case .timer: ("while", .null)
        case .arm(let number): ("when", .number(Double(number + 1)))
        }
      return JSON.object([
        JSON.Member("of", .text(role)), JSON.Member("arm", arm),
        JSON.Member("looked_at", .number(Double(condition.count))),
        JSON.Member("parts", .list(condition.parts.map(json))),
      ])
    }
    return .object(
      [JSON.Member("name", .text(rule.name)), JSON.Member("pipeline", .text(rule.pipeline))] + place(rule.head)
        + [
          JSON.Member("fired", .number(Double(rule.count))), list("arms", arms), list("conditions", conditions),
        ])
  }

  private func json(_ part: Coverage.Part) -> JSON {
    func way(_ way: Coverage.Way) -> JSON {
      .object([
        JSON.Member("seen", .number(Double(way.count))), JSON.Member("decided", .number(Double(way.deciding))),
        JSON.Member("impossible", .flag(way.isImpossible)), JSON.Member("never_decides", .flag(way.neverDecides)),
      ])
    }
    return .object([
      JSON.Member("text", .text(part.text)), JSON.Member("line", .number(Double(coverage.line(of: part.place)))),
      JSON.Member("true", way(part.whenTrue)), JSON.Member("false", way(part.whenFalse)),
    ])
  }

  private func json(_ log: LogCoverage.Outcome) -> JSON {
    let gaps = log.gaps.map { gap in
      JSON.object([
        JSON.Member("rule", .text(gap.rule)), JSON.Member("text", .text(gap.text)),
        JSON.Member("events", .number(Double(gap.count))), JSON.Member("first", .text(gap.first)),
        JSON.Member("line", gap.line.map { .number(Double($0)) } ?? .null),
      ])
    }
    return .object([
      JSON.Member("events", .number(Double(log.concerning))), JSON.Member("covered", .number(Double(log.covered))),
      JSON.Member("percent", .number(log.percent)), JSON.Member("idle", .number(Double(log.idle))),
      list("missing", gaps),
    ])
  }
}
