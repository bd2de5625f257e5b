import RuleEngine

/// What one action does to one field.
enum ReferenceAct {
  case set(Value)
  case raise(Value)
  case increase(Double)
  case add(Int32)
  case remove(Int32)
  case rotate(team: Int)
}

/// What one rule does to one field.
enum ReferenceOperation {
  case set(Value)
  case raise(Value)
  case increase(Double)
  /// Each option added (true) or removed.
  case options([Int32: Bool])
  case rotate(team: Int)

  /// Several acts of one rule become one operation. `final` is the value on the rule's copy at the end of its arm.
  init(_ acts: [ReferenceAct], final: Value) {
    var options: [Int32: Bool] = [:]
    var raised: [Value] = []
    var increases: [Double] = []
    for act in acts {
      switch act {
      case .add(let option): options[option] = true
      case .remove(let option): options[option] = false
      case .raise(let value): raised.append(value)
      case .increase(let number): increases.append(number)
      case .set, .rotate: break
      }
    }
    let optionCount = acts.count { if case .add = $0 { true } else if case .remove = $0 { true } else { false } }
    if optionCount == acts.count {
      self = .options(options)
    } else if raised.count == acts.count {
      self = .raise(raised.reduce(.unknown, highest))
    } else if increases.count == acts.count {
      self = .increase(increases.reduce(0, +))
    } else if case .rotate(let team) = acts.last {
      // A rotation that has the last word stays one.
      self = .rotate(team: team)
    } else {
      self = .set(final)
    }
  }
}

/// The higher of two values of an ordered enum or a number; anything is higher than unknown.
func highest(_ left: Value, _ right: Value) -> Value {
  switch (left, right) {
  case (.unknown, _): right
  case (.option(let first), .option(let second)): second > first ? right : left
  case (.number(let first), .number(let second)): second > first ? right : left
  default: left
  }
}

/// The operations of a round's rules on one field, merged.
struct ReferenceMerge {
  enum Merged {
    case set(Value)
    case raise(Value)
    case increase([Double])
    /// Each option with the rules that add or remove it.
    case options([Int32: (isAdded: Bool, writers: Set<Int>)])
    case rotate(team: Int)
  }

  private(set) var merged: Merged
  private var writersOfAll: Set<Int>

  /// Operations in canonical order of their rules.
  init?(_ operations: [(rule: Int, operation: ReferenceOperation)]) {
    guard let first = operations.first else { return nil }
    merged = ReferenceMerge.start(first.rule, first.operation)
    writersOfAll = [first.rule]
    for (rule, operation) in operations.dropFirst() { take(rule, operation) }
  }

  /// The rules that took part in the value.
  var writers: Set<Int> {
    if case .options(let options) = merged { return options.values.reduce(into: []) { $0.formUnion($1.writers) } }
    return writersOfAll
  }

  /// The value after it; a rotation leaves the owner unknown.
  func value(present: Value) -> Value {
    switch merged {
    case .set(let value): return value
    case .raise(let value): return highest(present, value)
    case .increase(let numbers):
      var old = 0.0
      if case .number(let number) = present { old = number }
      return .number(old + numbers.sorted().reduce(0, +))
    case .options(let changes):
      var chosen: Set<Int32> = []
      if case .options(let old) = present { chosen = Set(old) }
      for (option, change) in changes {
        if change.isAdded { chosen.insert(option) } else { chosen.remove(option) }
      }
      return options(chosen)
    case .rotate: return .unknown
    }
  }

  private static func start(_ rule: Int, _ operation: ReferenceOperation) -> Merged {
    switch operation {
    case .set(let value): .set(value)
    case .raise(let value): .raise(value)
    case .increase(let number): .increase([number])
    case .options(let options): .options(options.mapValues { ($0, [rule]) })
    case .rotate(let team): .rotate(team: team)
    }
  }

  private mutating func take(_ rule: Int, _ operation: ReferenceOperation) {
    switch (merged, operation) {
    case (.set(let old), .set(let new)) where isSame(old, new): break
    case (.raise(let old), .raise(let new)): merged = .raise(highest(old, new))
    case (.increase(let old), .increase(let new)): merged = .increase(old + [new])
    case (.options(var options), .options(let new)):
      for (option, isAdded) in new {
        if let old = options[option], old.isAdded == isAdded {
          options[option] = (isAdded, old.writers.union([rule]))
        } else {
          options[option] = (isAdded, [rule])
        }
      }
      merged = .options(options)
    default:
      merged = ReferenceMerge.start(rule, operation)
      writersOfAll = []
    }
    writersOfAll.insert(rule)
  }
}
