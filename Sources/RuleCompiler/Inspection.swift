package import RuleEngine

/// A compiled rulebook in words, for `rulesc inspect`: the same for the same file.
package struct Inspection {
  let program: Program
  private(set) var lines: [String] = []

  /// What `file`, of `size` bytes, holds, with the fingerprint of what it does; lines end with a line feed.
  package static func text(of file: ProgramFile, size: Int, behaviour: String? = nil) -> String {
    var inspection = Inspection(program: file.program)
    inspection.describeFile(file, size: size, behaviour)
    inspection.describeVocabulary()
    for (index, rule) in file.program.rules.enumerated() { inspection.describe(rule, at: index) }
    return inspection.lines.map { $0 + "\n" }.joined()
  }

  mutating func line(_ depth: Int, _ text: String) {
    lines.append(String(repeating: "  ", count: depth) + text)
  }

  private mutating func describeFile(_ file: ProgramFile, size: Int, _ behaviour: String?) {
    let digits = String(file.checksum, radix: 16)
    line(0, "compiled rulebook, format version \(ProgramFile.formatVersion), \(size) bytes")
    line(1, "compiler  \(file.compilerVersion)")
    line(1, "checksum  " + String(repeating: "0", count: 16 - digits.count) + digits)
    if let behaviour { line(1, "behaviour " + behaviour) }
    line(1, "zone      \(program.zone.name), \(Self.count(program.zone.transitions.count, "transition"))")
    let counts = [
      Self.count(program.rules.count, "rule"), Self.count(program.branches.count, "branch", plural: "branches"),
      Self.count(program.tests.count, "test"), Self.count(program.texts.count, "text"),
    ]
    line(1, "holds     " + counts.joined(separator: ", "))
  }

  private mutating func describeVocabulary() {
    for pipeline in program.pipelines {
      line(0, "")
      let marks = (pipeline.isDefault ? " default" : "") + (pipeline.hasCloseDate ? "" : " without close date")
      line(0, "pipeline \(Self.quoted(pipeline.name)) id \(Self.quoted(pipeline.id))" + marks)
      for stage in program.stages[pipeline.stages] {
        let mark = stage.isClosed ? " closed" : ""
        line(1, "stage \(Self.quoted(stage.name)) id \(Self.quoted(stage.id))" + mark)
      }
    }
    let names =
      program.properties.map { "property " + describe($0) } + program.teams.map { "team \(Self.quoted($0))" }
      + program.inboxes.map { inbox in
        "inbox \(Self.quoted(inbox.name)) email \(Self.quoted(inbox.email))"
          + (inbox.isLocked ? " without tickets" : "")
      } + program.templates.map { "template \(Self.quoted($0))" }
      + program.lists.enumerated().map { index, globs in
        "list \(index): " + globs.map(Self.quoted).joined(separator: ", ")
      }
    line(0, "")
    for name in names { line(0, name) }
    describeCalendars()
    describeActions()
    let limit = program.answerLimit
    line(0, "limit answers at most \(Self.count(limit.count, "time")) per \(Self.count(limit.hours, "hour"))")
  }

  private func describe(_ property: Program.Property) -> String {
    "\(Self.prefix(property.entity) + Self.quoted(property.name)) id \(Self.quoted(property.id)): "
      + Self.words(for: property.kind, property.options)
  }

  static func words(for kind: Program.Property.Kind, _ options: [Program.Property.Option]) -> String {
    let type =
      switch kind {
      case .oneOf: "one of"
      case .orderedOneOf: "ordered one of"
      case .setOf: "set of"
      case .number: "number"
      case .text: "text"
      case .date: "date"
      case .time: "time"
      case .flag: "flag"
      case .person: "person"
      }
    let names = options.map { option in
      quoted(option.name) + (option.name == option.id ? "" : " id \(quoted(option.id))")
    }
    return type + (names.isEmpty ? "" : " " + names.joined(separator: ", "))
  }

  private mutating func describe(_ rule: Program.Rule, at index: Int) {
    line(0, "")
    line(0, "rule \(index) \(Self.quoted(rule.identity)) in \(Self.quoted(program.pipelines[rule.pipeline].name))")
    for overridden in rule.overrides { line(1, "overrides \(Self.quoted(program.rules[overridden].identity))") }
    for (position, trigger) in rule.triggers.enumerated() {
      line(1, (position == 0 ? "on " : "or ") + words(for: trigger))
    }
    if let timer = rule.timer { describe(timer) }
    for limit in rule.limits { line(1, words(for: limit)) }
    if let condition = rule.guardCondition { describe(condition, "only if", depth: 1) }
    for (position, arm) in rule.arms.enumerated() {
      if let row = arm.row {
        line(1, "row \(row)" + (arm.delay.map { ": \(span($0))" } ?? ""))
        if let condition = arm.condition { describe(condition, "when", depth: 2) }
        if arm.actions.isEmpty { line(3, "do nothing") }
      } else if let condition = arm.condition {
        describe(condition, position == 0 ? "when" : "otherwise when", depth: 1)
      } else if position > 0 {
        line(1, "otherwise")
      }
      for (position, action) in arm.actions.enumerated() {
        line(arm.row == nil ? 2 : 3, (position == 0 ? "do " : "then ") + words(for: action))
      }
    }
  }

  /// A condition as it was written, or, where its branches are not those of `and`, `or` and `not`, one branch a line.
  mutating func describe(_ condition: Program.Condition, _ word: String, depth: Int) {
    if let formula = Formula(condition, of: program) {
      line(depth, "\(word) \(formula.words)")
      return
    }
    line(depth, "\(word) branch \(condition.branches.lowerBound)")
    for index in condition.branches {
      let branch = program.branches[index]
      line(
        depth + 1,
        "\(index) \(branch.text): \(Self.words(for: branch.ifTrue)), else \(Self.words(for: branch.ifFalse))")
    }
  }

  private static func words(for target: Program.Branch.Target) -> String {
    switch target {
    case .accept: "accept"
    case .reject: "reject"
    case .branch(let index): "branch \(index)"
    }
  }

  /// A text between quotes, on one line.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func count(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(count) " + (count == 1 ? noun : plural ?? noun + "s")
  }
}
