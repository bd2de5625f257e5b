import RuleSource
import RuleSyntax

//  The stage names of a rule that no `in pipeline` explains, in text order, and the names that may be definitions.

extension Checker {
  struct StageName {
    let text: String
    let range: SourceRange

    init(_ name: NameSyntax) {
      text = name.text
      range = name.range
    }

    init?(_ value: ValueSyntax) {
      switch value.kind {
      case .word(let name), .string(let name): text = name
      case .number, .date: return nil
      }
      range = value.range
    }
  }

  struct StageNames {
    var stages: [StageName] = []
    var definitions: [String] = []
  }

  func stageNames(of rule: RuleDeclarationSyntax) -> StageNames {
    var names = StageNames()
    for event in rule.events { addStages(of: event.happening, to: &names) }
    if let timer = rule.timer { addStages(of: timer.kind, to: &names) }
    if let condition = rule.guardCondition { addStages(of: condition, to: &names) }
    for arm in rule.arms {
      if let condition = arm.condition { addStages(of: condition, to: &names) }
      for action in arm.actions {
        switch action.kind {
        case .createTicket(let stage, nil, _): if let stage { names.stages.append(StageName(stage)) }
        case .move(let stage, nil): names.stages.append(StageName(stage))
        default: break
        }
      }
    }
    return names
  }

  private func addStages(of happening: HappeningSyntax, to names: inout StageNames) {
    switch happening {
    case .entered(let stages), .left(let stages): names.stages += stages.map { StageName($0) }
    case .stageBecomes(let stage): names.stages.append(StageName(stage))
    case .stageChanged(let from, let to): names.stages += [from, to].compactMap { $0.flatMap { StageName($0) } }
    default: break
    }
  }

  private func addStages(of timer: TimerSyntax.Kind, to names: inout StageNames) {
    switch timer {
    case .inStage(_, let stages), .columnInStage(let stages): names.stages += stages.map { StageName($0) }
    case .whileTrue(_, let condition), .everyWhile(_, let condition): addStages(of: condition, to: &names)
    case .withoutReply, .withoutAnswer, .withoutActivity, .before, .after, .reached, .everyDays, .columnAfter: break
    }
  }

  private func addStages(of condition: ConditionSyntax, to names: inout StageNames) {
    switch condition {
    case .all(let parts, _), .any(let parts, _): for part in parts { addStages(of: part, to: &names) }
    case .not(let inner, _), .parenthesized(let inner, _): addStages(of: inner, to: &names)
    case .named(let operand): names.definitions.append(operand.name.text)
    case .test(let operand, let test, _):
      guard operand.isOfTicket, operand.name.text == "stage" else { return }
      names.stages += values(of: test).compactMap { StageName($0) }
    case .businessHours, .missing: break
    }
  }

  private func values(of test: TestSyntax) -> [ValueSyntax] {
    switch test {
    case .isQuality(.value(let value), _), .was(let value, _): [value]
    case .isQuality(.oneOf(let values), _): values
    case .changed(let from, let to): [from, to].compactMap { $0 }
    default: []
    }
  }
}
