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
  /// The key with this order.
  init(order: Int) {
    switch order {
    case 0: self = .conversation
    case 1: self = .created
    case 2: self = .message
    case 3: self = .stageSet
    case 4: self = .actor
    case 5: self = .timer
    default:
      let field = Field(order: (order - 10) / 2)
      self = order.isMultiple(of: 2) ? .now(field) : .before(field)
    }
  }

  /// A fixed order, for ties. What is of the event comes first: `EventFacts.count` of them.
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
  /// In their order, without those that are declared.
  private static let builtIn: [Field] = [
    .stage, .pipeline, .owner, .team, .inbox, .channel, .created, .closed, .contactEmail, .messageSubject, .messageFrom,
    .messageText, .ownerEmail, .ownerTeams,
  ]

  fileprivate init(order: Int) {
    self =
      order < Self.builtIn.count ? Self.builtIn[order] : .property(PropertyIndex(order - Self.builtIn.count))
  }

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
