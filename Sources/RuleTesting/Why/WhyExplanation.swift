import RuleEngine

/// The making of one report: the event is played on what is remembered, as it is and with changes.
struct WhyExplanation {
  let program: Program
  /// As before the event.
  let memory: TicketMemory
  let event: Event
  let lastFirings: [String: [String: String]]
  private var words: ProgramWords { ProgramWords(program: program) }

  init(program: Program, memory: TicketMemory, event: Event, lastFirings: [String: [String: String]]) {
    self.program = program
    self.memory = memory
    self.event = event
    self.lastFirings = lastFirings
  }

  func report(line: Int?, only: Set<Int>?) -> WhyReport {
    let step = memory.trial(of: event)
    let entries = TraceReader(program: program, trace: step.trace).entries
    var subject = ""
    var isConversation = false
    switch event.subject {
    case .ticket(let snapshot): subject = snapshot.id
    case .conversation(let snapshot): (subject, isConversation) = (snapshot.id, true)
    }
    var report = WhyReport(
      event: event, line: line, subject: subject, isConversation: isConversation, outcome: step.outcome)
    report.firings = firings(entries, step).filter { only?.contains($0.rule) ?? true }
    // No rule looked at all.
    guard !step.trace.isEmpty || step.outcome == .evaluated || step.outcome == .late else { return report }
    for rule in program.rules.indices {
      let own = entries.filter { $0.rule == rule }.map(\.entry)
      guard !own.contains(where: \.verdict.isFiring) else { continue }
      if let only {
        guard only.contains(rule) else { continue }
      } else if own.isEmpty {
        report.otherPipelineCount += 1
        continue
      }
      report.silences.append(silence(of: rule, own, step))
    }
    return report
  }

  // ---- what fired ----

  private func firings(_ entries: [TraceReader.Entry], _ step: Step) -> [WhyReport.Firing] {
    entries.indices.compactMap { place in
      let (rule, entry) = (entries[place].rule, entries[place].entry)
      guard entry.verdict.isFiring else { return nil }
      var firing = WhyReport.Firing(rule: rule, round: entry.round, ticket: entry.ticket)
      let arms = program.rules[rule].arms
      var arm: Program.Arm?
      switch entry.verdict {
      case .fired(let number):
        arm = arms.indices.contains(number - 1) ? arms[number - 1] : nil
        if arms.count > 1 { firing.arm = number }
      case .firedRow(let row):
        arm = arms.first { $0.row == row }
        firing.row = row
      default: break
      }
      firing.actions = arm?.actions.map(words.action) ?? []
      firing.causes = causes(of: rule, entry, entries, step)
      for (other, later) in entries.map({ ($0.rule, $0.entry) }) where other == rule && later.ticket == entry.ticket {
        if later.round == entry.round, later.verdict.isSuppression {
          firing.suppressed.append(TraceWords.text(of: later.verdict))
        } else if later.round > entry.round, later.verdict == .heldBack {
          firing.suppressed.append("held back in round \(later.round): the change is its own consequence")
        }
      }
      return firing
    }
  }

  /// In the first round the line did it, later a rule of the round before.
  private func causes(
    of rule: Int, _ entry: TraceEntry, _ entries: [TraceReader.Entry], _ step: Step
  ) -> [String] {
    if program.rules[rule].timer != nil { return ["its timer was due"] }
    let triggers = program.rules[rule].triggers
    guard entry.round > 1 else {
      var parts = EventParts(event)
      parts.snapshot.thread = parts.snapshot.thread ?? step.thread
      let view = EventView(rulebook: memory.rulebook, event: parts.event)
      return triggers.filter { view.matches($0) }.map { "\(words.trigger($0))" }
    }
    var causes: [String] = []
    for other in entries where other.entry.round == entry.round - 1 && other.entry.verdict.isFiring {
      let arm: Program.Arm? =
        switch other.entry.verdict {
        case .fired(let number):
          program.rules[other.rule].arms.indices.contains(number - 1) ? program.rules[other.rule].arms[number - 1] : nil
        case .firedRow(let row): program.rules[other.rule].arms.first { $0.row == row }
        default: nil
        }
      for action in arm?.actions ?? [] {
        let made = action.isCreation && other.entry.ticket != entry.ticket
        let wrote =
          action.writtenField.map { field in triggers.contains { $0.happening.changedField == field } } ?? false
        guard made || (wrote && other.entry.ticket == entry.ticket) else { continue }
        causes.append("\"\(program.rules[other.rule].identity)\" did: \(words.action(action))")
      }
    }
    return causes
  }

  // ---- what did not ----

  private func silence(of rule: Int, _ own: [TraceEntry], _ step: Step) -> WhyReport.Silence {
    guard let entry = own.max(by: { ($0.verdict.nearness, -$0.round) < ($1.verdict.nearness, -$1.round) }) else {
      let text: String
      if case .conversation = event.subject, !program.rules[rule].isOfConversation {
        text = "it looks at tickets, and no ticket of its pipeline came of this conversation"
      } else if program.rules[rule].isOfConversation {
        text = "it waits for \(ProgramWords.either(program.rules[rule].triggers.map(words.trigger)))"
      } else {
        text =
          "it belongs to pipeline \(ActionWords.quoted(program.pipelines[program.rules[rule].pipeline].name)), the ticket does not"
      }
      return WhyReport.Silence(rule: rule, reason: "other_pipeline", text: text)
    }
    var silence = WhyReport.Silence(rule: rule, reason: entry.verdict.word, text: "")
    switch entry.verdict {
    case .notTriggered:
      silence.text = waiting(rule, step)
      silence.suggestions = withOtherTrigger(rule, step)
      if silence.suggestions.isEmpty, let obstacle = obstacle(rule, step) { silence.text += "; \(obstacle)" }
    case .automaticMessage:
      silence.text = "the message is automatic"
      silence.suggestions = withChange(.automatic(false), rule)
    case .conditionFalse(let part, let holds, let value):
      silence.text = "`\(part)` is \(holds ? "true" : "false"): \(value)"
      silence.suggestions = search(rule, event, entry, step).suggestions
    case .limited:
      silence.text = limitText(rule, entry)
    case .overridden(let other): silence.text = "\"\(other)\" overrides it, and would have fired too"
    case .heldBack: silence.text = "what it waits for is its own doing: no rule answers itself"
    default: silence.text = TraceWords.text(of: entry.verdict)
    }
    return silence
  }

