package import RuleEngine

//  Tests and conditions as diagrams: the meaning of `RoundView.holds`, class by class.

extension Situations {
  /// The condition holds; no condition always does.
  package func diagram(_ condition: Program.Condition?, in program: Program) throws(BudgetExceeded) -> Diagram {
    guard let condition else { return .always }
    var entered: [Diagram] = Array(repeating: .never, count: condition.branches.count)
    let first = condition.branches.lowerBound
    func target(_ target: Program.Branch.Target) -> Diagram {
      switch target {
      case .accept: .always
      case .reject: .never
      case .branch(let index): entered[index - first]
      }
    }
    for index in condition.branches.reversed() {
      let branch = program.branches[index]
      let test = try diagram(program.tests[branch.test])
      entered[index - first] = try store.or(
        store.and(test, target(branch.ifTrue)), store.without(target(branch.ifFalse), test))
    }
    return entered[0]
  }

  /// The test holds.
  package func diagram(_ test: Program.Test) throws(BudgetExceeded) -> Diagram {
    if let known = testMemo[test] { return known }
    let diagram = try encoded(test)
    testMemo[test] = diagram
    return diagram
  }

  private func encoded(_ test: Program.Test) throws(BudgetExceeded) -> Diagram {
    switch test {
    case .isOneOf(let slot, let values):
      var parts: [Diagram] = []
      for value in values {
        parts.append(try isSame(slot, value))
        if slot == .owner { parts.append(try isSame(.ownerEmail, value)) }
      }
      return try store.any(parts)
    case .compares(let slot, let comparison, let bound): return try compares(slot, comparison, bound)
    case .equalsField, .comparesField, .isDuring: return try holds(.test(test))
    case .containsAny(let slot, let needles): return try fits(slot, needles.map { TextPattern(.anywhere, $0) })
    case .startsWith(let slot, let start): return try fits(slot, [TextPattern(.beginning, start)])
    case .endsWith(let slot, let end): return try fits(slot, [TextPattern(.end, end)])
    case .matchesAny(let slot, let globs): return try fits(slot, globs.map { TextPattern(.whole, $0) })
    case .hasAny(let slot, let options): return try store.any(members(slot, options))
    case .hasAll(let slot, let options):
      return try store.and(isKnown(slot), store.all(members(slot, options)))
    case .hasNone(let slot, let options):
      return try store.without(isKnown(slot), store.any(members(slot, options)))
    case .gained(let slot, let option): return try gained(slot, option)
    case .lost(let slot, let option): return try lost(slot, option)
    case .was(let slot, let value): return try was(slot, value)
    case .changed(let slot, let old, let new): return try isChanged(slot, from: old, to: new)
    case .isKnown(let slot): return try isKnown(slot)
    case .isSet(let slot): return try diagram(.value(resolved(slot)), is: 2)
    case .isBefore(let slot, let moment): return try compares(test, slot, moment) { $0 < $1 }
    case .isAfter(let slot, let moment): return try compares(test, slot, moment) { $0 > $1 }
    case .isDay(let slot, let moment): return try compares(test, slot, moment) { $0 == $1 }
    case .isInNext(let slot, let span): return try isWithin(test, slot, span, isAhead: true) { $0 > $1 && $0 <= $2 }
    case .isInLast(let slot, let span): return try isWithin(test, slot, span, isAhead: false) { $0 >= $2 && $0 <= $1 }
    case .isMoreThanAgo(let slot, let span):
      return try isWithin(test, slot, span, isAhead: false) { $0 < $2 && $1 == $1 }
    case .isLessThanAgo(let slot, let span):
      return try isWithin(test, slot, span, isAhead: false) { $0 > $2 && $0 <= $1 }
    case .messageIsAutomatic: return try holds(.messageIsAutomatic)
    case .actorIs(let kind): return try diagram(.actor, is: Int(kind.rawValue) + 1)
    case .actorIsOwner: return try holds(.actorIsOwner)
    case .actorIsContact: return try holds(.actorIsContact)
    case .ticketIsClosed: return try isClosed()
    }
  }

  /// The stage is known and closed.
  func isClosed() throws(BudgetExceeded) -> Diagram { try isStage { program.stages[$0].isClosed } }

  /// The stage is known and one of those.
  func isStage(_ isAmong: (Int) -> Bool) throws(BudgetExceeded) -> Diagram {
    guard case .pipeline(let pipeline) = scope else { return .never }
    let stages = program.pipelines[pipeline].stages
    return try diagram(.value(.stage), isIn: stages.filter(isAmong).map { $0 - stages.lowerBound + 1 })
  }

  /// The stage was known and one of those, and the ticket is no new one.
  func wasStage(_ isAmong: (Int) -> Bool) throws(BudgetExceeded) -> Diagram {
    try diagram(.before(.stage), isIn: program.stages.indices.filter(isAmong).map { $0 + 1 })
  }

