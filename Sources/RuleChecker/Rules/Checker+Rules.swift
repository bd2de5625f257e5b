import RuleSchema
import RuleSource
import RuleSyntax

extension Checker {
  /// Every rule, in canonical order, and what rules may disagree about.
  mutating func checkRules() -> (checked: CheckedEach, contested: ContestedGroups) {
    var checked = CheckedEach(capacity: rules.count)
    var contested = ContestedGroups(vocabulary.schema)
    for index in rules.indices {
      // SAFETY: as long as the checker has its trees, the rules of its entries are there. To count one that is handed on
      // waits for its memory.
      switch unsafe Unmanaged.passUnretained(rules[index].syntax)._withUnsafeGuaranteedRef({ check($0, at: index) }) {
      case .some(let rule):
        // While it is in the cache: a walk over all rules takes longer for waiting than for what it does.
        if !rules[index].isRepeated { contested.add(rule, at: index) }
        checked.append(rule)
      case .none: checked.appendBroken()
      }
    }
    return (checked, contested)
  }

  private mutating func check(_ rule: RuleDeclarationSyntax, at index: Int) -> CheckedRule? {
    let errorsBefore = errorCount
    prepareContext(for: rule, at: index)
    if rules[index].isShared, context.subject == .conversationRule, let event = rule.events.first {
      report(
        .conversationOfSeveralPipelines(at: event.range)
          .declared(at: scope(before: event.range)?.pipelines.last?.range, "more than one pipeline is named"))
    }
    let triggers = triggers(of: rule)
    let timer = rule.timer.flatMap { self.timer($0) }
    let limits = limits(of: rule)
    let guardCondition = condition(rule.guardCondition)
    let arms = arms(of: rule)
    if context.subject == .conversationRule { checkCreations(of: rule) }
    if let timer = rule.timer, timer.kind.isColumn { checkState(of: rule, guardCondition, arms) }
    guard errorCount == errorsBefore, !rule.isBroken, let pipeline = rules[index].pipeline else { return nil }
    if rule.isTable { checkRows(of: rule, startedBy: triggers, timer, guardCondition, arms, in: pipeline) }
    return CheckedRule(
      identity: RuleEntry.identity(of: rule, text: rules[index].text), isNamed: rule.title != nil, pipeline: pipeline,
      isOff: rule.isOff, overrides: rules[index].overrides, triggers: triggers, timer: timer, limits: limits,
      guardCondition: guardCondition,
      arms: arms, range: rule.range, headRange: rule.headRange,
      triggersStart: rule.events.range?.start ?? rule.range.start)
  }

  private mutating func prepareContext(for rule: RuleDeclarationSyntax, at index: Int) {
    context = Context()
    enter(rules[index].scope)
    context.pipeline = rules[index].pipeline
    context.pipelinePlace = rules[index].pipelinePlace
    context.isShared = rules[index].isShared
    context.isInTable = rule.isTable
    if vocabulary.pipelines.isEmpty { context.isMuted = true }
    prepareContext(for: rule.events)
    if let timer = rule.timer {
      if rule.events.isEmpty { context.subject = .ticketRule }
      context.eventWithoutMessage = context.eventWithoutMessage ?? timer.range
    }
  }

  // Events are looked at where they are: whoever takes one gets a copy of each of its parts.
  private mutating func prepareContext(for events: ShortList<EventSyntax>) {
    switch events {
    case .one(let event):
      prepareContext(forFirst: event)
      if !event.happening.carriesMessage { context.eventWithoutMessage = event.range }
    case .several(let events):
      guard let first = events.first else { return }
      prepareContext(forFirst: first)
      let isConversation = first.happening.isConversation
      if let other = events.first(where: { $0.happening.isConversation != isConversation }) {
        report(.mixedTriggers(at: other.range, first: first.range))
        // With or without a ticket: nobody knows what was meant, so nothing follows from it.
        context.subject = .definition
      }
      context.eventWithoutMessage = events.firstWithoutMessage
    }
  }

  private mutating func prepareContext(forFirst event: EventSyntax) {
    let isConversation = event.happening.isConversation
    context.subject = isConversation ? .conversationRule : .ticketRule
    if isConversation { context.conversationPlace = event.range }
  }

