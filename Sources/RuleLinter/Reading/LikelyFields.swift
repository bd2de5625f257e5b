import RuleChecker
import RuleSource

/// Some fields of a schema, as bits. Of the few schemas with more than 128 fields it may say that it has one which it has
/// not: whoever finds a field in here looks closer.
struct LikelyFields: Equatable {
  private var bits: UInt128 = 0

  var isEmpty: Bool { bits == 0 }

  func contains(_ field: Field) -> Bool { bits & bit(of: field) != 0 }

  func isDisjoint(with other: LikelyFields) -> Bool { bits & other.bits == 0 }

  mutating func insert(_ field: Field) { bits |= bit(of: field) }

  private func bit(of field: Field) -> UInt128 { 1 << UInt128(truncatingIfNeeded: field.number & 127) }
}

extension LikelyFields {
  /// Those of `fields` that tests ask which must hold where some arm is taken.
  mutating func insertDemanded(by rule: CheckedRule, of fields: LikelyFields) {
    insertDemanded(by: rule.guardCondition, of: fields)
    insertDemanded(by: rule.arms, of: fields)
  }

  private mutating func insertDemanded(by arms: ShortList<CheckedArm>, of fields: LikelyFields) {
    switch arms {
    case .one(let arm): insertDemanded(by: arm.condition, of: fields)
    case .several(let arms):
      let arms = arms.span
      for index in arms.indices { insertDemanded(by: arms[index].condition, of: fields) }
    }
  }

  private mutating func insertDemanded(by condition: CheckedCondition?, of fields: LikelyFields) {
    switch condition {
    case .some(.all(let parts)): insertDemanded(by: parts, of: fields)
    case .some(.test(let test, _)): insertDemanded(by: test, of: fields)
    case .some(.any), .some(.not), .none: break
    }
  }

  private mutating func insertDemanded(by parts: [CheckedCondition], of fields: LikelyFields) {
    let parts = parts.span
    for index in parts.indices {
      switch parts[index] {
      case .all(let inner): insertDemanded(by: inner, of: fields)
      case .test(let test, _): insertDemanded(by: test, of: fields)
      case .any, .not: break
      }
    }
  }

  private mutating func insertDemanded(by test: Test, of fields: LikelyFields) {
    if let field = test.writtenField, fields.contains(field) { insert(field) }
  }

  /// The fields that actions write a value to.
  mutating func insertWritten(by rule: CheckedRule) { insertWritten(by: rule.arms) }

  private mutating func insertWritten(by arms: ShortList<CheckedArm>) {
    switch arms {
    case .one(let arm): insertWritten(by: arm.actions)
    case .several(let arms):
      let arms = arms.span
      for index in arms.indices { insertWritten(by: arms[index].actions) }
    }
  }

  private mutating func insertWritten(by actions: ShortList<CheckedAction>) {
    switch actions {
    case .one(let action): insertWritten(by: action)
    case .several(let actions):
      let actions = actions.span
      for index in actions.indices { insertWritten(by: actions[index]) }
    }
  }

  private mutating func insertWritten(by action: CheckedAction) {
    if let field = action.fieldOfValue { insert(field) }
  }
}

extension Test {
  /// The field that it asks a value of.
  var writtenField: Field? {
    switch self {
    case .isOneOf(let field, _), .compares(let field, _, _), .hasAny(let field, _), .hasAll(let field, _),
      .isSet(let field):
      field
    default: nil
    }
  }
}

extension CheckedAction {
  /// The field that it gives a value.
  var fieldOfValue: Field? {
    switch self {
    case .move: .stage
    case .set(let field, .literal), .raise(let field, _), .add(_, let field): field
    case .assign(.team): .team
    default: nil
    }
  }
}