  // MARK: Values

  /// The value is the same as `value`, as `Program.isSame` means it.
  func isSame(_ slot: FieldSlot, _ value: Value) throws(BudgetExceeded) -> Diagram {
    let slot = resolved(slot)
    switch (program.kind(of: slot), value) {
    case (.stage, .option(let stage)): return try isStage { $0 == Int(stage) }
    case (.pipeline, .option(let pipeline)): return scope == .pipeline(Int(pipeline)) ? .always : .never
    case (.set, .option(let option)): return try holds(.member(slot, option))
    case (_, .unknown): return .never
    default:
      guard let domain = domains[slot] else { return .never }
      let index = domain.index(of: value, zone: program.zone)
      // A value that no constant names is never asked for.
      return index == 0 || domain.isWide(index) ? .never : try diagram(.value(slot), is: index)
    }
  }

  private func members(_ slot: FieldSlot, _ options: [Int32]) throws(BudgetExceeded) -> [Diagram] {
    var parts: [Diagram] = []
    for option in options { parts.append(try holds(.member(slot, option))) }
    return parts
  }

  /// The field has a value.
  func isKnown(_ slot: FieldSlot) throws(BudgetExceeded) -> Diagram {
    let slot = resolved(slot)
    switch program.kind(of: slot) {
    case .stage, .pipeline: return scope == .conversations ? .never : .always
    case .set:
      let members = facts.filter { if case .member(slot, _) = $0 { true } else { false } }
      var parts = [try holds(.otherMembers(slot))]
      for member in members { parts.append(try holds(member)) }
      return try store.any(parts)
    case .text, .number, .date, .time, .flag, .option: return try store.not(diagram(.value(slot), is: 0))
    }
  }

  private func compares(
    _ slot: FieldSlot, _ comparison: Program.Test.Comparison, _ bound: Value
  ) throws(BudgetExceeded) -> Diagram {
    let slot = resolved(slot)
    func holds(_ left: Double, _ right: Double) -> Bool {
      switch comparison {
      case .atLeast: left >= right
      case .atMost: left <= right
      case .above: left > right
      case .below: left < right
      }
    }
    switch (domains[slot], bound) {
    case (.options(let options, _), .option(let option)):
      let indices = options.indices.filter { holds(Double(options[$0]), Double(option)) }
      return try diagram(.value(slot), isIn: indices.map { $0 + 1 })
    case (.cuts(let cuts), .number(let number)):
      return try diagram(.value(slot), isIn: Self.classes(of: cuts) { holds($0, number) })
    default: return .never
    }
  }

  /// The classes of intervals all of whose numbers `isAmong` takes; the cuts are such that it takes all or none.
  private static func classes(of cuts: [Double], where isAmong: (Double) -> Bool) -> [Int] {
    (1..<(2 * cuts.count + 2)).filter { isAmong(sample(of: $0, in: cuts)) }
  }

  /// A number of a class of intervals.
  static func sample(of index: Int, in cuts: [Double]) -> Double {
    guard let low = cuts.first, let high = cuts.last else { return 0 }
    if index.isMultiple(of: 2) { return cuts[index / 2 - 1] }
    if index == 1 { return low - max(1, abs(low) / 2) }
    if index == 2 * cuts.count + 1 { return high + max(1, abs(high) / 2) }
    let (left, right) = (cuts[index / 2 - 1], cuts[index / 2])
    // A whole number where there is one: it reads better.
    let whole = left.rounded(.down) + 1
    return whole < right ? whole : left + (right - left) / 2
  }

  private func fits(_ slot: FieldSlot, _ patterns: [TextPattern]) throws(BudgetExceeded) -> Diagram {
    var parts: [Diagram] = []
    for pattern in patterns { parts.append(try holds(.fits(resolved(slot), pattern))) }
    return try store.any(parts)
  }

  // MARK: Dates

  private func compares(
    _ test: Program.Test, _ slot: FieldSlot, _ moment: Program.Moment, _ isRight: (Double, Double) -> Bool
  ) throws(BudgetExceeded) -> Diagram {
    let slot = resolved(slot)
    switch (moment, program.kind(of: slot)) {
    case (.day(let day), _):
      guard case .cuts(let cuts)? = domains[slot] else { return .never }
      return try diagram(.value(slot), isIn: Self.classes(of: cuts) { isRight($0, Double(day.number)) })
    case (.today, .date):
      guard let distances = distances[.distance(slot, .wholeDays)] else { return .never }
      return try diagram(.distance(slot, .wholeDays), isIn: Self.classes(of: distances.cuts) { isRight($0, 0) })
    case (.today, _), (.valueOf, _): return try holds(.test(test))
    }
  }

