import RuleChecker
import RuleSchema

/// Every class of tickets that some tests can tell apart: values for each variable, to be combined.
struct ConditionSpace {
  typealias Axis = (variable: ConditionModel.Variable, values: [ConditionModel.Value])

  private(set) var axes: [Axis] = []

  /// The number of combinations, up to `limit`.
  func count(upTo limit: Int) -> Int {
    axes.reduce(1) { min(limit, $0 * max(1, $1.values.count)) }
  }

  /// The classes that `tests` can tell apart; what is not looked into may be true or false, whatever else holds.
  ///
  /// More combinations than there are tickets, never fewer: what is the same for all of them is the same for all tickets.
  init(of tests: [Test], pipeline: PipelineIndex, schema: Schema) {
    var opaque: [Test] = []
    var fields: [Field] = []
    var hasActor = false
    for test in tests {
      if case .actorIs = test {
        hasActor = true
      } else if Self.isFinite(test, schema) {
        for field in test.fields where !fields.contains(field) { fields.append(field) }
      } else if !opaque.contains(test) {
        opaque.append(test)
      }
    }
    for field in fields {
      axes.append((.field(field), Self.values(of: field, in: tests, pipeline, schema)))
    }
    if hasActor {
      axes.append((.actor, [.unknown] + [.agent, .contact, .automation, .integration].map { .actor($0) }))
    }
    for test in opaque { axes.append((.test(test), [.holds(false), .holds(true)])) }
  }

  /// Calls `body` with every combination until it says false; whether it never did.
  func allSatisfy(_ body: (ConditionModel) -> Bool) -> Bool {
    var model = ConditionModel()
    return visit(0, &model, body)
  }

  private func visit(_ axis: Int, _ model: inout ConditionModel, _ body: (ConditionModel) -> Bool) -> Bool {
    guard axis < axes.count else { return body(model) }
    for value in axes[axis].values {
      model[axes[axis].variable] = value
      guard visit(axis + 1, &model, body) else { return false }
    }
    return true
  }

  /// The test asks about finitely many classes of values of its field.
  private static func isFinite(_ test: Test, _ schema: Schema) -> Bool {
    switch test {
    case .isOneOf(let field, _), .compares(let field, _, _), .isKnown(let field), .isSet(let field),
      .hasAny(let field, _), .hasAll(let field, _), .hasNone(let field, _):
      isFinite(field, schema)
    default: false
    }
  }

  private static func isFinite(_ field: Field, _ schema: Schema) -> Bool {
    switch field {
    case .stage, .pipeline, .team, .inbox, .channel: return true
    case .property(let index):
      switch schema.properties[index.value].kind {
      case .oneOf, .number, .flag: return true
      case .setOf(let options): return options.count <= 6
      case .text, .date, .time, .person: return false
      }
    default: return false
    }
  }

  private static func values(
    of field: Field, in tests: [Test], _ pipeline: PipelineIndex, _ schema: Schema
  ) -> [ConditionModel.Value] {
    switch field {
    case .stage: return schema.pipelines[pipeline.value].stages.map { .literal(.stage(StageIndex($0))) }
    case .pipeline: return [.literal(.pipeline(pipeline))]
    case .team: return [.unknown] + schema.teams.indices.map { .literal(.team(TeamIndex($0))) }
    case .inbox: return [.unknown] + schema.inboxes.indices.map { .literal(.inbox(InboxIndex($0))) }
    case .channel:
      return [.unknown] + [.email, .chat, .form, .phone, .api].map { .literal(.channel($0)) }
    case .property(let index):
      switch schema.properties[index.value].kind {
      case .oneOf(let options, _): return [.unknown] + options.indices.map { .literal(.option($0)) }
      case .flag: return [.unknown, .literal(.flag(false)), .literal(.flag(true))]
      case .number: return [.unknown] + numbers(of: field, in: tests).map { .literal(.number($0)) }
      case .setOf(let options):
        return [.unknown]
          + (0..<(1 << options.count)).map { bits in .set(options.indices.filter { bits >> $0 & 1 == 1 }) }
      case .text, .date, .time, .person: return [.unknown]
      }
    default: return [.unknown]
    }
  }

  /// Each constant, and a number of each gap between two.
  private static func numbers(of field: Field, in tests: [Test]) -> [Double] {
    var cuts: Set<Double> = []
    for test in tests {
      switch test {
      case .compares(field, _, .number(let number)): cuts.insert(number)
      case .isOneOf(field, let literals):
        for case .number(let number) in literals { cuts.insert(number) }
      default: break
      }
    }
    let ordered = cuts.sorted()
    guard let low = ordered.first, let high = ordered.last else { return [0] }
    return [low - 1] + ordered + zip(ordered, ordered.dropFirst()).map { ($0 + $1) / 2 } + [high + 1]
  }
}