  private func waiting(_ rule: Int, _ step: Step) -> String {
    guard let timer = program.rules[rule].timer else {
      return "it waits for \(ProgramWords.either(program.rules[rule].triggers.map(words.trigger)))"
    }
    let due =
      step.timerDue(ofRule: program.rules[rule].identity).map { ", due at \($0.iso8601)" }
      ?? ", and no timer of it runs"
    return "it waits for \(words.timer(timer))\(due)"
  }

  /// What would stand in the way even if a trigger of the rule happened.
  private func obstacle(_ rule: Int, _ step: Step) -> String? {
    let hypothesis = TriggerHypothesis(
      rulebook: memory.rulebook, event: event, thread: step.thread, pipeline: program.rules[rule].pipeline)
    for changed in program.rules[rule].triggers.flatMap(hypothesis.events) {
      let entries = TraceReader(program: program, trace: memory.trial(of: changed).trace).entries
      for (own, entry) in entries.map({ ($0.rule, $0.entry) }) where own == rule {
        switch entry.verdict {
        case .limited: return "and " + limitText(rule, entry)
        case .overridden(let other): return "and then \"\(other)\" would override it"
        default: continue
        }
      }
    }
    return nil
  }

  private func limitText(_ rule: Int, _ entry: TraceEntry) -> String {
    let limits = program.rules[rule].limits.map { "`\(words.limit($0))`" }
    let since = lastFirings[entry.ticket]?[program.rules[rule].identity].map { ", it last fired with event `\($0)`" }
    return "its limit \(ProgramWords.joined(limits, "or")) is used up" + (since ?? "")
  }

  private func fires(_ rule: Int, _ event: Event) -> Bool {
    TraceReader(program: program, trace: memory.trial(of: event).trace).entries.contains {
      $0.rule == rule && $0.entry.verdict.isFiring
    }
  }

  private func search(
    _ rule: Int, _ event: Event, _ entry: TraceEntry?, _ step: Step
  ) -> (size: Int, suggestions: [WhyReport.Suggestion]) {
    // Of a late line's ticket the newest state is looked at, at its instant.
    let now = step.instant(of: event)
    let isLate = now > event.at
    var subject = event.subject
    if let entry, isLate || entry.round > 1, let snapshot = step.snapshot(ofTicket: entry.ticket) {
      subject = .ticket(snapshot)
    }
    let seen = Event(
      id: event.id, at: now, actor: event.actor, subject: subject, changes: event.changes,
      isCreation: event.isCreation, message: event.message, cause: event.cause, timer: event.timer)
    return NearestChange(rulebook: memory.rulebook, rule: rule, event: event, seen: seen, isLate: isLate) {
      fires(rule, $0)
    }.suggestions()
  }

  private func withChange(_ change: EventChange, _ rule: Int) -> [WhyReport.Suggestion] {
    guard let changed = change.applied(to: event) else { return [] }
    let words = ChangeWords(program: program, view: EventView(rulebook: memory.rulebook, event: event), event: event)
    let own = words.change(of: .automatic, to: [change], [])
    return search(rule, changed, nil, memory.trial(of: changed)).suggestions.map { suggestion in
      WhyReport.Suggestion(trigger: nil, changes: [own] + suggestion.changes, events: suggestion.events)
    }
  }

  /// The triggers that need the least besides.
  private func withOtherTrigger(_ rule: Int, _ step: Step) -> [WhyReport.Suggestion] {
    var best = Int.max
    var found: [WhyReport.Suggestion] = []
    let hypothesis = TriggerHypothesis(
      rulebook: memory.rulebook, event: event, thread: step.thread, pipeline: program.rules[rule].pipeline)
    for trigger in program.rules[rule].triggers {
      for changed in hypothesis.events(for: trigger) {
        let (size, suggestions) = search(rule, changed, nil, step)
        guard !suggestions.isEmpty, size <= best else { continue }
        if size < best { found = [] }
        best = size
        found += suggestions.map { suggestion in
          WhyReport.Suggestion(
            trigger: words.trigger(trigger), changes: suggestion.changes, events: suggestion.events)
        }
      }
    }
    return Array(found.prefix(3))
  }
}

extension TraceEntry.Verdict {
  /// How near a rule came to firing.
  fileprivate var nearness: Int {
    switch self {
    case .heldBack: 6
    case .overridden: 5
    case .conditionFalse: 4
    case .limited: 3
    case .automaticMessage: 2
    case .notTriggered: 1
    default: 0
    }
  }

  /// Something that a rule did went nowhere.
  fileprivate var isSuppression: Bool {
    switch self {
    case .wroteNothingNew, .skipped, .moveDropped, .lostConflict, .answersLimited, .withheld: true
    default: false
    }
  }

  /// For programs.
  fileprivate var word: String {
    switch self {
    case .otherPipeline: "other_pipeline"
    case .notTriggered: "not_triggered"
    case .conditionFalse: "condition_false"
    case .automaticMessage: "automatic_message"
    case .limited: "limited"
    case .overridden: "overridden"
    case .heldBack: "held_back"
    default: "other"
    }
  }
}
