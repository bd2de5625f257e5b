/// The workload as rule text and event lines.
extension Workload {
  /// The rulebook as an admin would write it.
  var ruleText: String {
    var text = "portal \"Bench\" edition professional in \"UTC\"\n"
    for (pipeline, count) in stageCounts.enumerated() {
      text += "pipeline \"Pipeline \(pipeline)\" id \"\(pipeline)\"\(pipeline == 0 ? " default" : "")\n"
      for stage in 0..<count { text += "  stage \"Stage \(stage)\" id \"\(stage)\"\n" }
    }
    let options = (0..<Self.optionCount).map { "o\($0)" }.joined(separator: ", ")
    for index in 0..<Self.enumCount { text += "property choice_\(index): one of \(options)\n" }
    for index in 0..<Self.numberCount { text += "property number_\(index): number\n" }
    for index in 0..<Self.flagCount { text += "property flag_\(index): flag\n" }
    for index in 0..<Self.textCount { text += "property text_\(index): text\n" }
    text += "team Desk\n"
    var pipeline = -1
    for (index, rule) in rules.enumerated() {
      if rule.pipeline != pipeline {
        pipeline = rule.pipeline
        text += "\nfor pipeline \"Pipeline \(pipeline)\"\n"
      }
      text += "rule \"r\(index)\" on \(trigger(of: rule))"
      var conditions = rule.conditions.map(Self.text(of:))
      if rule.kind != .entered { conditions.insert("stage is \"Stage \(rule.stage)\"", at: 0) }
      if !conditions.isEmpty { text += " when \(conditions.joined(separator: " and "))" }
      text += " do notify team Desk \"r\(index)\"\n"
    }
    return text
  }

  private func trigger(of rule: Rule) -> String {
    switch rule.kind {
    case .created: "ticket created"
    case .entered: "stage \"Stage \(rule.stage)\""
    case .priorityChanged: "choice_0 changed"
    case .sent: "email sent to contact"
    case .replied: "reply from contact"
    }
  }

  private static func text(of condition: Condition) -> String {
    switch condition {
    case .option(let property, let option): "choice_\(property) is o\(option)"
    case .above(let property, let number): "number_\(property) is above \(Int(number))"
    case .below(let property, let number): "number_\(property) is below \(Int(number))"
    case .flag(let property, let holds): "\(holds ? "" : "not ")flag_\(property)"
    case .contains(let property, let word): "text_\(property) contains \"\(word)\""
    case .starts(let property, let word): "text_\(property) starts with \"\(word)\""
    }
  }

  /// The events, one JSON object a line.
  var eventText: [UInt8] {
    var text = ""
    for (index, event) in events.enumerated() { text += line(event, index) + "\n" }
    return Array(text.utf8)
  }

  private func line(_ event: Event, _ index: Int) -> String {
    var properties: [String] = []
    for (number, option) in event.options.enumerated() { properties.append("\"choice_\(number)\":\"o\(option)\"") }
    for (number, value) in event.numbers.enumerated() { properties.append("\"number_\(number)\":\(Int(value))") }
    for (number, flag) in event.flags.enumerated() { properties.append("\"flag_\(number)\":\(flag)") }
    for (number, words) in event.texts.enumerated() { properties.append("\"text_\(number)\":\"\(words)\"") }
    let ticket =
      "{\"id\":\"t\(index)\",\"pipeline\":\"\(event.pipeline)\",\"stage\":\"\(event.stage)\",\"thread\":\"T\(index)\","
      + "\"contact\":{\"id\":\"c\(index)\"},\"properties\":{\(properties.joined(separator: ","))}}"
    let head =
      "{\"id\":\"e\(index)\",\"at\":\"2026-01-05T09:12:00Z\",\"actor\":{\"kind\":\"\(actor(of: event))\",\"id\":\"c\(index)\"}"
    return head + ",\"ticket\":\(ticket)\(facet(of: event, index))}"
  }

  private func actor(of event: Event) -> String { event.kind == .replied ? "contact" : "agent" }

  private func facet(_ direction: String, _ index: Int) -> String {
    ",\"message\":{\"id\":\"m\(index)\",\"kind\":\"email\",\"direction\":\"\(direction)\",\"thread\":\"T\(index)\"}"
  }

  private func facet(of event: Event, _ index: Int) -> String {
    switch event.kind {
    case .created: ",\"created\":true"
    case .entered: ",\"before\":{\"stage\":\"\((event.stage + 1) % stageCounts[event.pipeline])\"}"
    case .priorityChanged: ",\"before\":{\"choice_0\":\"o\((event.options[0] + 1) % Self.optionCount)\"}"
    case .sent: facet("out", index).replacing("\"kind\"", with: "\"origin\":\"ticket\",\"kind\"")
    case .replied: facet("in", index)
    }
  }
}
