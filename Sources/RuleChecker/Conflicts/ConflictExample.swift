import RuleSchema

//  A ticket that two rules disagree about, in words. It is made up from what is known of both rules; where something
//  that they ask for cannot be made up, there is no example.

struct ConflictExample {
  private let schema: Schema
  private let pipeline: PipelineIndex
  private let tests: TestNumbers
  private let facts: Facts
  /// ``in stage `New` ``, ``with `priority` `High` ``
  private var details: [String] = []
  private var properties: [String] = []

  init(_ facts: Facts, tests: TestNumbers, schema: Schema, pipeline: PipelineIndex) {
    self.facts = facts
    self.tests = tests
    self.schema = schema
    self.pipeline = pipeline
  }

  /// The ticket; `nil` where none can be made up.
  mutating func ticket() -> String? {
    guard !facts.isImpossible, addTests(), addValues() else { return nil }
    let with = properties.isEmpty ? [] : ["with \(Self.list(properties))"]
    let all = details + with
    return all.isEmpty ? nil : "a ticket \(all.joined(separator: " "))"
  }

  private static func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return "\(parts.dropLast().joined(separator: ", ")) and \(last)"
  }

  /// `false` where a test says what is not made up.
  private mutating func addTests() -> Bool {
    for number in facts.held.numbers {
      switch tests.tests[Int(number)] {
      case .hasAny(let field, let options), .hasAll(let field, let options):
        guard let name = name(of: field), let option = options.first else { return false }
        let names = self.options(of: field)
        guard names.indices.contains(option) else { return false }
        properties.append("`\(names[option])` in \(name)")
      case .containsAny(let field, let texts):
        // Another text may be refuted of the same field, or it may have to be equal to something.
        guard let name = name(of: field), let text = texts.first, facts.refuted.numbers.isEmpty,
          !isFixed(field)
        else { return false }
        properties.append("`\(text)` in \(name)")
      case .isOneOf, .compares: break
      default: return false
      }
    }
    return facts.refuted.numbers.allSatisfy { number in
      switch tests.tests[Int(number)] {
      case .hasAny, .isOneOf, .compares: true
      default: false
      }
    }
  }

  /// `false` where a value is not made up.
  private mutating func addValues() -> Bool {
    if let actor = facts[.actor] {
      let kinds = ["an agent", "a contact", "automation", "an integration"]
      guard let kind = chosen(actor, of: Array(kinds.indices)) else { return false }
      details.append("changed by \(kinds[kind])")
    }
    for value in facts.values {
      switch value.key {
      case .created, .conversation, .message, .stageSet, .timer, .actor: break
      case .before(.stage):
        guard let stage = chosen(value.possible, of: Array(schema.pipelines[pipeline.value].stages)) else { continue }
        details.append("that was in stage `\(schema.stages[stage].name)`")
      case .before: return false
      case .now(let field): if !add(field, value.possible) { return false }
      }
    }
    return true
  }

  private mutating func add(_ field: Field, _ possible: Possible) -> Bool {
    if field == .stage {
      guard let stage = chosen(possible, of: Array(schema.pipelines[pipeline.value].stages)) else { return false }
      details.insert("in stage `\(schema.stages[stage].name)`", at: 0)
      return true
    }
    // Nothing has to be there.
    if possible.allows(Facts.unknown) {
      if field == .owner, case .only = possible { details.append("without owner") }
      return true
    }
    guard let name = name(of: field) else { return false }
    switch field {
    case .team: return addChoice(among: schema.teams.map(\.name), as: "team", possible)
    case .inbox: return addChoice(among: schema.inboxes.map(\.name), as: "inbox", possible)
    case .channel: return addChoice(among: FactReader.channels.map(\.rawValue), as: "channel", possible)
    case .owner:
      guard possible == .allBut([Facts.unknown]) else { return false }
      properties.append("an owner")
      return true
    case .property(let index):
      switch schema.properties[index.value].kind {
      case .oneOf(let options, _): return addChoice(among: options.map(\.name), as: name, possible)
      case .flag:
        if possible.allows(1) { properties.append(name) }
        return possible.allows(1)
      case .number:
        if case .only(let numbers) = possible { return addWritten(numbers, name) }
        guard let number = facts.ranges[.now(field)]?.example else { return false }
        properties.append("\(name) \(Self.written(number))")
        return true
      case .text:
        if case .only(let numbers) = possible { return addWritten(numbers, name) }
        return facts.held.numbers.contains {
          if case .containsAny(field, _) = tests.tests[Int($0)] { true } else { false }
        }
      case .setOf: return !facts.held.numbers.isEmpty
      case .date, .time, .person: return false
      }
    case .stage, .pipeline, .created, .closed, .contactEmail, .ownerEmail, .ownerTeams, .messageSubject, .messageFrom,
      .messageText:
      return false
    }
  }

  private mutating func addChoice(among names: [String], as name: String, _ possible: Possible) -> Bool {
    guard let index = chosen(possible, of: Array(names.indices)) else { return false }
    properties.append("\(name) `\(names[index])`")
    return true
  }

  /// A text or a number that a rule compares with.
  private mutating func addWritten(_ numbers: NumberSet, _ name: String) -> Bool {
    guard let index = tests.values.indices.first(where: { numbers.contains($0) }) else { return false }
    switch tests.values[index] {
    case .text(let text): properties.append("\(name) `\(text)`")
    case .number(let number): properties.append("\(name) \(Self.written(number))")
    default: return false
    }
    return true
  }

  private static func written(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }

  private func chosen(_ possible: Possible, of values: [Int]) -> Int? { values.first { possible.allows($0) } }

  private func isFixed(_ field: Field) -> Bool { if case .only = facts[.now(field)] { true } else { false } }

  /// `` `priority` ``
  private func name(of field: Field) -> String? {
    switch field {
    case .property(let index):
      let property = schema.properties[index.value]
      return "`\(property.entity.prefix)\(property.name)`"
    case .team, .inbox, .channel, .owner: return ""
    case .ownerTeams: return "the teams of the owner"
    case .messageSubject: return "`message.subject`"
    case .messageText: return "`message.text`"
    case .stage, .pipeline, .created, .closed, .contactEmail, .ownerEmail, .messageFrom: return nil
    }
  }

  private func options(of field: Field) -> [String] {
    switch field {
    case .property(let index): FieldType(schema.properties[index.value].kind).options.map(\.name)
    case .ownerTeams: schema.teams.map(\.name)
    default: []
    }
  }
}
