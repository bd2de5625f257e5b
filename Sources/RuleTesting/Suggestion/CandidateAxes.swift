import RuleChecker
import RuleSchema

/// Values worth trying for each variable of a rule's conditions: those at the boundaries, plain ones first.
struct CandidateAxes {
  private let tests: [Test]
  private let pipeline: PipelineIndex
  private let schema: Schema

  init(of conditions: [CheckedCondition?], pipeline: PipelineIndex, schema: Schema) {
    tests = conditions.flatMap { $0?.tests ?? [] }
    self.pipeline = pipeline
    self.schema = schema
  }

  /// Variables with their values, in the order in which conditions name them.
  var axes: [ConditionSpace.Axis] {
    var fields: [Field] = []
    var axes: [ConditionSpace.Axis] = []
    var others: [Test] = []
    for test in tests {
      switch test {
      case .isMoreThanAgo, .isLessThanAgo, .isDuring, .isInNext, .isInLast, .isBefore(_, .today), .isAfter(_, .today):
        if !others.contains(test) { others.append(test) }
      case .actorIs:
        if !axes.contains(where: { $0.variable == .actor }) {
          axes.append((.actor, [.unknown, .actor(.agent), .actor(.contact), .actor(.automation)]))
        }
      default:
        for field in test.fields where !fields.contains(field) { fields.append(field) }
      }
    }
    return fields.map { (.field($0), values(of: $0)) } + axes
      + others.map { (.test($0), [.holds(false), .holds(true)]) }
  }

  private func values(of field: Field) -> [ConditionModel.Value] {
    switch field {
    case .stage: return schema.pipelines[pipeline.value].stages.map { .literal(.stage(StageIndex($0))) }
    case .pipeline: return [.literal(.pipeline(pipeline))]
    case .team: return [.unknown] + schema.teams.indices.map { .literal(.team(TeamIndex($0))) }
    case .inbox: return [.unknown] + schema.inboxes.indices.map { .literal(.inbox(InboxIndex($0))) }
    case .channel: return [.unknown] + [.email, .chat, .form, .phone, .api].map { .literal(.channel($0)) }
    case .owner: return [.unknown] + people(field)
    case .property(let index):
      switch schema.properties[index.value].kind {
      case .oneOf(let options, _): return [.unknown] + options.indices.map { .literal(.option($0)) }
      case .flag: return [.unknown, .literal(.flag(true))]
      case .number: return [.unknown] + numbers(field).map { .literal(.number($0)) }
      case .setOf: return [.unknown] + sets(field).map { .set($0) }
      case .text: return [.unknown] + texts(field)
      case .person: return [.unknown] + people(field)
      case .date, .time: return [.unknown] + days(field)
      }
    case .contactEmail, .messageSubject, .messageText, .messageFrom: return [.unknown] + texts(field)
    case .created, .closed, .ownerEmail, .ownerTeams: return [.unknown]
    }
  }

  private func literals(_ field: Field) -> [Literal] {
    tests.flatMap { test -> [Literal] in
      switch test {
      case .isOneOf(field, let literals): literals
      case .compares(field, _, let literal): [literal]
      default: []
      }
    }
  }

  private func people(_ field: Field) -> [ConditionModel.Value] {
    literals(field).filter { $0 != .person("jo") }.map { .literal($0) } + [.literal(.person("jo"))]
  }

  private func numbers(_ field: Field) -> [Double] {
    var found: [Double] = []
    for case .number(let number) in literals(field) {
      for near in [number, number + 1, number - 1] where !found.contains(near) { found.append(near) }
    }
    return found.isEmpty ? [1] : found
  }

  private func days(_ field: Field) -> [ConditionModel.Value] {
    var found: [Literal] = []
    for test in tests {
      switch test {
      case .isBefore(field, .day(let year, let month, let day)), .isAfter(field, .day(let year, let month, let day)):
        for near in [day, day + 1, day - 1] where (1...28).contains(near) {
          found.append(.day(year: year, month: month, day: near))
        }
      default: break
      }
    }
    return found.map { .literal($0) } + [.literal(.day(year: 2026, month: 1, day: 5))]
  }

  private func sets(_ field: Field) -> [[Int]] {
    var options: [Int] = []
    for test in tests {
      switch test {
      case .hasAny(field, let some), .hasAll(field, let some), .hasNone(field, let some):
        for option in some where !options.contains(option) { options.append(option) }
      default: break
      }
    }
    var other: [[Int]] = []
    if case .property(let index) = field, case .setOf(let all) = schema.properties[index.value].kind,
      let free = all.indices.first(where: { !options.contains($0) })
    {
      other = [[free]]
    }
    let several = options.count > 1 ? [options] + options.map { left in options.filter { $0 != left } } : []
    return options.map { [$0] } + other + several.filter { $0.count > 1 }
  }

  private func texts(_ field: Field) -> [ConditionModel.Value] {
    var found: [String] = []
    for test in tests {
      switch test {
      case .isOneOf(field, let literals):
        for case .text(let text) in literals { found += [text, text + " and more"] }
      case .containsAny(field, let texts): found += texts
      case .startsWith(field, let text): found += [text + " and more", "not " + text]
      case .endsWith(field, let text): found += ["all of " + text, text + " or not"]
      case .matchesAny(field, let globs): found += globs.map { ConditionModel.sample($0) }
      default: break
      }
    }
    found.append("something else")
    var seen: Set<String> = []
    return found.filter { seen.insert($0).inserted }.map { .literal(.text($0)) }
  }
}

extension CheckedCondition {
  /// The same with each constant in a test of its own, so that each can be the one that decides.
  var split: CheckedCondition {
    switch self {
    case .all(let parts): return .all(parts.map(\.split))
    case .any(let parts): return .any(parts.map(\.split))
    case .not(let part): return .not(part.split)
    case .test(let test, let range):
      let tests: [Test]
      switch test {
      case .isOneOf(let field, let literals): tests = literals.map { .isOneOf(field, [$0]) }
      case .containsAny(let field, let texts): tests = texts.map { .containsAny(field, [$0]) }
      case .matchesAny(let field, let globs): tests = globs.map { .matchesAny(field, [$0]) }
      case .hasAny(let field, let options): tests = options.map { .hasAny(field, [$0]) }
      case .hasAll(let field, let options): return .all(options.map { .test(.hasAny(field, [$0]), range) })
      default: return self
      }
      return tests.count == 1 ? self : .any(tests.map { .test($0, range) })
    }
  }
}
