import RuleSchema

//  The rows of a table as boxes: for each field the values that a row takes (Facts). A row whose box lies within an
//  earlier one is never reached. Where every condition is about a field with few values, all combinations are counted
//  through, each with the first row that takes it: what is left over, nobody takes.

/// What can be said about the rows of a table together.
struct TableCoverage {
  enum Finding {
    case sameAs(Int)
    case takenBy(Int)
    /// Several rows before it take all of it.
    case takenByAll
    /// Its own cells, with the guard, exclude each other.
    case impossible
  }

  /// More combinations are not counted through.
  static let mostCombinations = 10_000

  /// What is wrong with each row.
  private(set) var findings: [Finding?]
  /// A combination that no row takes.
  private(set) var missing: [(field: Field, value: Int)]?

  private let rows: [Facts]
  /// Whether the facts of a row say all that its condition says.
  private let isExact: [Bool]

  init(
    _ conditions: [CheckedCondition?], guardedBy guardCondition: CheckedCondition?,
    startedBy triggers: [CheckedTrigger],
    _ timer: CheckedTimer?, schema: Schema, of pipeline: PipelineIndex
  ) {
    let reader = FactReader(schema: schema, pipeline: pipeline, tests: TestNumbers())
    let starts = triggers.map { reader.facts(of: $0) } + (timer.map { [reader.facts(of: $0)] } ?? [])
    var common = starts.dropFirst().reduce(starts.first ?? Facts()) { $0.join($1) }
    if let guardCondition { reader.narrow(&common, to: guardCondition) }
    let start = common
    rows = conditions.map { condition in
      var facts = start
      if let condition { reader.narrow(&facts, to: condition) }
      return facts
    }
    isExact = conditions.map { $0?.isConjunction ?? true }
    findings = Array(repeating: nil, count: rows.count)
    compareRows()
    let isGuardExact = guardCondition?.isConjunction ?? true
    countThrough(schema: schema, pipeline: pipeline, common: common, isGuardExact: isGuardExact)
  }

  private mutating func compareRows() {
    let all = rows
    let rows = all.span
    for later in rows.indices {
      if rows[later].isImpossible {
        findings[later] = .impossible
        continue
      }
      for earlier in 0..<later where isExact[earlier] && Facts.implies(later, earlier, of: rows) {
        let isSame = isExact[later] && Facts.implies(earlier, later, of: rows)
        findings[later] = isSame ? .sameAs(earlier) : .takenBy(earlier)
        break
      }
    }
  }

  private mutating func countThrough(schema: Schema, pipeline: PipelineIndex, common: Facts, isGuardExact: Bool) {
    guard let axes = axes(schema: schema, pipeline: pipeline, common: common), !axes.isEmpty else { return }
    var total = 1
    for axis in axes {
      total *= axis.values.count
      if total > TableCoverage.mostCombinations { return }
    }
    guard total > 0 else { return }
    var isTaken = [Bool](repeating: false, count: total)
    var isFinite = isGuardExact
    var cells = Combinations()
    for index in rows.indices {
      let isWhole = isExact[index] && rows[index].held == common.held && rows[index].refuted == common.refuted
      if !isWhole { isFinite = false }
      cells.find(rows[index], axes)
      if findings[index] == nil, !cells.numbers.isEmpty, cells.numbers.allSatisfy({ isTaken[$0] }),
        takesKnown(rows[index], axes, schema)
      {
        findings[index] = .takenByAll
      }
      if isWhole { for cell in cells.numbers { isTaken[cell] = true } }
    }
    guard isFinite, var first = isTaken.firstIndex(of: false) else { return }
    var found: [(field: Field, value: Int)] = []
    for axis in axes.reversed() {
      found.append((axis.field, axis.values[first % axis.values.count]))
      first /= axis.values.count
    }
    missing = found.reversed()
  }

  /// The fields that the rows are about, with the values that all of them leave; `nil` where one has too many.
  private func axes(schema: Schema, pipeline: PipelineIndex, common: Facts) -> [Axis]? {
    // Nothing but what starts the rule, and the guard, may be about more.
    guard rows.allSatisfy({ $0.event == common.event }) else { return nil }
    var orders: [Int] = []
    for row in rows {
      for value in row.values where !orders.contains(value.order) { orders.append(value.order) }
    }
    orders.sort()
    var axes: [Axis] = []
    for order in orders {
      let known = common.possible(at: order)
      guard case .now(let field) = FactKey(order: order), let values = schema.values(of: field, in: pipeline) else {
        if known != nil, rows.allSatisfy({ $0.possible(at: order) == known }) { continue }
        return nil
      }
      axes.append(Axis(field: field, order: order, values: values.filter { known?.allows($0) ?? true }))
    }
    return axes
  }

  /// Whether the row takes nothing but known values: those that are counted through. A flag is set or it is not.
  private func takesKnown(_ row: Facts, _ axes: [Axis], _ schema: Schema) -> Bool {
    axes.allSatisfy { axis in
      if case .property(let index) = axis.field, case .flag = schema.properties[index.value].kind { return true }
      return switch row.possible(at: axis.order) {
      case .only(let values): !values.contains(Facts.unknown)
      case .allBut(let values): values.contains(Facts.unknown)
      case nil: axis.field == .stage
      }
    }
  }
}

/// A field of which the values are counted through.
private struct Axis {
  let field: Field
  /// `FactKey.order`
  let order: Int
  let values: [Int]
}

/// The combinations that a row takes. One list is used for all rows.
private struct Combinations {
  /// Their numbers, counted through by axes.
  private(set) var numbers: [Int] = []
  private var more: [Int] = []
  private var places: [Int] = []

  /// Those of `row`.
  mutating func find(_ row: borrowing Facts, _ axes: [Axis]) {
    numbers.removeAll(keepingCapacity: true)
    numbers.append(0)
    for axis in axes {
      let possible = row.possible(at: axis.order)
      places.removeAll(keepingCapacity: true)
      for place in axis.values.indices where possible?.allows(axis.values[place]) ?? true { places.append(place) }
      more.removeAll(keepingCapacity: true)
      for number in numbers { for place in places { more.append(number * axis.values.count + place) } }
      swap(&numbers, &more)
    }
  }
}

extension Schema {
  /// All known values of a field with few of them.
  fileprivate func values(of field: Field, in pipeline: PipelineIndex) -> [Int]? {
    switch field {
    case .stage: return Array(pipelines[pipeline.value].stages)
    case .team: return Array(teams.indices)
    case .inbox: return Array(inboxes.indices)
    case .channel: return FactReader.channels.map { FactReader.number(of: $0) }
    case .property(let index):
      switch properties[index.value].kind {
      case .oneOf(let options, _): return Array(options.indices)
      case .flag: return [1, 0]
      case .setOf, .number, .text, .date, .time, .person: return nil
      }
    case .pipeline, .owner, .created, .closed, .contactEmail, .ownerEmail, .ownerTeams, .messageSubject, .messageFrom,
      .messageText:
      return nil
    }
  }
}

extension CheckedCondition {
  /// Tests and negated tests that must all hold: facts say exactly the same.
  fileprivate var isConjunction: Bool {
    switch self {
    case .all(let parts): parts.allSatisfy(\.isConjunction)
    case .test: true
    case .not(.test): true
    case .not(.any(let parts)): parts.allSatisfy { if case .test = $0 { true } else { false } }
    case .not, .any: false
    }
  }
}
