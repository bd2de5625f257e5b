import RuleChecker
import RuleSchema

extension Field {
  /// Its number among all fields: those of the language first, then the properties of the schema.
  var number: Int {
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
    case .ownerEmail: 9
    case .ownerTeams: 10
    case .messageSubject: 11
    case .messageFrom: 12
    case .messageText: 13
    case .property(let index): 14 + index.value
    }
  }
}

/// Fields of one schema. Each is a bit: a set of them is asked for every test and every action.
struct FieldSet: Equatable {
  /// The first 64 fields, which few schemas exceed, without a place of their own in memory; and those behind them.
  private var first: UInt64 = 0
  private var more: [UInt64] = []

  var isEmpty: Bool { first == 0 && more.isEmpty }

  func contains(_ field: Field) -> Bool {
    let (word, bit) = place(of: field)
    if word == 0 { return first & bit != 0 }
    return word <= more.count && more[word - 1] & bit != 0
  }

  /// Whether it was not in the set before.
  @discardableResult
  mutating func insert(_ field: Field) -> Bool {
    if contains(field) { return false }
    let (word, bit) = place(of: field)
    while more.count < word { more.append(0) }
    if word == 0 { first |= bit } else { more[word - 1] |= bit }
    return true
  }

  private func place(of field: Field) -> (word: Int, bit: UInt64) {
    (field.number >> 6, 1 << UInt64(field.number & 63))
  }
}
