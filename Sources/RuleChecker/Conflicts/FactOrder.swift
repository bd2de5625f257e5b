import RuleSchema

//  Fixed orders, so that nothing depends on the order of a dictionary.

extension WriteTarget {
  /// A fixed order.
  var order: Int {
    switch self {
    case .stage: 0
    case .owner: 1
    case .team: 2
    case .newTicket: 3
    case .property(let index): 4 + index.value
    }
  }
}

extension FactKey {
  /// A fixed order, for ties.
  var order: Int {
    switch self {
    case .conversation: 0
    case .created: 1
    case .message: 2
    case .stageSet: 3
    case .actor: 4
    case .timer: 5
    case .now(let field): 10 + 2 * field.number
    case .before(let field): 11 + 2 * field.number
    }
  }
}
