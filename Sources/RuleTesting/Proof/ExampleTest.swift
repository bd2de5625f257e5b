import RuleAnalysis
import RuleChecker
package import RuleCompiler
import RuleEngine
import RuleSchema
import RuleSource

/// An event that was found by analysis, as a `test` block.
///
/// Not every event can be said in a test: what is written was run, passes, and the rules that the example is about fire
/// in it.
package struct ExampleTest {
  private let suite: TestSuite
  private let suggestion: TestSuggestion

  init(for suite: TestSuite) {
    self.suite = suite
    suggestion = TestSuggestion(for: suite)
  }

  /// The examples of messages as tests; `nil` for those that cannot be said in one.
  package static func texts(of examples: [FindingExample], in suite: TestSuite) -> [String?] {
    ExampleTest(for: suite).texts(of: examples)
  }

  private func texts(of examples: [FindingExample]) -> [String?] {
    var texts: [String?] = Array(repeating: nil, count: examples.count)
    // All at once, since every run checks all rules again.
    var candidates: [(place: Int, candidate: Candidate)] = []
    for (place, example) in examples.enumerated() {
      guard example.example.events.count == 1 || example.example.until == nil,
        let candidate = candidate(of: example.example, example.pipeline, example.rule)
      else { continue }
      candidates.append((place, candidate))
    }
    let outcomes = suggestion.results(of: candidates.map(\.candidate), expecting: candidates.map { _ in ["nothing"] })
    var open: [(place: Int, candidate: Candidate, choices: [[String]])] = []
    for (number, (place, candidate)) in candidates.enumerated() {
      guard let result = outcomes[number], fires(examples[place].firing, in: result) else { continue }
      let choices = suggestion.expected(of: candidate, result)
      let rule = suite.rules.rules[examples[place].rule]
      // Where nothing fires, that is what is shown; other rules may do what they like.
      let isIdle = examples[place].firing.isEmpty && rule.isNamed
      let idle = isIdle ? [["rule \(RuleText.string(rule.identity)) did not fire"]] : []
      open.append((place, candidate, idle + choices))
    }
    while !open.isEmpty {
      open.removeAll(where: \.choices.isEmpty)
      let results = suggestion.results(of: open.map(\.candidate), expecting: open.map { $0.choices.first ?? [] })
      for (number, (place, candidate, choices)) in open.enumerated() where results[number]?.isPassed == true {
        texts[place] = candidate.text(named: examples[place].title, expecting: choices.first ?? [])
      }
      open = open.filter { texts[$0.place] == nil }.map { ($0.place, $0.candidate, Array($0.choices.dropFirst())) }
    }
    return texts
  }

  private func fires(_ rules: [Int], in result: TestResult) -> Bool {
    let fired = Set(
      result.steps.flatMap(\.trace).filter { entry in
        switch entry.verdict {
        case .fired, .firedRow: true
        default: false
        }
      }.map(\.rule))
    return rules.allSatisfy { fired.contains(suite.rules.rules[$0].identity) }
  }

  /// The test, with line ends; `nil` where the example cannot be said in one. `rules` must fire in it: indices into the
  /// suite's rules.
  func text(of example: CounterExample, named name: String, pipeline: Int, firing rules: [Int]) -> String? {
    guard example.events.count == 1 || example.until == nil,
      let candidate = candidate(of: example, pipeline, rules.first ?? 0)
    else {
      return nil
    }
    guard let result = suggestion.results(of: [candidate], expecting: [["nothing"]])[0] else { return nil }
    guard fires(rules, in: result) else { return nil }
    for expectations in suggestion.expected(of: candidate, result) {
      if suggestion.results(of: [candidate], expecting: [expectations])[0]?.isPassed == true {
        return candidate.text(named: name, expecting: expectations)
      }
    }
    return nil
  }

  private func candidate(of example: CounterExample, _ pipeline: Int, _ rule: Int) -> Candidate? {
    guard let event = example.events.first else { return nil }
    let words = ExampleWords(
      CandidateWords(schema: suite.rules.schema, files: suite.files, pipeline: PipelineIndex(pipeline)),
      suite.program)
    guard let givens = words.givens(of: event) else { return nil }
    var steps: [String] = []
    for event in example.events {
      guard let step = words.step(of: event) else { return nil }
      if !step.isEmpty { steps.append(step) }
    }
    if let until = example.until { steps.append(words.passing(from: event.at, to: until)) }
    guard !steps.isEmpty else { return nil }
    return Candidate(rule: rule, goal: "", pipeline: pipeline, title: "", givens: givens, steps: steps)
  }
}

/// Events in the words of tests.
private struct ExampleWords {
  let words: CandidateWords
  let program: Program

  init(_ words: CandidateWords, _ program: Program) {
    self.words = words
    self.program = program
  }

  private var schema: Schema { words.schema }

  /// The fields that tests give.
  private var fields: [(field: Field, slot: FieldSlot)] {
    [(.owner, .owner), (.team, .team), (.inbox, .inbox), (.channel, .channel)]
      + program.properties.indices.map { (.property(PropertyIndex($0)), .property($0)) }
  }

