import RuleChecker
import RuleSchema

/// Finds candidates for one rule: each arm taken, and each part of each condition deciding alone.
struct CandidateFinder {
  private let rule: CheckedRule
  private let index: Int
  private let words: CandidateWords
  private var found: [Candidate] = []
  private var goal = ""

  /// The most combinations of values that are looked at for one way to make the rule look.
  private static let budget = 4_000
  /// Tickets that are tried for one goal: some make nothing new come out.
  private static let choices = 6

  static func candidates(for index: Int, of rules: CheckedRules, words: CandidateWords) -> [Candidate] {
    var finder = CandidateFinder(rule: rules.rules[index], index: index, words: words)
    finder.find()
    for other in rules.rules[index].overrides { finder.override(rules.rules[other.value], other.value) }
    return finder.found
  }

  private init(rule: CheckedRule, index: Int, words: CandidateWords) {
    self.rule = rule
    self.index = index
    self.words = words
  }

  private var conditions: [CheckedCondition] {
    ([rule.timer?.condition, rule.guardCondition] + rule.arms.map(\.condition)).compactMap { $0?.split }
  }

  /// The arm that is taken, the condition of `while` regarded.
  private func arm(_ model: ConditionModel) -> Int? {
    model.holds(rule.timer?.condition) ? model.arm(of: rule) : nil
  }

  private mutating func find() {
    let axes = CandidateAxes(of: conditions, pipeline: rule.pipeline, schema: words.schema).axes
    var isFirst = true
    for (number, plan) in CandidatePlan.plans(for: rule, words).enumerated() {
      let models = models(axes, plan)
      for arm in rule.arms.indices {
        let taking = models.filter { self.arm($0) == arm }
        goal = "\(number) \(arm)"
        for model in taking.prefix(Self.choices) { add(model, plan) }
        goal = "\(number) \(arm) again"
        guard !rule.limits.isEmpty, !plan.again.isEmpty else { continue }
        for model in taking.prefix(Self.choices) { add(model, plan, again: true) }
      }
      if isFirst { decide(models, axes, plan) }
      isFirst = isFirst && models.allSatisfy { self.arm($0) == nil }
    }
  }

  /// Both rules' events in one save, and both conditions hold: the other one stays silent.
  private mutating func override(_ other: CheckedRule, _ number: Int) {
    guard rule.timer == nil, other.timer == nil else { return }
    let others = ([other.guardCondition] + other.arms.map(\.condition)).compactMap { $0?.split }
    let axes = CandidateAxes(of: conditions + others, pipeline: rule.pipeline, schema: words.schema).axes
    for plan in CandidatePlan.plans(for: rule, words) {
      for second in CandidatePlan.plans(for: other, words) {
        guard let joined = plan.joined(to: second) else { continue }
        let both = models(axes, joined).filter { arm($0) != nil && $0.arm(of: other) != nil }
        goal = "overrides \(number)"
        for model in both.prefix(Self.choices) { add(model, joined) }
      }
    }
  }

  /// For each test, two tickets that differ in its field alone and of which the rule makes something different.
  private mutating func decide(_ models: [ConditionModel], _ axes: [ConditionSpace.Axis], _ plan: CandidatePlan) {
    var done: Set<Test> = []
    for test in conditions.flatMap(\.tests) where done.insert(test).inserted {
      for model in models where model.holds(test) {
        guard let other = neighbour(of: model, test, axes, plan) else { continue }
        goal = "\(test) true"
        add(model, plan)
        goal = "\(test) false"
        add(other, plan)
        break
      }
    }
  }

  private func neighbour(
    of model: ConditionModel, _ test: Test, _ axes: [ConditionSpace.Axis], _ plan: CandidatePlan
  ) -> ConditionModel? {
    let variables: [ConditionModel.Variable] =
      if case .actorIs = test { [.actor] } else { test.fields.map { .field($0) } + [.test(test)] }
    let taken = arm(model)
    var best: (model: ConditionModel, distance: Double)?
    for axis in axes where variables.contains(axis.variable) && plan.fixed[axis.variable] == nil {
      for value in axis.values where value != model[axis.variable] {
        var other = model
        other[axis.variable] = value
        guard !other.holds(test), arm(other) != taken else { continue }
        let distance = Self.distance(model[axis.variable], value)
        if best == nil || distance < (best?.distance ?? 0) { best = (other, distance) }
      }
    }
    return best?.model
  }

