import RuleChecker
import RuleSchema
import RuleSource

/// How a rule is made to look: what happens, and what that makes of the ticket.
struct CandidatePlan {
  /// Variables that the event decides.
  var fixed: [ConditionModel.Variable: ConditionModel.Value] = [:]
  /// Fields that the event writes, so that they are not given.
  var written: Set<Field> = []
  var givens: [String] = []
  var steps: [String] = []
  /// The field whose value the last step names: ``priority changed to ____``.
  var changed: Field?

  /// Steps that make the rule look again after it fired once.
  var again: [String] = []
  /// The stages in which it can look; all if empty.
  var stage: StageIndex?
}

extension CandidatePlan {
  /// The ways in which `rule` can be made to look, one for each event, or for each stage of an event.
  static func plans(for rule: CheckedRule, _ words: CandidateWords) -> [CandidatePlan] {
    if let timer = rule.timer { return plans(for: timer, of: rule, words) }
    return rule.triggers.flatMap { plans(for: $0, of: rule, words) }
  }

  /// Both in one save; `nil` where they cannot happen together.
  func joined(to other: CandidatePlan) -> CandidatePlan? {
    guard steps.count == 1, other.steps.count == 1, let step = steps.first, let second = other.steps.first,
      changed == nil, other.changed == nil
    else { return nil }
    var plan = self
    for (variable, value) in other.fixed {
      guard plan.fixed[variable] ?? value == value else { return nil }
      plan.fixed[variable] = value
    }
    plan.written.formUnion(other.written)
    for given in other.givens where !plan.givens.contains(given) { plan.givens.append(given) }
    guard plan.givens.count(where: { $0.hasPrefix("stage ") }) < 2 else { return nil }
    if step != second { plan.steps = [second + " and " + step] }
    return plan
  }

  private static func plans(for trigger: CheckedTrigger, of rule: CheckedRule, _ words: CandidateWords)
    -> [CandidatePlan]
  {
    let written = words.written(rule.range(of: trigger))
    var plan = CandidatePlan()
    plan.steps = [written]
    plan.again = [written]
    let tail = words.tail(of: trigger)
    switch trigger.happening {
    case .entered(let stages):
      return stages.compactMap { stage in
        guard let other = words.otherStage(than: stage) else { return nil }
        var plan = CandidatePlan()
        plan.fixed[.field(.stage)] = .literal(.stage(stage))
        plan.givens = ["stage " + words.stage(other)]
        plan.steps = ["stage " + words.stage(stage) + tail]
        plan.again = ["stage " + words.stage(other), "stage " + words.stage(stage) + tail]
        return plan
      }
    case .left(let stages):
      return stages.compactMap { stage in
        guard let other = words.otherStage(than: stage) else { return nil }
        var plan = CandidatePlan()
        plan.fixed[.field(.stage)] = .literal(.stage(other))
        plan.givens = ["stage " + words.stage(stage)]
        plan.steps = ["stage " + words.stage(other) + tail]
        return plan
      }
    case .closed, .reopened:
      let isClosing = trigger.happening == .closed
      guard let from = words.stage(where: { $0.isClosed != isClosing }),
        let to = words.stage(where: { $0.isClosed == isClosing })
      else { return [] }
      plan.givens = ["stage " + words.stage(from)]
      plan.fixed[.field(.stage)] = .literal(.stage(to))
      plan.again = [isClosing ? "reopened" : "closed", written]
    case .stageChanged(let from, let to):
      guard let to = to ?? from.flatMap({ words.otherStage(than: $0) }) ?? words.stage(where: { _ in true }),
        let from = from ?? words.otherStage(than: to)
      else { return [] }
      plan.givens = ["stage " + words.stage(from)]
      plan.fixed[.field(.stage)] = .literal(.stage(to))
      plan.steps = ["stage " + words.stage(to) + tail]
      plan.again = ["stage " + words.stage(from), "stage " + words.stage(to) + tail]
    case .changed(let field, let from, let to):
      plan.written = [field]
      plan.changed = field
      plan.steps = [tail]
      if let to { plan.fixed[.field(field)] = .literal(to) }
      if let from { plan.givens = [words.given(field, .literal(from))].compactMap(\.self) }
    case .becomes(let field, let value):
      plan.written = [field]
      plan.fixed[.field(field)] = .literal(value)
    case .gained(let field, .option(let option)):
      plan.written = [field]
      plan.fixed[.field(field)] = .set([option])
    case .lost(let field, .option(let option)):
      plan.written = [field]
      plan.fixed[.field(field)] = .unknown
      plan.givens = [words.given(field, .set([option]))].compactMap(\.self)
    case .assigned:
      plan.written = [.owner]
      plan.again = ["unassigned", written]
    case .unassigned:
      plan.written = [.owner]
      plan.fixed[.field(.owner)] = .unknown
      plan.givens = ["owner \"jo\""]
      plan.again = ["assigned", written]
    case .activity:
      plan.steps = ["note added" + tail]
      plan.again = plan.steps
    case .newConversation, .ticketCreated: plan.again = []
    case .emailSent, .reply, .messageInAnotherThread, .noteAdded, .deliveryFailed, .gained, .lost: break
    }
    return [plan]
  }

  private static func plans(for timer: CheckedTimer, of rule: CheckedRule, _ words: CandidateWords) -> [CandidatePlan] {
    func plan(_ before: [String], _ span: Span, stage: StageIndex? = nil) -> [CandidatePlan] {
      var late = CandidatePlan()
      late.steps = before + [words.span(span) + " pass"]
      late.again = [words.span(span) + " pass"]
      if let stage {
        late.fixed[.field(.stage)] = .literal(.stage(stage))
        late.givens = ["stage " + words.stage(stage)]
      }
      guard span.amount > 1 else { return [late] }
      var early = late
      early.steps = before + [words.span(span, amount: span.amount - 1) + " pass"]
      early.again = []
      return [late, early]
    }
    switch timer.kind {
    case .inStage(let stages, let span):
      let spans = [span].compactMap(\.self) + rule.arms.compactMap(\.delay)
      return stages.flatMap { stage in spans.flatMap { plan([], $0, stage: stage) } }
    case .withoutReply(let span): return plan(["email sent to contact"], span)
    case .withoutAnswer(let span): return plan(["reply from contact"], span)
    case .withoutActivity(let span): return plan(["note added"], span)
    case .whileTrue(_, let span), .everyWhile(_, let span): return plan([], span)
    case .everyDays:
      var plan = CandidatePlan()
      plan.steps = ["7 days pass"]
      return [plan]
    case .before(let field, let span), .after(let field, let span?):
      return plan([], span).map { words.dated($0, field) }
    case .after(let field, nil):
      return rule.arms.compactMap(\.delay).flatMap { plan([], $0) }.map { words.dated($0, field) }
    case .reached(let field):
      var plan = CandidatePlan()
      plan.steps = ["31 days pass"]
      return [words.dated(plan, field)]
    }
  }
}
