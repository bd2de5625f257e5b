package import RuleAnalysis
package import RuleChecker
package import RuleEngine
package import RuleSource
internal import RuleSchema

/// Rules with what they promise, ready for proofs.
package struct ProvableRules: Sendable {
  /// The rules that run, then one for each promise that is about single rounds: it does nothing.
  package let program: Program
  /// How many rules run.
  package let ruleCount: Int
  /// One for each of `CheckedRules.promises`.
  package let promises: [ProgramPromise]
  /// Of each rule that runs, which of `CheckedRules.rules` it is.
  package let checked: [Int]
}

extension Toolchain {
  /// What proofs need; promises leave no trace in a compiled rulebook. Without a time zone's table days go by UTC.
  package static func provable(
    _ rules: CheckedRules, files: [SourceFile], zones: ZoneReader = ZoneReader()
  ) -> ProvableRules {
    var lowering = Lowering(schema: rules.schema, files: files)
    lowering.lowerVocabulary()
    _ = lowering.lowerZones { (name) throws(ZoneProblem) in (try? zones.zone(named: name)) ?? .utc }
    lowering.lowerRules(rules.rules)
    let count = lowering.rules.count
    let promises = rules.promises.enumerated().map { lowering.lower($0.element, number: $0.offset) }
    return ProvableRules(
      program: lowering.finish().program, ruleCount: count, promises: promises,
      checked: rules.rules.indices.filter { !rules.rules[$0].isOff })
  }
}

extension Lowering {
  fileprivate mutating func lower(_ promise: CheckedPromise, number: Int) -> ProgramPromise {
    let kind: ProgramPromise.Kind
    switch promise.kind {
    case .counts(let quantity, let effect, let recipient, let occasion):
      kind = .counts(
        lower(quantity), lower(effect), to: recipient.flatMap { lower([$0]).first },
        lower(occasion, of: promise, number))
    case .created(let stages, let state):
      let isNew = Program.Trigger(happening: .ticketCreated, by: nil, via: nil)
      let place =
        stages.isEmpty ? nil : CheckedCondition.test(.isOneOf(.stage, stages.map { .stage($0) }), promise.range)
      let slots: [Field]
      let lowered: ProgramPromise.State
      switch state {
      case .isAssigned: (slots, lowered) = ([.owner, .team], .isAssigned)
      case .has(let field): (slots, lowered) = ([field], .has(lower(field)))
      }
      let isKept = CheckedCondition.any(slots.map { .test(.isKnown($0), promise.range) })
      let guardCondition = place.map { lower($0) }
      let arms = [
        Program.Arm(condition: lower(isKept), actions: []), Program.Arm(condition: nil, actions: []),
      ]
      kind = .created(probe: append(promise, number, triggers: [isNew], guardCondition, arms), lowered)
    case .neverMoves(let from, let to): kind = .neverMoves(from: from.value, to: to.value)
    }
    return ProgramPromise(pipeline: promise.pipeline.value, kind: kind)
  }

  private mutating func lower(
    _ occasion: CheckedPromise.Occasion, of promise: CheckedPromise, _ number: Int
  ) -> ProgramPromise.Occasion {
    switch occasion {
    case .event: return .event
    case .round(let events, let condition):
      let triggers =
        events.isEmpty
        ? allTriggers(of: promise.pipeline.value) : events.indices.map { lower(events.span, at: $0) }
      let guardCondition = condition.map { lower($0) }
      let probe = append(
        promise, number, triggers: triggers, guardCondition, [Program.Arm(condition: nil, actions: [])])
      return events.isEmpty ? .anyRound(probe: probe) : .round(probe: probe)
    }
  }

  /// Whatever rules of the pipeline look at, timers apart.
  private func allTriggers(of pipeline: Int) -> [Program.Trigger] {
    var triggers = [Program.Trigger(happening: .ticketCreated, by: nil, via: nil)]
    for rule in rules.whole where rule.pipeline == pipeline {
      for trigger in rule.triggers where !triggers.contains(trigger) {
        if case .newConversation = trigger.happening { continue }
        triggers.append(trigger)
      }
    }
    return triggers
  }

  /// Adds the rule that fires where the promise applies.
  private mutating func append(
    _ promise: CheckedPromise, _ number: Int, triggers: [Program.Trigger], _ guardCondition: Program.Condition?,
    _ arms: [Program.Arm]
  ) -> Int {
    rules.append(
      Program.Rule(
        identity: "promise \(number)", pipeline: promise.pipeline.value, overrides: [], triggers: triggers, timer: nil,
        limits: [], guardCondition: guardCondition, arms: arms))
    return rules.count - 1
  }

  private func lower(_ quantity: CheckedPromise.Quantity) -> ProgramPromise.Quantity {
    switch quantity {
    case .exactly(let count): .exactly(count)
    case .atMost(let count): .atMost(count)
    case .atLeast(let count): .atLeast(count)
    }
  }

  private func lower(_ effect: CheckedPromise.Effect) -> ProgramPromise.Effect {
    switch effect {
    case .notification: .notification
    case .email: .email
    case .message: .message
    case .task: .task
    case .note: .note
    case .ticket: .ticket
    }
  }
}