  /// `isRight` gets the distance, 0 and the bound.
  private func isWithin(
    _ test: Program.Test, _ slot: FieldSlot, _ span: Span, isAhead: Bool, _ isRight: (Double, Double, Double) -> Bool
  ) throws(BudgetExceeded) -> Diagram {
    let slot = resolved(slot)
    let sign: Double = isAhead ? 1 : -1
    let unit: Distances.Unit
    let bound: Double
    let isDate: Bool
    switch program.kind(of: slot) {
    case .date:
      guard let days = span.wholeDays else { return try holds(.test(test)) }
      (unit, bound, isDate) = (.wholeDays, sign * days, true)
    case .time:
      guard let distance = span.distance else { return try holds(.test(test)) }
      (unit, bound, isDate) = (distance.unit, sign * distance.number, false)
    default: return try holds(.test(test))
    }
    guard let distances = distances[.distance(slot, unit)] else { return .never }
    return try diagram(
      .distance(slot, unit),
      isIn: Self.classes(of: distances.cuts) { distance in
        // Of a day `in the next` has today in it.
        isDate && isAhead ? distance >= 0 && distance <= bound : isRight(distance, 0, bound)
      })
  }

  // MARK: Changes

  /// The change-set created the ticket.
  func isCreation() throws(BudgetExceeded) -> Diagram {
    try diagram(.happening, is: Fact.Happening.creation.rawValue)
  }

  /// The change-set changed something of a ticket that was there.
  func isChange() throws(BudgetExceeded) -> Diagram { try diagram(.happening, is: Fact.Happening.change.rawValue) }

  /// The field changed: never on a creation.
  func isChanged(_ slot: FieldSlot) throws(BudgetExceeded) -> Diagram {
    let slot = resolved(slot)
    let change = try isChange()
    guard change != .never else { return .never }
    switch program.kind(of: slot) {
    case .stage:
      guard case .pipeline(let pipeline) = scope else { return .never }
      var parts: [Diagram] = []
      for (offset, stage) in program.pipelines[pipeline].stages.enumerated() {
        parts.append(
          try store.without(diagram(.value(.stage), is: offset + 1), diagram(.before(.stage), is: stage + 1)))
      }
      return try store.and(change, store.any(parts))
    case .pipeline:
      guard case .pipeline(let pipeline) = scope else { return .never }
      return try store.without(change, wasStage { program.stages[$0].pipeline == pipeline })
    case .option, .flag:
      return try store.without(change, isEqualBefore(slot))
    case .number, .date, .time, .text, .set:
      return try store.and(change, holds(.changed(slot)))
    }
  }

  /// The class of the field is what it was.
  func isEqualBefore(_ slot: FieldSlot) throws(BudgetExceeded) -> Diagram {
    var parts: [Diagram] = []
    for index in 0..<classCount(of: .value(slot)) {
      parts.append(try store.and(diagram(.value(slot), is: index), diagram(.before(slot), is: index)))
    }
    return try store.any(parts)
  }

  /// The value before this change-set is the same as `value`.
  func was(_ slot: FieldSlot, _ value: Value) throws(BudgetExceeded) -> Diagram {
    let slot = resolved(slot)
    switch (program.kind(of: slot), value) {
    case (.stage, .option(let stage)): return try wasStage { $0 == Int(stage) }
    case (.pipeline, .option(let pipeline)):
      return try wasStage { program.stages[$0].pipeline == Int(pipeline) }
    case (.set, .option(let option)): return try holds(.memberBefore(slot, option))
    case (_, .unknown): return .never
    default:
      guard let domain = domains[slot] else { return .never }
      let index = domain.index(of: value, zone: program.zone)
      return index == 0 || domain.isWide(index) ? .never : try diagram(.before(slot), is: index)
    }
  }

  func isChanged(_ slot: FieldSlot, from old: Value?, to new: Value?) throws(BudgetExceeded) -> Diagram {
    var result = try isChanged(slot)
    if let old { result = try store.and(result, was(slot, old)) }
    if let new { result = try store.and(result, isSame(slot, new)) }
    return result
  }

  /// The set has the option, and has it by this change-set.
  func gained(_ slot: FieldSlot, _ option: Int32) throws(BudgetExceeded) -> Diagram {
    let slot = resolved(slot)
    let isNew = try store.without(isChanged(slot), holds(.memberBefore(slot, option)))
    return try store.and(holds(.member(slot, option)), store.or(isCreation(), isNew))
  }

  /// The set had the option, and lost it by this change-set.
  func lost(_ slot: FieldSlot, _ option: Int32) throws(BudgetExceeded) -> Diagram {
    let slot = resolved(slot)
    let had = try store.without(holds(.memberBefore(slot, option)), holds(.member(slot, option)))
    return try store.and(isChanged(slot), had)
  }
}
