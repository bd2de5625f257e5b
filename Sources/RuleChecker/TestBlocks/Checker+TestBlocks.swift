import RuleSchema
import RuleSource
import RuleSyntax

//  `test` blocks: the same names, the same messages as in rules.

/// A test as written, with the scope in force.
struct TestEntry {
  let syntax: TestDeclarationSyntax
  let scope: Scope
}

extension Checker {
  /// Every test without errors, in canonical order; one for each pipeline of its scope.
  mutating func checkTests() -> [CheckedTest] {
    var checked: [CheckedTest] = []
    var titles: [String: SourceRange] = [:]
    for entry in tests {
      guard let title = entry.syntax.title else { continue }
      if let first = titles[title.text] {
        report(.testTwice(title, first: first))
        continue
      }
      titles[title.text] = title.range
      if case .pipelines(let pipelines) = entry.scope, pipelines.count > 1 {
        for pipeline in pipelines {
          let name = "\(title.text) [\(vocabulary.pipelineName(pipeline))]"
          checked += check(entry.syntax, name: name, in: .pipelines([pipeline]))
        }
      } else {
        checked += check(entry.syntax, name: title.text, in: entry.scope)
      }
    }
    return checked
  }

  /// The test, or one for each row of its table. What is wrong before the table is said once, not in every row.
  private mutating func check(_ test: TestDeclarationSyntax, name: String, in scope: Scope) -> [CheckedTest] {
    guard let table = test.table else { return check(TestCase(test), name: name, in: scope).map { [$0] } ?? [] }
    let before = diagnostics.count
    let checked = table.rows.enumerated().compactMap { index, row in
      check(TestCase(test, row), name: "\(name), row \(index + 1)", in: scope)
    }
    keepOneOfEach(since: before)
    return checked
  }

  private mutating func check(_ test: TestCase, name: String, in scope: Scope) -> CheckedTest? {
    let errorsBefore = errorCount
    context = Context()
    context.subject = .ticketRule
    context.isTest = true
    enter(scope)
    if !context.isScoped, let pipeline = pipeline(of: test) { context.pipeline = pipeline }
    let givens = givens(of: test)
    let steps = test.steps.compactMap { step($0) }
    checkCourse(of: test, steps)
    guard errorCount == errorsBefore, !test.isBroken else { return nil }
    guard let pipeline = context.pipeline ?? vocabulary.schema.defaultPipeline else {
      if !vocabulary.pipelines.isEmpty {
        report(.noPipelineDecides(at: test.headRange, among: vocabulary.schema.pipelines.map(\.name)))
      }
      return nil
    }
    return CheckedTest(
      name: name, pipeline: pipeline, givens: givens, steps: steps, range: test.range, headRange: test.headRange)
  }

  /// The first stage that is named only in one pipeline, or in the default one, decides.
  private func pipeline(of test: TestCase) -> PipelineIndex? {
    var names: [String] = []
    for case .stage(let name, _) in test.givens.map(\.kind) { names.append(name.text) }
    for case .events(let events, _) in test.steps.compactMap(\.happening) {
      for event in events {
        switch event.happening {
        case .entered(let stages): names += stages.map(\.text)
        case .stageBecomes(let stage): names.append(stage.text)
        default: break
        }
      }
    }
    return names.lazy.compactMap { vocabulary.unscopedStage($0) }.first.map { vocabulary.pipeline(of: $0) }
      ?? vocabulary.schema.defaultPipeline
  }

  // ---- steps ----

  private mutating func step(_ step: TestStepSyntax) -> CheckedStep? {
    let happening: CheckedStep.Happening?
    switch step.happening {
    case .timePasses(let duration): happening = span(duration).map { .timePasses($0) }
    case .events(let events, let pairs):
      let triggers = events.compactMap { occurrence($0) }
      let facts = pairs.compactMap { fact($0) }
      happening = triggers.count == events.count && facts.count == pairs.count ? .save(triggers, with: facts) : nil
    case nil: happening = nil
    }
    let expectations = step.expectations.compactMap { expectation($0) }
    guard let happening else { return nil }
    return CheckedStep(happening: happening, expectations: expectations, range: step.range)
  }

  /// An event that says enough to happen.
  private mutating func occurrence(_ event: EventSyntax) -> CheckedTrigger? {
    guard let trigger = trigger(event, startingAt: event.range.start) else { return nil }
    switch trigger.happening {
    case .activity, .left:
      report(.vagueOccurrence(words(at: event.range), at: event.range))
      return nil
    case .entered(let stages) where stages.count > 1:
      report(.severalStagesHappen(at: event.range))
      return nil
    case .changed(let field, _, nil) where !event.saysUnknown:
      report(.changeWithoutValue(name(of: field, at: event.range), at: event.range))
      return nil
    case .stageChanged(_, nil):
      report(.changeWithoutValue("stage", at: event.range))
      return nil
    default: return trigger
    }
  }

  private func name(of field: Field, at range: SourceRange) -> String {
    if case .property(let index) = field { return vocabulary.schema.properties[index.value].name }
    return words(at: range).split(separator: " ").first.map(String.init) ?? ""
  }

  private mutating func fact(_ pair: PairSyntax) -> (field: Field, text: String)? {
    guard let field = field(for: pair.operand) else { return nil }
    guard field.field.isMessageFact else {
      report(.noMessageFact(field, at: pair.operand.range))
      return nil
    }
    guard case .value(let value) = pair.value else {
      report(.noMessageFact(field, at: pair.operand.range))
      return nil
    }
    return text(value, for: field).map { (field.field, $0) }
  }

  /// What cannot happen in this order.
  private mutating func checkCourse(of test: TestCase, _ steps: [CheckedStep]) {
    guard steps.count == test.steps.count else { return }
    let hasStage = test.givens.contains { if case .stage = $0.kind { true } else { false } }
    for (index, step) in steps.enumerated() {
      guard case .save(let triggers, _) = step.happening, case .events(let events, _) = test.steps[index].happening
      else { continue }
      for (trigger, event) in zip(triggers, events) {
        switch trigger.happening {
        case .ticketCreated where index > 0, .newConversation where index > 0 || triggers.count > 1:
          report(.createdTwice(at: event.range))
          return
        case .newConversation where hasStage:
          report(.createdTwice(at: event.range))
          return
        default: break
        }
      }
    }
  }

  // ---- expect ----

  private mutating func expectation(_ expectation: ExpectationSyntax) -> CheckedExpectation? {
    let kind: CheckedExpectation.Kind?
    switch expectation.kind {
    case .nothing: kind = .nothing
    case .nothingElse: kind = .nothingElse
    case .action(let action): kind = expectedAction(action).map { .action($0) }
    case .notAction(let action): kind = expectedAction(action).map { .notAction($0) }
    case .condition(let syntax): kind = condition(syntax).map { .condition($0) }
    case .rule(let name, let fired): kind = rule(named: name).map { .rule($0, fired: fired) }
    }
    return kind.map { CheckedExpectation(kind: $0, words: expectation.words, range: expectation.range) }
  }

  private mutating func rule(named name: NameSyntax) -> RuleIndex? {
    let candidates = rules.indices.filter { rules[$0].identity == name.text }
    if let found = candidates.first(where: { rules[$0].pipeline == context.pipeline }) ?? candidates.first {
      return RuleIndex(found)
    }
    report(.unknownRuleInTest(name, among: rules.compactMap { $0.syntax.title?.text }))
    return nil
  }
}

extension EventSyntax {
  /// `changed to unknown`
  fileprivate var saysUnknown: Bool {
    if case .changed(_, _, let value?) = happening { value.isUnknown } else { false }
  }
}