  func givens(of event: Event) -> [String]? {
    guard let rulebook = try? Rulebook(bytes: ProgramFile.encode(program, compilerVersion: "")) else { return nil }
    let view = EventView(rulebook: rulebook, event: event)
    var givens: [String] = []
    if case .ticket = event.subject {
      let before = event.isCreation ? view.value(of: .stage) : view.valueBefore(of: .stage)
      if case .option(let stage) = before {
        givens.append("stage " + words.stage(StageIndex(Int(stage))))
      } else if case .option(let stage) = view.value(of: .stage),
        let other = words.otherStage(than: StageIndex(Int(stage)))
      {
        // From a pipeline that the rulebook does not know: from another stage is the nearest that a test can say.
        givens.append("stage " + words.stage(other))
      }
    }
    for (field, slot) in fields {
      let value = event.isCreation ? view.value(of: slot) : view.valueBefore(of: slot)
      guard value.isKnown else { continue }
      guard let literals = literals(value, of: field) else { return nil }
      for literal in literals {
        guard let given = words.given(field, .literal(literal)) else { return nil }
        givens.append(given)
      }
    }
    return givens
  }

  private func literals(_ value: Value, of field: Field) -> [Literal]? {
    switch value {
    case .unknown: return []
    case .option(let option): return [.option(Int(option))]
    case .options(let options): return options.map { .option(Int($0)) }
    case .number(let number): return [.number(number)]
    case .flag(let flag): return [.flag(flag)]
    case .text(let eventText):
      let text = eventText.string
      switch field {
      case .team: return schema.teams.firstIndex { $0.name == text }.map { [.team(TeamIndex($0))] }
      case .inbox: return schema.inboxes.firstIndex { $0.name == text }.map { [.inbox(InboxIndex($0))] }
      case .channel: return CheckedTrigger.Channel(rawValue: text).map { [.channel($0)] }
      default: return [.text(text)]
      }
    case .day(let day):
      let parts = day.iso8601.split(separator: "-").compactMap { Int($0) }
      return parts.count == 3 ? [.day(year: parts[0], month: parts[1], day: parts[2])] : nil
    case .instant: return nil
    }
  }

  /// What happens in the event; empty where nothing does, `nil` where a test cannot say it.
  func step(of event: Event) -> String? {
    guard let rulebook = try? Rulebook(bytes: ProgramFile.encode(program, compilerVersion: "")) else { return nil }
    let view = EventView(rulebook: rulebook, event: event)
    var parts: [String] = []
    if case .conversation = event.subject {
      var part = "new conversation"
      if case .text(let inbox) = view.value(of: .inbox) { part += " in inbox " + RuleText.name(inbox.string) }
      parts.append(part)
    } else if event.isCreation {
      parts.append("ticket created")
    } else {
      if view.isChanged(.stage), case .option(let stage) = view.value(of: .stage) {
        parts.append("stage " + words.stage(StageIndex(Int(stage))))
      }
      for (field, slot) in fields where view.isChanged(slot) {
        guard let part = change(of: field, to: view.value(of: slot), from: view.valueBefore(of: slot)) else {
          return nil
        }
        parts += part
      }
    }
    var tail = ""
    if let message = event.message {
      if case .ticket = event.subject, !event.isCreation {
        guard let part = words(of: message, view) else { return nil }
        parts.append(part)
      }
      let facts = [("message.subject", message.subject), ("message.text", message.text)].compactMap { name, text in
        text.map { name + " " + RuleText.string($0) }
      }
      if !facts.isEmpty { tail = " with " + facts.joined(separator: ", ") }
    }
    guard !parts.isEmpty else { return "" }
    if event.message == nil || event.message?.direction == .outgoing {
      switch event.actor?.kind {
      case .contact: parts[0] += " by a contact"
      case .automation: parts[0] += " by automation"
      case .integration: parts[0] += " by an integration"
      case .agent, nil: break
      }
    }
    return parts.joined(separator: " and ") + tail
  }

  private func change(of field: Field, to value: Value, from before: Value) -> [String]? {
    guard let name = words.name(field) else { return nil }
    switch (value, before) {
    case (.options, _), (_, .options):
      func members(_ value: Value) -> [Int32] { if case .options(let members) = value { members } else { [] } }
      let (now, then) = (members(value), members(before))
      let gained = now.filter { !then.contains($0) }.map {
        "\(name) gained " + words.value(.option(Int($0)), of: field)
      }
      let lost = then.filter { !now.contains($0) }.map { "\(name) lost " + words.value(.option(Int($0)), of: field) }
      return gained + lost
    case (.unknown, _): return [field == .owner ? "unassigned" : "\(name) changed to unknown"]
    default:
      if field == .owner { return ["assigned"] }
      guard let literal = literals(value, of: field)?.first else { return nil }
      return ["\(name) changed to " + words.value(literal, of: field)]
    }
  }

  private func words(of message: Event.Message, _ view: EventView) -> String? {
    if message.isDeliveryFailure { return "delivery failed" }
    if message.kind == "note" { return "note added" }
    let facts = view.messageFacts
    if message.direction == .outgoing {
      guard message.kind == "email", facts.isToContact else { return nil }
      switch message.origin {
      case .ticket: return "email sent to contact"
      case .contactRecord: return "email sent to contact from contact record"
      case .automation, .other: return nil
      }
    }
    let tail = message.isAutomatic ? " including automatic" : ""
    if facts.isOnThread { return (facts.isFromContact ? "reply from contact" : "reply from anyone") + tail }
    return facts.isFromContact ? "message from contact in another thread" + tail : nil
  }

  /// `3 days pass`
  func passing(from start: Instant, to end: Instant) -> String {
    let minutes = max(1, (end.microseconds - start.microseconds + 59_999_999) / 60_000_000)
    let (amount, unit): (Int64, String) =
      minutes % 1440 == 0
      ? (minutes / 1440, "day") : minutes % 60 == 0 ? (minutes / 60, "hour") : (minutes, "minute")
    return "\(amount) \(unit)\(amount == 1 ? " passes" : "s pass")"
  }
}
