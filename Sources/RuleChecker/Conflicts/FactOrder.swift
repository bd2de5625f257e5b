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
    case .now(let field): 10 + 2 * field.order
    case .before(let field): 11 + 2 * field.order
    }
  }
}

extension Field {
  fileprivate var order: Int {
    switch self {
    case .stage: 0
    case .pipeline: 1
    case .owner: 2
    case .team: 3
    case .inbox: 4
    case .channel: 5
    case .created: 6
    case .closed: 7
    case .contactEmail: 8
    case .messageSubject: 9
    case .messageFrom: 10
    case .messageText: 11
    case .ownerEmail: 12
    case .ownerTeams: 13
    case .property(let index): 14 + index.value
    }
  }
}
