extension Program {
  /// How many fields a snapshot has.
  package var slotCount: Int { FieldSlot.builtInCount + properties.count }

  /// Tells vocabularies apart: equal if slots, stages and options mean the same.
  var layout: UInt64 {
    // Every list with its length, as every name: options never read like another property.
    var sum = RulebookChecksum.Sum()
    sum.add(stages.count)
    for stage in stages {
      sum.add(pipelines[stage.pipeline].id)
      sum.add(stage.id)
    }
    for property in properties {
      sum.add(Int(property.entity.rawValue))
      sum.add(property.id)
      sum.add(Int(property.kind.rawValue))
      sum.add(property.options.count)
      for option in property.options { sum.add(option.id) }
    }
    // The options of `owner.teams`.
    for team in teams { sum.add(team) }
    return sum.value
  }

  /// The built-in rule that stamps close dates.
  package static let closeDateRule = "close date"

  /// Whether the field holds days, not instants.
  func isDate(_ slot: FieldSlot) -> Bool {
    slot.propertyIndex.map { properties[$0].kind == .date } ?? false
  }

  /// The field's name as rules write it.
  package func name(of slot: FieldSlot) -> String {
    switch slot {
    case .stage: "stage"
    case .pipeline: "pipeline"
    case .owner: "owner"
    case .team: "team"
    case .inbox: "inbox"
    case .channel: "channel"
    case .created: "created"
    case .closed: "closed"
    case .contactEmail: "contact.email"
    case .messageSubject: "message.subject"
    case .messageFrom: "message.from"
    case .messageText: "message.text"
    case .ownerEmail: "owner.email"
    case .ownerTeams: "owner.teams"
    default:
      slot.propertyIndex.map { properties[$0].qualifiedName } ?? "field"
    }
  }
}

extension Program.Property {
  /// The name as rules write it: `priority`, `contact.language`.
  package var qualifiedName: String {
    switch entity {
    case .ticket: name
    case .contact: "contact." + name
    case .company: "company." + name
    }
  }
}