  /// On a conversation, each arm first creates its ticket, once.
  private mutating func checkCreations(of rule: RuleDeclarationSyntax) {
    guard !rule.isBroken else { return }
    for arm in rule.arms {
      guard let first = arm.actions.first else { continue }
      guard case .createTicket = first.kind else {
        report(
          .noTicketToActOn(at: first.range).declared(at: context.conversationPlace, "starts before there is a ticket")
            .with(fix: rule.isTable ? nil : .insert("create ticket then", before: first.range, .unsafe)))
        continue
      }
      for action in arm.actions.dropFirst() {
        if case .createTicket = action.kind {
          report(
            .secondTicket(at: action.range, first: first.range)
              .with(fix: rule.isTable ? nil : removing(action.range, andBefore: "then", .unsafe)))
        }
      }
    }
  }

  /// Override cycles, and overrides of rules that are off.
  mutating func checkOverrides() {
    guard hasOverrides else { return }
    for index in rules.indices where !rules[index].syntax.isOff {
      for other in rules[index].overrides where rules[other.value].syntax.isOff {
        let name = rules[index].syntax.overrides.first { $0.text == rules[other.value].identity }
        if let name {
          report(
            .overridesOff(name, place: rules[other.value].syntax.headRange)
              .with(fix: removingOverride(name, of: rules[index].syntax)))
        }
      }
    }
    var isVisited = [Bool](repeating: false, count: rules.count)
    var isOpen = isVisited
    for root in rules.indices where !isVisited[root] && !rules[root].overrides.isEmpty {
      var path: [(rule: Int, next: Int)] = [(root, 0)]
      isVisited[root] = true
      isOpen[root] = true
      while let (current, next) = path.last {
        guard next < rules[current].overrides.count else {
          isOpen[current] = false
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let other = rules[current].overrides[next].value
        if isOpen[other] {
          let steps = path.map(\.rule).drop { $0 != other } + [other]
          reportOverrideCycle(Array(steps))
        } else if !isVisited[other] {
          isVisited[other] = true
          isOpen[other] = true
          path.append((other, 0))
        }
      }
    }
  }

  /// The rules of a circle, the first of them again at its end.
  private mutating func reportOverrideCycle(_ steps: [Int]) {
    func place(_ rule: Int) -> SourceRange { rules[rule].syntax.title?.range ?? rules[rule].syntax.headRange }
    guard let first = steps.first, steps.count > 1 else { return }
    let last = rules[steps[steps.count - 2]].syntax
    let name = last.overrides.first { $0.text == rules[first].identity }
    let labels = zip(steps, steps.dropFirst()).dropFirst().prefix(3).map { rule, next in
      Diagnostic.Label("overrides `\(rules[next].identity)`", at: place(rule))
    }
    report(
      .overrideCycle(steps.map { rules[$0].identity }, at: place(first))
        .with(labels: labels, fix: name.flatMap { removingOverride($0, of: last, .unsafe) }))
  }

  /// `name` goes from the overrides of `rule`, and the last one takes the word with it.
  func removingOverride(_ name: NameSyntax, of rule: RuleDeclarationSyntax, _ safety: Fix.Safety = .unsafe) -> Fix? {
    removing(name.range, from: rule.overrides.map(\.range), after: "overrides", safety)
  }

  /// Rules that are on need an edition that has them.
  mutating func checkEdition() {
    guard let portal = vocabulary.schema.portal, portal.edition == .starter || portal.edition == .free,
      let first = rules.first(where: { !$0.syntax.isOff })
    else { return }
    report(.edition(portal.edition.rawValue, at: portal.range, rule: first.syntax.headRange))
  }
}

extension ShortList<EventSyntax> {
  /// From the first event to the last, if there is one.
  var range: SourceRange? {
    switch self {
    case .one(let event): event.range
    case .several(let events): events.first.flatMap { first in events.last.map { first.range.joined(to: $0.range) } }
    }
  }
}

extension [EventSyntax] {
  /// The first event that carries no message.
  var firstWithoutMessage: SourceRange? {
    let events = span
    for index in events.indices where !events[index].happening.carriesMessage { return events[index].range }
    return nil
  }
}
