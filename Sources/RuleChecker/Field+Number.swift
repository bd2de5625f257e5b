import RuleSchema

extension Field {
  /// Its number among all fields: those of the language first, then the properties of the schema. A fixed order.
  package var number: Int {
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
