import RuleChecker
import RuleEngine
import RuleSchema
import RuleSource

/// The run of one test.
struct TestRun {
  private let suite: TestSuite
  private let test: CheckedTest
  private let isRecording: Bool
  private(set) var result: TestResult
  private var memory: TicketMemory
  private var ticket: TestTicket
  private var now: Instant
  /// The last line's event: what conditions are asked about.
  private var last: Event?
  private var lineCount = 0

  /// Noon of a Monday in winter: what is not given is as ordinary as possible.
  private static let firstDay = (year: 2026, month: 1, day: 5)

  init(_ suite: TestSuite, _ test: CheckedTest, isRecording: Bool = false) {
    self.suite = suite
    self.test = test
    self.isRecording = isRecording
    result = TestResult(test)
    memory = TicketMemory(rulebook: suite.rulebook)
    now = suite.program.zone.instant(
      of: Day(year: Self.firstDay.year, month: Self.firstDay.month, day: Self.firstDay.day) ?? Day(number: 0),
      secondsOfDay: 12 * 3600)
    let schema = suite.rules.schema
    let stages = schema.pipelines[test.pipeline.value].stages
    let first = stages.first { !schema.stages[$0].isClosed } ?? stages.lowerBound
    ticket = TestTicket(schema: schema, stage: StageIndex(first))
  }

  /// Runs every step up to the first that cannot happen.
  mutating func run() {
    setUp()
    for (index, step) in test.steps.enumerated() {
      result.steps.append(TestResult.Step())
      guard happen(step, index) else { return }
      for expectation in step.expectations { check(expectation, of: step, index) }
    }
  }

  // ---- what is given ----

  private mutating func setUp() {
    var visit: RuleChecker.Span?
    for given in test.givens {
      switch given {
      case .stage(let stage, let span):
        ticket.stage = stage
        visit = span
      case .at(let year, let month, let day, let minute):
        guard let day = Day(year: year, month: month, day: day) else { continue }
        now = suite.program.zone.instant(of: day, secondsOfDay: (minute ?? 12 * 60) * 60)
      case .value(let field, let literal):
        if case .option(let option) = literal, ticket.isSet(field) {
          ticket.change(field, option: option, isThere: true)
        } else {
          ticket.set(field, to: ticket.json(literal, for: field))
        }
      case .instant(let field, let year, let month, let day, let minute):
        guard let day = Day(year: year, month: month, day: day) else { continue }
        let instant = suite.program.zone.instant(of: day, secondsOfDay: (minute ?? 12 * 60) * 60)
        ticket.set(field, to: .text(instant.iso8601))
      case .unknown(let field): ticket.set(field, to: .null)
      case .belongs(.contact, let address): ticket.contact = address
      case .belongs(.thread, let thread): ticket.thread = thread
      case .belongs(.creator, let person): ticket.creator = person
      case .belongs(.cc, let address): if let address { ticket.copies.append(address) }
      case .belongs(.followers, let person): if let person { ticket.followers.append(person) }
      }
    }
    if ticket.ownerEmail != nil || !ticket.ownerTeams.isEmpty {
      ticket.owner = ticket.owner ?? ticket.ownerEmail ?? "test-owner"
    }
    ticket.created = ticket.created ?? now.iso8601
    if let visit, let since = suite.program.instant(subtracting: visit.inEngine, from: now) { ticket.since = since }
    guard case .save(let triggers, _)? = test.steps.first?.happening else { return see() }
    for trigger in triggers {
      switch trigger.happening {
      case .ticketCreated: return
      case .newConversation:
        ticket.exists = false
        return
      default: break
      }
    }
    see()
  }

  /// The engine sees the ticket as it is, before anything happens.
  private mutating func see() {
    let line = JSON.object([
      JSON.Member("id", .text("given")), JSON.Member("at", .text(now.iso8601)), JSON.Member("ticket", ticket.json),
    ])
    guard let event = try? suite.rulebook.event(from: Array(line.line.utf8)) else { return }
    _ = handle(event, tracing: false)
    last = event
  }

  private mutating func handle(_ event: Event, tracing isTracing: Bool = true) -> Step {
    guard isRecording else { return memory.handle(event, tracing: isTracing) }
    let answer = memory.visits(of: event, tracing: isTracing)
    for visit in answer.visits { result.visits[visit, default: 0] += 1 }
    return answer.step
  }

  // ---- what happens ----

  private mutating func happen(_ step: CheckedStep, _ index: Int) -> Bool {
    switch step.happening {
    case .timePasses(let span):
      guard let end = suite.program.instant(adding: span.inEngine, to: now) else {
        fail("there is no such time in the calendar", at: step.range, index)
        return false
      }
      deliverTimers(until: end)
      now = end
      return true
    case .save(let triggers, let facts):
      let save = TestSave(triggers, facts: facts, on: ticket)
      if let problem = save.problem {
        fail("this cannot happen here: \(problem)", at: step.range, index)
        return false
      }
      guard ticket.exists || index == 0 else {
        fail("no rule created a ticket, so nothing can happen to it", at: step.range, index)
        return false
      }
      ticket = save.ticket
      lineCount += 1
      let line = save.line(id: "event-\(lineCount)", at: now).line
      do {
        let event = try suite.rulebook.event(from: Array(line.utf8))
        while let timer = memory.timerDue(before: event) { answer(timer, line: nil) }
        answer(event, line: line)
        deliverTimers(until: now)
      } catch {
        fail("this cannot happen: \(error)", at: step.range, index)
        return false
      }
      return true
    }
  }

  private mutating func deliverTimers(until end: Instant) {
    // A timer that is due again at the same instant for ever is a mistake of ours; a test ends all the same.
    var left = 10_000
    while left > 0, let timer = memory.timerDue(until: end) {
      left -= 1
      now = max(now, timer.at)
      answer(timer, line: nil)
    }
  }