  /// Neighbours at a boundary are nearest; an unknown value is far.
  private static func distance(_ one: ConditionModel.Value, _ other: ConditionModel.Value) -> Double {
    switch (one, other) {
    case (.literal(.option(let one)), .literal(.option(let other))): Double(abs(one - other))
    case (.literal(.number(let one)), .literal(.number(let other))): abs(one - other)
    case (.literal(.day(_, _, let one)), .literal(.day(_, _, let other))): Double(abs(one - other))
    case (_, .unknown): 1e9
    default: 10
    }
  }

  private func models(_ axes: [ConditionSpace.Axis], _ plan: CandidatePlan) -> [ConditionModel] {
    var models = [ConditionModel()]
    for (index, stage) in words.schema.stages.enumerated() where stage.isClosed {
      models[0].closedStages.insert(StageIndex(index))
    }
    for (variable, value) in plan.fixed { models[0][variable] = value }
    for axis in axes where plan.fixed[axis.variable] == nil {
      let values = axis.values.prefix(max(2, Self.budget / max(1, models.count)))
      guard models.count * values.count <= Self.budget * 2 else { break }
      models = models.flatMap { model in
        values.map { value in
          var model = model
          model[axis.variable] = value
          return model
        }
      }
    }
    return models
  }

  // ---- in words ----

  private mutating func add(_ model: ConditionModel, _ plan: CandidatePlan, again: Bool = false) {
    var givens = plan.givens
    var facts: [String] = []
    var said: [String] = []
    var steps = plan.steps
    let order = CandidateAxes(of: conditions, pipeline: rule.pipeline, schema: words.schema).axes.map(\.variable)
    for variable in order {
      switch variable {
      case .field(let field):
        guard let given = words.given(field, model[variable]) else { continue }
        if [.messageSubject, .messageText, .messageFrom].contains(field) {
          facts.append(given)
        } else if !plan.written.contains(field), plan.fixed[variable] == nil {
          givens.append(given)
        }
        if field != .stage || plan.fixed[variable] == nil { said.append(given) }
      case .actor:
        if case .actor(let kind) = model[variable], let last = steps.indices.last {
          steps[last] += kind == .contact ? " by contact" : kind == .agent ? " by an agent" : " by automation"
        }
      case .test(let test):
        guard case .holds(let holds) = model[variable], let given = words.given(test, holds: holds) else { continue }
        givens.append(given)
        said.append(given)
      }
    }
    for (field, given) in words.people(of: rule)
    where !plan.written.contains(field) && !givens.contains(where: { $0.hasPrefix(given.prefix { $0 != " " }) }) {
      givens.append(given)
    }
    if let field = plan.changed {
      if case .set(let members) = model[.field(field)], members.count > 1,
        let rest = words.given(field, .set(Array(members.dropLast())))
      {
        givens.append(rest)
      }
      guard let change = change(of: field, model), let last = steps.indices.last else { return }
      steps[last] = change + steps[last]
    }
    if !facts.isEmpty, let last = steps.indices.last { steps[last] += " with " + facts.joined(separator: ", ") }
    let event = steps.joined(separator: ", then ")
    if again { steps += plan.again }
    let circumstances = said.isEmpty ? "" : " and " + said.joined(separator: ", ")
    let title = (again ? "after it fired, when " : "when ") + event + circumstances
    let candidate = Candidate(
      rule: index, goal: goal, pipeline: rule.pipeline.value, title: title, givens: givens, steps: steps)
    if !found.contains(candidate) { found.append(candidate) }
  }

  /// `priority changed to High`
  private func change(of field: Field, _ model: ConditionModel) -> String? {
    guard let name = words.name(field) else { return nil }
    if case .literal(let literal) = model[.field(field)] {
      return "\(name) changed to \(words.value(literal, of: field))"
    }
    if case .set(let members) = model[.field(field)], let last = members.last {
      return "\(name) gained \(words.value(.option(last), of: field))"
    }
    guard case .property(let index) = field else { return nil }
    switch words.schema.properties[index.value].kind {
    case .oneOf: return "\(name) changed to \(words.value(.option(0), of: field))"
    case .number: return "\(name) changed to 1"
    case .text: return "\(name) changed to \"something else\""
    case .flag: return "\(name) changed to true"
    case .person: return "\(name) changed to \"jo\""
    case .setOf: return "\(name) gained \(words.value(.option(0), of: field))"
    case .date, .time: return nil
    }
  }
}
