import RuleCompiler
package import RuleEngine
package import RuleSource
import RuleChecker
import RuleSchema

/// Whether a version of the rules does to one ticket of a log what is expected.
package struct TicketFate {
  /// How a version answers.
  package enum Answer: Sendable {
    /// It did what was expected.
    case met
    case notMet
    /// What is expected cannot be said of this version, such as a move to a stage it does not have.
    case inexpressible([Diagnostic], files: [SourceFile])
    /// The rules themselves have errors.
    case broken
    /// The log does not have the ticket, as far as this version can read it.
    case noTicket
  }

  /// The file that the expectation is checked in, as messages name it.
  package static let path = "--expect"
  private static let testName = "rulesc bisect"

  private let ticket: String
  /// As a `test` block has it after `expect`.
  private let expectation: String
  /// The lines that may be about the ticket, in the order of the log.
  private let lines: [[UInt8]]
  private let end: Instant?

  package init(ticket: String, expectation: String, lines: [[UInt8]], until end: Instant?) {
    self.ticket = ticket
    self.expectation = expectation
    self.lines = lines
    self.end = end
  }

  /// What the rules in `files` do to the ticket.
  package func answer(of files: [SourceFile]) -> Answer {
    guard let compiled = Toolchain.compile(files).output else { return .broken }
    let rulebook = Rulebook(program: compiled.program)
    let run = self.run(of: rulebook)
    guard let stage = run.stage, compiled.program.stages.indices.contains(stage) else { return .noTicket }
    let pipeline = compiled.program.pipelines[compiled.program.stages[stage].pipeline].name
    let text =
      "for pipeline \(name(pipeline))\n\ntest \"\(Self.testName)\"\n  when note added\n  expect \(expectation)\n"
    let all = files + [SourceFile(path: Self.path, bytes: Array(text.utf8))]
    let checked = Toolchain.check(all)
    guard let rules = checked.rules, rules.rules.count == Toolchain.check(files).rules?.rules.count,
      let test = rules.tests.last(where: { $0.name == Self.testName }), test.steps.count == 1,
      test.steps[0].expectations.count == 1,
      let suite = TestSuite(rules: rules, program: compiled.program, files: all)
    else {
      return .inexpressible(checked.diagnostics.filter { $0.severity == .error }, files: all)
    }
    let expected = test.steps[0].expectations[0]
    switch expected.kind {
    // Nothing else is expected with it.
    case .nothing, .nothingElse: return run.actions.isEmpty ? .met : .notMet
    case .rule(let rule, let fired):
      return run.fired.contains(rules.rules[rule.value].identity) == fired ? .met : .notMet
    case .action:
      let isFound = run.actions.contains { done in
        let together = run.actions.filter { $0.action.event == done.action.event }.map(\.action)
        return matcher(for: done.line, test, suite, stage).isMet(expected, by: together)
      }
      return isFound ? .met : .notMet
    case .notAction:
      let isFound = run.actions.contains { matcher(for: $0.line, test, suite, stage).isMet(expected, by: $0.action) }
      return isFound ? .notMet : .met
    case .condition:
      guard let last = run.last, let probe = suite.probes.index(of: expected, in: test),
        let answer = suite.probes.probe.answer(ofRule: probe, to: last)
      else { return .noTicket }
      return answer.holds ? .met : .notMet
    }
  }

  private func matcher(
    for line: [UInt8]?, _ test: CheckedTest, _ suite: TestSuite, _ stage: Int
  ) -> ExpectationMatcher {
    ExpectationMatcher(
      suite: suite, test: test, ticket: TestTicket(schema: suite.rules.schema, stage: StageIndex(stage)),
      event: line.flatMap { try? suite.probes.rulebook.event(from: $0) })
  }

  private func name(_ pipeline: String) -> String {
    "\"" + pipeline.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
  }

  // MARK: The ticket's way through the log

  private struct Run {
    /// Index of the stage of the ticket's last line; `nil` where there is no line.
    var stage: Int?
    /// What came out for the ticket, with the line it is read from.
    var actions: [(action: Action, line: [UInt8]?)] = []
    var fired: Set<String> = []
    /// The ticket as the last step left it, with the message of the last line.
    var last: Event?
  }

  private func run(of rulebook: Rulebook) -> Run {
    var memory = TicketMemory(rulebook: rulebook)
    var run = Run()
    var causes: Set<String> = []
    /// Actions for tickets that may turn out to be this one.
    var others: [(action: Action, line: [UInt8]?)] = []
    var last: [UInt8]?
    func answer(_ event: Event, _ line: [UInt8]?) {
      let step = memory.handle(event, tracing: true)
      let actions = step.actions.filter { $0.isOfRules && !$0.isOfTimers }.map { (action: $0, line: line) }
      guard event.subjectKey == "ticket:" + ticket else {
        others += actions
        return
      }
      run.actions += actions
      for entry in step.trace where entry.verdict.isFiring { run.fired.insert(entry.rule) }
      if let snapshot = step.snapshot(ofTicket: ticket) {
        run.last = Event(
          id: event.id, at: step.instant(of: event), actor: event.actor, subject: .ticket(snapshot), changes: [],
          isCreation: false, message: event.message, cause: nil, timer: nil)
      }
    }
    for line in lines {
      guard let event = try? rulebook.event(from: line) else { continue }
      while let timer = memory.timerDue(before: event) { answer(timer, last) }
      if event.subjectKey == "ticket:" + ticket {
        if let cause = event.cause { causes.insert(cause) }
        last = line
        if case .ticket(let snapshot) = event.subject, case .option(let stage) = snapshot.fields[FieldSlot.stage.index]
        {
          run.stage = Int(stage)
        }
      }
      answer(event, line)
    }
    if let end {
      while let timer = memory.timerDue(until: end) { answer(timer, last) }
    }
    run.actions = others.filter { causes.contains($0.action.ticket) } + run.actions
    return run
  }
}

extension Action {
  /// Keeps the time, and does nothing to the ticket.
  var isOfTimers: Bool {
    switch kind {
    case .armTimer, .cancelTimer: true
    default: false
    }
  }
}