  private mutating func answer(_ event: Event, line: String?) {
    let answer = handle(event)
    last = event
    let place = result.steps.count - 1
    result.steps[place].lines.append(line ?? "timer due at \(event.at.iso8601)")
    result.steps[place].trace += answer.trace
    for action in answer.actions {
      switch action.kind {
      case .armTimer, .cancelTimer: continue
      case .createTicket(let new) where !ticket.exists:
        ticket.carryOut(action)
        result.steps[place].actions.append(action)
        report(creationOf: new, key: action.key)
        continue
      default: break
      }
      ticket.carryOut(action)
      result.steps[place].actions.append(action)
    }
  }

  /// The host tells the real id of the ticket that was made from the conversation.
  private mutating func report(creationOf new: Action.NewTicket, key: String) {
    let line = JSON.object([
      JSON.Member("id", .text("created-\(lineCount)")), JSON.Member("at", .text(now.iso8601)),
      JSON.Member("cause", .text(key)), JSON.Member("ticket", ticket.json), JSON.Member("created", .flag(true)),
    ])
    guard let event = try? suite.rulebook.event(from: Array(line.line.utf8)) else { return }
    _ = memory.handle(event)
  }

  // ---- what is expected ----

  private mutating func check(_ expectation: CheckedExpectation, of step: CheckedStep, _ index: Int) {
    let outcome = result.steps[index]
    let asked = asked()
    let matcher = ExpectationMatcher(suite: suite, test: test, ticket: ticket, event: asked)
    let difference = StepDifference(suite: suite, step: step, outcome: outcome, matcher: matcher)
    switch expectation.kind {
    case .nothing:
      guard outcome.actions.contains(where: \.isOfRules) else { return }
      fail("something came out", at: expectation.range, index, changes: difference.changes(missing: nil))
    case .nothingElse:
      guard outcome.actions.contains(where: { $0.isOfRules && !difference.isExpected($0) }) else { return }
      fail("something else came out", at: expectation.range, index, changes: difference.changes(missing: nil))
    case .action(let action):
      guard !matcher.isMet(expectation, by: outcome.actions) else { return }
      fail(
        "this did not come out", at: expectation.range, index, difference.nearest(to: action),
        changes: difference.changes(missing: expectation))
    case .notAction:
      guard outcome.actions.contains(where: { matcher.isMet(expectation, by: $0) }) else { return }
      fail("this came out all the same", at: expectation.range, index, changes: difference.changes(missing: nil))
    case .condition:
      guard let asked, let probe = suite.probes.index(of: expectation, in: test),
        let answer = suite.probes.probe.answer(ofRule: probe, to: asked)
      else { return fail("there is no ticket to ask", at: expectation.range, index) }
      guard !answer.holds else { return }
      let parts = suite.probes.probe.parts(ofRule: probe, to: asked).map { part in
        TestResult.Part(
          text: part.text, range: suite.place(of: part.text, in: expectation.range), holds: part.holds,
          value: part.value)
      }
      fail("this does not hold", at: expectation.range, index, parts: parts)
    case .rule(let rule, let fired): check(rule, fired, outcome, at: expectation.range, index)
    }
  }

  private mutating func check(
    _ rule: RuleChecker.RuleIndex, _ fired: Bool, _ outcome: TestResult.Step, at range: SourceRange, _ index: Int
  ) {
    let identity = suite.rules.rules[rule.value].identity
    let entries = outcome.trace.filter { $0.rule == identity }
    guard entries.contains(where: { $0.verdict.isFiring }) != fired else { return }
    guard fired else { return fail("the rule `\(identity)` fired", at: range, index) }
    var reasons: [String] = []
    for entry in entries where !entry.verdict.isFiring {
      let reason = TraceWords.text(of: entry.verdict)
      if !reasons.contains(reason) { reasons.append(reason) }
    }
    if reasons.isEmpty { reasons = ["no trigger of it matched"] }
    fail("the rule `\(identity)` did not fire", at: range, index, reasons)
  }

  /// The ticket as it is now, with the last line's message, as the probes read it.
  private func asked() -> Event? {
    guard ticket.exists else { return nil }
    var members = [
      JSON.Member("id", .text("asked")), JSON.Member("at", .text(now.iso8601)), JSON.Member("ticket", ticket.json),
    ]
    if let message = last?.message {
      var facts = [
        JSON.Member("direction", .text(message.direction == .incoming ? "in" : "out")),
        JSON.Member("kind", .text(message.kind)), JSON.Member("automatic", .flag(message.isAutomatic)),
      ]
      for (name, text) in [("subject", message.subject), ("from", message.from), ("text", message.text)] {
        if let text { facts.append(JSON.Member(name, .text(text))) }
      }
      members.append(JSON.Member("message", .object(facts)))
    }
    return try? suite.probes.rulebook.event(from: Array(JSON.object(members).line.utf8))
  }

  private mutating func fail(
    _ message: String, at range: SourceRange, _ step: Int, _ notes: [String] = [], parts: [TestResult.Part] = [],
    changes: [TestResult.Change] = []
  ) {
    result.failures.append(
      TestResult.Failure(step: step, message: message, range: range, notes: notes, parts: parts, changes: changes))
  }
}

extension Action {
  /// Done by a rule of the rulebook: the stamp of the close date is the pipeline's own.
  var isOfRules: Bool { rule != Program.closeDateRule }
}

extension TraceEntry.Verdict {
  /// The rule fired.
  var isFiring: Bool {
    switch self {
    case .fired, .firedRow: true
    default: false
    }
  }
}
