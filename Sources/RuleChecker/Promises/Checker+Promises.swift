import RuleSchema
import RuleSource
import RuleSyntax

//  `promise`: the same names, the same messages as in rules.

/// A promise as written, with the scope in force.
struct PromiseEntry {
  let syntax: PromiseSyntax
  let scope: Scope
}

extension Checker {
  /// Every promise without errors, in canonical order; one for each pipeline of its scope.
  mutating func checkPromises() -> [CheckedPromise] {
    var checked: [CheckedPromise] = []
    for entry in promises {
      if case .pipelines(let pipelines) = entry.scope {
        for pipeline in pipelines {
          if let promise = check(entry.syntax, in: .pipelines([pipeline])) { checked.append(promise) }
        }
      } else if let promise = check(entry.syntax, in: entry.scope) {
        checked.append(promise)
      }
    }
    return checked
  }

  private mutating func check(_ promise: PromiseSyntax, in scope: Scope) -> CheckedPromise? {
    let errorsBefore = errorCount
    context = Context()
    context.subject = .ticketRule
    enter(scope)
    if vocabulary.pipelines.isEmpty { context.isMuted = true }
    if !context.isScoped, !context.isMuted { context.pipeline = pipeline(of: promise) }
    let kind = kind(of: promise)
    guard errorCount == errorsBefore, !promise.isBroken, let kind, !context.isMuted else { return nil }
    guard let pipeline = context.pipeline else {
      report(.noPipelineDecides(at: promise.range, among: vocabulary.schema.pipelines.map(\.name)))
      return nil
    }
    let source = sources[Int(promise.range.fileIndex)]
    return CheckedPromise(
      text: source.tree.canonicalText(of: promise.range, in: source.file), pipeline: pipeline, kind: kind,
      range: promise.range)
  }

  /// The first stage that is named only in one pipeline, or in the default one, decides.
  private func pipeline(of promise: PromiseSyntax) -> PipelineIndex? {
    var names: [String] = []
    switch promise.kind {
    case .counts(_, _, _, .round(let events, _)):
      for event in events {
        switch event.happening {
        case .entered(let stages), .left(let stages): names += stages.map(\.text)
        case .stageBecomes(let stage): names.append(stage.text)
        default: break
        }
      }
    case .counts(_, _, _, .event): break
    case .created(let stages, _): names = stages.map(\.text)
    case .neverMoves(let from, let to): names = [from.text, to.text]
    }
    return names.lazy.compactMap { vocabulary.unscopedStage($0) }.first.map { vocabulary.pipeline(of: $0) }
      ?? vocabulary.schema.defaultPipeline
  }

  private mutating func kind(of promise: PromiseSyntax) -> CheckedPromise.Kind? {
    switch promise.kind {
    case .counts(let quantity, let effect, let recipient, let occasion):
      let checkedQuantity = self.quantity(quantity)
      var who: Recipient?
      if let recipient {
        if effect == .note || effect == .ticket { report(.nobodyGets(effect, at: promise.range)) }
        who = recipients([recipient])?.first
        if who == nil { return nil }
      }
      guard let occasion = self.occasion(occasion), let checkedQuantity else { return nil }
      return .counts(checkedQuantity, CheckedPromise.Effect(effect), to: who, occasion)
    case .created(let stages, let state):
      guard let places = promisedStages(stages), let state = self.state(state) else { return nil }
      return .created(stages: places, state)
    case .neverMoves(let from, let to):
      guard let from = stage(named: from.text, at: from.range), let to = stage(named: to.text, at: to.range) else {
        return nil
      }
      return .neverMoves(from: from, to: to)
    }
  }

  private mutating func promisedStages(_ names: [NameSyntax]) -> [StageIndex]? {
    let found = names.compactMap { stage(named: $0.text, at: $0.range) }
    return found.count == names.count ? found : nil
  }

  private mutating func quantity(_ syntax: QuantitySyntax) -> CheckedPromise.Quantity? {
    switch syntax {
    case .none: .exactly(0)
    case .exactly(let value): count(value).map { .exactly($0) }
    case .atMost(let value): count(value).map { .atMost($0) }
    case .atLeast(let value): count(value).map { .atLeast($0) }
    }
  }

  private mutating func occasion(_ syntax: PromisedOccasionSyntax) -> CheckedPromise.Occasion? {
    switch syntax {
    case .event: return .event
    case .round(let events, let condition):
      if let first = events.first {
        let isConversation = first.happening.isConversation
        context.subject = isConversation ? .conversationRule : .ticketRule
        if isConversation { context.conversationPlace = first.range }
        if let other = events.first(where: { $0.happening.isConversation != isConversation }) {
          report(.mixedTriggers(at: other.range, first: first.range))
          return nil
        }
      }
      context.eventWithoutMessage = events.firstWithoutMessage
      let triggers = triggers(events)
      let checked = self.condition(condition)
      guard triggers.count == events.count, (checked == nil) == (condition == nil) else { return nil }
      return .round(triggers, checked)
    }
  }

  private mutating func state(_ syntax: PromisedStateSyntax) -> CheckedPromise.State? {
    switch syntax {
    case .isAssigned: .isAssigned
    case .has(let operand): field(for: operand).map { .has($0.field) }
    }
  }
}

extension CheckedPromise.Effect {
  fileprivate init(_ effect: PromisedEffect) {
    switch effect {
    case .notification: self = .notification
    case .email: self = .email
    case .message: self = .message
    case .task: self = .task
    case .note: self = .note
    case .ticket: self = .ticket
    }
  }
}
